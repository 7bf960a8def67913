/** The books: every entry with its lines, and the balance of every account, which adds up to zero. */
import { ledgerApi } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Money } from '../ui/money.tsx';
import { Columns, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';

export function Ledger() {
  const { t } = useTranslation('money');
  const { brand_id } = useScope();
  const source = useApiList(ledgerApi.entries, { query: { brand_id } });
  const balance = useApi(ledgerApi.trialBalance, { query: { brand_id } });
  const sums = new Map<string, number>();
  for (const row of balance.data?.rows ?? [])
    sums.set(row.amount.currency, (sums.get(row.amount.currency) ?? 0) + row.amount.amount);
  return (
    <>
      <Columns>
        <Section title={t('ledger.balance')} aside={t('ledger.signs')}>
          <Rows
            rows={[
              ...(balance.data?.rows ?? []).map((row) => ({
                key: `${row.account}/${row.amount.currency}`,
                label: t(`account.${row.account}`),
                value: <Money value={row.amount} />,
              })),
              ...[...sums].map(([currency, amount]) => ({
                key: `sum/${currency}`,
                label: t('ledger.sum', { currency }),
                value: <Money value={{ amount, currency }} />,
                total: true,
              })),
            ]}
          />
        </Section>
      </Columns>
      <Section title={t('ledger.entries')}>
        <ListTable
          source={source}
          label={t('ledger.entries')}
          rowKey={(row) => row.id}
          rowHeight={54}
          columns={[
            { key: 'at', head: t('ledger.at'), width: 130, cell: (row) => <When at={row.at} as="dateTime" /> },
            { key: 'memo', head: t('ledger.memo'), width: 150, cell: (row) => memo(row.memo, t) },
            {
              key: 'lines',
              head: t('ledger.lines'),
              cut: true,
              cell: (row) => row.lines.map((line) => t(`account.${line.account}`)).join(' → '),
            },
            {
              key: 'amount',
              head: t('col.amount'),
              width: 110,
              align: 'right',
              cell: (row) => (
                <Money
                  value={{
                    amount: row.lines.reduce((sum, line) => sum + Math.max(0, line.amount.amount), 0),
                    currency: row.currency,
                  }}
                />
              ),
            },
          ]}
          empty={<EmptyState title={t('empty.ledger')} note={t('empty.note')} />}
        />
      </Section>
    </>
  );
}

/** The memo is a refund's code, or the kind of event that was booked. */
function memo(text: string, t: (key: string) => string): string {
  const words: Record<string, string> = {
    'label.made': t('memo.label'),
    'label.voided': t('memo.label_voided'),
    'unit.inspected': t('memo.inspected'),
    'unit.gone': t('memo.gone'),
  };
  return words[text] ?? text;
}
