/** What a return makes owed: pure arithmetic over the offers the buyer confirmed. Minor units of the order's currency. */
import type { RemedyKind } from '@recoup/contract';
import { split } from '../../platform/money.ts';
import type { Part } from '../ledger/ledger.ts';

export type OwedLine = {
  id: string;
  title: string;
  quantity: number;
  /** Units that count now: accepted, or all of them where the goods stay with the buyer. */
  due: number;
  /** Units some refund of this line already pays for. */
  paidFor: number;
  remedy: RemedyKind;
  offer: { amount: { amount: number }; parts: { code: string; amount: { amount: number } }[] };
};

/** What was left to give back on a payment of the order. */
export type PaymentLeft = { id: string; label: string; method: string; left: number };

export type NewRefund = {
  kind: 'refund' | 'store_credit' | 'keep_it';
  payment: PaymentLeft | null;
  amount: number;
  parts: (Part & { facts: { line_id: string; title: string; quantity: number } })[];
  lines: { line_id: string; quantity: number; amount: number }[];
};

/** Charged once a return, with its first unit, not a share of every unit. */
const onceParts = new Set(['return_freight']);

/** The parts due for units `from`+1 … `to` of a line: each part is split over the units so that all units together give the confirmed offer to the cent. */
export function partsFor(line: OwedLine, from: number, to: number): Part[] {
  return line.offer.parts
    .map(({ code, amount }) => {
      const shares = onceParts.has(code)
        ? [amount.amount, ...Array<number>(line.quantity - 1).fill(0)]
        : split(amount.amount, Array<number>(line.quantity).fill(1));
      return { code, amount: shares.slice(from, to).reduce((sum, share) => sum + share, 0) };
    })
    .filter((part) => part.amount !== 0);
}

/**
 * The refunds now owed: one per kind and payment, never more than is left on the payments.
 * Store credit takes from no payment. Where an order has no payment on record, one refund without a payment, capped by `leftWithoutPayment`.
 */
export function refundsOwed(
  lines: readonly OwedLine[],
  payments: readonly PaymentLeft[],
  leftWithoutPayment: number,
): NewRefund[] {
  const answer: NewRefund[] = [];
  for (const kind of ['refund', 'keep_it', 'store_credit'] as const) {
    const due = lines
      .filter((line) => line.remedy === kind && line.due > line.paidFor)
      .map((line) => ({ line, parts: partsFor(line, line.paidFor, line.due), quantity: line.due - line.paidFor }))
      .map((one) => ({ ...one, amount: sum(one.parts) }));
    const total = due.reduce((all, one) => all + one.amount, 0);
    if (total <= 0) continue;
    const parts = due.flatMap(({ line, parts: own, quantity }) =>
      own.map((part) => ({ ...part, facts: { line_id: line.id, title: line.title, quantity } })),
    );
    const ofLines = due.map(({ line, quantity, amount }) => ({ line_id: line.id, quantity, amount }));
    if (kind === 'store_credit') {
      answer.push({ kind, payment: null, amount: total, parts, lines: ofLines });
      continue;
    }
    answer.push(...spread(kind, total, parts, ofLines, payments, leftWithoutPayment));
  }
  return answer;
}

function spread(
  kind: 'refund' | 'keep_it',
  total: number,
  parts: NewRefund['parts'],
  lines: NewRefund['lines'],
  payments: readonly PaymentLeft[],
  leftWithoutPayment: number,
): NewRefund[] {
  const sources =
    payments.length > 0
      ? payments.map((payment) => ({ payment, left: payment.left }))
      : [{ payment: null, left: leftWithoutPayment }];
  const takes: { payment: PaymentLeft | null; amount: number }[] = [];
  let open = total;
  for (const { payment, left } of sources) {
    const amount = Math.min(open, left);
    if (amount > 0) takes.push({ payment, amount });
    open -= Math.max(amount, 0);
  }
  if (takes.length === 1 && takes[0]!.amount === total)
    return [{ kind, payment: takes[0]!.payment, amount: total, parts, lines }];
  // More than one payment, or less left than due: every part is shared out so that each refund adds up by itself.
  const weights = [...takes.map((take) => take.amount), Math.max(open, 0)];
  const shares = parts.map((part) => split(part.amount, weights));
  const lineShares = lines.map((line) => split(line.amount, weights));
  return takes.map((take, i) => {
    const own = parts.map((part, p) => ({ ...part, amount: shares[p]![i]! }));
    const drift = take.amount - sum(own);
    if (own.length > 0) own[0]!.amount += drift;
    return {
      kind,
      payment: take.payment,
      amount: take.amount,
      parts: own.filter((part) => part.amount !== 0),
      lines: lines.map((line, l) => ({ ...line, amount: lineShares[l]![i]! })),
    };
  });
}

const sum = (parts: readonly { amount: number }[]) => parts.reduce((all, part) => all + part.amount, 0);
