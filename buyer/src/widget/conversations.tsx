/** The list of a buyer's conversations, and the way to a new one. */
import type { State } from './chat.ts';
import type { Parts } from './frame.tsx';
import { date } from './words.ts';

export function Conversations({ chat, words: w, state, onChosen }: Parts & { state: State; onChosen: () => void }) {
  const choose = (id: string | null) => {
    void chat.open(id);
    onChosen();
  };
  return (
    <div class="list">
      <ul>
        {state.conversations?.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => choose(one.id)}>
              <span class="line">
                <b>{one.subject}</b>
                <time dateTime={one.last_at}>{date(chat.shell.language, one.last_at)}</time>
              </span>
              <span class="line">
                <span class="cut">{one.excerpt}</span>
                {one.unread > 0 && (
                  <i class="count">
                    <span aria-hidden="true">{one.unread}</span>
                    <span class="unseen">{one.unread === 1 ? w('unread_1') : w('unread', { count: one.unread })}</span>
                  </i>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="big" onClick={() => choose(null)}>
        {w('new')}
      </button>
    </div>
  );
}
