/** Why a turn went as it did, as it is kept for the timeline. Pure. */
import type { TurnWhy } from '@recoup/contract';
import type { Flows, Found, Heard, Source, Turn } from '../talk.ts';

export type WordedBy = { worded_by: TurnWhy['worded_by']; model_note: string | null };

export function whyOf(of: { turn: Turn; heard: Heard | null; flows: Flows; by: WordedBy; ms: number }): TurnWhy {
  const { turn, heard, flows, by, ms } = of;
  const last = turn.path.at(-1) ?? null;
  const step = last && flows.get(last.flow)?.steps.find(({ id }) => id === last.step);
  return {
    understood: heard?.understood ?? null,
    flow: last?.flow ?? turn.hand_over?.matter?.flow ?? null,
    path: turn.path.filter(({ flow }) => flow === last?.flow).map((one) => one.step),
    step: last?.step ?? null,
    step_title: step?.title ?? null,
    sources: eachOnce(turn.found.flatMap(({ sources }) => sources)),
    facts: Object.assign({}, ...turn.found.map((one: Found) => one.facts)) as Found['facts'],
    handed_over: turn.hand_over?.reason ?? null,
    act: turn.act,
    ...by,
    ms: Math.round(ms),
  };
}

function eachOnce(sources: readonly Source[]): Source[] {
  const seen = new Map(sources.map((one) => [`${one.kind}:${one.id ?? one.title}`, one]));
  return [...seen.values()];
}
