/** What the verdicts of a run come to. Pure. */
import { quantile, round } from '../lib/place.ts';
import { flowByKeyword } from './floor.ts';
import type { Verdict } from './judge.ts';

export type Figures = {
  cases: number;
  passed: number;
  /** Ended without a person, as they should. */
  solved: number;
  handed_over_rightly: number;
  wrongly_handed_over: number;
  missed_hand_over: number;
  other_end: number;
  wrong_acts: number;
  /** Of the cases that a person is not needed for, the share that ended without one, as it should. */
  containment: number | null;
  /** The same where thirty lines of keywords choose the flow, and where everybody waits for a person. */
  floor_keywords: number | null;
  floor_person: 0;
  turns: { p50: number; p90: number };
  /** Of the buyers' first words, the share it was not sure of and asked what was meant. */
  abstained: number | null;
  ms_per_turn: { p50: number; p90: number } | null;
};

export function figuresOf(verdicts: readonly Verdict[]): Figures {
  const count = (outcome: Verdict['outcome']) => verdicts.filter((one) => one.outcome === outcome).length;
  const selfServed = verdicts.filter(
    (one) => !one.case.expects.ending.includes('handed_over') && !one.case.expects.ending.includes('nothing'),
  );
  const share = (part: readonly unknown[], whole: readonly unknown[]) =>
    whole.length === 0 ? null : round(part.length / whole.length, 3);
  const good = (one: Verdict) => one.outcome === 'solved' || one.outcome === 'left_rightly';
  const byKeyword = (one: Verdict) => {
    const flow = flowByKeyword(one.case.opening.join('\n'));
    return good(one) && flow !== null && one.end.flows.includes(flow);
  };
  const turns = verdicts.map((one) => one.turns);
  const why = verdicts.flatMap((one) => one.end.turns);
  const ms = why.map((one) => one.ms);
  const understood = verdicts.flatMap((one) => one.end.turns.slice(0, 1)).filter((one) => one.understood);
  return {
    cases: verdicts.length,
    passed: verdicts.filter(({ faults }) => faults.length === 0).length,
    solved: count('solved') + count('left_rightly'),
    handed_over_rightly: count('handed_over_rightly'),
    wrongly_handed_over: count('wrongly_handed_over'),
    missed_hand_over: count('missed_hand_over'),
    other_end: count('other_end'),
    wrong_acts: verdicts.filter(({ wrongActs }) => wrongActs.length > 0).length,
    containment: share(selfServed.filter(good), selfServed),
    floor_keywords: share(selfServed.filter(byKeyword), selfServed),
    floor_person: 0,
    turns: { p50: quantile(turns, 0.5), p90: quantile(turns, 0.9) },
    abstained: share(
      understood.filter((one) => one.abstained),
      understood,
    ),
    ms_per_turn: ms.length === 0 ? null : { p50: round(quantile(ms, 0.5), 1), p90: round(quantile(ms, 0.9), 1) },
  };
}
