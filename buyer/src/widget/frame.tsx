/** The window: whose it is, the log of what was said, and where one writes. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat, State } from './chat.ts';
import { Composer } from './composer.tsx';
import { ChevronLeft, List, Minus, Video } from './icons.tsx';
import { Log } from './log.tsx';
import type * as rest from './rest.tsx';
import { failureKey, type Words, when } from './words.ts';

export type Parts = { chat: Chat; words: Words };

function useChat(chat: Chat): State {
  const [state, set] = useState(chat.state);
  useEffect(() => {
    set(chat.state);
    return chat.subscribe(() => set(chat.state));
  }, [chat]);
  return state;
}

/** What the first sight of the panel does without comes right after it, with its style. */
function useRest(root: ShadowRoot, open: boolean): typeof rest | null {
  const [part, set] = useState<typeof rest | null>(null);
  useEffect(() => {
    if (!open || part) return;
    void import('./rest.tsx').then(
      (come) => {
        const style = document.createElement('style');
        style.textContent = come.css;
        root.append(style);
        set(come);
      },
      () => {}, // the next opening tries again
    );
  }, [open, part, root]);
  return part;
}

export function Frame({ chat, words: w, open }: Parts & { open: boolean }) {
  const state = useChat(chat);
  const [card, setCard] = useState<rest.Card>(null);
  const Rest = useRest(chat.shell.root, open);
  const [listing, setListing] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const close = () => chat.shell.onClose();

  useEffect(() => {
    if (open) frame.current?.querySelector<HTMLElement>('textarea')?.focus({ preventScroll: true });
  }, [open]);
  // A phone shows the panel over the whole page, which must not scroll behind it.
  useEffect(() => {
    if (!open || !matchMedia('(max-width:559px)').matches) return;
    const { overflow } = document.documentElement.style;
    document.documentElement.style.overflow = 'hidden';
    return () => {
      document.documentElement.style.overflow = overflow;
    };
  }, [open]);
  if (!open) return null;

  const { brand } = chat.shell.hello;
  const many = (state.conversations?.length ?? 0) > 1 || (state.conversations?.length === 1 && state.at === null);
  const current = state.conversations?.find((one) => one.id === state.at);
  const withWhom = current?.with ?? null;
  return (
    <div
      ref={frame}
      class="frame"
      role="dialog"
      aria-modal={matchMedia('(max-width:559px)').matches}
      aria-label={w('title', { brand: brand.name })}
      lang={chat.shell.language}
      onKeyDown={(event) => {
        // What is typed here is not the page's business.
        event.stopPropagation();
        if (event.key === 'Escape') {
          if (card) setCard(null);
          else close();
        } else if (event.key === 'Tab') keepInside(frame.current!, event);
      }}
    >
      <header>
        {listing ? null : many ? (
          <button type="button" class="icon" aria-label={w('back_to_list')} onClick={() => setListing(true)}>
            {current ? <ChevronLeft size={20} /> : <List size={20} />}
          </button>
        ) : null}
        <div class="who">
          <h2>
            {listing
              ? w('list')
              : withWhom
                ? w('with', { name: withWhom, brand: brand.name })
                : w('title', { brand: brand.name })}
          </h2>
          <p>{presence(chat, w)}</p>
        </div>
        {chat.shell.hello.calls && (
          <button
            type="button"
            class="icon"
            aria-label={w('call')}
            title={w('call')}
            disabled={!Rest}
            onPointerEnter={() => void Rest?.bringCalls().catch(() => {})}
            onClick={() => void Rest?.beginCall(chat, null)}
          >
            <Video size={20} />
          </button>
        )}
        <button type="button" class="icon" aria-label={w('minimise')} onClick={close}>
          <Minus size={20} />
        </button>
      </header>
      {!state.online && (
        <p class="offline" role="status">
          {w('offline')}
        </p>
      )}
      {listing && Rest ? (
        <Rest.Conversations chat={chat} words={w} state={state} onChosen={() => setListing(false)} />
      ) : (
        <>
          {Rest && chat.shell.hello.calls && <Rest.Calls chat={chat} words={w} />}
          <Log chat={chat} words={w} state={state} Rest={Rest} card={card} setCard={setCard} />
          {state.failed && (
            <p class="error" role="alert">
              {w(failureKey(state.failed))}
            </p>
          )}
          {!card && (
            <div class="chips">
              {(['track', 'return', 'person'] as const).map((one) => (
                <button
                  key={one}
                  type="button"
                  onClick={() =>
                    one === 'person' && current?.assistant ? chat.say(w('person'), 'person') : setCard(one)
                  }
                >
                  {w(one)}
                </button>
              ))}
            </div>
          )}
          <Composer chat={chat} words={w} state={state} />
        </>
      )}
    </div>
  );
}

/** Who is there, when, and how soon an answer comes otherwise: only what is known. */
function presence(chat: Chat, w: Words): string {
  const { people, assistant } = chat.shell.hello;
  const parts = [
    assistant ? w('answers_now') : null,
    people.here && !assistant ? w('here') : null,
    !people.here && people.back_at && !assistant
      ? w('back', { when: when(chat.shell.language, people.back_at) })
      : null,
    people.hours ? w('hours', { hours: people.hours }) : null,
    !people.here && people.reply_within_hours !== null
      ? w('within', { hours: Math.ceil(people.reply_within_hours) })
      : null,
  ].filter((one) => one !== null);
  return parts.length > 0 ? parts.slice(0, 2).join(chat.shell.language === 'zh' ? '，' : ' · ') : w('away');
}

/** Tab goes round inside the window while it is open. */
function keepInside(frame: HTMLElement, event: KeyboardEvent): void {
  const stops = [
    ...frame.querySelectorAll<HTMLElement>('button,a[href],input,textarea,video[controls],[tabindex="0"]'),
  ].filter((one) => !one.hasAttribute('disabled') && one.offsetParent !== null);
  const at = stops.indexOf((frame.getRootNode() as ShadowRoot).activeElement as HTMLElement);
  const next = event.shiftKey ? (at <= 0 ? stops.at(-1) : null) : at === stops.length - 1 ? stops[0] : null;
  if (!next) return;
  event.preventDefault();
  next.focus();
}
