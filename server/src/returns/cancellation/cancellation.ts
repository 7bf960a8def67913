/** Whether an order may still be called off. Pure. */
import type { Because, Cancellation, PolicyRules } from '@recoup/contract';
import type { OrderFacts } from '../../orders/index.ts';
import type { PolicyOfLine } from '../ask-facts.ts';

type Facts = {
  order: Pick<OrderFacts, 'cancelled_at' | 'placed_at' | 'lines'>;
  policyOf(lineId: string): PolicyOfLine;
  now: Date;
};
type Rule = (facts: Facts) => { answer: 'ask' | 'no'; because: Because } | null;
const HOUR = 3_600_000;

const said = (answer: 'ask' | 'no', code: string, facts: Because['facts'] = {}) => ({
  answer,
  because: { rule: 'cancellation', code, facts },
});

const alreadyOff: Rule = ({ order }) =>
  order.cancelled_at && said('no', 'order.cancelled', { at: order.cancelled_at.toISOString() });

/** One piece that left is too much: the rest of the problem is a return. */
const left: Rule = ({ order }) => {
  const gone = order.lines.find((line) => line.shipped_at !== null || line.delivered_quantity > 0);
  return gone ? said('no', 'order.shipped', { sku: gone.sku }) : null;
};

const inReturn: Rule = ({ order }) => {
  const line = order.lines.find(({ return_quantity }) => return_quantity > 0);
  return line ? said('no', 'order.has_return', { sku: line.sku }) : null;
};

/** The strictest of the lines' policies holds for the order, as it is called off whole. */
const byPolicy: Rule = ({ order, policyOf, now }) => {
  const rules = order.lines.map(({ id }) => policyOf(id)?.rules.cancellation ?? UNSAID);
  if (rules.some(({ by_buyer }) => by_buyer === 'never')) return said('no', 'order.cancel_not_offered');
  if (rules.some(({ by_buyer }) => by_buyer === 'ask')) return said('ask', 'order.cancel_asks_person');
  const hours = Math.min(...rules.map(({ within_hours }) => within_hours ?? Number.POSITIVE_INFINITY));
  const since = (now.getTime() - order.placed_at.getTime()) / HOUR;
  return since > hours ? said('ask', 'order.cancel_asks_person', { hours }) : null;
};
const UNSAID: PolicyRules['cancellation'] = { by_buyer: 'ask', within_hours: null };

/** A buyer is held to all of them; staff to what nobody can change. */
const ofBuyer: readonly Rule[] = [alreadyOff, left, inReturn, byPolicy];
const ofStaff: readonly Rule[] = [alreadyOff, left, inReturn];

export function mayCancel(facts: Facts, who: 'buyer' | 'staff'): Pick<Cancellation, 'answer' | 'because'> {
  for (const rule of who === 'buyer' ? ofBuyer : ofStaff) {
    const no = rule(facts);
    if (no) return { answer: no.answer, because: [no.because] };
  }
  return { answer: 'yes', because: [] };
}

/** What goes back where: all that is left on each payment; without a payment on record, what the order came to. */
export function moneyBack(order: Pick<OrderFacts, 'payments' | 'total' | 'currency'>): Cancellation['back'] {
  const money = (amount: number) => ({ amount, currency: order.currency });
  if (order.payments.length === 0) return order.total > 0 ? [{ amount: money(order.total), to: null }] : [];
  return order.payments
    .filter(({ currency, amount, refunded }) => currency === order.currency && amount > refunded)
    .map(({ amount, refunded, label }) => ({ amount: money(amount - refunded), to: label }));
}
