/** The messages of the log and what waits to go out below them: loaded after the panel's first sight, as a new visitor has none. */
import type { ChatMessage } from '@recoup/contract';
import type { State } from './chat.ts';
import type { Parts } from './frame.tsx';
import { ChevronRight } from './icons.tsx';
import { Choices, Offer } from './offer.tsx';
import type { Queued } from './queued.ts';
import { linked, rows } from './rows.ts';
import { safe } from './safe.ts';
import { date, failureKey, time, type Words } from './words.ts';

export function Messages({ chat, words: w, state }: Parts & { state: State }) {
  const { language, hello } = chat.shell;
  const { messages, queue } = state;
  const lastMine = messages.findLast((one) => one.mine);
  const waiting = queue.filter(
    (one) => one.conversation_id === state.at || (one.conversation_id === null && state.at === null),
  );
  return (
    <>
      {rows(messages, (at) => date(language, at)).map((row) =>
        row.kind === 'message' ? (
          <Said
            key={row.key}
            message={row.message}
            label={row.label}
            words={w}
            brand={hello.brand.name}
            origin={chat.shell.origin}
            chat={chat}
            newest={row.message === messages.at(-1) && waiting.length === 0}
            fate={
              row.message === lastMine && waiting.length === 0 ? (row.message.read_at ? w('seen') : w('sent')) : null
            }
            language={language}
          />
        ) : (
          <p key={row.key} class="between">
            <span>
              {row.kind === 'day'
                ? date(language, row.at)
                : w('joined', { name: row.name, time: time(language, row.at) })}
            </span>
          </p>
        ),
      )}
      {waiting.map((one) => (
        <Waiting key={one.client_id} said={one} words={w} online={state.online} chat={chat} />
      ))}
    </>
  );
}

type SaidParts = {
  chat: Parts['chat'];
  newest: boolean;
  message: ChatMessage;
  label: boolean;
  words: Words;
  brand: string;
  origin: string;
  fate: string | null;
  language: 'en' | 'zh' | 'es';
};
function Said({ chat, message, newest, label, words: w, brand, origin, fate, language }: SaidParts) {
  const { author, mine, text, files, article, card } = message;
  const survey = mine ? undefined : linked(text).find(({ href }) => href && isSurvey(href, origin))?.href;
  return (
    <div class={mine ? 'mine' : 'theirs'} title={time(language, message.at)}>
      {label && (
        <p class="author">
          {author.kind === 'assistant' && <Diamond />}
          {author.kind === 'assistant'
            ? w('assistant', { brand })
            : author.kind === 'system'
              ? w('automatic', { brand })
              : author.name}
        </p>
      )}
      {mine && <span class="unseen">{w('you')}: </span>}
      {text && (
        <p class="bubble">
          {linked(text).map(({ text: part, href }, n) =>
            href ? (
              <a key={n} href={href} target="_blank" rel="noopener noreferrer nofollow">
                {part}
              </a>
            ) : (
              part
            ),
          )}
        </p>
      )}
      <Files files={files} words={w} origin={origin} />
      {article && (
        <a class="card go" href={safe(article.url, origin)} target="_blank" rel="noopener">
          <span>
            <b>{article.title}</b>
            <small>{article.excerpt}</small>
          </span>
          <ChevronRight size={18} />
          <span class="unseen">{w('opens_new')}</span>
        </a>
      )}
      {card && <Offer chat={chat} words={w} card={card} />}
      {newest && !mine && message.choices.length > 0 && <Choices chat={chat} message={message} />}
      {survey && (
        <a class="card go" href={survey} target="_blank" rel="noopener">
          <span>
            <b>{w('survey')}</b>
            <small>{w('survey_open')}</small>
          </span>
          <ChevronRight size={18} />
        </a>
      )}
      {fate && <p class="fate">{fate}</p>}
    </div>
  );
}

function Waiting({ said, words: w, online, chat }: Parts & { said: Queued; online: boolean }) {
  return (
    <div class={`mine ${said.failed ? 'broken' : 'going'}`}>
      {said.text && <p class="bubble">{said.text}</p>}
      <Files files={said.files} words={w} origin={chat.shell.origin} />
      {said.failed ? (
        <p class="fate bad" role="alert">
          {w(failureKey(said.failed))} {w('not_sent')}.{' '}
          <button type="button" onClick={() => chat.waiting.again(said.client_id)}>
            {w('retry')}
          </button>{' '}
          <button type="button" onClick={() => chat.waiting.discard(said.client_id)}>
            {w('discard')}
          </button>
        </p>
      ) : (
        <p class="fate">{online ? w('sending') : w('queued')}</p>
      )}
    </div>
  );
}

function Files({
  files,
  words: w,
  origin,
}: {
  files: readonly Queued['files'][number][];
  words: Words;
  origin: string;
}) {
  if (files.length === 0) return null;
  return (
    <div class="files">
      {files.map((file) =>
        file.type.startsWith('video/') ? (
          // biome-ignore lint/a11y/useMediaCaption: a buyer's own clip has no captions
          <video
            key={file.id}
            src={safe(file.url, origin)}
            controls
            preload="metadata"
            playsInline
            aria-label={w('video', { name: file.name })}
          />
        ) : file.type.startsWith('image/') ? (
          <a key={file.id} href={safe(file.url, origin)} target="_blank" rel="noopener">
            <img src={safe(file.thumb_url ?? file.url, origin)} alt={w('photo', { name: file.name })} loading="lazy" />
          </a>
        ) : (
          <a key={file.id} class="paper" href={safe(file.url, origin)} target="_blank" rel="noopener">
            {file.name}
          </a>
        ),
      )}
    </div>
  );
}

const Diamond = () => (
  <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
    <path d="M5 0l5 5-5 5-5-5z" fill="var(--bot)" />
  </svg>
);

function isSurvey(href: string, origin: string): boolean {
  const at = URL.parse(href);
  return at?.origin === origin && /\/(?:s|survey|surveys)\//.test(at.pathname);
}
