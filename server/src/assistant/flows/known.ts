import { type FlowCondition, type FlowStep, type LookUp, slotFacts } from '@recoup/contract';
import type { Found, Matter, Slots } from '../talk.ts';

/** What is known of a matter while its flow is read: slots, answers and acts of the matter, and what this turn looked up. */
export type Known = Pick<Matter, 'slots' | 'answers' | 'acts'> & {
  found: ReadonlyMap<LookUp, Found>;
  steps: readonly FlowStep[];
};

type Value = string | number | boolean | null;

/** A slot as a fact: its word, its number, or whether there is any. Photos a buyer has none of count as none. */
export function slotValue(slots: Slots, key: keyof Slots): Value {
  const slot = slots[key];
  const { kind } = slotFacts[key];
  if (kind === 'known') return Array.isArray(slot) ? slot.length > 0 : slot !== undefined;
  return (slot as string | number | boolean | undefined) ?? null;
}

/** What a fact is right now; null where it is not known. */
export function factOf(known: Known, fact: string): Value {
  const [head = '', name] = fact.split('.');
  if (name === undefined) return head in slotFacts ? slotValue(known.slots, head as keyof Slots) : null;
  if (head === 'done') return known.acts[name]?.state ?? null;
  if (head === 'answer') {
    const step = known.steps.find(({ id }) => id === name);
    if (step?.kind !== 'asks') return known.answers[name]?.value ?? null;
    const value = step.slot ? slotValue(known.slots, step.slot) : null;
    return typeof value === 'string' ? value.replaceAll('-', '_') : value;
  }
  return known.found.get(head as LookUp)?.facts[fact] ?? null;
}

/**
 * Whether a condition of a flow holds. `is` yes or no of a slot that holds a word asks whether it is known; else what is not
 * known holds nothing, turned round or not.
 */
export function holds(known: Known, condition: FlowCondition): boolean {
  const value = factOf(known, condition.fact);
  const { is, in: among, over, not = false } = condition;
  const wordSlot = slotFacts[condition.fact as keyof Slots]?.kind === 'one_of';
  if (wordSlot && typeof is === 'boolean') return ((value !== null) === is) !== not;
  if (value === null) return false;
  if (over !== undefined) return (typeof value === 'number' && value > over) !== not;
  if (among) return among.includes(String(value)) !== not;
  return (value === is) !== not;
}

/** What a slot is, in a word that changes when the slot does. */
export function identityOf(slots: Slots, key: keyof Slots): string {
  const slot = slots[key];
  if (slot === undefined) return `${key}=`;
  if (key === 'photos') return `photos=${(slot as string[]).length > 0}`;
  if (key === 'order') return `order=${slots.order?.order_id}`;
  if (key === 'item') return `item=${slots.item?.map(({ order_line_id }) => order_line_id).sort()}`;
  if (key === 'part') return `part=${slots.part?.part_id}`;
  if (key === 'variant') return `variant=${slots.variant?.variant_id}`;
  return `${key}=${String(slot)}`;
}

/** Under which an answer holds that rests on nothing that was asked before. */
export const ANY_WORLD = '*';

/** FNV-1a over what led to a step: the same world gives the same word. */
export function digest(trail: readonly string[]): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (const char of trail.join('\n')) {
    const code = char.codePointAt(0) ?? 0;
    low = Math.imul(low ^ code, 0x01000193) >>> 0;
    high = Math.imul(high ^ (code + 0x9e37), 0x85ebca6b) >>> 0;
  }
  return low.toString(36) + high.toString(36);
}
