import { moneyApi } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../app/queries.ts';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Money } from '../ui/money.tsx';
import { EmptyState } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';

/** Store credits: what was given, what is left, until when. */
export function Credits() {
  const { t } = useTranslation('money');
  const source = useApiList(moneyApi.credits, { query: {} });
  return (
    <ListTable
      source={source}
      label={t('tab.credits')}
      rowKey={(row) => row.id}
      columns={[
        { key: 'code', head: t('credit.code'), width: 150, cell: (row) => <Code copy>{row.code}</Code> },
        { key: 'who', head: t('col.who'), cut: true, cell: (row) => row.customer.name },
        {
          key: 'brand',
          head: t('credit.brand'),
          width: 120,
          cell: (row) => <span className="r-ink2">{row.brand.name}</span>,
        },
        { key: 'given', head: t('credit.given'), width: 120, cell: (row) => <When at={row.created_at} as="date" /> },
        {
          key: 'until',
          head: t('credit.until'),
          width: 130,
          cell: (row) => (row.expires_at ? <When at={row.expires_at} as="date" /> : '—'),
        },
        {
          key: 'amount',
          head: t('credit.amount'),
          width: 110,
          align: 'right',
          cell: (row) => <Money value={row.amount} />,
        },
        {
          key: 'balance',
          head: t('credit.balance'),
          width: 110,
          align: 'right',
          cell: (row) => <Money value={row.balance} />,
        },
      ]}
      empty={<EmptyState title={t('empty.credits')} note={t('empty.credits_note')} />}
    />
  );
}
