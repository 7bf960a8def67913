/** What stands below a message of the assistant, as the buyer sees it, with what came of it. */
import type { ChatCard, Message } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { Status, type Tone } from '../ui/status.tsx';

const tones: Record<ChatCard['state'], Tone> = {
  open: 'here',
  done: 'good',
  declined: 'idle',
  refused: 'bad',
  expired: 'idle',
  plain: 'idle',
};

/** Pages anybody may read. Where a link signs the buyer in, it is theirs alone. */
const open: ReadonlySet<ChatCard['kind']> = new Set(['guide', 'tracking']);

export function Shown({ message }: { message: Pick<Message, 'card' | 'choices'> }) {
  const { t } = useTranslation('assistant');
  if (!message.card && message.choices.length === 0) return null;
  return (
    <>
      {message.card && <CardView card={message.card} />}
      {message.choices.length > 0 && (
        <ul className="inbox-offered" aria-label={t('thread.choices')}>
          {message.choices.map((choice) => (
            <li key={choice.value}>{choice.words}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function CardView({ card }: { card: ChatCard }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  return (
    <div className="inbox-card">
      {card.photo_url && <img src={card.photo_url} alt="" loading="lazy" />}
      <div>
        <div className="inbox-card-top">
          <span>{card.title}</span>
          {card.value && <span>{card.value}</span>}
        </div>
        {card.detail && <p className="r-second">{card.detail}</p>}
        <div className="inbox-card-foot">
          {card.state !== 'plain' && (
            <Status tone={tones[card.state]}>
              {card.state === 'open' && card.expires_at
                ? t('card.open_until', { at: f.dateTime(card.expires_at) })
                : t(`card.${card.state}`)}
            </Status>
          )}
          {card.url && open.has(card.kind) && (
            <a href={card.url} target="_blank" rel="noopener noreferrer">
              {t('card.look')}
            </a>
          )}
        </div>
      </div>
    </div>
  );
}
