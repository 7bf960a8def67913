/** The one question, asked as the buyer: what may they be given for this problem? Look-ups and acts ask it alike. */
import type { Reason, RemedyKind, RemedyOffer } from '@recoup/contract';
import { askRemediesAsBuyer } from '../../money/index.ts';
import type { OrderFacts } from '../../orders/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type At, buyerCtx } from '../acts/at.ts';
import type { Slots } from '../talk.ts';
import type { Look } from './look.ts';
import type { SeenOrder } from './orders.read.ts';
import { linesMeant, orderFacts, orderOf } from './seen-order.ts';

export type Answer = Awaited<ReturnType<typeof askRemediesAsBuyer>>;
export type Question = { order: OrderFacts; lines: { order_line_id: string; quantity: number }[]; reason: Reason };
/** One way for all lines that are spoken of. */
export type Way = {
  kind: RemedyKind;
  offers: RemedyOffer[];
  available: boolean;
  waits: boolean;
  fix_first: boolean;
};
export type Asked = { question: Question; answer: Answer; ways: Way[] };

/** What the buyer asks about, where enough is known: an order in sight, goods of it that are left, and the problem. */
export async function questionOf(look: Pick<Look, 'at' | 'tx' | 'ctx' | 'of'>): Promise<Question | null> {
  const found = await orderOf(look);
  return found && questionFor(look, found, look.of.slots);
}

export async function questionFor(
  look: Pick<Look, 'tx' | 'ctx'>,
  found: SeenOrder,
  slots: Slots,
): Promise<Question | null> {
  if (!slots.problem) return null;
  const order = await orderFacts(look, found);
  const meant = linesMeant(order, slots).filter(({ left }) => left > 0);
  if (meant.length === 0 || (!slots.item?.length && meant.length > 1)) return null;
  const wanted = meant.length === 1 ? (slots.quantity ?? 1) : 1;
  const lines = meant.map(({ line, left }) => ({ order_line_id: line.id, quantity: Math.min(wanted, left) }));
  return { order, lines, reason: slots.problem };
}

/** Null where policy has nothing to say to it (goods asked for already). */
export async function askedAs(at: At, question: Question, slots: Slots): Promise<Asked | null> {
  const { order, lines, reason } = question;
  const exchange = slots.variant && lines.length === 1 ? { exchange_to: slots.variant.variant_id } : {};
  const asked = lines.map((line) => ({ ...line, reason, opened: slots.opened ?? true, ...exchange }));
  try {
    const answer = await askRemediesAsBuyer(buyerCtx(at, order.id), { lines: asked });
    return { question, answer, ways: waysIn(answer, at.settings.may_offer, reason) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Problems that another of the very same goods does not put right. */
const WANTS_ANOTHER: ReadonlySet<Reason> = new Set(['changed-my-mind', 'too-small', 'too-big']);

/**
 * Ways every line has and the brand lets the assistant offer, in the order of the answer: the cheapest fair one first. An
 * exchange is none where it could only be for the same again, which is not what was wrong. Pure.
 */
export function waysIn(
  { lines, waits_for_person }: Pick<Answer, 'lines' | 'waits_for_person'>,
  mayOffer: readonly RemedyKind[],
  reason: Reason,
): Way[] {
  const hasOthers = lines.length === 1 && lines.some(({ exchange_for }) => exchange_for.some(isThere));
  const [first, ...others] = lines;
  if (!first) return [];
  return first.remedies.flatMap((remedy): Way[] => {
    const { kind } = remedy.offer;
    const each = [remedy, ...others.map((line) => line.remedies.find((one) => one.offer.kind === kind))];
    if (!mayOffer.includes(kind) || !each.every((one) => one !== undefined)) return [];
    if (kind === 'exchange' && WANTS_ANOTHER.has(reason) && !hasOthers) return [];
    return [
      {
        kind,
        offers: each.map(({ offer }) => offer),
        available: each.every(({ available }) => available),
        waits: waits_for_person || each.some((one) => one.waits_for_person ?? false),
        fix_first: lines.every((line) => line.fix_first.some(({ offer }) => offer.kind === kind)),
      },
    ];
  });
}

/** What is not counted is taken to be there. */
export const isThere = ({ in_stock }: { in_stock: number | null }): boolean => in_stock === null || in_stock > 0;

/** What may be offered first: what puts it right without a return, else the cheapest; null where there is nothing that can be done now. */
export function bestOf(ways: readonly Way[]): Way | null {
  const now = ways.filter(({ available }) => available);
  return now.find(({ fix_first }) => fix_first) ?? now[0] ?? null;
}
