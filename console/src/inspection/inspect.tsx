/** The bench: one question at a time, answered by key, touch or scan; the checklist stands beside it; at its end the grade. */
import './inspection.css';
import { type Inspection, inspections, type Unit, warehouse } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { AtSite } from '../app/at-site.tsx';
import { useProblemWords } from '../app/problem-words.ts';
import { useApi, useApiList } from '../app/queries.ts';
import { openLpnLabel } from '../goods/lpn-label.ts';
import { useGoodsName, useSaid } from '../goods/names.ts';
import { readUnitCode, sameCode } from '../goods/read-code.ts';
import { useShots } from '../goods/shots.ts';
import { BuyerSays, UnitSide } from '../goods/unit-side.tsx';
import type { ViewfinderHandle } from '../goods/viewfinder.tsx';
import { ScanHere, WaitList } from '../goods/wait-list.tsx';
import { type StationPlace, useCodeLink, useStation, WorkStation } from '../goods/work-station.tsx';
import { useTerms } from '../terms/terms.ts';
import { useKeys } from '../ui/keys.ts';
import { useScanQueue } from '../ui/scan-queue.ts';
import { DoNow } from '../ui/station/do-now.tsx';
import { Checklist } from './checklist.tsx';
import { Elapsed } from './elapsed.tsx';
import { Question, type Reply } from './question.tsx';
import { Graded, Review } from './result.tsx';
import { givenOf, photosFor, stepBefore } from './run.ts';

const route = getRouteApi('/station/stations/inspect');

export function Inspect() {
  const { t } = useTranslation('inspection');
  return <AtSite name={t('inspect.name')}>{(site, change) => <Bench site={site} change={change} />}</AtSite>;
}

function Bench({ site, change }: StationPlace) {
  const { t } = useTranslation('inspection');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const terms = useTerms();
  const nameOf = useGoodsName();
  const said = useSaid();
  const words = useProblemWords();
  const { say, attempt, readAnew, frame } = useStation({ site, change });
  const [run, setRun] = useState<Inspection | null>(null);
  const [backTo, setBackTo] = useState<string | null>(null);
  const [pending, setPending] = useState<Reply | null>(null);
  const [busy, setBusy] = useState(false);
  const since = useRef(Date.now());
  const finder = useRef<ViewfinderHandle>(null);
  const failed = useCallback((error: unknown) => say({ tone: 'bad', words: words(error).words }), [say, words]);
  const { shots, add, ids, forget } = useShots(failed);
  const dock = useApi(warehouse.dock, { params: { id: site.id } });
  const waiting = useApiList(warehouse.units, { query: { site_id: site.id, stage: 'arrived' } }, { on: !run });

  const stepKey = run?.state === 'running' ? (backTo ?? run.next) : null;
  const step = run?.sop.steps.find(({ key }) => key === stepKey);
  const given = run && step ? givenOf(run, step.key) : undefined;

  const goTo = (key: string | null) => {
    setBackTo(key);
    setPending(null);
    forget();
    since.current = Date.now();
  };
  const take = async (unit: Unit) => {
    if (!unit.moves.includes('inspect')) {
      const words =
        unit.stage === 'arrived'
          ? t('inspect.said.box_open', { lpn: unit.lpn })
          : t('inspect.said.not_here', { lpn: unit.lpn, stage: terms.unit_stage(unit.stage) });
      return say({ tone: unit.stage === 'inspected' ? 'idle' : 'bad', words });
    }
    const begun = await attempt(() => call(inspections.start, { params: { id: unit.id } }));
    if (!begun) return;
    setRun(begun);
    goTo(null);
    void navigate({ search: { code: unit.lpn }, replace: true });
    const wasOn = begun.answers.length > 0;
    say({ tone: 'good', words: t(wasOn ? 'inspect.said.resumed' : 'inspect.said.right_unit', { lpn: unit.lpn }) });
  };
  const send = async (reply: Reply) => {
    if (!run || !step || busy) return;
    setBusy(true);
    const spent = Math.min(86_400, (given?.seconds ?? 0) + Math.round((Date.now() - since.current) / 1000));
    const fileIds = await ids();
    const answered = await attempt(() =>
      call(inspections.answer, {
        params: { id: run.id },
        body: { step: step.key, ...reply, file_ids: fileIds, seconds: spent },
      }),
    );
    setBusy(false);
    if (!answered) return;
    setRun(answered);
    goTo(null);
    const chosen = step.answers.find(({ key }) => key === reply.answer);
    const what = reply.note ?? (said(chosen?.words) || t('inspect.said.nothing'));
    say({
      tone: chosen?.tone === 'bad' ? 'idle' : 'good',
      words: t(chosen?.tone === 'bad' ? 'inspect.said.noted' : 'inspect.said.answered', { what }),
    });
  };
  const answer = (reply: Reply) => {
    if (!step || busy) return;
    const needed = photosFor(step, reply.answer);
    const taken = (given?.photos.length ?? 0) + shots.length;
    if (taken >= needed) return void send(reply);
    setPending(reply);
    say({ tone: 'idle', words: t('inspect.said.photo_first', { count: needed - taken }) });
  };
  // The photo an answer waited for is there: it goes out by itself.
  const goOn = useEffectEvent((taken: number) => {
    if (!pending || !step || (given?.photos.length ?? 0) + taken < photosFor(step, pending.answer)) return;
    setPending(null);
    void send(pending);
  });
  useEffect(() => goOn(shots.length), [shots.length]);

  const finish = async () => {
    if (!run) return;
    setBusy(true);
    const done = await attempt(() => call(inspections.finish, { params: { id: run.id } }));
    setBusy(false);
    if (!done) return;
    setRun(done);
    void navigate({ search: {}, replace: true });
    say({ tone: 'good', words: t('inspect.said.graded', { lpn: done.unit.lpn, grade: done.grade }) }, 'done');
    readAnew();
  };
  const scan = async (text: string) => {
    if (step?.kind === 'serial' && run && !/^LPN/i.test(text) && !sameCode(text, run.unit.lpn)) {
      const known = run.unit.serial;
      await send({ answer: null, note: text });
      if (known && !sameCode(known, text))
        say({ tone: 'bad', words: t('inspect.said.other_serial', { read: text, known }) });
      return;
    }
    const found = await attempt(() => readUnitCode(text, site.id));
    if (!found) return;
    if (!found.unit) return say({ tone: 'bad', words: t('inspect.said.no_unit', { code: text }) });
    if (run?.state === 'running' && found.unit.id === run.unit.id) {
      return say({ tone: 'good', words: t('inspect.said.right_unit', { lpn: found.unit.lpn }) });
    }
    await take(found.unit);
  };
  useScanQueue(scan);
  useCodeLink(search.code, (code) => {
    if (run && sameCode(code, run.unit.lpn)) return;
    void scan(code);
  });

  const back = () => {
    const before = run?.state === 'running' ? stepBefore(run, stepKey) : null;
    if (before) goTo(before);
  };
  const leave = () => {
    setRun(null);
    goTo(null);
    say(null);
    void navigate({ search: {}, replace: true });
  };
  const commands = [
    ...(step
      ? [{ key: ' ', word: t('inspect.keys.photo'), command: 'CMD-PHOTO', run: () => void finder.current?.shoot() }]
      : []),
    ...(run?.state === 'running' ? [{ key: 'z', word: t('inspect.keys.back'), command: 'CMD-BACK', run: back }] : []),
    ...(run
      ? [
          {
            key: 'p',
            word: t('inspect.keys.print'),
            command: 'CMD-PRINT',
            run: () => void attempt(() => openLpnLabel(run.unit)),
          },
        ]
      : []),
  ];
  useKeys({ Escape: () => (pending ? setPending(null) : false) });

  const { result } = frame;
  return (
    <WorkStation
      {...frame}
      name={t('inspect.name')}
      counts={dock.data && t('counts', { waiting: dock.data.to_inspect, done: dock.data.inspected_today })}
      result={result && run?.state === 'running' ? { ...result, aside: <Elapsed run={run} since={since} /> } : result}
      left={
        run && (
          <UnitSide unit={run.unit}>
            <BuyerSays says={run.unit.buyer_says} reason={run.unit.reason} />
          </UnitSide>
        )
      }
      now={!run && <DoNow step={t('inspect.scan')} waiting={t('inspect.wait_unit')} />}
      right={run && <Checklist run={run} nowKey={stepKey} onGo={goTo} />}
      commands={commands}
      keys={[
        ...(step && step.answers.length > 0
          ? [{ keys: step.answers.map((_, at) => String(at + 1)), word: t('inspect.keys.answer') }]
          : []),
      ]}
      foot={run ? t('inspect.foot_unit') : t('inspect.foot')}
    >
      {!run ? (
        <>
          <ScanHere title={t('inspect.scan')} note={t('inspect.scan_note')} />
          <WaitList
            head={t('inspect.waiting')}
            rows={
              waiting.loading
                ? undefined
                : waiting.rows.map((row) => ({
                    id: row.id,
                    code: row.lpn,
                    title: nameOf(row),
                    note: row.reason ? terms.reason(row.reason) : terms.arrival(row.arrival),
                    since: row.arrived_at,
                    aside: row.return && <span className="r-mono">{row.return.code}</span>,
                  }))
            }
            empty={t('inspect.empty')}
            onPick={(id) => {
              const unit = waiting.rows.find((row) => row.id === id);
              if (unit) void take(unit);
            }}
          />
        </>
      ) : run.state !== 'running' ? (
        <Graded
          run={run}
          onNext={leave}
          onDecide={() => void navigate({ to: '/stations/decide', search: { code: run.unit.lpn } })}
        />
      ) : step ? (
        <Question
          run={run}
          step={step}
          given={given}
          pending={pending}
          shots={shots}
          finder={finder}
          onPhoto={(file) => void add(file)}
          onAnswer={answer}
          busy={busy}
        />
      ) : (
        <Review run={run} busy={busy} onFinish={() => void finish()} />
      )}
    </WorkStation>
  );
}
