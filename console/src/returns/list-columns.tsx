/** Columns of the list: the clock first, then what it is, then the three facts as three columns. */
import type { ReturnRow } from '@recoup/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import type { Column } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Clock, Status, When } from '../ui/status.tsx';
import { useVerdictWords } from '../verdicts/verdict-words.ts';
import { type Said, useReturnFacts } from './facts.ts';

export function useReturnColumns(): Column<ReturnRow>[] {
  const { t } = useTranslation('returns');
  const terms = useTerms();
  const f = useFormat();
  const facts = useReturnFacts();
  const verdicts = useVerdictWords();
  return useMemo(() => {
    const fact = ({ tone, word }: Said) => (
      <span className="returns-fact" title={word}>
        <Status tone={tone}>{word}</Status>
      </span>
    );
    const why = (row: ReturnRow) => [terms.reason(row.reason), ...row.review.map(verdicts.short)].join(t('list.comma'));
    return [
      {
        key: 'clock',
        head: t('list.clock'),
        width: 116,
        cell: (row) =>
          row.clock ? (
            <Clock due={row.clock.by} start={row.requested_at} />
          ) : (
            <span className="r-ink3">
              <When at={row.requested_at} as="date" />
            </span>
          ),
      },
      { key: 'code', head: t('list.return'), width: 138, cell: (row) => <Code>{row.code}</Code> },
      {
        key: 'who',
        head: t('list.buyer'),
        width: 132,
        cut: true,
        from: 860,
        cell: (row) => <b className="r-medium">{row.customer.name}</b>,
      },
      {
        key: 'item',
        head: t('list.item'),
        cell: (row) => (
          <Item
            photo={row.photo_url}
            title={row.units > 1 ? t('list.units', { title: row.title, n: f.number(row.units) }) : row.title}
            note={why(row)}
          />
        ),
      },
      { key: 'where', head: t('list.where'), width: 158, cell: (row) => fact(facts.where(row.facts)) },
      { key: 'decided', head: t('list.decided'), width: 132, from: 680, cell: (row) => fact(facts.decided(row.facts)) },
      { key: 'money', head: t('list.money'), width: 138, from: 960, cell: (row) => fact(facts.money(row.facts)) },
      {
        key: 'paid',
        head: t('list.paid'),
        width: 96,
        align: 'right',
        from: 800,
        cell: (row) => <Money value={row.value} />,
      },
    ];
  }, [t, terms, f, facts, verdicts]);
}
