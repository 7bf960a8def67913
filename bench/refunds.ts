/**
 * The split of what is owed, held to its promises over millions of cases: the product's own code (money/refunds/owed.ts),
 * orders with discounts, taxes, several payments and gift cards, goods accepted in any number of steps.
 *
 *   npm run bench -- refunds               2,000,000 orders
 *   npm run bench -- refunds --cases 50000
 *   npm run bench -- refunds --seed 7
 *
 * For every step: never more than is left on a payment, of a line or of the order; every refund is its parts added up,
 * every part keeps its sign, every entry of the books balances. For every order: all steps together give what the buyer
 * was promised, to the cent, as far as was paid. It stops at the first order that breaks one of these and prints it.
 */
import { balanced, owed as owedLines } from '../server/src/money/ledger/ledger.ts';
import { type OwedLine, type PaymentLeft, refundsOwed } from '../server/src/money/refunds/owed.ts';
import { report, round } from './lib/place.ts';

const given = (name: string, usual: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const CASES = given('cases', 2_000_000);
const SEED = given('seed', 20_261_122);

/** mulberry32: the same numbers for the same seed. */
let a = SEED >>> 0;
function roll(): number {
  a = (a + 0x6d2b79f5) >>> 0;
  let t = a;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}
const below = (n: number) => Math.floor(roll() * n);
const money = (amount: number) => ({ amount, currency: 'USD' });
const sum = (parts: readonly { amount: number }[]) => parts.reduce((all, one) => all + one.amount, 0);

type Case = { lines: OwedLine[]; payments: PaymentLeft[]; without: number; giving: Parameters<typeof refundsOwed>[3] };
const kinds = ['refund', 'refund', 'refund', 'keep_it', 'store_credit'] as const;

function makeCase(): Case {
  const lines = Array.from({ length: 1 + below(4) }, (_, i): OwedLine => {
    const quantity = 1 + below(6);
    // Prices of a cent and of a house, discounts that do not divide, taxes that round.
    const price = below(roll() < 0.1 ? 40_000_000 : 60_000) + 1;
    const tax = below(Math.ceil(price / 8) + 1);
    const fee = roll() < 0.4 ? below(Math.floor(price / 2) + 1) : 0;
    const freight = roll() < 0.3 ? below(Math.min(1_500, price - fee) + 1) : 0;
    const kind = kinds[below(kinds.length)]!;
    const parts: OwedLine['parts'] = [
      { code: kind === 'keep_it' ? 'keep_it' : 'price', amount: money(price) },
      { code: 'tax', amount: money(tax) },
      ...(fee ? [{ code: 'restocking_fee' as const, amount: money(-fee) }] : []),
      ...(freight ? [{ code: 'return_freight' as const, amount: money(-freight) }] : []),
    ];
    return { id: `l${i}`, title: 'x', quantity, due: 0, paidFor: 0, kind, parts };
  });
  const whole = lines.reduce((all, line) => all + line.parts.reduce((part, one) => part + one.amount.amount, 0), 0);
  // Paid in up to four parts; now and then less is left than was promised (some went back already).
  const count = below(5);
  let left = roll() < 0.8 ? whole + below(2_000) : below(whole + 1);
  const payments = Array.from({ length: count }, (_, i): PaymentLeft => {
    const part = i === count - 1 ? left : below(left + 1);
    left -= part;
    const method = roll() < 0.25 ? 'gift_card' : 'card';
    return { id: `p${i}`, label: '', method, external_id: `p${i}`, currency: 'USD', left: part };
  });
  const without = count === 0 ? left : 0;
  return {
    lines,
    payments,
    without,
    giving: {
      give_back_first: (['card', 'gift_card', 'newest'] as const)[below(3)]!,
      gift_card_back_as: roll() < 0.5 ? 'store_credit' : 'by_hand',
    },
  };
}

let refunds = 0;
let steps = 0;
let covered = 0;

function hold(what: string, ok: boolean, of: unknown): void {
  if (ok) return;
  process.stderr.write(`${what}\n${JSON.stringify(of, null, 1)}\n`);
  process.exit(1);
}

function walk(of: Case): void {
  const left = new Map(of.payments.map((payment) => [payment.id, payment.left]));
  let without = of.without;
  const got = new Map<string, number>();
  let lines = of.lines;
  let short = false;
  while (lines.some(({ due, quantity }) => due < quantity)) {
    lines = lines.map((line) => ({
      ...line,
      due: line.due + (roll() < 0.6 ? below(line.quantity - line.due + 1) : 0),
    }));
    if (!lines.some(({ due, paidFor }) => due > paidFor)) continue;
    steps += 1;
    const payments = of.payments.map((payment) => ({ ...payment, left: left.get(payment.id)! }));
    const made = refundsOwed(lines, payments, without, of.giving);
    for (const refund of made) {
      refunds += 1;
      hold('a refund of nothing, or less', refund.amount > 0 && Number.isSafeInteger(refund.amount), { of, refund });
      hold('a refund is not its parts added up', sum(refund.parts) === refund.amount, { of, refund });
      hold('a refund is not its lines added up', sum(refund.lines) === refund.amount, { of, refund });
      hold('the books of a refund do not balance', sum(balanced(owedLines(refund.parts))) === 0, { of, refund });
      const isFee = (code: string) => code === 'restocking_fee' || code === 'return_freight';
      hold(
        'a part changed its sign',
        refund.parts.every((part) => part.amount < 0 === isFee(part.code)),
        { of, refund },
      );
      if (refund.payment) left.set(refund.payment.id, left.get(refund.payment.id)! - refund.amount);
      else if (refund.kind !== 'store_credit') without -= refund.amount;
      for (const line of refund.lines) got.set(line.line_id, (got.get(line.line_id) ?? 0) + line.amount);
    }
    hold(
      'more than was left on a payment',
      [...left.values(), without].every((amount) => amount >= 0),
      of,
    );
    const due = lines.reduce((all, line) => all + (line.kind === 'store_credit' ? 0 : line.due), 0);
    short ||= due > 0 && [...left.values(), without].every((amount) => amount === 0);
    lines = lines.map((line) => ({ ...line, paidFor: line.due }));
  }
  for (const line of of.lines) {
    const promised = sum(line.parts.map(({ amount }) => amount));
    const paid = got.get(line.id) ?? 0;
    hold('a line got more than it was promised', paid <= promised, { of, line: line.id, paid, promised });
    if (!short) hold('a line got less than it was promised', paid === promised, { of, line: line.id, paid, promised });
  }
  if (!short) covered += 1;
}

const began = performance.now();
for (let n = 0; n < CASES; n += 1) walk(makeCase());
const seconds = (performance.now() - began) / 1000;
report(
  'refunds',
  [
    ['orders', CASES.toLocaleString('en-US')],
    ['steps in which goods were accepted', steps.toLocaleString('en-US')],
    ['refunds made', refunds.toLocaleString('en-US')],
    ['orders paid back whole, to the cent', covered.toLocaleString('en-US')],
    ['promises broken', '0'],
    ['orders a second', Math.round(CASES / seconds).toLocaleString('en-US')],
  ],
  { cases: CASES, steps, refunds, covered, seed: SEED, seconds: round(seconds) },
);
