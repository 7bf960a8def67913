/** Putting away: scan the unit, scan the bin. */
import './warehouse.css';
import { inspections, type Unit, warehouse } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { AtSite } from '../app/at-site.tsx';
import { useApi, useApiList } from '../app/queries.ts';
import { openLpnLabel } from '../goods/lpn-label.ts';
import { useGoodsName } from '../goods/names.ts';
import { readUnitCode } from '../goods/read-code.ts';
import { GradeBox, Told, UnitSide } from '../goods/unit-side.tsx';
import { ScanHere, WaitList } from '../goods/wait-list.tsx';
import { type StationPlace, useCodeLink, useStation, WorkStation } from '../goods/work-station.tsx';
import { useTerms } from '../terms/terms.ts';
import { useScanQueue } from '../ui/scan-queue.ts';
import { BinCard, DoNow } from '../ui/station/do-now.tsx';

const route = getRouteApi('/station/stations/put-away');

export function PutAway() {
  const { t } = useTranslation('warehouse');
  return <AtSite name={t('put_away.name')}>{(site, change) => <Rack site={site} change={change} />}</AtSite>;
}

function Rack({ site, change }: StationPlace) {
  const { t } = useTranslation('warehouse');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const terms = useTerms();
  const nameOf = useGoodsName();
  const { say, attempt, readAnew, frame } = useStation({ site, change });
  const [unit, setUnit] = useState<Unit | null>(null);
  const waiting = useApiList(warehouse.units, { query: { site_id: site.id, stage: 'decided' } });
  const dock = useApi(warehouse.dock, { params: { id: site.id } });
  const ways = useApi(inspections.reckon, { params: { id: unit?.id ?? '' } }, { on: unit?.grade != null, keep: false });

  const take = (found: Unit) => {
    setUnit(found);
    if (found.stage === 'gone') return say({ tone: 'bad', words: t('put_away.said.gone', { lpn: found.lpn }) });
    say({ tone: 'good', words: t('put_away.said.unit', { lpn: found.lpn, title: nameOf(found) }) });
  };
  const put = async (binId: string, code: string) => {
    if (!unit) return say({ tone: 'bad', words: t('put_away.said.unit_first'), aside: code });
    if (unit.bin?.id === binId && unit.stage !== 'decided') {
      return say({ tone: 'idle', words: t('put_away.said.there_already', { lpn: unit.lpn, bin: code }) });
    }
    const moved = await attempt(() => call(warehouse.moveUnit, { params: { id: unit.id }, body: { bin_id: binId } }));
    if (!moved) return;
    const isReady = moved.stage === 'ready' && unit.stage === 'decided';
    const words = isReady ? 'put_away.said.ready' : 'put_away.said.moved';
    say({ tone: 'good', words: t(words, { lpn: moved.lpn, bin: code }), aside: nameOf(moved) }, 'done');
    setUnit(null);
    readAnew();
  };
  const scan = async (text: string) => {
    const found = await attempt(() => readUnitCode(text, site.id));
    if (!found) return;
    if (found.unit) return take(found.unit);
    if (found.scanned.kind === 'bin') return put(found.scanned.bin_id, found.scanned.code);
    say({ tone: 'bad', words: t('put_away.said.unknown', { code: text }) });
  };
  useScanQueue(scan);
  useCodeLink(search.code, (code) => {
    void navigate({ search: {}, replace: true });
    void scan(code);
  });

  const letGo = () => {
    setUnit(null);
    say(null);
  };
  const print = () => unit && void attempt(() => openLpnLabel(unit));
  const commands = [
    ...(unit
      ? [
          { key: 'z', word: t('put_away.keys.let_go'), command: 'CMD-UNDO', run: letGo },
          { key: 'p', word: t('receive.keys.print'), command: 'CMD-PRINT', run: print },
        ]
      : []),
  ];

  const bin = unit?.disposition ? ways.data?.bins.find((one) => one.disposition === unit.disposition)?.bin : null;
  return (
    <WorkStation
      {...frame}
      name={t('put_away.name')}
      counts={dock.data && t('put_away.counts', { count: dock.data.to_put_away })}
      left={unit && <UnitSide unit={unit} />}
      now={
        unit ? (
          <DoNow
            step={bin ? t('put_away.put') : t('put_away.put_anywhere')}
            waiting={t('put_away.wait_bin')}
            foot={t('put_away.other_bin')}
          >
            {bin && <BinCard code={bin.code} note={terms.disposition(unit.disposition!)} />}
          </DoNow>
        ) : (
          <DoNow step={t('put_away.scan')} waiting={t('put_away.wait_unit')} />
        )
      }
      commands={commands}
      foot={unit ? t('put_away.foot_unit') : t('put_away.foot')}
    >
      {unit ? (
        <div className="warehouse-carry">
          <p className="r-station-over">{terms.unit_stage(unit.stage)}</p>
          <h1>
            {unit.disposition ? t('put_away.way', { way: terms.disposition(unit.disposition) }) : t('put_away.no_way')}
          </h1>
          {unit.grade && (
            <GradeBox grade={unit.grade} functional={unit.functional} cosmetic={unit.cosmetic} size="large" />
          )}
          <Told head={t('put_away.lies_in')}>{unit.bin ? unit.bin.code : t('put_away.nowhere')}</Told>
        </div>
      ) : (
        <>
          <ScanHere title={t('put_away.scan')} note={t('put_away.scan_note')} />
          <WaitList
            head={t('put_away.waiting')}
            rows={
              waiting.loading
                ? undefined
                : waiting.rows.map((row) => ({
                    id: row.id,
                    code: row.lpn,
                    title: nameOf(row),
                    note: row.bin?.code,
                    since: row.decided_at ?? row.arrived_at,
                    aside: row.disposition && terms.disposition(row.disposition),
                  }))
            }
            empty={t('put_away.empty')}
            onPick={(id) => {
              const found = waiting.rows.find((row) => row.id === id);
              if (found) take(found);
            }}
          />
        </>
      )}
    </WorkStation>
  );
}
