/** Claims against carriers: what runs out first stands on top. */
import '../money/money.css';
import './claims.css';
import { type CarrierClaim, claimsApi } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { MoneyPlaces } from '../money/places.tsx';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, type Tone, When } from '../ui/status.tsx';

const route = getRouteApi('/shell/money/claims');

export const toneOf: Record<CarrierClaim['state'], Tone> = {
  draft: 'clock',
  filed: 'move',
  paid: 'good',
  declined: 'bad',
  dropped: 'idle',
};

export function Claims() {
  const { t } = useTranslation('claims');
  const f = useFormat();
  const { brand_id } = useScope();
  const { show, q } = route.useSearch();
  const navigate = route.useNavigate();
  const state: CarrierClaim['state'][] = show === 'open' ? ['draft', 'filed'] : ['paid', 'declined', 'dropped'];
  const source = useApiList(claimsApi.claims, { query: { state, brand_id, q, limit: 100 } });
  const { data: counts } = useApi(claimsApi.counts, { query: { brand_id } });
  const sum = (list: CarrierClaim['claimed'][] | undefined) =>
    list?.map(({ amount, currency }) => f.money(amount, currency)).join(' + ');
  const open = sum(counts?.open);
  const recovered = sum(counts?.recovered);
  return (
    <Page
      title={t('title')}
      tab={t('title')}
      sentence={<MoneyPlaces />}
      aside={[open && t('open_sum', { amount: open }), recovered && t('recovered', { amount: recovered })]
        .filter(Boolean)
        .join(' · ')}
      verbs={
        <Segmented
          value={show}
          onChange={(next) => void navigate({ search: { show: next } })}
          options={[
            {
              value: 'open' as const,
              label: `${t('show.open')}${counts ? ` ${counts.draft + counts.filed}` : ''}`,
            },
            { value: 'ended' as const, label: t('show.ended') },
          ]}
        />
      }
    >
      <ListTable
        source={source}
        label={t('title')}
        rowKey={(row) => row.id}
        rowHeight={54}
        onOpen={(row) => void navigate({ to: `/money/claims/${row.id}` as '/' })}
        columns={[
          { key: 'clock', head: t('col.when'), width: 150, cell: (row) => <LastDay claim={row} /> },
          {
            key: 'code',
            head: t('col.code'),
            width: 160,
            cell: (row) => (
              <span className="claim-two">
                <Code>{row.code}</Code>
                <span className="r-second">{t(`kind.${row.kind}`)}</span>
              </span>
            ),
          },
          {
            key: 'carrier',
            head: t('col.carrier'),
            width: 170,
            cell: (row) => (
              <span className="claim-two">
                <strong>{row.carrier || t('no_carrier')}</strong>
                <span className="r-second">{row.tracking ?? '—'}</span>
              </span>
            ),
          },
          {
            key: 'what',
            head: t('col.what'),
            cut: true,
            cell: (row) => (
              <span className="claim-two">
                <span>{row.verdict?.title ?? t('whole_shipment')}</span>
                <span className="r-second">
                  {[
                    row.verdict?.defect,
                    ...row.flags
                      .filter((flag) => flag !== 'due_soon' && flag !== 'overdue')
                      .map((flag) => t(`flag.${flag}.short`)),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            ),
          },
          {
            key: 'who',
            head: t('col.who'),
            width: 160,
            from: 900,
            cell: (row) => (
              <span className="claim-two">
                <span>{row.customer.name}</span>
                <span className="r-second">{t('order', { number: row.order.number })}</span>
              </span>
            ),
          },
          {
            key: 'amount',
            head: t('col.amount'),
            width: 110,
            align: 'right',
            cell: (row) => <Money value={row.paid ?? row.claimed} />,
          },
        ]}
        empty={<EmptyState title={t(`empty.${show}`)} note={t('empty.note')} />}
      />
    </Page>
  );
}

/** Until when it must be filed, or how it stands. */
export function LastDay({ claim }: { claim: CarrierClaim }) {
  const { t } = useTranslation('claims');
  const f = useFormat();
  if (claim.state !== 'draft') {
    const at = claim.ended_at ?? claim.filed_at;
    return (
      <span className="claim-two">
        <Status tone={toneOf[claim.state]}>{t(`state.${claim.state}`)}</Status>
        {at && (
          <span className="r-second">
            <When at={at} as="date" />
          </span>
        )}
      </span>
    );
  }
  if (claim.file_by === null || claim.days_left === null) return <Status tone="idle">{t('no_day')}</Status>;
  const tone: Tone = claim.days_left < 0 ? 'bad' : claim.days_left <= 7 ? 'clock' : 'idle';
  return (
    <span className="claim-two">
      <Status tone={tone}>{claim.days_left < 0 ? t('too_late') : t('days_left', { count: claim.days_left })}</Status>
      <span className="r-second">{t('by', { day: f.calendarDay(claim.file_by) })}</span>
    </span>
  );
}
