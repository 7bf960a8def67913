import { orders } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';
import { FindInput } from './find-input.tsx';
import { OrdersTabs } from './tabs.tsx';

const route = getRouteApi('/shell/customers');

export function CustomersList() {
  const { t } = useTranslation('orders');
  const { brand_id } = useScope();
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const source = useApiList(orders.customers, { query: { brand_id, q } });
  const find = useCallback(
    (text: string | undefined) => void navigate({ search: { q: text }, replace: true }),
    [navigate],
  );
  return (
    <Page
      ground="surface"
      title={t('customers.title')}
      tab={t('customers.title')}
      verbs={
        <>
          <FindInput value={q} placeholder={t('customers.find')} onFind={find} />
          <OrdersTabs now="customers" />
        </>
      }
    >
      <ListTable
        source={source}
        label={t('customers.title')}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.id } })}
        columns={[
          { key: 'name', head: t('customers.name'), cut: true, cell: (row) => <strong>{row.name}</strong> },
          { key: 'email', head: t('customers.email'), cut: true, cell: (row) => row.email },
          { key: 'phone', head: t('customers.phone'), width: 150, from: 820, cell: (row) => row.phone },
          { key: 'brand', head: t('customers.brand'), width: 130, from: 700, cell: (row) => row.brand.name },
          {
            key: 'last',
            head: t('customers.last'),
            width: 120,
            cell: (row) => row.last_order_at && <When at={row.last_order_at} as="date" />,
          },
          { key: 'orders', head: t('customers.orders'), width: 90, align: 'right', cell: (row) => row.orders },
        ]}
        empty={<EmptyState title={t('customers.none')} note={t('customers.none_note')} />}
      />
    </Page>
  );
}
