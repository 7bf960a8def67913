/** Other conversations of the same person. */
import type { Conversation, ConversationRow } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Status, When } from '../ui/status.tsx';
import { ChannelIcon } from './channel-icon.tsx';
import { stateTone } from './state-tone.ts';

export function PastPart({ conversation: at, rows }: { conversation: Conversation; rows: readonly ConversationRow[] }) {
  const { t } = useTranslation('inbox');
  const answered = at.surveys.filter(({ answered_at }) => answered_at);
  if (rows.length === 0 && answered.length === 0) return null;
  return (
    <section>
      <header>
        <h3>{t('past.title')}</h3>
        <span className="r-quiet">
          {rows.length > 5 && (
            <Link to="/inbox" search={{ view: 'all', shelf: 'any', contact: at.contact.id }}>
              {t('past.all', { n: at.contact.conversations })}
            </Link>
          )}
        </span>
      </header>
      <PastRows rows={rows.slice(0, 5)} />
      {answered.map((one) => (
        <p key={one.kind} className="r-second">
          {t(`survey.${one.kind}`, { score: one.score ?? '' })} {one.comment && <q>{one.comment}</q>}
        </p>
      ))}
    </section>
  );
}

export function PastRows({ rows }: { rows: readonly ConversationRow[] }) {
  const { t } = useTranslation('inbox');
  return (
    <ul className="inbox-past">
      {rows.map((row) => (
        <li key={row.id}>
          <ChannelIcon kind={row.channel.kind} />
          <Link to="/inbox/$id" params={{ id: row.id }} className="r-cut">
            {row.subject}
          </Link>
          <Status tone={stateTone(row)}>{t(row.snoozed_until ? 'shelf.snoozed' : `state.${row.state}`)}</Status>
          <span className="r-quiet">
            <When at={row.last.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
