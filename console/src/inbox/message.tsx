/** One message: left what the buyer sees or wrote, right the reader's language; files, what it quotes, and what became of it. */
import { inbox, type Message } from '@recoup/contract';
import { App, Button, Checkbox } from 'antd';
import { Bot, Lock, Paperclip, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useFormat } from '../ui/locale.tsx';
import { PhotoGrid, type Picture } from '../ui/photo.tsx';
import { Shape, Status, When } from '../ui/status.tsx';
import { MailFrame } from './mail-frame.tsx';
import { isRich } from './mail-page.ts';
import { withMentions } from './mentions.ts';
import type { Translated } from './use-translations.ts';

export type Columns = 'two' | 'one';
type Props = {
  message: Message;
  columns: Columns;
  translated: Translated | null;
  /** In one column: the original stands instead of its translation. */
  original: boolean;
  onAgain: (id: string) => void;
  /** While messages are being chosen for a conversation of their own. */
  picked?: boolean | undefined;
  onPick?: ((id: string) => void) | undefined;
};

export function MessageView({ message, columns, translated, original, onAgain, picked, onPick }: Props) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const [turned, setTurned] = useState(false);
  const made = typeof translated === 'object' ? translated : null;
  const showOriginal = columns === 'two' || !made || original !== turned;
  const note = message.kind === 'note';
  const looks = [
    'inbox-message',
    `is-${message.direction}`,
    note && 'is-note',
    message.author.kind === 'assistant' && 'is-bot',
    message.state === 'failed' && 'is-failed',
    message.state === 'scheduled' && 'is-scheduled',
    message.state === 'cancelled' && 'is-cancelled',
    picked && 'is-picked',
    columns === 'two' && 'is-two',
  ];
  return (
    <article className={looks.filter(Boolean).join(' ')} data-message={message.id}>
      <header>
        {onPick && <Checkbox checked={!!picked} aria-label={t('split.pick')} onChange={() => onPick(message.id)} />}
        <Who message={message} />
        <span className="r-quiet" title={f.fullDateTime(message.at)}>
          <When at={message.at} as="time" />
        </span>
        {note && (
          <span className="r-quiet inbox-message-mark">
            <Lock size={12} aria-hidden="true" /> {t('note.only_us')}
          </span>
        )}
        {message.automatic && <span className="r-quiet">{t(`automatic.${message.automatic}`)}</span>}
        {message.envelope?.spoofed && (
          <span className="r-t-bad inbox-message-mark" title={t('spoofed_help')}>
            <ShieldAlert size={13} aria-hidden="true" /> {t('spoofed')}
          </span>
        )}
        {columns === 'one' && made && (
          <button type="button" className="r-link inbox-message-turn" onClick={() => setTurned(!turned)}>
            {showOriginal ? t('show_translation') : t('show_original')}
          </button>
        )}
      </header>
      <div className="inbox-message-body">
        <div className="inbox-message-left" lang={showOriginal ? (message.language ?? undefined) : f.language}>
          <Words message={message} text={showOriginal ? message.text : made!.text} asCame={showOriginal} />
        </div>
        {columns === 'two' && (
          <div className="inbox-message-right" lang={f.language}>
            <Other message={message} translated={translated} onAgain={onAgain} />
          </div>
        )}
      </div>
      <Files message={message} />
      <Folds message={message} />
      <Fate message={message} />
    </article>
  );
}

function Who({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  if (message.author.kind === 'assistant') {
    return (
      <Status tone="bot">
        <b>{t('assistant')}</b> <span className="inbox-automatic">{t('by_itself')}</span>
      </Status>
    );
  }
  if (message.author.kind === 'system') {
    return (
      <b>
        <Bot size={14} aria-hidden="true" /> {t('system')}
      </b>
    );
  }
  return <b>{message.author.name}</b>;
}

/** The words, or the mail as it came where words alone would lose something. */
function Words({ message, text, asCame }: { message: Message; text: string; asCame: boolean }) {
  const { t } = useTranslation('inbox');
  const rich = isRich(message.html);
  const [mail, setMail] = useState(rich);
  return (
    <>
      {message.subject && message.envelope && message.direction === 'in' && (
        <p className="inbox-message-subject">{message.subject}</p>
      )}
      {asCame && mail && message.html ? (
        <MailFrame html={message.html} title={t('mail_of', { name: message.author.name })} />
      ) : text.trim() ? (
        <p className="inbox-text">
          {withMentions(text, message.mentions).map((piece, at) =>
            piece.found ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in its order
              <b key={at} className="inbox-mention">
                {piece.text}
              </b>
            ) : (
              piece.text
            ),
          )}
        </p>
      ) : (
        message.files.length === 0 && <p className="r-quiet">{t('no_words')}</p>
      )}
      {asCame && message.html && (
        <button type="button" className="r-link inbox-small" onClick={() => setMail(!mail)}>
          {mail ? t('show_words') : t('show_mail')}
        </button>
      )}
    </>
  );
}

function Other({ message, translated, onAgain }: Pick<Props, 'message' | 'translated' | 'onAgain'>) {
  const { t } = useTranslation('inbox');
  if (translated === 'waiting') return <p className="r-quiet">{t('translating')}</p>;
  if (translated === 'failed') {
    return (
      <p className="r-quiet">
        {t('not_translated')}{' '}
        <button type="button" className="r-link" onClick={() => onAgain(message.id)}>
          {t('try_again')}
        </button>
      </p>
    );
  }
  return translated ? <p className="inbox-text">{translated.text}</p> : null;
}

function Files({ message }: { message: Message }) {
  const f = useFormat();
  const isPicture = (type: string) => /^(?:image|video)\//.test(type);
  const pictures: Picture[] = message.files
    .filter((file) => isPicture(file.type))
    .map((file) => ({
      id: file.id,
      url: file.url,
      thumb_url: file.thumb_url,
      caption: file.name,
      video: file.type.startsWith('video/'),
    }));
  const papers = message.files.filter((file) => !isPicture(file.type));
  return (
    <>
      {pictures.length > 0 && (
        <div className="inbox-pictures">
          <PhotoGrid pictures={pictures} size={104} words={false} />
        </div>
      )}
      {papers.length > 0 && (
        <ul className="inbox-papers">
          {papers.map((file) => (
            <li key={file.id}>
              <Paperclip size={13} aria-hidden="true" />
              <a href={file.url} target="_blank" rel="noopener noreferrer" download={file.name}>
                {file.name}
              </a>
              <span className="r-quiet">{f.fileSize(file.bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What it quotes and its signature, folded; who it went to. */
function Folds({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const { envelope } = message;
  return (
    <>
      {message.quoted && (
        <details className="inbox-fold">
          <summary>{t('quoted')}</summary>
          <p className="inbox-text">{message.quoted}</p>
        </details>
      )}
      {message.signature && (
        <details className="inbox-fold">
          <summary>{t('signature')}</summary>
          <p className="inbox-text">{message.signature}</p>
        </details>
      )}
      {envelope && (
        <details className="inbox-fold">
          <summary>{t('envelope')}</summary>
          <dl className="inbox-envelope">
            <dt>{t('mail.from')}</dt>
            <dd>{envelope.from}</dd>
            <dt>{t('mail.to')}</dt>
            <dd>{envelope.to.join(', ')}</dd>
            {envelope.cc.length > 0 && (
              <>
                <dt>{t('mail.cc')}</dt>
                <dd>{envelope.cc.join(', ')}</dd>
              </>
            )}
            {envelope.message_id && (
              <>
                <dt>{t('mail.id')}</dt>
                <dd className="r-mono">{envelope.message_id}</dd>
              </>
            )}
          </dl>
          {message.raw_url && (
            <a href={message.raw_url} target="_blank" rel="noopener noreferrer">
              {t('mail.raw')}
            </a>
          )}
        </details>
      )}
    </>
  );
}

/** Reasons of our own have words; what a server said stands as it said it. */
const failures: ReadonlySet<string> = new Set([
  'read_only',
  'too_long',
  'not_delivered',
  'no_address',
  'bounced',
  'refused',
]);

/** What became of a message that went out. */
function Fate({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const { message: toast } = App.useApp();
  const cancel = useMove(inbox.cancelMessage, { onDone: () => void toast.success(t('fate.cancelled_done')) });
  const retry = useMove(inbox.retryMessage);
  if (message.direction !== 'out') return null;
  const of = { params: { id: message.id } };
  switch (message.state) {
    case 'scheduled':
      return (
        <p className="inbox-fate">
          <Status tone="idle">{t('fate.scheduled', { at: message.send_at ? f.dateTime(message.send_at) : '' })}</Status>
          <Button size="small" loading={cancel.busy} onClick={() => void cancel.run(of)}>
            {t('fate.cancel')}
          </Button>
          {cancel.problem && <span className="r-t-bad">{cancel.problem.words}</span>}
        </p>
      );
    case 'failed':
      return (
        <p className="inbox-fate" role="alert">
          <Status tone="bad">{t('fate.failed')}</Status>
          {message.failure && (
            <span className="r-second">
              {failures.has(message.failure) ? t(`failure.${message.failure}`) : message.failure}
            </span>
          )}
          <Button size="small" loading={retry.busy} onClick={() => void retry.run(of)}>
            {t('fate.retry')}
          </Button>
          {retry.problem && <span className="r-t-bad">{retry.problem.words}</span>}
        </p>
      );
    case 'queued':
    case 'sending':
      return (
        <p className="inbox-fate">
          <Status tone="move">{t('fate.sending')}</Status>
        </p>
      );
    case 'cancelled':
    case 'kept':
      return (
        <p className="inbox-fate">
          <Status tone="idle">{t(`fate.${message.state}`)}</Status>
        </p>
      );
    case 'read':
      return (
        <p className="inbox-fate r-quiet">
          <Shape tone="good" />{' '}
          {message.read_at ? t('fate.read_at', { at: f.timeOrDate(message.read_at) }) : t('fate.read')}
        </p>
      );
    case 'delivered':
      return (
        <p className="inbox-fate r-quiet">
          <Shape tone="good" /> {t('fate.delivered')}
        </p>
      );
    default:
      return <p className="inbox-fate r-quiet">{t('fate.sent')}</p>;
  }
}
