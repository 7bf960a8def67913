/** An open box: what each scan, answer and key does to it. */
import { type Parcel, type Scanned, type Unit, warehouse } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { keyOf } from '../../app/queries.ts';
import { useGoodsName } from '../../goods/names.ts';
import { readCode, sameCode } from '../../goods/read-code.ts';
import { useStationCall } from '../../goods/station-call.ts';
import { useTerms } from '../../terms/terms.ts';
import { useFormat } from '../../ui/locale.tsx';
import type { Sound } from '../../ui/station/sounds.ts';
import type { Result } from '../../ui/station/station.tsx';
import {
  answerScan,
  type Counting,
  countByHand,
  type Last,
  type Next,
  type Question,
  readInBox,
} from './answer-scan.ts';
import type { LastBox } from './dock-now.tsx';
import { type Box, boxOf, missingIn } from './kept.ts';
import type { Outcome } from './send-kept.ts';
import { newStepId, useKept } from './use-kept.ts';

export type Say = (result: Result | null, sound?: Sound) => void;

export function useBox(props: {
  workspaceId: string;
  siteId: string;
  parcel: Parcel | undefined;
  say: Say;
  /** The box is closed; another code may have been scanned meanwhile. */
  onClosed: (last: LastBox, next: string | null) => void;
}) {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const terms = useTerms();
  const nameOf = useGoodsName();
  const client = useQueryClient();
  const { parcel, say, siteId } = props;
  const attempt = useStationCall(say);
  const [question, setQuestion] = useState<Question | null>(null);
  const [plates, setPlates] = useState<readonly Unit[]>([]);
  const [last, setLast] = useState<(Last & { lineId: string | null }) | null>(null);
  const learned = useRef(new Map<string, Scanned>());

  const take = (fresh: Parcel) => client.setQueryData(keyOf(warehouse.parcel, { params: { id: fresh.id } }), fresh);
  const { kept, stuck, keep, drop } = useKept(props.workspaceId, (outcome: Outcome) => {
    if (outcome.to === 'counted') {
      const { parcel: fresh, unit, repeated } = outcome.answer;
      take(fresh);
      if (!repeated) setPlates((was) => [...was.filter(({ id }) => id !== unit.id), unit]);
    } else if (outcome.to === 'closed' && outcome.parcel) {
      take(outcome.parcel);
      void client.invalidateQueries({ queryKey: [warehouse.dock.path] });
    } else if (outcome.to === 'refused') {
      say({ tone: 'bad', words: outcome.words, aside: t('receive.said.nothing') });
      void client.invalidateQueries({ queryKey: [warehouse.parcel.path] });
    }
  });
  const box: Box | null = parcel ? boxOf(parcel, kept) : null;
  const name = parcel ? (parcel.return?.code ?? parcel.code) : '';
  const step = (title: string) => ({ id: newStepId(), parcel_id: parcel!.id, box: name, title, at: Date.now() });
  const clock = (at: string | number) => f.time(at);

  const count = async (counting: Counting, code: string | null) => {
    const { name: title, ...body } = counting;
    setQuestion(null);
    const made = step(title);
    setLast({ code, at: made.at, name: title, lineId: counting.return_line_id ?? null });
    const outcome = await keep({ ...made, kind: 'count', body: { ...body, title: body.title?.slice(0, 200) } });
    if (outcome === null) {
      say({ tone: 'good', words: t('receive.said.kept', { what: code ?? title }), aside: t('receive.not_sent') });
    } else if (outcome.to === 'counted') {
      const { unit, repeated } = outcome.answer;
      if (repeated) {
        say({ tone: 'idle', words: t('receive.said.seen'), aside: `${title}, ${clock(unit.arrived_at)}` });
      } else {
        const what = unit.serial ?? nameOf(unit);
        const words =
          unit.arrival === 'right'
            ? t('receive.said.right', { what })
            : t('receive.said.differs', { what, as: terms.arrival(unit.arrival) });
        say({ tone: 'good', words, aside: unit.lpn });
      }
    }
  };

  const close = async (next: string | null) => {
    if (!box) return;
    const missing = missingIn(box);
    const units = box.units;
    setQuestion(null);
    const outcome = await keep({ ...step(t('receive.kept.close')), kind: 'close' });
    if (outcome?.to === 'refused') return;
    setPlates((was) => was.filter(({ parcel_id }) => parcel_id !== parcel?.id || outcome === null));
    setLast(null);
    const words =
      missing.length === 0
        ? t('receive.said.closed', { count: units })
        : t('receive.said.closed_short', { count: units, missing: f.listed(missing.map(({ title }) => title)) });
    say({ tone: 'good', words, aside: outcome ? name : `${name}, ${t('receive.not_sent')}` }, 'done');
    props.onClosed({ code: name, units, missing, sent: outcome !== null }, next);
  };

  /** The box is said to be empty. */
  const empty = () => {
    if (!box) return;
    if (box.units === 0 && box.lines.length === 0) setQuestion({ ask: 'name', code: null });
    else if (missingIn(box).length > 0 && question?.ask !== 'short') setQuestion({ ask: 'short' });
    else void close(null);
  };

  const act = async (next: Next, code: string | null) => {
    if (!box) return;
    switch (next.do) {
      case 'count':
        return count(next.counting, code);
      case 'ask':
        setQuestion(next.question);
        return say(asked(next.question, code));
      case 'seen':
        setQuestion(null);
        return say({
          tone: 'idle',
          words: t('receive.said.seen'),
          aside: t('receive.said.first', { what: next.what, time: clock(next.at) }),
        });
      case 'plate': {
        const isWaiting = plates.some(({ id }) => id === next.unit.id);
        setPlates((was) => was.filter(({ id }) => id !== next.unit.id));
        setLast(null);
        setQuestion(null);
        if (!isWaiting) return say({ tone: 'idle', words: t('receive.said.seen'), aside: next.unit.lpn });
        return say({
          tone: 'good',
          words: t('receive.said.labelled', { lpn: next.unit.lpn }),
          aside: nameOf(next.unit),
        });
      }
      case 'no': {
        const words = {
          this_parcel: t('receive.said.this_parcel'),
          other_unit: t('receive.said.other_unit', { lpn: next.what }),
          bin: t('receive.said.bin', { code: next.what }),
          serial_next: t('receive.said.serial_next', { title: next.what }),
        };
        const isWrong = next.why === 'other_unit' || next.why === 'bin';
        return say({ tone: isWrong ? 'bad' : 'idle', words: words[next.why], aside: t('receive.said.nothing') });
      }
    }
  };
  const asked = (next: Question, code: string | null): Result => {
    const aside = t('receive.said.nothing');
    switch (next.ask) {
      case 'foreign':
        return {
          tone: 'bad',
          words: t('receive.said.foreign', { code: next.came.code, title: next.came.title }),
          aside,
        };
      case 'surplus':
        return { tone: 'idle', words: t('receive.said.surplus', { title: next.line.title }), aside };
      case 'serial':
        return { tone: 'good', words: t('receive.said.serial_next', { title: next.line.title }) };
      case 'unknown':
      case 'name':
        return { tone: 'bad', words: t('receive.said.unknown', { code: code ?? '' }), aside };
      default:
        return { tone: 'idle', words: t('receive.said.other_parcel', { code: code ?? '' }), aside };
    }
  };

  const scan = async (text: string) => {
    if (!box) return;
    let scanned = readInBox(box, text, learned.current);
    if (!scanned) {
      scanned = (await attempt(() => readCode(text, siteId), t('receive.said.without_line', { code: text }))) ?? null;
      if (!scanned) return;
      if (scanned.kind === 'variant') learned.current.set(text.toUpperCase(), scanned);
    }
    await act(answerScan({ box, question, last, scanned, text }), text);
    if (scanned.kind === 'serial' && box.parcel.return === null) await findWhose(scanned);
  };

  /** A serial number tells the order; where a return of it is on its way, this may be its box. */
  const findWhose = async (sold: Extract<Scanned, { kind: 'serial' }>) => {
    const found = await attempt(() => readCode(sold.order.number, siteId));
    if (found?.kind !== 'order') return;
    const coming = found.returns.find(({ stage }) => stage === 'in_transit' || stage === 'approved');
    if (coming)
      setQuestion({ ask: 'whose', return: coming, order: found.order.number, customer: found.order.customer });
  };

  const match = async (returnId: string) => {
    setQuestion(null);
    const fresh = await attempt(() =>
      call(warehouse.match, { params: { id: parcel!.id }, body: { return_id: returnId } }),
    );
    if (!fresh) return;
    take(fresh);
    say({ tone: 'good', words: t('receive.said.matched', { code: fresh.return?.code ?? '' }) });
  };

  /** At the door: is it the plate of a unit whose count was sent late? */
  const stick = (text: string): boolean => {
    const unit = plates.find(({ lpn }) => sameCode(lpn, text));
    if (!unit) return false;
    setPlates((was) => was.filter(({ id }) => id !== unit.id));
    say({ tone: 'good', words: t('receive.said.labelled', { lpn: unit.lpn }), aside: nameOf(unit) });
    return true;
  };

  const undo = async () => {
    if (!box || !parcel) return;
    setQuestion(null);
    setLast(null);
    const waiting = box.waiting.at(-1);
    const unit = parcel.units.at(-1);
    if (waiting && stuck) {
      drop(waiting.id);
      say({ tone: 'idle', words: t('receive.said.undone', { what: waiting.title }) });
    } else if (unit) {
      const fresh = await attempt(() =>
        call(warehouse.uncount, { params: { id: parcel.id }, body: { unit_id: unit.id } }),
      );
      if (!fresh) return;
      take(fresh);
      setPlates((was) => was.filter(({ id }) => id !== unit.id));
      say({ tone: 'idle', words: t('receive.said.undone', { what: nameOf(unit) }), aside: unit.lpn });
    } else say({ tone: 'idle', words: t('receive.said.nothing_to_undo') });
  };

  return {
    box,
    kept,
    stuck,
    drop,
    question,
    ask: setQuestion,
    letGo: () => {
      setQuestion(null);
      say(null);
    },
    plates: plates.filter(({ parcel_id }) => !parcel || parcel_id === parcel.id),
    last,
    count,
    close,
    empty,
    scan,
    match,
    stick,
    undo,
    byHand: (line: Box['lines'][number]) => void act(countByHand(line), null),
    reset: () => {
      setQuestion(null);
      setLast(null);
    },
  };
}
