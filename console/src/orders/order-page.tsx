/** One order: what was bought, paid and delivered, and everything that happened to it. */
import './orders.css';
import { orders, returns } from '@recoup/contract';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { PackageOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTimelineEntries } from '../app/event-words.tsx';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Columns, Page, PaneLayout, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import { FactRow } from '../ui/three-facts.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { OrderVerbs } from './call-off.tsx';

const route = getRouteApi('/shell/orders/$id');

export function OrderPage() {
  const { t } = useTranslation('orders');
  const terms = useTerms();
  const f = useFormat();
  const { id } = route.useParams();
  const { may } = useSession();
  const navigate = useNavigate();
  const { data: order, problem, retry } = useApi(orders.get, { params: { id } });
  const back = useApi(returns.list, { query: { order_id: id } }, { on: may('returns.read') });
  const entries = useTimelineEntries(order?.timeline ?? []);
  if (problem) return <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!order) return <SkeletonRows rows={8} />;
  const delivered = order.fulfilments.find((one) => one.delivered_at);
  const address =
    order.address &&
    [
      order.address.line1,
      order.address.line2,
      `${order.address.city}, ${order.address.region ?? ''} ${order.address.postal_code}`,
      order.address.country,
    ]
      .filter(Boolean)
      .join(', ');
  const left = order.lines.some((line) => line.return_quantity < line.quantity);
  return (
    <PaneLayout right={<Timeline entries={entries} title={t('order.timeline')} />} rightTitle={t('order.timeline')}>
      <Page
        title={<Code size="page">{order.number}</Code>}
        tab={order.number}
        crumbs={[
          <Link key="orders" to="/orders">
            {t('orders.title')}
          </Link>,
          order.brand.name,
        ]}
        aside={
          <>
            <Link to="/customers/$id" params={{ id: order.customer.id }}>
              {order.customer.name}
            </Link>
            <span>{terms.channel(order.channel)}</span>
          </>
        }
        verbs={
          <>
            <OrderVerbs order={order} />
            {may('returns.write') && !order.cancelled_at && left && (
              <Button
                type="primary"
                icon={<PackageOpen size={15} />}
                onClick={() => void navigate({ to: '/returns/new' as '/', search: { order: id } as never })}
              >
                {t('order.start_return')}
              </Button>
            )}
          </>
        }
      >
        <FactRow
          facts={[
            { label: t('order.placed'), value: f.date(order.placed_at), note: f.timeZoned(order.placed_at) },
            {
              label: t('order.delivery'),
              value: order.cancelled_at
                ? t('state.cancelled')
                : delivered?.delivered_at
                  ? f.date(delivered.delivered_at)
                  : t('state.on_way'),
              tone: order.cancelled_at ? 'idle' : delivered ? 'good' : 'move',
              note: delivered?.carrier ?? undefined,
            },
            {
              label: t('order.paid'),
              value: <Money value={order.total} />,
              note: order.payments.map((one) => one.label).join(', '),
            },
            {
              label: t('order.given_back'),
              value: (
                <Money
                  value={{
                    amount: order.payments.reduce((sum, one) => sum + one.refunded.amount, 0),
                    currency: order.total.currency,
                  }}
                />
              ),
              note: t('order.given_back_note'),
            },
          ]}
        />
        <Section title={t('order.lines')}>
          <div className="orders-scroll">
            <table className="orders-table">
              <thead>
                <tr>
                  <th>{t('order.item')}</th>
                  <th>{t('order.serials')}</th>
                  <th className="r-num">{t('order.quantity')}</th>
                  <th className="r-num">{t('order.back')}</th>
                  <th className="r-num">{t('order.price')}</th>
                  <th className="r-num">{t('order.discount')}</th>
                  <th className="r-num">{t('order.tax')}</th>
                </tr>
              </thead>
              <tbody>
                {order.lines.map((line) => (
                  <tr key={line.id}>
                    <td>
                      <Item
                        photo={line.photo_url}
                        title={line.title}
                        note={line.final_sale ? t('order.final_sale', { sku: line.sku }) : line.sku}
                      />
                    </td>
                    <td>
                      {line.serials.length === 0 ? (
                        <span className="r-quiet">{t('order.no_serial')}</span>
                      ) : (
                        line.serials.map((serial) => (
                          <div key={serial}>
                            <Code>{serial}</Code>
                          </div>
                        ))
                      )}
                      {line.batch && <div className="r-quiet">{t('order.batch', { batch: line.batch })}</div>}
                    </td>
                    <td className="r-num">{line.quantity}</td>
                    <td className="r-num">{line.return_quantity}</td>
                    <td className="r-num">
                      <Money value={line.unit_price} />
                    </td>
                    <td className="r-num">
                      <Money value={line.discount} />
                    </td>
                    <td className="r-num">
                      <Money value={line.tax} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
        {(back.data?.rows.length ?? 0) > 0 && (
          <Section title={t('order.returns')}>
            <Rows
              rows={back.data!.rows.map((row) => ({
                key: row.id,
                label: (
                  <Link to={`/returns/${row.id}` as '/'}>
                    <Code>{row.code}</Code>
                  </Link>
                ),
                note: terms.reason(row.reason),
                value: (
                  <Status tone={row.facts.place.stage === 'closed' ? 'good' : 'idle'}>
                    {terms.stage(row.facts.place.stage)}
                  </Status>
                ),
              }))}
            />
          </Section>
        )}
        <Columns>
          <Section title={t('order.money')}>
            <Rows
              kind="plain"
              rows={[
                { key: 'items', label: t('order.items_total'), value: <Money value={order.items_total} /> },
                {
                  key: 'discount',
                  label: t('order.discount'),
                  value: <Money value={{ ...order.discount_total, amount: -order.discount_total.amount }} />,
                },
                { key: 'shipping', label: t('order.shipping'), value: <Money value={order.shipping_total} /> },
                { key: 'tax', label: t('order.tax'), value: <Money value={order.tax_total} /> },
                { key: 'total', label: t('order.total'), value: <Money value={order.total} />, total: true },
                ...order.payments.map((one) => ({
                  key: one.id,
                  label: one.label,
                  note: f.date(one.paid_at),
                  value: <Money value={one.amount} />,
                })),
              ]}
            />
          </Section>
          <Section title={t('order.shipped')}>
            <Rows
              rows={[
                ...(address ? [{ key: 'to', label: t('order.to'), value: address }] : []),
                ...order.fulfilments.map((one) => ({
                  key: one.id,
                  label: one.tracking ? <Code copy>{one.tracking}</Code> : (one.carrier ?? t('order.parcel')),
                  note: one.carrier ?? undefined,
                  value: one.delivered_at ? (
                    <Status tone="good">
                      <When at={one.delivered_at} as="date" />
                    </Status>
                  ) : one.shipped_at ? (
                    <Status tone="move">
                      <When at={one.shipped_at} as="date" />
                    </Status>
                  ) : (
                    <Status tone="idle">{t('state.waits')}</Status>
                  ),
                })),
              ]}
            />
          </Section>
        </Columns>
      </Page>
    </PaneLayout>
  );
}
