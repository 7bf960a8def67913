/** The way out: every way with its reckoning, most money first; the scan of the bin confirms it and puts the unit away. */
import './inspection.css';
import { type Disposition, inspections, type Unit, warehouse } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { AtSite } from '../app/at-site.tsx';
import { useApi, useApiList } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { openLpnLabel } from '../goods/lpn-label.ts';
import { useGoodsName } from '../goods/names.ts';
import { readUnitCode, sameCode } from '../goods/read-code.ts';
import { ScanHere, WaitList } from '../goods/wait-list.tsx';
import { type StationPlace, useCodeLink, useStation, WorkStation } from '../goods/work-station.tsx';
import { useTerms } from '../terms/terms.ts';
import { useCommands, useKeys } from '../ui/keys.ts';
import { useScanQueue } from '../ui/scan-queue.ts';
import { DoNow } from '../ui/station/do-now.tsx';
import { DecideNow } from './decide-now.tsx';
import { DecideSide } from './decide-side.tsx';
import { OverrideReason } from './override-reason.tsx';
import { listWays } from './ways.ts';
import { WaysOut } from './ways-out.tsx';

const route = getRouteApi('/station/stations/decide');

export function Decide() {
  const { t } = useTranslation('inspection');
  return <AtSite name={t('decide.name')}>{(site, change) => <Table site={site} change={change} />}</AtSite>;
}

/** What the person has chosen against the suggestion, and why; `reason` null while it is asked. */
type Chosen = { disposition: Disposition; reason: string | null };

function Table({ site, change }: StationPlace) {
  const { t } = useTranslation('inspection');
  const { may } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const terms = useTerms();
  const nameOf = useGoodsName();
  const { say, attempt, readAnew, frame } = useStation({ site, change });
  const [unitId, setUnitId] = useState<string | null>(null);
  /** The plate in the address: what this page put there itself is no link to follow. */
  const shown = useRef<string | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [busy, setBusy] = useState(false);
  const dock = useApi(warehouse.dock, { params: { id: site.id } });
  const waiting = useApiList(warehouse.units, { query: { site_id: site.id, stage: 'inspected' } }, { on: !unitId });
  const reckoning = useApi(inspections.reckon, { params: { id: unitId ?? '' } }, { on: unitId !== null, keep: false });
  const bins = useApi(warehouse.bins, { query: { site_id: site.id } });

  const ways = unitId ? reckoning.data : undefined;
  const unit = ways?.unit;
  const listed = ways && listWays(ways, may('warehouse.override'));
  const mayDecide = unit?.moves.includes('decide') ?? false;
  const way = chosen?.disposition ?? (mayDecide ? ways?.suggested : unit?.disposition) ?? ways?.suggested ?? null;
  const isOverride = chosen !== null && chosen.disposition !== ways?.suggested;
  const asking = isOverride && chosen.reason === null;
  const isDecided = unit?.disposition === way && unit?.stage !== 'inspected' && !isOverride;
  const home = ways?.bins.find((one) => one.disposition === way)?.bin ?? null;
  const homePurpose = bins.data?.rows.find((bin) => bin.id === home?.id)?.purpose;

  const leave = () => {
    setUnitId(null);
    shown.current = null;
    setChosen(null);
    void navigate({ search: {}, replace: true });
  };
  const take = (found: Unit) => {
    if (found.grade === null) {
      return say({ tone: 'bad', words: t('decide.said.not_inspected', { lpn: found.lpn }) });
    }
    if (!found.moves.includes('decide') && found.stage !== 'decided') {
      return say({
        tone: 'idle',
        words: t('decide.said.not_here', { lpn: found.lpn, stage: terms.unit_stage(found.stage) }),
      });
    }
    setUnitId(found.id);
    shown.current = found.lpn;
    setChosen(null);
    void navigate({ search: { code: found.lpn }, replace: true });
    say({ tone: 'good', words: t('decide.said.unit', { lpn: found.lpn, title: nameOf(found) }) });
  };
  const choose = (disposition: Disposition) => {
    if (!ways || !mayDecide || disposition === way) return;
    if (disposition === ways.suggested) {
      setChosen(null);
      return say({ tone: 'good', words: t('decide.said.suggested', { way: terms.disposition(disposition) }) });
    }
    if (!may('warehouse.override')) {
      return say({ tone: 'bad', words: t('decide.said.may_not'), aside: t('decide.said.nothing') });
    }
    setChosen({ disposition, reason: null });
    say({ tone: 'idle', words: t('decide.said.needs_reason', { way: terms.disposition(disposition) }) });
  };
  /** Writes the decision down, unless it stands already. True when it does. */
  const confirm = async (): Promise<boolean> => {
    if (!unit || !way) return false;
    if (isDecided) return true;
    const body = { disposition: way, ...(isOverride && chosen.reason ? { reason: chosen.reason } : {}) };
    return (await attempt(() => call(inspections.decide, { params: { id: unit.id }, body }))) !== undefined;
  };
  const put = async (bin: { bin_id: string; code: string; purpose: string }) => {
    if (!unit || !way) return say({ tone: 'bad', words: t('decide.said.unit_first') });
    if (asking) return say({ tone: 'bad', words: t('decide.said.reason_first'), aside: t('decide.said.nothing') });
    if (homePurpose && bin.purpose !== homePurpose) {
      const facts = { bin: bin.code, is: terms.bin(bin.purpose), way: terms.disposition(way), home: home?.code ?? '' };
      return say({ tone: 'bad', words: t('decide.said.wrong_bin', facts), aside: t('decide.said.nothing') });
    }
    setBusy(true);
    const moved =
      (await confirm()) &&
      (await attempt(() => call(warehouse.moveUnit, { params: { id: unit.id }, body: { bin_id: bin.bin_id } })));
    setBusy(false);
    readAnew();
    if (!moved) return;
    const facts = { lpn: unit.lpn, bin: bin.code, way: terms.disposition(way) };
    say({ tone: 'good', words: t('decide.said.done', facts), aside: nameOf(unit) }, 'done');
    leave();
  };
  const decideOnly = async () => {
    if (!unit || !way || asking || isDecided || busy) return;
    setBusy(true);
    const done = await confirm();
    setBusy(false);
    readAnew();
    if (!done) return;
    say({ tone: 'good', words: t('decide.said.decided', { lpn: unit.lpn, way: terms.disposition(way) }) }, 'done');
    leave();
  };
  const scan = async (text: string) => {
    const found = await attempt(() => readUnitCode(text, site.id));
    if (!found) return;
    if (found.unit) {
      if (found.unit.id === unitId)
        return say({ tone: 'idle', words: t('decide.said.this_unit', { lpn: found.unit.lpn }) });
      return take(found.unit);
    }
    if (found.scanned.kind === 'bin') return put(found.scanned);
    say({ tone: 'bad', words: t('decide.said.unknown', { code: text }), aside: t('decide.said.nothing') });
  };
  useScanQueue(scan);
  useCodeLink(search.code, (code) => {
    if (shown.current && sameCode(code, shown.current)) return;
    void scan(code);
  });

  const back = () => {
    if (chosen) setChosen(null);
    else leave();
    say(null);
  };
  const commands = [
    ...(unit && mayDecide && !isDecided && !asking
      ? [{ key: 'd', word: t('decide.keys.decide_only'), command: 'CMD-DECIDE', run: () => void decideOnly() }]
      : []),
    ...(unit
      ? [
          {
            key: 'p',
            word: t('decide.keys.print'),
            command: 'CMD-PRINT',
            run: () => void attempt(() => openLpnLabel(unit)),
          },
          {
            key: 'z',
            word: chosen ? t('decide.keys.suggestion') : t('decide.keys.back'),
            command: 'CMD-BACK',
            run: back,
          },
        ]
      : []),
  ];
  const numbers = asking ? [] : (listed?.open ?? []);
  useKeys(Object.fromEntries(numbers.map((each, at) => [String(at + 1), () => choose(each.disposition)])));
  useCommands(Object.fromEntries(numbers.map((each, at) => [`CMD-${at + 1}`, () => choose(each.disposition)])));

  return (
    <WorkStation
      {...frame}
      name={t('decide.name')}
      counts={dock.data && t('decide.counts', { count: dock.data.to_decide })}
      left={ways && <DecideSide ways={ways} />}
      now={
        ways && way ? (
          <DecideNow
            way={way}
            home={home}
            asking={asking}
            isDecided={isDecided}
            reason={isOverride ? chosen.reason : null}
            mayOverride={may('warehouse.override')}
            siteName={site.name}
          />
        ) : (
          <DoNow step={t('decide.scan')} waiting={t('inspect.wait_unit')} />
        )
      }
      commands={commands}
      keys={[
        ...(numbers.length > 0
          ? [
              {
                keys: numbers.length > 2 ? ['1', '…', String(numbers.length)] : ['1', '2'].slice(0, numbers.length),
                word: t('decide.keys.choose'),
              },
            ]
          : []),
      ]}
      foot={unit ? t('inspect.foot_unit') : t('decide.foot')}
    >
      {!ways || !listed ? (
        <>
          <ScanHere title={t('decide.scan')} note={t('decide.scan_note')} />
          <WaitList
            head={t('decide.waiting')}
            rows={
              waiting.loading
                ? undefined
                : waiting.rows.map((row) => ({
                    id: row.id,
                    code: row.lpn,
                    title: nameOf(row),
                    note: terms.axes(row),
                    since: row.inspected_at ?? row.arrived_at,
                    aside: row.grade && t('decide.grade', { grade: row.grade }),
                  }))
            }
            empty={t('decide.empty')}
            onPick={(id) => {
              const found = waiting.rows.find((row) => row.id === id);
              if (found) take(found);
            }}
          />
        </>
      ) : asking ? (
        <OverrideReason
          way={chosen.disposition}
          instead={ways.suggested}
          onReason={(reason) => {
            setChosen({ ...chosen, reason });
            say({ tone: 'good', words: t('decide.said.reason', { reason }) });
          }}
        />
      ) : (
        <WaysOut ways={ways} listed={listed} way={way} onChoose={choose} />
      )}
    </WorkStation>
  );
}
