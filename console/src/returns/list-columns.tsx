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

/** `asked`: the day it was asked for has its own column, where nothing runs against a clock. */
export function useReturnColumns({ asked }: { asked: boolean }): Column<ReturnRow>[] {
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
        width: 128,
        cell: (row) =>
          row.clock ? (
            <span className="r-nowrap">
              <Clock due={row.clock.by} start={row.requested_at} />
            </span>
          ) : (
            <span className="r-ink3">—</span>
          ),
      },
      { key: 'code', head: t('list.return'), width: 130, cell: (row) => <Code>{row.code}</Code> },
      {
        key: 'who',
        head: t('list.buyer'),
        width: 114,
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
      { key: 'where', head: t('list.where'), width: 144, cell: (row) => fact(facts.where(row.facts)) },
      { key: 'decided', head: t('list.decided'), width: 122, from: 740, cell: (row) => fact(facts.decided(row.facts)) },
      { key: 'money', head: t('list.money'), width: 118, from: 960, cell: (row) => fact(facts.money(row.facts)) },
      ...(asked
        ? [
            {
              key: 'asked',
              head: t('list.asked'),
              width: 70,
              from: 1080,
              cell: (row: ReturnRow) => <When at={row.requested_at} as="date" />,
            },
          ]
        : []),
      {
        key: 'paid',
        head: t('list.paid'),
        width: 88,
        align: 'right',
        from: 800,
        cell: (row) => <Money value={row.value} />,
      },
    ];
  }, [t, terms, f, facts, verdicts, asked]);
}
