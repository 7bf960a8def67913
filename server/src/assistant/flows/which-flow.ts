import type { FlowKey, Reason, Understood } from '@recoup/contract';
import { problemOfIntent, wishOfIntent } from '../meanings.ts';
import type { Flows, Matter, Slots } from '../talk.ts';
import { ANY_WORLD } from './known.ts';

/** The problem an intent names by itself. Sizes say which way only in words, so they name none. */
const PROBLEMS: Record<string, Reason> = { ...problemOfIntent, how_to_use: 'cannot-use', setup_help: 'cannot-use' };
/** What is wrong with a thing that was bought, told one way or another: one matter, however it is put. */
const ABOUT_THE_THING: readonly FlowKey[] = [
  'return',
  'exchange',
  'damaged',
  'missing_part',
  'wrong_item',
  'does_not_work',
  'how_to',
  'warranty',
];
/** Flows that are about words: the buyer's message itself is the question. */
export const ASKED_IN_WORDS: readonly FlowKey[] = ['how_to', 'before_buying', 'anything_else'];

export type Task = { intent: string; flow: FlowKey; sure: boolean };

/** The flow an understanding points at, and whether it is sure enough to begin it; null where it abstained or the intent begins none. */
export function taskOf(understood: Understood, flows: Flows): Task | null {
  const { intent, confidence } = understood;
  const found = intent === null ? undefined : flowOf(intent, flows);
  if (!intent || !found) return null;
  return { intent, flow: found.key, sure: confidence * 100 >= found.starts.surer_than };
}

const flowOf = (intent: string, flows: Flows) =>
  [...flows.values()].find(({ starts }) => starts.intents.includes(intent));

/** Up to three flows to choose from, likeliest first; the last of three is always something else. */
export function likelyFlows({ intent, ranking }: Understood, flows: Flows): FlowKey[] {
  const ranked = [...(intent ? [intent] : []), ...ranking.map((one) => one.intent)];
  const keys = ranked.flatMap((one) => flowOf(one, flows)?.key ?? []).filter((key) => key !== 'anything_else');
  const likely = [...new Set(keys)].slice(0, 2);
  return likely.length === 0 ? [] : [...likely, 'anything_else'];
}

/** What is known by the intent alone, beside what the words named. */
export function slotsOf({ intent }: Understood, named: Slots): Slots {
  const problem = intent ? PROBLEMS[intent] : undefined;
  const wanted = intent ? wishOfIntent[intent] : undefined;
  return { ...(problem && { problem }), ...(wanted && { wanted }), ...named };
}

export const namesProblem = (intent: string): boolean => intent in PROBLEMS || intent === 'size_wrong';
export const namesWish = (intent: string): boolean => intent in wishOfIntent && intent !== 'cancel_order';
export const aboutTheThing = (flow: FlowKey): boolean => ABOUT_THE_THING.includes(flow);

/** Least sure, of 1, that what an intent implies is believed; less where the problem was asked for. */
const BELIEVED = 0.4;
const BELIEVED_ASKED = 0.25;

/** What the words named, without what only an unsure intent implies. */
export function believed({ intent, confidence }: Understood, named: Slots, asked: boolean): Slots {
  if (!intent || confidence >= (asked ? BELIEVED_ASKED : BELIEVED)) return named;
  const { problem, wanted, ...others } = named;
  return {
    ...others,
    ...(problem && problem !== PROBLEMS[intent] && { problem }),
    ...(wanted && wanted !== wishOfIntent[intent] && { wanted }),
  };
}

/** What an intent answers by itself, by the value flows give that answer. */
const ANSWERED: Record<string, string> = {
  change_address: 'address',
  change_order: 'item',
  warranty_claim: 'yes_problem',
};

/** Answers an intent gives to questions of its flow, whatever led to them. */
export function answersIn({ intent, flow }: Task, flows: Flows): Matter['answers'] {
  const value = ANSWERED[intent];
  const step = flows.get(flow)?.steps.find(({ choices }) => choices?.some((one) => one.value === value));
  return value && step ? { [step.id]: { value, under: ANY_WORLD } } : {};
}
