/** A lamp with a fault, and what policy gives for it: plain values for tests of the ranking. */
import type { Grade, RemedyKind, RemedyOffer } from '@recoup/contract';
import type { Candidate, History, Problem, Sent } from '../remedies/problem.ts';

const money = (amount: number) => ({ amount, currency: 'USD' });
export const grades = (A: number, B: number, C: number, D: number): Record<Grade, number> => ({ A, B, C, D });
export const nothingKnown: History = {
  grades: [],
  seconds: [],
  taken: {},
  back: {},
  dispute: {},
  labels: { back: [], out: [] },
};

/** 129.00 and 10.64 tax were paid; a unit costs 45.00 and brings 96, 70, 38, −1.50 by grade. */
export function lampProblem(change: Partial<Problem> = {}): Problem {
  return {
    currency: 'USD',
    reason: 'damaged-or-defective',
    quantity: 1,
    paid: { net: 12_900, gross: 13_964 },
    order_value: 12_900,
    destination: 'home',
    goods: { sku: 'LM-H1', price: 12_900, unit_cost: 4_500, weight_g: 2_000 },
    recovery: {
      A: { way: 'restock', net: 9_600 },
      B: { way: 'open_box', net: 7_000 },
      C: { way: 'liquidate', net: 3_800 },
      D: { way: 'recycle', net: -150 },
    },
    rates: { labor_per_hour: 2_400, outbound_freight: 850, own: false },
    history: nothingKnown,
    ...change,
  };
}

const offer = (
  kind: RemedyKind,
  parts: [RemedyOffer['parts'][number]['code'], number][],
  more: Partial<RemedyOffer> = {},
): RemedyOffer => ({
  kind,
  amount: money(parts.reduce((sum, [, amount]) => sum + amount, 0)),
  parts: parts.map(([code, amount]) => ({ code, amount: money(amount) })),
  to: null,
  goods_back: true,
  by: null,
  freight_paid_by: 'seller',
  ...more,
});
const stays = { goods_back: false, freight_paid_by: 'nobody' as const };

export const anotherLamp: Sent = {
  kind: 'variant',
  sku: 'LM-H1',
  quantity: 1,
  unit_cost: 4_500,
  price: 12_900,
  weight_g: 2_000,
  duty: null,
};
export const shade: Sent = {
  ...anotherLamp,
  kind: 'part',
  sku: 'LM-H1-SHADE',
  unit_cost: 600,
  price: 1_500,
  weight_g: 300,
};

export const candidate = (of: RemedyOffer, sends: Sent[] = [], change: Partial<Candidate> = {}): Candidate => ({
  offer: of,
  sends,
  available: true,
  notes: [],
  second_person: [],
  ...change,
});

/** One of every kind. */
export const every = {
  refund: candidate(
    offer('refund', [
      ['price', 12_900],
      ['tax', 1_064],
    ]),
  ),
  store_credit: candidate(
    offer('store_credit', [
      ['price', 12_900],
      ['tax', 1_064],
      ['bonus', 1_396],
    ]),
  ),
  exchange: candidate(offer('exchange', []), [anotherLamp]),
  replacement: candidate(offer('replacement', []), [anotherLamp]),
  spare_part: candidate(offer('spare_part', [], stays), [shade]),
  repair: candidate(offer('repair', [])),
  keep_it: candidate(offer('keep_it', [['keep_it', 3_870]], stays)),
  next_order_discount: candidate(offer('next_order_discount', [], { ...stays, discount: { percent: 15 } })),
  guidance: candidate(offer('guidance', [], stays)),
} satisfies Record<RemedyKind, Candidate>;
