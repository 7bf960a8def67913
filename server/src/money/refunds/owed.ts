/** What a return makes owed: pure arithmetic over the offers the buyer confirmed. Minor units of the order's currency. */
import type { MoneySettings, RemedyOffer } from '@recoup/contract';
import { split } from '../../platform/money.ts';
import { refundFor } from '../../policies/index.ts';
import type { Part } from '../ledger/ledger.ts';

export type OwedLine = {
  id: string;
  title: string;
  quantity: number;
  /** Units that count now: accepted, or all of them where the goods stay with the buyer. */
  due: number;
  /** Units some refund of this line already pays for. */
  paidFor: number;
  /** How its money is paid; null where it owes none. */
  kind: NewRefund['kind'] | null;
  /** For all units of the line. */
  parts: RemedyOffer['parts'];
};

/** What was left to give back on a payment of the order. */
export type PaymentLeft = {
  id: string;
  label: string;
  method: string;
  external_id: string;
  currency: string;
  left: number;
};

export type NewRefund = {
  kind: 'refund' | 'store_credit' | 'keep_it';
  /** What the buyer was promised: a refund of what was paid by gift card may be paid as store credit. */
  of: 'refund' | 'store_credit' | 'keep_it';
  payment: PaymentLeft | null;
  amount: number;
  parts: (Part & { facts: { line_id: string; title: string; quantity: number } })[];
  lines: { line_id: string; quantity: number; amount: number }[];
};
export type GivingBack = Pick<MoneySettings, 'give_back_first' | 'gift_card_back_as'>;

/** Does this line owe money for units that count and are not paid for yet? */
export function owesNow(line: OwedLine): boolean {
  return line.due > line.paidFor && line.kind !== null;
}

/**
 * The parts due for units `from`+1 … `to` of a line. Whatever the steps, all of them together give the confirmed offer to
 * the cent (policies: `refundFor`).
 */
export function partsFor(line: OwedLine, from: number, to: number): Part[] {
  return refundFor(line, line.quantity, from, to).parts;
}

/**
 * The refunds now owed: one per kind and payment, never more than is left on the payments, in the order the brand set.
 * Store credit takes from no payment, but what was paid by gift card may come back as store credit, and then takes from it.
 * Where an order has no payment on record, one refund without a payment, capped by `leftWithoutPayment`.
 */
export function refundsOwed(
  lines: readonly OwedLine[],
  payments: readonly PaymentLeft[],
  leftWithoutPayment: number,
  giving: GivingBack = { give_back_first: 'card', gift_card_back_as: 'store_credit' },
): NewRefund[] {
  const answer: NewRefund[] = [];
  let sources = payments.length > 0 ? inOrder(payments, giving.give_back_first) : [];
  let without = leftWithoutPayment;
  for (const kind of ['refund', 'keep_it', 'store_credit'] as const) {
    const due = lines
      .filter((line) => line.kind === kind && owesNow(line))
      .map((line) => ({ line, parts: partsFor(line, line.paidFor, line.due), quantity: line.due - line.paidFor }));
    const parts = due.flatMap(({ line, parts: own, quantity }) =>
      own.map((part) => ({ ...part, facts: { line_id: line.id, title: line.title, quantity } })),
    );
    const goods = due.map(({ line, quantity }) => ({ line_id: line.id, quantity }));
    const total = sum(parts);
    if (total <= 0) continue;
    if (kind === 'store_credit') {
      answer.push({ kind, of: kind, payment: null, amount: total, parts, lines: withAmounts(goods, parts) });
      continue;
    }
    const takes: { payment: PaymentLeft | null; amount: number }[] = [];
    let open = total;
    for (const { payment, left } of payments.length > 0
      ? sources.map((payment) => ({ payment, left: payment.left }))
      : [{ payment: null, left: without }]) {
      const amount = Math.max(0, Math.min(open, left));
      if (amount > 0) takes.push({ payment, amount });
      open -= amount;
    }
    for (const take of shared(parts, takes, open)) {
      const isGift = take.payment !== null && isGiftCard(take.payment.method);
      answer.push({
        kind: isGift && giving.gift_card_back_as === 'store_credit' ? 'store_credit' : kind,
        of: kind,
        ...take,
        lines: withAmounts(goods, take.parts),
      });
    }
    // What one kind takes is gone for the next.
    const taken = new Map(takes.map(({ payment, amount }) => [payment?.id ?? '', amount]));
    sources = sources.map((one) => ({ ...one, left: one.left - (taken.get(one.id) ?? 0) }));
    without -= taken.get('') ?? 0;
  }
  return answer;
}

export const isGiftCard = (method: string) => /gift[ _-]?card/i.test(method);

/** Payments as they are given back: cards before gift cards or the other way round, each in the order they were paid; or the newest first. */
function inOrder(payments: readonly PaymentLeft[], first: GivingBack['give_back_first']): PaymentLeft[] {
  if (first === 'newest') return payments.toReversed();
  const rank = (one: PaymentLeft) => Number(isGiftCard(one.method) === (first === 'card'));
  return payments.toSorted((a, b) => rank(a) - rank(b));
}

type Take<P> = { payment: PaymentLeft | null; amount: number; parts: P[] };

/**
 * Shares parts out over what several payments give, and over what nobody can give (`open`). Every payment's parts add up
 * to what it gives, every part adds up over the payments, and none changes its sign: what is taken off is shared first,
 * in proportion, and each part that is given then takes its proportion of the room that is left.
 */
export function shared<P extends { amount: number }>(
  parts: readonly P[],
  takes: readonly { payment: PaymentLeft | null; amount: number }[],
  open: number,
): Take<P>[] {
  let room = [...takes.map(({ amount }) => amount), open];
  const shares: number[][] = parts.map(() => []);
  const each = (wanted: (amount: number) => boolean, share: (part: P, i: number) => void) => {
    parts.forEach((part, i) => {
      if (wanted(part.amount)) share(part, i);
    });
  };
  const proportions = [...room];
  each(
    (amount) => amount < 0,
    (part, i) => {
      shares[i] = split(part.amount, proportions);
      room = room.map((left, r) => left - shares[i]![r]!);
    },
  );
  each(
    (amount) => amount >= 0,
    (part, i) => {
      shares[i] = part.amount === 0 ? room.map(() => 0) : split(part.amount, room);
      room = room.map((left, r) => left - shares[i]![r]!);
    },
  );
  return takes.map((take, r) => ({
    ...take,
    parts: parts.map((part, i) => ({ ...part, amount: shares[i]![r]! })).filter(({ amount }) => amount !== 0),
  }));
}

function withAmounts(
  goods: readonly { line_id: string; quantity: number }[],
  parts: readonly { amount: number; facts: { line_id: string } }[],
): NewRefund['lines'] {
  return goods.map((one) => ({ ...one, amount: sum(parts.filter(({ facts }) => facts.line_id === one.line_id)) }));
}

const sum = (parts: readonly { amount: number }[]) => parts.reduce((all, part) => all + part.amount, 0);
