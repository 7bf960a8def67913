/** Writing during the call; what is written stands in the conversation. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ArrowUp } from './icons.tsx';
import { Failure, Link, type Parts } from './parts.tsx';

export function ChatSheet({ side, w, state }: Parts) {
  const [text, setText] = useState('');
  const log = useRef<HTMLUListElement>(null);
  const { messages } = state;
  const last = messages.at(-1)?.id;
  useEffect(() => {
    if (log.current && last) log.current.scrollTop = log.current.scrollHeight;
  }, [last]);
  return (
    <>
      <div class="row">
        <h2 class="title" tabIndex={-1}>
          {w('chat')}
        </h2>
        <Link onClick={() => side.show(null)}>{w('close')}</Link>
      </div>
      <ul class="said" ref={log} role="log" aria-label={w('chat')}>
        {messages.length === 0 && <li class="quiet">{w('chat_empty')}</li>}
        {messages
          .filter((one) => one.text)
          .map((one) => (
            <li key={one.id} class={one.mine ? 'mine' : 'theirs'}>
              <span class="unseen">{one.mine ? w('you') : one.author.name}: </span>
              {one.text}
            </li>
          ))}
      </ul>
      <Failure state={state} w={w} />
      <form
        class="write"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) void side.talk.say(text.trim()).then((sent) => sent && setText(''));
        }}
      >
        <input
          aria-label={w('chat_write')}
          placeholder={w('chat_write')}
          maxLength={2000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" aria-label={w('chat_send')} disabled={!text.trim() || state.busy}>
          <ArrowUp size={20} />
        </button>
      </form>
    </>
  );
}
