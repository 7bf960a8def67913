/**
 * What a flow may read: the facts each look-up gives, the variables words may hold, what a slot may be. The editor offers
 * these, and a flow that names any other cannot be published. Change it together with the look-ups of the server.
 */
import { cancelReason } from './cancellations.ts';
import { reasons, remedyKind } from './common.ts';
import type { FlowStep, LookUp, SlotKey } from './flows.ts';

/** `flag` is yes or no; `one_of` compares with `is` or `in`; `number` with `over`; `known` holds where there is any. */
export type FactKind =
  | { kind: 'flag' }
  | { kind: 'known' }
  | { kind: 'number' }
  | { kind: 'one_of'; values: readonly string[] };

const flag: FactKind = { kind: 'flag' };
const number: FactKind = { kind: 'number' };
const known: FactKind = { kind: 'known' };
const oneOf = (values: readonly string[]): FactKind => ({ kind: 'one_of', values });
const offers = Object.fromEntries(remedyKind.options.map((kind) => [`offers_${kind}`, flag]));

export const lookUpFacts: Record<LookUp, { facts: Record<string, FactKind>; variables: readonly string[] }> = {
  order: {
    facts: {
      known: flag,
      several: flag,
      needs: oneOf(['number', 'proof', 'nothing']),
      wrong: flag,
      locked: flag,
      shipped: flag,
      delivered: flag,
      cancelled: flag,
      days: number,
      above: flag,
      returnable_lines: number,
      has_return: flag,
    },
    variables: ['number', 'title', 'placed', 'delivered_on', 'carrier', 'first_name'],
  },
  tracking: {
    facts: { known: flag, delivered: flag, moving: flag, late: flag, not_shipped: flag, lost: flag },
    variables: ['carrier', 'number', 'last', 'on'],
  },
  window: {
    facts: {
      inside: flag,
      outside: flag,
      final_sale: flag,
      asks_person: flag,
      evidence_needed: flag,
      warranty_inside: flag,
    },
    variables: ['days', 'until', 'freight'],
  },
  guide: { facts: { found: flag }, variables: ['title', 'minutes'] },
  part: { facts: { found: flag, in_stock: flag, known_which: flag }, variables: ['title', 'by'] },
  /** What the goods may be exchanged for. */
  variants: { facts: { any: flag, known_which: flag }, variables: ['title', 'list'] },
  remedies: {
    facts: {
      any: flag,
      fix_first: flag,
      waits_person: flag,
      evidence_needed: flag,
      best: oneOf(remedyKind.options),
      ...offers,
    },
    variables: ['list'],
  },
  refunds: {
    facts: { any: flag, sent: flag, owed: flag, failed: flag },
    variables: ['amount', 'on', 'to', 'arrives_by'],
  },
  warranty: { facts: { inside: flag, outside: flag }, variables: ['until', 'months'] },
  article: { facts: { found: flag, sure: flag }, variables: ['title', 'answer'] },
  cancellation: {
    facts: { possible: flag, too_late: flag, shipped: flag, already: flag, asks_person: flag },
    variables: ['amount', 'to'],
  },
  people: { facts: { here: flag, hours: flag }, variables: ['back', 'hours'] },
};

/** Of the way the buyer chose: the remedies look-up fills it, and so does what was done. */
export const offerVariables = ['offer.title', 'offer.amount', 'offer.by', 'offer.to'] as const;

export const slotFacts: Record<SlotKey, FactKind> = {
  order: known,
  item: known,
  quantity: number,
  problem: oneOf(reasons),
  opened: flag,
  photos: known,
  wanted: oneOf([...remedyKind.options, 'return', 'cancel']),
  part: known,
  variant: known,
  offer: oneOf(remedyKind.options),
  question: known,
  change: known,
  cancel_reason: oneOf(cancelReason.options),
  company: known,
};

/** What an act may come to: `done.<step>`. */
export const actStates = ['offered', 'done', 'declined', 'refused', 'expired'] as const;

/** Every variable words may hold. */
export const flowVariables: readonly string[] = [
  ...Object.entries(lookUpFacts).flatMap(([key, { variables }]) => variables.map((name) => `${key}.${name}`)),
  ...offerVariables,
];

/** What a fact may be compared with in a flow of these steps; null where no such fact is known. */
export function factKindOf(fact: string, steps: readonly FlowStep[]): FactKind | null {
  const [head = '', name] = fact.split('.');
  if (name === undefined) return slotFacts[head as SlotKey] ?? null;
  if (head === 'done') {
    return steps.some(({ id, kind }) => id === name && kind === 'does') ? oneOf(actStates) : null;
  }
  if (head === 'answer') {
    const step = steps.find(({ id, kind }) => id === name && (kind === 'asks' || kind === 'says'));
    if (!step) return null;
    if (step.shows === 'remedies')
      return oneOf([...remedyKind.options, ...(step.choices ?? []).map(({ value }) => value)]);
    return step.choices?.length ? oneOf(step.choices.map(({ value }) => value)) : null;
  }
  return lookUpFacts[head as LookUp]?.facts[name] ?? null;
}
