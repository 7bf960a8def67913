/** What was said, oldest first; what waits to go out stands below it. */

import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { State } from './chat.ts';
import type { Parts } from './frame.tsx';
import type * as rest from './rest.tsx';

type LogParts = Parts & { state: State; Rest: typeof rest | null; card: rest.Card; setCard(card: rest.Card): void };

export function Log({ chat, words: w, state, Rest, card, setCard }: LogParts) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const { hello } = chat.shell;
  const { messages, queue } = state;
  const newest = messages.at(-1)?.id;
  useLayoutEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  });
  // Own words are always brought into view.
  const ownCount = queue.length;
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    atEnd.current = true;
  }, [ownCount, state.at]);
  useEffect(() => {
    const watch = new ResizeObserver(() => {
      if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
    });
    if (box.current?.firstElementChild) watch.observe(box.current.firstElementChild);
    return () => watch.disconnect();
  }, []);
  return (
    <div
      class="log"
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: at }) => {
        atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 40;
      }}
    >
      <div>
        {state.moreBefore && (
          <button type="button" class="earlier" onClick={() => void chat.earlier()}>
            {w('earlier')}
          </button>
        )}
        <div role="log" aria-live="polite" aria-relevant="additions" aria-label={w('log')} class="said">
          {messages.length === 0 && (
            <div class="theirs">
              <p class="bubble">{hello.greeting ?? w('greeting')}</p>
            </div>
          )}
          {Rest && <Rest.Messages chat={chat} words={w} state={state} />}
        </div>
        <p class="typing" role="status" aria-live="polite">
          {state.typing && (
            <>
              <span class="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              {w('typing', { name: state.typing })}
            </>
          )}
        </p>
        {Rest && <Rest.Ask chat={chat} words={w} state={state} card={card} setCard={setCard} />}
        {/* The newest answer moves the log even where its height stays. */}
        <span hidden>{newest}</span>
      </div>
    </div>
  );
}
