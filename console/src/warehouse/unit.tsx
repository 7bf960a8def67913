/** One unit: three facts, its grade and reckoning, its photos, what happened to it, and the moves it may make. */
import './warehouse.css';
import { inspections, type Unit, warehouse } from '@recoup/contract';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { FileDown, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEventFilters, useTimelineEntries } from '../app/event-words.tsx';
import { Neighbours } from '../app/neighbours.tsx';
import { useApi } from '../app/queries.ts';
import { openLpnLabel, saveLpnZpl } from '../goods/lpn-label.ts';
import { useGoodsName } from '../goods/names.ts';
import { GradeBox } from '../goods/unit-side.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useKeys } from '../ui/keys.ts';
import { useFormat } from '../ui/locale.tsx';
import { Columns, Page, PaneLayout, Section } from '../ui/page.tsx';
import { PhotoGrid } from '../ui/photo.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { ThreeFacts } from '../ui/three-facts.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { AcceptanceForm, MoveForm, SendOutForm } from './unit-moves.tsx';
import { UnitWays } from './unit-ways.tsx';
import { useUnitFacts } from './unit-words.tsx';

const route = getRouteApi('/shell/units/$id');

export function UnitPage() {
  const { t } = useTranslation('warehouse');
  const { id } = route.useParams();
  const { data, problem, retry } = useApi(warehouse.unit, { params: { id } }, { keep: false });
  const entries = useTimelineEntries(data?.timeline ?? []);
  const filters = useEventFilters();
  if (problem && !data) {
    return (
      <Page title={t('unit.title')}>
        <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={t('unit.title')}>
        <SkeletonRows />
      </Page>
    );
  }
  return (
    <PaneLayout
      rightTitle={t('unit.timeline')}
      right={<Timeline entries={entries} filters={filters.filter((each) => each.key !== 'messages')} />}
    >
      <UnitBody unit={data.unit} photos={data.photos} />
    </PaneLayout>
  );
}

type Photos = Parameters<typeof PhotoGrid>[0]['pictures'];
type Form = 'move' | 'send_out' | 'correct' | null;

function UnitBody({
  unit,
  photos,
}: {
  unit: Unit;
  photos: readonly { id: string; url: string; thumb_url: string; caption: string | null; at: string | null }[];
}) {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const terms = useTerms();
  const nameOf = useGoodsName();
  const factsOf = useUnitFacts();
  const navigate = useNavigate();
  const [form, setForm] = useState<Form>(null);
  const ways = useApi(inspections.reckon, { params: { id: unit.id } }, { on: unit.grade !== null, keep: false });
  const chosen = ways.data?.ways.find((way) => way.disposition === (unit.disposition ?? ways.data?.suggested));
  useKeys({ p: () => void openLpnLabel(unit) });
  const has = (move: Unit['moves'][number]) => unit.moves.includes(move);
  const pictures: Photos = photos.map((photo) => ({
    id: photo.id,
    url: photo.url,
    thumb_url: photo.thumb_url,
    ...(photo.caption ? { caption: photo.caption } : {}),
    ...(photo.at ? { note: f.dateTime(photo.at) } : {}),
  }));
  return (
    <Page
      tab={unit.lpn}
      crumbs={[
        <Link key="stock" to="/stock">
          {t('tabs.stock')}
        </Link>,
        <Link key="units" to="/units">
          {t('tabs.units')}
        </Link>,
        <Neighbours
          key="neighbours"
          list="units"
          id={unit.id}
          onGo={(next) => void navigate({ to: '/units/$id', params: { id: next } })}
        />,
      ]}
      title={
        <Code size="page" copy>
          {unit.lpn}
        </Code>
      }
      aside={nameOf(unit)}
      verbs={
        <>
          <Button icon={<Printer size={16} />} onClick={() => void openLpnLabel(unit)}>
            {t('unit.label')}
          </Button>
          <Button icon={<FileDown size={16} />} onClick={() => void saveLpnZpl(unit)}>
            {t('receive.now.zpl')}
          </Button>
          {has('correct') && (
            <Button type="primary" onClick={() => setForm('correct')}>
              {t('unit.verb.correct')}
            </Button>
          )}
          {has('move') && !has('put_away') && <Button onClick={() => setForm('move')}>{t('unit.verb.move')}</Button>}
          {has('decide') && (
            <Button
              type={
                (unit.stage === 'inspected' || unit.disposition === 'hold') && !has('correct') ? 'primary' : 'default'
              }
              onClick={() => void navigate({ to: '/stations/decide', search: { code: unit.lpn } })}
            >
              {unit.disposition ? t('unit.verb.decide_again') : t('unit.verb.decide')}
            </Button>
          )}
          {has('inspect') && (
            <Button
              type="primary"
              onClick={() => void navigate({ to: '/stations/inspect', search: { code: unit.lpn } })}
            >
              {t('unit.verb.inspect')}
            </Button>
          )}
          {has('put_away') && (
            <Button type={has('correct') ? 'default' : 'primary'} onClick={() => setForm('move')}>
              {t('unit.verb.put_away')}
            </Button>
          )}
          {has('send_out') && (
            <Button type="primary" onClick={() => setForm('send_out')}>
              {t('unit.verb.send_out')}
            </Button>
          )}
        </>
      }
    >
      <ThreeFacts {...factsOf(unit, chosen?.net)} />
      <Columns>
        <Section title={t('unit.what')}>
          <Rows rows={useFactRows(unit)} />
        </Section>
        <Section title={t('unit.graded')}>
          {unit.grade ? (
            <GradeBox
              grade={unit.grade}
              functional={unit.functional}
              cosmetic={unit.cosmetic}
              note={unit.acceptance ? terms.acceptance(unit.acceptance) : undefined}
            />
          ) : (
            <p className="r-quiet">{t('unit.not_graded')}</p>
          )}
        </Section>
      </Columns>
      {ways.data && <UnitWays ways={ways.data} />}
      <Section title={t('unit.photos')} aside={pictures.length > 0 && pictures.length}>
        <PhotoGrid pictures={pictures} openKey="e" />
      </Section>
      {form === 'move' && <MoveForm unit={unit} ways={ways.data} done={() => setForm(null)} />}
      {form === 'send_out' && (
        <SendOutForm
          unit={unit}
          currency={chosen?.net.currency ?? unit.sold_price?.currency ?? 'USD'}
          done={() => setForm(null)}
        />
      )}
      {form === 'correct' && <AcceptanceForm unit={unit} done={() => setForm(null)} />}
    </Page>
  );
}

function useFactRows(unit: Unit) {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const terms = useTerms();
  return [
    ...(unit.sku ? [{ key: 'sku', label: t('unit.fact.sku'), value: <Code>{unit.sku}</Code> }] : []),
    ...(unit.serial ? [{ key: 'serial', label: t('unit.fact.serial'), value: <Code copy>{unit.serial}</Code> }] : []),
    ...(unit.batch ? [{ key: 'batch', label: t('unit.fact.batch'), value: <Code>{unit.batch}</Code> }] : []),
    ...(unit.brand ? [{ key: 'brand', label: t('unit.fact.brand'), value: unit.brand.name }] : []),
    {
      key: 'return',
      label: t('unit.fact.return'),
      value: unit.return ? (
        <Link to={`/returns/${unit.return.id}` as '/'}>
          <Code>{unit.return.code}</Code>
        </Link>
      ) : (
        '—'
      ),
    },
    {
      key: 'arrival',
      label: t('unit.fact.arrival'),
      value: (
        <Link to="/parcels/$id" params={{ id: unit.parcel_id }}>
          {unit.arrival === 'right' ? terms.arrival('right') : `≠ ${terms.arrival(unit.arrival)}`}
        </Link>
      ),
    },
    ...(unit.reason ? [{ key: 'reason', label: t('unit.fact.reason'), value: terms.reason(unit.reason) }] : []),
    ...(unit.buyer_says
      ? [{ key: 'says', label: t('unit.fact.says'), value: t('unit.quoted', { text: unit.buyer_says }) }]
      : []),
    ...(unit.sold_price
      ? [{ key: 'sold', label: t('unit.fact.sold'), value: f.money(unit.sold_price.amount, unit.sold_price.currency) }]
      : []),
  ];
}
