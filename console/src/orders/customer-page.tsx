/** One customer: a few figures a person can act on, their orders, their returns. */
import './orders.css';
import { orders, returns } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import { FactRow } from '../ui/three-facts.tsx';

const route = getRouteApi('/shell/customers/$id');

export function CustomerPage() {
  const { t } = useTranslation('orders');
  const terms = useTerms();
  const f = useFormat();
  const { id } = route.useParams();
  const { may } = useSession();
  const { data: customer, problem, retry } = useApi(orders.customer, { params: { id } });
  const back = useApi(returns.list, { query: { customer_id: id } }, { on: may('returns.read') });
  if (problem) return <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!customer) return <SkeletonRows rows={8} />;
  const { address } = customer;
  const owed = (back.data?.rows ?? [])
    .filter((row) => ['owed', 'second_person', 'sending', 'failed'].includes(row.facts.money.state))
    .flatMap((row) => (row.facts.money.amount ? [row.facts.money.amount] : []));
  return (
    <Page
      title={customer.name}
      tab={customer.name}
      crumbs={[
        <Link key="customers" to="/customers" search={{ q: undefined }}>
          {t('customers.title')}
        </Link>,
        customer.brand.name,
      ]}
      aside={
        <>
          {address && <span>{`${address.city}, ${address.region ?? ''} ${address.postal_code}`}</span>}
          <span>{t('customer.writes', { language: terms.language(customer.language) })}</span>
        </>
      }
    >
      <FactRow
        facts={[
          {
            label: t('customer.bought'),
            value:
              customer.spent.length === 0
                ? '—'
                : customer.spent.map((one) => f.money(one.amount, one.currency)).join(' + '),
            note: t('customer.orders', { count: customer.orders_count, since: f.date(customer.since) }),
          },
          {
            label: t('customer.came_back'),
            value: t('customer.returns', { count: customer.returns_count }),
            note: t('customer.of_orders', { count: customer.orders_count }),
          },
          {
            label: t('customer.to_come'),
            value: owed.length === 0 ? '—' : owed.map((one) => f.money(one.amount, one.currency)).join(' + '),
            ...(owed.length > 0 ? { tone: 'clock' as const } : {}),
            note: t('customer.to_come_note'),
          },
          {
            label: t('customer.reach'),
            value: customer.email ?? customer.phone ?? '—',
            note: customer.email ? (customer.phone ?? undefined) : undefined,
          },
        ]}
      />
      <Section title={t('customer.their_orders')} aside={customer.orders.length}>
        <div className="orders-scroll">
          <table className="orders-table">
            <thead>
              <tr>
                <th>{t('orders.number')}</th>
                <th>{t('orders.placed')}</th>
                <th>{t('orders.item')}</th>
                <th>{t('orders.delivery')}</th>
                <th className="r-num">{t('orders.returns')}</th>
                <th className="r-num">{t('orders.total')}</th>
              </tr>
            </thead>
            <tbody>
              {customer.orders.map((order) => (
                <tr key={order.id}>
                  <td>
                    <Link to="/orders/$id" params={{ id: order.id }}>
                      <Code>{order.number}</Code>
                    </Link>
                  </td>
                  <td>
                    <When at={order.placed_at} as="date" />
                  </td>
                  <td>
                    <Item photo={order.photo_url} title={order.title} note={terms.channel(order.channel)} />
                  </td>
                  <td>
                    {order.delivered_at ? (
                      <Status tone="good">
                        <When at={order.delivered_at} as="date" />
                      </Status>
                    ) : (
                      <Status tone={order.cancelled_at ? 'idle' : 'move'}>
                        {t(order.cancelled_at ? 'state.cancelled' : 'state.on_way')}
                      </Status>
                    )}
                  </td>
                  <td className="r-num">{order.returns || ''}</td>
                  <td className="r-num">
                    <Money value={order.total} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      {may('returns.read') && (
        <Section title={t('customer.their_returns')} aside={back.data?.rows.length}>
          {back.data?.rows.length === 0 ? (
            <p className="r-quiet">{t('customer.no_returns')}</p>
          ) : (
            <Rows
              rows={(back.data?.rows ?? []).map((row) => ({
                key: row.id,
                label: (
                  <Link to={`/returns/${row.id}` as '/'}>
                    <Code>{row.code}</Code>
                  </Link>
                ),
                note: `${row.title}, ${terms.reason(row.reason)}`,
                value: (
                  <Status tone={row.facts.place.stage === 'closed' ? 'good' : 'idle'}>
                    {terms.stage(row.facts.place.stage)}
                  </Status>
                ),
              }))}
            />
          )}
        </Section>
      )}
    </Page>
  );
}
