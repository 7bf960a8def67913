/** What the buyer said is put with what is known; what rested on what was changed is forgotten. */
import { type ChatChoice, cancelReason, type Reason, reasons, remedyKind, type SlotKey } from '@recoup/contract';
import type { Found, Slots, Tokens } from '../talk.ts';
import { identityOf } from './known.ts';

/** What falls with a slot that changed. */
const RESTS_ON: Partial<Record<SlotKey, readonly SlotKey[]>> = {
  order: ['item', 'quantity', 'part', 'variant', 'offer'],
  item: ['quantity', 'part', 'variant', 'offer'],
  problem: ['part', 'offer'],
  wanted: ['offer'],
};

/** New words over old: what is said now is what holds. Photos gather. */
export function keepSlots(known: Slots, said: Slots): Slots {
  const next: Slots = { ...known, ...defined(said) };
  for (const [changed, falls] of Object.entries(RESTS_ON) as [SlotKey, readonly SlotKey[]][]) {
    if (known[changed] === undefined || identityOf(known, changed) === identityOf(next, changed)) continue;
    for (const slot of falls) if (said[slot] === undefined) delete next[slot];
  }
  if (known.photos && said.photos) next.photos = [...new Set([...known.photos, ...said.photos])];
  return next;
}

/** Whether the words told anything new. */
export const sameSlots = (a: Slots, b: Slots): boolean =>
  ([...Object.keys(a), ...Object.keys(b)] as SlotKey[]).every(
    (key) => identityOf(a, key) === identityOf(b, key) && a.photos?.length === b.photos?.length,
  );

/** A look-up fills what is not known, and gives the full form of what is. */
export function fillSlots(known: Slots, { fills }: Found): Slots {
  const next: Slots = { ...known };
  for (const key of Object.keys(defined(fills)) as SlotKey[])
    if (known[key] === undefined || identityOf(known, key) === identityOf(fills, key))
      Object.assign(next, { [key]: fills[key] });
  return next;
}

/** What a tapped or named answer is as a slot; null where it is none for that slot. */
export function slotOfChoices(slot: SlotKey, chosen: readonly ChatChoice[]): Slots | null {
  const [first] = chosen;
  if (!first) return null;
  const { value, words } = first;
  if (slot === 'order') return { order: { order_id: value, number: words } };
  if (slot === 'item')
    return { item: chosen.map((one) => ({ order_line_id: one.value, title: one.words, sku: '', quantity: 1 })) };
  if (slot === 'part') return { part: { part_id: value, title: words } };
  if (slot === 'variant') return { variant: { variant_id: value, title: words } };
  if (slot === 'problem') {
    const problem = value.replaceAll('_', '-') as Reason;
    return reasons.includes(problem) ? { problem } : null;
  }
  if (slot === 'offer' || slot === 'wanted') {
    const kind = remedyKind.safeParse(value);
    if (kind.success) return slot === 'offer' ? { offer: kind.data } : { wanted: kind.data };
    return slot === 'wanted' && (value === 'return' || value === 'cancel') ? { wanted: value } : null;
  }
  if (slot === 'cancel_reason') {
    const reason = cancelReason.safeParse(value.replaceAll('_', '-'));
    return { cancel_reason: reason.success ? reason.data : words };
  }
  if (slot === 'opened') return { opened: value.startsWith('yes') };
  if (slot === 'photos') return value.startsWith('no') ? { photos: [] } : null;
  if (slot === 'quantity') return /^\d{1,3}$/.test(value) ? { quantity: Number(value) } : null;
  return { [slot]: words };
}

/** What was said that may find an order: the newest of a kind takes the place of the older. */
export function keepTokens(known: Tokens, said: Tokens): Tokens {
  const newest = <T>(before: readonly T[], now: readonly T[]): T[] => [...(now.length > 0 ? now : before)];
  return {
    order_numbers: newest(known.order_numbers, said.order_numbers),
    emails: newest(known.emails, said.emails),
    postal_codes: newest(known.postal_codes, said.postal_codes),
    tracking_numbers: newest(known.tracking_numbers, said.tracking_numbers),
    return_codes: newest(known.return_codes, said.return_codes),
    serials: newest(known.serials, said.serials),
    skus: newest(known.skus, said.skus),
    code: said.code,
    amounts: newest(known.amounts, said.amounts),
    days: newest(known.days, said.days),
  };
}

export const sayTokens = ({ order_numbers, emails, postal_codes, tracking_numbers, return_codes }: Tokens): boolean =>
  [order_numbers, emails, postal_codes, tracking_numbers, return_codes].some((list) => list.length > 0);

/** The buyer names another order than the one at hand. */
export const otherOrder = ({ order }: Slots, { order_numbers }: Tokens): boolean =>
  order !== undefined && order_numbers.length > 0 && !order_numbers.some((number) => sameNumber(number, order.number));

const sameNumber = (a: string, b: string): boolean => bare(a) === bare(b) || bare(b).startsWith(`${bare(a)}·`);
const bare = (number: string): string => number.toLowerCase().replace(/[\s#]/g, '');

const defined = (slots: Slots): Slots =>
  Object.fromEntries(Object.entries(slots).filter(([, value]) => value !== undefined)) as Slots;
