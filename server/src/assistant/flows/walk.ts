/** How a flow is read: from its first step, with all that is known, to the first thing that is not. */
import type { Flow, FlowAct, FlowKey, FlowStep, HandOverReason, LookUp, SlotKey } from '@recoup/contract';
import type { DoneAct, Found, Matter } from '../talk.ts';
import { ANY_WORLD, digest, holds, identityOf, type Known } from './known.ts';
import { lookUpOfVariable, variablesIn } from './said-words.ts';

/** Where reading a flow stopped, and for what. */
export type Stop =
  | { kind: 'look_up'; step: FlowStep; look_up: LookUp }
  | { kind: 'ask'; step: FlowStep; slot: SlotKey }
  | { kind: 'choose'; step: FlowStep }
  | { kind: 'offer'; step: FlowStep; act: FlowAct }
  /** A card waits for its answer. */
  | { kind: 'waits'; step: FlowStep; done: DoneAct }
  | { kind: 'hand_over'; step: FlowStep; because: HandOverReason }
  | { kind: 'goes_to'; step: FlowStep; flow: FlowKey }
  | { kind: 'end'; step: FlowStep; ends: 'settled' | 'answered' }
  | { kind: 'fault'; step: FlowStep | null };
export type Walked = {
  path: string[];
  /** What is said on the way and was not yet said in this world. */
  says: { step: FlowStep; under: string }[];
  stop: Stop;
  /** What led to where it stopped. */
  under: string;
};

/** What an act is made of; another of these, and the offer is another. A step with a remedy of its own minds no choice. */
function madeOf({ act, remedy }: FlowStep): readonly SlotKey[] {
  if (act !== 'give_remedy') return ['order'];
  const goods = ['order', 'item', 'quantity', 'problem', 'opened', 'part', 'variant'] as const;
  return remedy ? goods : [...goods, 'offer'];
}

/**
 * Reads a flow once. Pure. A step passed over leaves what it knew on the trail, so that answers given, words said and cards
 * offered count only in the world they belong to. What was done stays done: where an act went through, the reading goes on
 * behind it, for the world it was done in is no more. A flow that leads round in a circle or nowhere is a fault.
 */
export function walk(flow: Flow, matter: Matter, found: ReadonlyMap<LookUp, Found>): Walked {
  const known: Known = { ...matter, found, steps: flow.steps };
  const byId = new Map(flow.steps.map((step) => [step.id, step]));
  const done = Object.keys(matter.acts).findLast((id) => matter.acts[id]?.state === 'done' && byId.has(id));
  const trail: string[] = done ? [`done=${done}`] : [];
  const path: string[] = [];
  const says: Walked['says'] = [];
  const stopped = (stop: Stop): Walked => ({ path, says, stop, under: digest(trail) });

  let step = done ? byId.get(done) : flow.steps[0];
  while (step && !path.includes(step.id)) {
    path.push(step.id);
    const here = step;
    const missing = done && unknownYet(here, matter, found);
    if (missing) return stopped({ kind: 'look_up', step: here, look_up: missing });
    if (here.kind === 'looks_up' && here.look_up) {
      const seen = found.get(here.look_up);
      if (!seen) return stopped({ kind: 'look_up', step: here, look_up: here.look_up });
      for (const slot of ['order', 'item', 'part'] as const)
        if (seen.fills[slot] !== undefined) trail.push(identityOf(matter.slots, slot));
    } else if (here.kind === 'asks' && here.slot) {
      if (matter.slots[here.slot] === undefined) return stopped({ kind: 'ask', step: here, slot: here.slot });
      trail.push(identityOf(matter.slots, here.slot));
    } else if (here.kind === 'says' && asks(here)) {
      const answer = matter.answers[here.id];
      if (!answer || (answer.under !== ANY_WORLD && answer.under !== digest(trail)))
        return stopped({ kind: 'choose', step: here });
    } else if (here.kind === 'says') {
      const under = digest(trail);
      if (matter.said[here.id] !== under) says.push({ step: here, under });
    } else if (here.kind === 'does' && here.act) {
      const act = matter.acts[here.id];
      if (here.id !== done) {
        trail.push(...madeOf(here).map((slot) => identityOf(matter.slots, slot)));
        if (!act || act.under !== digest(trail) || act.state === 'expired')
          return stopped({ kind: 'offer', step: here, act: here.act });
        if (act.state === 'offered') return stopped({ kind: 'waits', step: here, done: act });
      }
    } else if (here.kind === 'hands_over') {
      return stopped({ kind: 'hand_over', step: here, because: here.because ?? 'rule' });
    } else if (here.kind === 'goes_to' && here.flow) {
      return stopped({ kind: 'goes_to', step: here, flow: here.flow });
    }
    const way = here.next.find(({ when }) =>
      when.every((condition) => {
        const so = holds(known, condition);
        trail.push(`${condition.fact}:${condition.is ?? condition.in ?? condition.over}:${so}`);
        return so;
      }),
    );
    if (!way) return stopped(endOf(here, matter));
    step = byId.get(way.to);
  }
  return stopped({ kind: 'fault', step: step ?? null });
}

/** A step that says something and waits for one of its choices. */
export const asks = (step: FlowStep): boolean => step.kind === 'says' && (step.choices?.length ?? 0) > 0;

/** No way on: the end it names; what was refused goes to a person; anything else is a flow that was made wrong. */
function endOf(step: FlowStep, matter: Matter): Stop {
  if (step.ends) return { kind: 'end', step, ends: step.ends };
  const act = matter.acts[step.id];
  if (act?.state === 'refused') return { kind: 'hand_over', step, because: act.because ?? 'cannot_do' };
  return { kind: 'fault', step };
}

/** Behind an act nothing was looked up this turn: what the next words or ways need is looked up when it is needed. */
function unknownYet(step: FlowStep, matter: Matter, found: ReadonlyMap<LookUp, Found>): LookUp | null {
  const promised = Object.values(matter.acts).flatMap((act) => Object.keys(act.variables ?? {}));
  const heads = [
    ...(step.say && step.kind !== 'does' ? variablesIn(step.say.en) : [])
      .filter((name) => !promised.includes(name))
      .map(lookUpOfVariable),
    ...step.next.flatMap(({ when }) => when.map(({ fact }) => lookUpOfVariable(fact))),
  ];
  return heads.find((head): head is LookUp => head !== null && !found.has(head)) ?? null;
}
