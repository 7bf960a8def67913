/** One message: left what the buyer sees or wrote, right the reader's language; files, what it quotes, and what became of it. */
import type { Message } from '@recoup/contract';
import { Checkbox } from 'antd';
import { Bot, Lock, ShieldAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { Status, When } from '../ui/status.tsx';
import { Shown } from './assistant-card.tsx';
import { MailFrame } from './mail-frame.tsx';
import { isRich } from './mail-page.ts';
import { withMentions } from './mentions.ts';
import { Fate } from './message-fate.tsx';
import { Files, Folds } from './message-parts.tsx';
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
  /** Below the words: why the assistant said them. */
  under?: ReactNode;
};

export function MessageView({ message, columns, translated, original, onAgain, picked, onPick, under }: Props) {
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
      <Shown message={message} />
      {under}
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
