/** One parcel: what was promised, what came, how it looked; and whose it is, where nobody knew. */
import './warehouse.css';
import '../ui/list-table.css';
import { type Parcel, warehouse } from '@recoup/contract';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { PackageOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Neighbours } from '../app/neighbours.tsx';
import { useApi } from '../app/queries.ts';
import { useGoodsName } from '../goods/names.ts';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Columns, Page, Section } from '../ui/page.tsx';
import { PhotoGrid } from '../ui/photo.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { MatchParcel } from './match-parcel.tsx';
import { Outcomes } from './outcomes.tsx';

const route = getRouteApi('/shell/parcels/$id');

export function ParcelPage() {
  const { t } = useTranslation('warehouse');
  const { id } = route.useParams();
  const { data, problem, retry } = useApi(warehouse.parcel, { params: { id } }, { keep: false });
  if (!data) {
    return (
      <Page title={t('parcel.title')}>
        {problem ? (
          <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />
        ) : (
          <SkeletonRows />
        )}
      </Page>
    );
  }
  return <ParcelBody parcel={data} />;
}

function ParcelBody({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const navigate = useNavigate();
  const isOpen = parcel.stage === 'arrived';
  return (
    <Page
      tab={parcel.code}
      crumbs={[
        <Link key="stock" to="/stock">
          {t('tabs.stock')}
        </Link>,
        <Link key="parcels" to="/parcels">
          {t('tabs.parcels')}
        </Link>,
        <Neighbours
          key="neighbours"
          list="parcels"
          id={parcel.id}
          onGo={(next) => void navigate({ to: '/parcels/$id', params: { id: next } })}
        />,
      ]}
      title={
        <Code size="page" copy>
          {parcel.code}
        </Code>
      }
      aside={
        parcel.return
          ? [parcel.return.customer, parcel.return.city].filter(Boolean).join(t('receive.comma'))
          : t('receive.blind')
      }
      verbs={
        isOpen &&
        parcel.moves.includes('count') && (
          <Button
            type="primary"
            icon={<PackageOpen size={16} />}
            onClick={() => void navigate({ to: '/stations/receive', search: { parcel: parcel.id } })}
          >
            {t('parcel.unpack')}
          </Button>
        )
      }
    >
      {parcel.moves.includes('match') && !parcel.return && <MatchParcel parcel={parcel} />}
      <Columns>
        <Section title={t('parcel.facts')}>
          <Rows rows={useParcelRows(parcel)} />
        </Section>
        <Section title={t('parcel.result')}>
          {isOpen ? <Status tone="here">{t('parcels.stage.arrived')}</Status> : <Outcomes of={parcel.outcomes} />}
          {parcel.missing.length > 0 && (
            <Rows
              rows={parcel.missing.map((each) => ({
                key: each.sku,
                label: t('parcel.missing', { title: each.title }),
                note: each.sku,
                value: t('receive.short.times', { n: each.quantity }),
              }))}
            />
          )}
          {parcel.note && <p className="r-second">{t('unit.quoted', { text: parcel.note })}</p>}
        </Section>
      </Columns>
      {parcel.lines.length > 0 && (
        <Section title={t('parcel.promised')}>
          <ul className="warehouse-table">
            {parcel.lines.map((line) => (
              <li key={line.return_line_id}>
                <Item photo={line.photo_url} title={line.title} note={line.sku} />
                <span className="r-second">{line.before > 0 && t('receive.line.earlier', { count: line.before })}</span>
                <b>{t('parcel.counted', { n: line.counted, of: Math.max(0, line.expected - line.before) })}</b>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('parcel.units')} aside={parcel.units.length > 0 && parcel.units.length}>
        <Units parcel={parcel} />
      </Section>
      <Section title={t('parcel.photos')} aside={parcel.photos.length > 0 && parcel.photos.length}>
        <PhotoGrid
          openKey="e"
          pictures={parcel.photos.map((photo) => ({
            id: photo.id,
            url: photo.url,
            thumb_url: photo.thumb_url,
            ...(photo.caption ? { caption: photo.caption } : {}),
            ...(photo.at ? { note: f.dateTime(photo.at) } : {}),
          }))}
        />
      </Section>
    </Page>
  );
}

function Units({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('warehouse');
  const terms = useTerms();
  const nameOf = useGoodsName();
  if (parcel.units.length === 0) return <p className="r-quiet">{t('parcel.no_units')}</p>;
  return (
    <ul className="warehouse-table">
      {parcel.units.map((unit) => (
        <li key={unit.id}>
          <Link to="/units/$id" params={{ id: unit.id }}>
            <Code>{unit.lpn}</Code>
          </Link>
          <Item
            photo={unit.photo_url}
            title={nameOf(unit)}
            note={[unit.sku, unit.serial].filter(Boolean).join(' · ')}
          />
          <Status tone={unit.arrival === 'right' ? 'good' : 'diff'}>{terms.arrival(unit.arrival)}</Status>
          <span className="r-second">{terms.unit_stage(unit.stage)}</span>
        </li>
      ))}
    </ul>
  );
}

function useParcelRows(parcel: Parcel) {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const terms = useTerms();
  const rows: { key: string; label: string; value: React.ReactNode }[] = [
    {
      key: 'return',
      label: t('parcel.fact.return'),
      value: parcel.return ? (
        <Link to={`/returns/${parcel.return.id}` as '/'}>
          <Code>{parcel.return.code}</Code>
        </Link>
      ) : (
        t('parcel.fact.no_return')
      ),
    },
  ];
  const add = (key: string, label: string, value: React.ReactNode) => value && rows.push({ key, label, value });
  if (parcel.order) {
    add('order', t('parcel.fact.order'), <Link to={`/orders/${parcel.order.id}` as '/'}>{parcel.order.number}</Link>);
  }
  add('brand', t('unit.fact.brand'), parcel.brand?.name);
  add('carrier', t('parcel.fact.carrier'), parcel.carrier && terms.carrier(parcel.carrier));
  add('tracking', t('parcel.fact.tracking'), parcel.tracking && <Code copy>{parcel.tracking}</Code>);
  add('site', t('parcel.fact.site'), parcel.site.name);
  add('meant', t('parcel.fact.meant_for'), parcel.meant_for && `≠ ${parcel.meant_for.name}`);
  add('arrived', t('parcel.fact.arrived'), parcel.arrived_at && f.dateTime(parcel.arrived_at));
  add('opened', t('parcel.fact.opened_by'), parcel.opened_by?.name);
  add('unpacked', t('parcel.fact.unpacked'), parcel.unpacked_at && f.dateTime(parcel.unpacked_at));
  return rows;
}
