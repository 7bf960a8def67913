/** The room of a call: the picture fills it, and one sheet lies at the thumb; or a page, where there is no picture to show. */
import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Asking, Held, NoCamera } from './asking.tsx';
import { CalledOff, InApp, Invited, Opening } from './before.tsx';
import { ChatSheet } from './chat.tsx';
import { Controls } from './controls.tsx';
import { Ended } from './ended.tsx';
import { Failed, LinkGone, NotLetIn, Offline, TakenOver } from './gone.tsx';
import { AgentLost, Coming, Hints, Leave, Reconnecting, Tap, Weak } from './live.tsx';
import { brandOf, ours, type Parts, Skeleton } from './parts.tsx';
import { Photos } from './photos.tsx';
import { Picture } from './picture.tsx';
import type * as rare from './rare.tsx';
import { Consent, Offer } from './settle.tsx';
import { SHEETS, type Sheet, sheetOf } from './sheet.ts';
import type { CallSide } from './side.ts';
import { factsOf } from './store.ts';
import { Captions, Top } from './top.tsx';
import { Answer, Calling, Knocking, Nobody, Others, Phone, Queue, Ringing, Wished } from './waiting.tsx';
import type { Words } from './words.ts';

/** A sheet most calls never show. */
function later(
  name: 'Agreed' | 'Blocked' | 'CallOff' | 'Early' | 'OtherPage' | 'Slots' | 'Test',
): ComponentType<Parts> {
  return function Later(parts: Parts) {
    const [page, setPage] = useState<typeof rare | null>(null);
    const [tries, setTries] = useState(0);
    useEffect(() => {
      const again = () => setTries((n) => n + 1);
      import('./rare.tsx').then(setPage, () => addEventListener('online', again, { once: true }));
      return () => removeEventListener('online', again);
    }, [tries]);
    if (!page) return <Skeleton w={parts.w} />;
    const Page = page[name];
    return <Page {...parts} />;
  };
}

const BODIES: Record<Sheet, ComponentType<Parts> | null> = {
  opening: Opening,
  offline: Offline,
  link_gone: LinkGone,
  link_over: LinkGone,
  not_let_in: NotLetIn,
  taken_over: TakenOver,
  failed: Failed,
  in_app: InApp,
  invited: Invited,
  early: later('Early'),
  test: later('Test'),
  slots: later('Slots'),
  agreed: later('Agreed'),
  cancel: later('CallOff'),
  called_off: CalledOff,
  asking: Asking,
  blocked: later('Blocked'),
  no_camera: NoCamera,
  held: Held,
  other_page: later('OtherPage'),
  calling: Calling,
  ringing: Ringing,
  queue: Queue,
  others: Others,
  phone: Phone,
  photos: Photos,
  nobody: Nobody,
  wished: Wished,
  knocking: Knocking,
  answer: Answer,
  leave: Leave,
  tap: Tap,
  coming: Coming,
  reconnecting: Reconnecting,
  agent_lost: AgentLost,
  consent: Consent,
  offer: Offer,
  chat: ChatSheet,
  weak: Weak,
  hint: Hints,
  live: null,
  ended: Ended,
};

export function CallRoom({ side, words: w }: { side: CallSide; words: Words }) {
  const [, draw] = useState(0);
  useEffect(() => side.subscribe(() => draw((n) => n + 1)), [side]);
  const { state } = side;
  const facts = factsOf(state);
  const sheet = sheetOf(facts);
  const parts = { side, w, state, facts };
  const Body = BODIES[sheet];
  const box = useRef<HTMLDivElement>(null);

  // Who listens to the screen, or goes by keys, is led to what changed.
  const shown = useRef<Sheet | null>(null);
  useLayoutEffect(() => {
    if (shown.current !== null && shown.current !== sheet)
      box.current?.querySelector<HTMLElement>('h1,h2.title')?.focus({ preventScroll: true });
    shown.current = sheet;
  }, [sheet]);

  const { stage } = state.call ?? {};
  const stands = stage === undefined || stage === 'live' || stage === 'ringing' || stage === 'waiting';
  const hasPicture = facts.camera === 'on' || facts.camera === 'weak' || state.board.still !== null;
  if (SHEETS[sheet] === 'page') {
    return (
      <div ref={box} class={`page ${sheet}`} lang={w.language}>
        <header class="head">
          <Brand {...parts} />
          <span class="quiet">{w('video_call')}</span>
        </header>
        <main>{Body && <Body {...parts} />}</main>
      </div>
    );
  }
  return (
    <div ref={box} class={hasPicture ? 'room' : 'room filled'} lang={w.language}>
      <Picture {...parts} />
      <Top {...parts} />
      <Captions {...parts} />
      <section class={Body ? 'sheet' : 'sheet bare'} aria-label={w('video_call')}>
        {Body && (
          <div class="body">
            <Body {...parts} />
          </div>
        )}
        {(stands || sheet === 'test') && <Controls {...parts} />}
      </section>
    </div>
  );
}

function Brand({ state, side }: Parts) {
  const brand = brandOf(state, side);
  if (!brand) return <span />;
  return (
    <span class="brand">
      {brand.logo_url ? (
        <img src={ours(side, brand.logo_url)} alt={brand.name} />
      ) : (
        <>
          <i aria-hidden="true" />
          {brand.name}
        </>
      )}
    </span>
  );
}
