/** One entry: its lines, debit and credit, and the event that caused it, with the way to what it is about. */
import type { AnswerOf, ledgerApi } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEventWords } from '../app/event-words.tsx';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';
import { useCauseWords } from './cause-words.ts';

type Entry = AnswerOf<(typeof ledgerApi)['entry']>;

export function EntryPane({ entry }: { entry: Entry | undefined }) {
  const { t } = useTranslation('ledger');
  const f = useFormat();
  const cause = useCauseWords();
  const events = useEventWords();
  if (!entry) return <EmptyState title={t('entry.pick')} note={t('entry.pick_note')} />;
  const whole = entry.lines.reduce((sum, line) => sum + Math.max(0, line.amount.amount), 0);
  return (
    <div className="ledger-pane">
      <div>
        <div className="ledger-amount">{f.money(whole, entry.currency)}</div>
        <div>{cause(entry)}</div>
        <div className="r-quiet">
          <When at={entry.at} as="dateTime" /> · {entry.brand.name}
          {entry.closed && ` · ${t('entry.closed')}`}
        </div>
      </div>
      <Section title={t('entry.lines')} aside={t('entry.balanced')}>
        <Rows
          rows={entry.lines.map((line) => ({
            key: line.account,
            label: t(`account.${line.account}`),
            note: t(line.amount.amount > 0 ? 'debit' : 'credit'),
            value: <Money value={line.amount} />,
          }))}
        />
      </Section>
      <Section title={t('entry.cause')}>
        <Rows
          rows={[
            ...(entry.return
              ? [
                  {
                    key: 'return',
                    label: t('entry.return'),
                    value: (
                      <Link to={`/returns/${entry.return.id}` as '/'}>
                        <Code>{entry.return.code}</Code>
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(entry.order
              ? [
                  {
                    key: 'order',
                    label: t('entry.order'),
                    value: (
                      <Link to={`/orders/${entry.order.id}` as '/'}>
                        <Code>{entry.order.number}</Code>
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(entry.unit?.lpn
              ? [
                  {
                    key: 'unit',
                    label: t('entry.unit'),
                    value: (
                      <Link to={`/units/${entry.unit.id}` as '/'}>
                        <Code>{entry.unit.lpn}</Code>
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(entry.event
              ? [
                  {
                    key: 'event',
                    label: t('entry.event'),
                    note: events(entry.event).title,
                    value: (
                      <>
                        <When at={entry.event.at} as="dateTime" />
                        <span className="r-quiet"> {entry.event.actor.name}</span>
                      </>
                    ),
                  },
                ]
              : []),
            { key: 'id', label: t('entry.id'), value: <span className="ledger-cause">{entry.cause}</span> },
          ]}
        />
        {entry.return && (
          <p>
            <Link to="/money/costs/$id" params={{ id: entry.return.id }}>
              {t('entry.cost')}
            </Link>
          </p>
        )}
      </Section>
    </div>
  );
}
