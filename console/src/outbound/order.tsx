/** One outbound order: what leaves, to whom, from where, under which label; what happened to it, and its moves. */
import './outbound.css';
import { type OutboundDetail, type OutboundMove, outbound } from '@recoup/contract';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { FileDown, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openFile } from '../app/api.ts';
import { useEventFilters, useTimelineEntries } from '../app/event-words.tsx';
import { useApi, useMove } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Columns, Page, PaneLayout, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { AddressForm, CancelForm, RepairForm, ShipForm } from './forms.tsx';
import { OutboundLines } from './lines.tsx';
import { useStanding } from './words.ts';

const route = getRouteApi('/shell/outbound/$id');

export function OutboundOrder() {
  const { t } = useTranslation('outbound');
  const { id } = route.useParams();
  const { data, problem, retry } = useApi(outbound.get, { params: { id } }, { keep: false });
  const entries = useTimelineEntries(data?.timeline ?? []);
  const filters = useEventFilters();
  if (!data) {
    return (
      <Page title={t('title')}>
        {problem ? (
          <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />
        ) : (
          <SkeletonRows />
        )}
      </Page>
    );
  }
  return (
    <PaneLayout
      rightTitle={t('order.timeline')}
      right={<Timeline entries={entries} filters={filters.filter(({ key }) => key !== 'messages')} />}
    >
      <Body order={data} />
    </PaneLayout>
  );
}

type Form = 'repair' | 'address' | 'cancel' | 'ship' | null;

function Body({ order }: { order: OutboundDetail }) {
  const { t } = useTranslation('outbound');
  const terms = useTerms();
  const standing = useStanding();
  const navigate = useNavigate();
  const [form, setForm] = useState<Form>(null);
  const reserve = useMove(outbound.reserve);
  const again = useMove(outbound.wantLabel);
  const giveUp = useMove(outbound.voidLabel);
  const has = (move: OutboundMove) => order.moves.includes(move);
  const at = { params: { id: order.id } };
  const { word, tone, note } = standing(order);
  const problem = reserve.problem ?? again.problem ?? giveUp.problem;
  const atStation = has('pick') || has('pack');
  return (
    <Page
      tab={order.code}
      crumbs={[
        <Link key="list" to="/outbound">
          {t('title')}
        </Link>,
        order.brand.name,
      ]}
      title={
        <Code size="page" copy>
          {order.code}
        </Code>
      }
      aside={
        <span className="outbound-aside">
          {terms.remedy(order.remedy)} <Status tone={tone}>{word}</Status> {note}
        </span>
      }
      verbs={
        <>
          <Button icon={<Printer size={16} />} onClick={() => void openFile(outbound.slipPdf, at, 'open')}>
            {t('order.slip')}
          </Button>
          {order.label?.state === 'made' && (
            <>
              <Button icon={<Printer size={16} />} onClick={() => void openFile(outbound.labelPdf, at, 'open')}>
                {t('order.label')}
              </Button>
              <Button
                icon={<FileDown size={16} />}
                onClick={() => void openFile(outbound.labelZpl, at, { save: `${order.code}.zpl` })}
              >
                {t('order.zpl')}
              </Button>
            </>
          )}
          {has('cancel') && <Button onClick={() => setForm('cancel')}>{t('verb.cancel')}</Button>}
          {has('reserve') && order.state === 'waiting' && (
            <Button loading={reserve.busy} onClick={() => void reserve.run({ ...at, body: {} })}>
              {t('verb.reserve')}
            </Button>
          )}
          {has('want_label') && (
            <Button loading={again.busy} onClick={() => void again.run(at)}>
              {t('verb.want_label')}
            </Button>
          )}
          {has('finish_repair') && (
            <Button type="primary" onClick={() => setForm('repair')}>
              {t('verb.finish_repair')}
            </Button>
          )}
          {atStation && (
            <Button
              type={has('ship') ? 'default' : 'primary'}
              onClick={() => void navigate({ to: '/stations/send', search: { order: order.id } })}
            >
              {has('pick') ? t('verb.pick') : has('ship') ? t('verb.pack_again') : t('verb.pack')}
            </Button>
          )}
          {has('ship') && (
            <Button type="primary" onClick={() => setForm('ship')}>
              {t('verb.ship')}
            </Button>
          )}
        </>
      }
    >
      {problem && <ErrorState words={problem.words} requestId={problem.requestId} />}
      <Section title={t('order.goods')} aside={order.site?.name ?? t('order.no_site')}>
        <OutboundLines lines={order.lines} />
      </Section>
      <Columns>
        <Section
          title={t('order.to')}
          verbs={
            has('change_address') && (
              <Button size="small" onClick={() => setForm('address')}>
                {t('verb.change_address')}
              </Button>
            )
          }
        >
          <Rows rows={useToRows(order)} />
        </Section>
        <Section
          title={t('order.parcel')}
          verbs={
            has('void_label') && (
              <Button size="small" loading={giveUp.busy} onClick={() => void giveUp.run(at)}>
                {t('verb.void_label')}
              </Button>
            )
          }
        >
          <Rows rows={useParcelRows(order)} />
        </Section>
      </Columns>
      {order.repair && (
        <Section title={t('order.repair')}>
          <Repair order={order} />
        </Section>
      )}
      {order.tracking_events.length > 0 && (
        <Section title={t('order.tracking')}>
          <Rows
            rows={order.tracking_events.map((one) => ({
              key: `${one.code}${one.at}`,
              label: terms.tracking(one.code),
              note: one.place ?? one.detail,
              value: <When at={one.at} as="dateTime" />,
            }))}
          />
        </Section>
      )}
      {form === 'cancel' && <CancelForm order={order} done={() => setForm(null)} />}
      {form === 'address' && <AddressForm order={order} done={() => setForm(null)} />}
      {form === 'repair' && <RepairForm order={order} done={() => setForm(null)} />}
      {form === 'ship' && <ShipForm order={order} done={() => setForm(null)} />}
    </Page>
  );
}

function useToRows(order: OutboundDetail) {
  const { t } = useTranslation('outbound');
  const to = order.ship_to;
  const lines = to
    ? [to.name, to.line1, to.line2, [to.city, to.region, to.postal_code].filter(Boolean).join(' '), to.country]
    : [];
  return [
    {
      key: 'buyer',
      label: t('order.buyer'),
      value: <Link to={`/customers/${order.customer.id}` as '/'}>{order.customer.name}</Link>,
    },
    {
      key: 'address',
      label: t('order.address'),
      value: to ? (
        <span className="outbound-address">
          {lines.filter(Boolean).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      ) : (
        t('no_address')
      ),
    },
    {
      key: 'return',
      label: t('order.return'),
      value: (
        <Link to={`/returns/${order.return.id}` as '/'}>
          <Code>{order.return.code}</Code>
        </Link>
      ),
    },
    {
      key: 'order',
      label: t('order.order'),
      value: (
        <Link to={`/orders/${order.order.id}` as '/'}>
          <Code>{order.order.number}</Code>
        </Link>
      ),
    },
    ...(order.cancel_reason
      ? [
          {
            key: 'why',
            label: t('order.cancelled_because'),
            value: t([`because.${order.cancel_reason}`, 'because.said'], { reason: order.cancel_reason }),
          },
        ]
      : []),
  ];
}

function useParcelRows(order: OutboundDetail) {
  const { t } = useTranslation('outbound');
  const f = useFormat();
  const terms = useTerms();
  const { label } = order;
  return [
    {
      key: 'weight',
      label: t('order.weight'),
      note:
        order.weight_g !== null && order.expected_weight_g !== null
          ? t('order.goods_weigh', { weight: f.weight(order.expected_weight_g) })
          : undefined,
      value:
        order.weight_g !== null
          ? f.weight(order.weight_g)
          : order.expected_weight_g !== null
            ? t('order.about', { weight: f.weight(order.expected_weight_g) })
            : '—',
    },
    {
      key: 'label',
      label: t('order.label_state'),
      value: label
        ? `${terms.label_state(label.state)}, ${terms.carrier(label.carrier)} ${label.service}`
        : t('label.none'),
    },
    ...(label?.failure ? [{ key: 'failure', label: t('order.failure'), value: terms.failure(label.failure) }] : []),
    { key: 'tracking', label: t('order.number'), value: order.tracking ? <Code copy>{order.tracking}</Code> : '—' },
    { key: 'freight', label: t('order.freight'), value: <Money value={label?.cost ?? null} /> },
    { key: 'cost', label: t('order.goods_cost'), value: <Money value={order.goods_cost} /> },
    ...(order.shipped_at
      ? [{ key: 'left', label: t('order.left'), value: <When at={order.shipped_at} as="dateTime" /> }]
      : []),
    ...(order.delivered_at
      ? [{ key: 'there', label: t('order.delivered'), value: <When at={order.delivered_at} as="dateTime" /> }]
      : []),
  ];
}

function Repair({ order }: { order: OutboundDetail }) {
  const { t } = useTranslation('outbound');
  const { repair } = order;
  if (!repair?.finished_at) return <p className="r-quiet">{t('order.on_the_bench')}</p>;
  return (
    <Rows
      rows={[
        {
          key: 'labor',
          label: t('order.minutes', { count: repair.minutes ?? 0 }),
          value: <Money value={repair.labor} />,
        },
        ...repair.parts.map((part) => ({
          key: part.part_id,
          label: t('times', { quantity: part.quantity, title: part.title }),
          note: part.sku,
        })),
        { key: 'parts', label: t('order.parts_cost'), value: <Money value={repair.parts_cost} /> },
        ...(repair.note ? [{ key: 'note', label: repair.note }] : []),
      ]}
    />
  );
}
