/**
 * The declared synthetic population of `bench -- remedies`: problems buyers have with goods, what each buyer would say
 * to each remedy, and how things turn out. Nothing here was measured; it is a world made up to see what a ranking is
 * worth in it.
 *
 * What is supposed, and where it differs from what the ranking believes:
 * - Six products of different price, cost and weight, with parts and help articles as PRODUCTS says, sold in equal
 *   numbers; reasons come in the shares given there. One unit a problem. One policy: what a brand begins with, spare
 *   parts and help allowed, 30 % to keep it. All goods are in stock, all buyers are in the country.
 * - The ranking's priors are right on average over worlds and wrong in each: every world (seed) multiplies the chance to
 *   take a remedy (by remedy and reason) by a factor of spread 0.35, the chance to come back by 0.4, disputes by 0.4, what
 *   goods bring by 0.2, freight by 0.15, and shifts the grades of each product and reason; single labels and sales differ
 *   by 0.1 more. `tilt` misjudges one of them in all worlds alike.
 * - A quarter of buyers want their money back and nothing else.
 * - A buyer takes or refuses each remedy independently of the others; who refuses gets the plain return.
 * - What comes back once is returned then, for what is left of the price.
 */
import {
  type Grade,
  type PolicyRules,
  type Reason,
  type RemedyKind,
  type RemedyOffer,
  startingPolicy,
} from '@recoup/contract';
import { defaultRates, defaultRules } from '../../server/src/inspection/rates.ts';
import { recoveryByGrade } from '../../server/src/inspection/recovery-by-grade.ts';
import {
  backPrior,
  chanceOf,
  DISPUTE_FEE,
  disputePrior,
  FREIGHT,
  gradePrior,
  takenPrior,
} from '../../server/src/money/remedies/priors.ts';
import type { Candidate, Sent } from '../../server/src/money/remedies/problem.ts';
import { offersFor } from '../../server/src/policies/offers.ts';
import type { Dice } from './dice.ts';

export type Product = {
  sku: string;
  category: string;
  price: number;
  unit_cost: number;
  weight_g: number;
  /** A part that mends the reason: its cost and weight. */
  parts: Partial<Record<Reason, { cost: number; grams: number }>>;
  /** Reasons an article helps with. */
  guides: readonly Reason[];
  reasons: readonly (readonly [Reason, number])[];
};

const plain: Product['reasons'] = [
  ['changed-my-mind', 22],
  ['item-not-as-described', 10],
  ['received-the-wrong-item', 3],
  ['arrived-late', 5],
  ['better-price-available', 5],
  ['other', 5],
];
const fault = (defective: number, missing: number, cannot: number): Product['reasons'] => [
  ...plain,
  ['damaged-or-defective', defective],
  ['missing-parts-or-accessories', missing],
  ['cannot-use', cannot],
];

/** Money in cents. */
export const PRODUCTS: readonly Product[] = [
  {
    sku: 'LAMP',
    category: 'lamp',
    price: 12_900,
    unit_cost: 4_500,
    weight_g: 2_000,
    parts: {
      'damaged-or-defective': { cost: 600, grams: 300 },
      'missing-parts-or-accessories': { cost: 120, grams: 80 },
    },
    guides: ['cannot-use', 'damaged-or-defective'],
    reasons: fault(28, 10, 12),
  },
  {
    sku: 'VACUUM',
    category: 'vacuum',
    price: 28_900,
    unit_cost: 11_000,
    weight_g: 3_600,
    parts: {
      'damaged-or-defective': { cost: 1_800, grams: 700 },
      'missing-parts-or-accessories': { cost: 400, grams: 150 },
    },
    guides: ['cannot-use', 'damaged-or-defective'],
    reasons: fault(30, 6, 18),
  },
  {
    sku: 'FRYER',
    category: 'kitchen',
    price: 11_900,
    unit_cost: 4_200,
    weight_g: 5_200,
    parts: { 'missing-parts-or-accessories': { cost: 700, grams: 900 } },
    guides: ['cannot-use'],
    reasons: fault(22, 8, 8),
  },
  {
    sku: 'JACKET',
    category: 'apparel',
    price: 8_900,
    unit_cost: 2_200,
    weight_g: 700,
    parts: {},
    guides: [],
    reasons: [...plain, ['too-small', 25], ['too-big', 18], ['damaged-or-defective', 6]],
  },
  {
    sku: 'EARBUDS',
    category: 'electronics',
    price: 5_900,
    unit_cost: 1_400,
    weight_g: 200,
    parts: { 'missing-parts-or-accessories': { cost: 150, grams: 60 } },
    guides: ['cannot-use', 'damaged-or-defective'],
    reasons: fault(32, 5, 15),
  },
  {
    sku: 'DESK',
    category: 'furniture',
    price: 44_900,
    unit_cost: 19_000,
    weight_g: 28_000,
    parts: {
      'damaged-or-defective': { cost: 1_500, grams: 2_500 },
      'missing-parts-or-accessories': { cost: 80, grams: 120 },
    },
    guides: ['cannot-use'],
    reasons: fault(26, 16, 8),
  },
];

export const TAX_PERCENT = 8;
const ONLY_MONEY = 2_500;
const TODAY = '2026-11-10';

/** What is misjudged in every world alike: times the truth. */
export type Tilt = { taken?: number; recovery?: number; freight?: number };

const letters: readonly Grade[] = ['A', 'B', 'C', 'D'];
const kinds = Object.keys(takenPrior.value) as RemedyKind[];
const within = (chance: number) => Math.min(9_800, Math.max(0, chance));

/** A world: what is true in it, and not known to the ranking. */
export function makeWorld(roll: Dice, tilt: Tilt = {}) {
  const drawn = new Map<string, number>();
  const once = (key: string, draw: () => number) => {
    if (!drawn.has(key)) drawn.set(key, draw());
    return drawn.get(key)!;
  };
  const freight = once('freight', () => roll.around(0.15)) * (tilt.freight ?? 1);
  const recovery = once('recovery', () => roll.around(0.2)) * (tilt.recovery ?? 1);
  return {
    taken: (kind: RemedyKind, reason: Reason) =>
      kind === 'refund'
        ? 10_000
        : within(
            chanceOf(takenPrior.value[kind], reason) *
              (tilt.taken ?? 1) *
              once(`taken ${kind} ${reason}`, () => roll.around(0.35)),
          ),
    back: (kind: RemedyKind, reason: Reason) =>
      within(chanceOf(backPrior.value[kind], reason) * once(`back ${kind}`, () => roll.around(0.4))),
    dispute: (kind: RemedyKind) => within(disputePrior.value[kind] * once(`dispute ${kind}`, () => roll.around(0.4))),
    grade: (sku: string, reason: Reason): Grade =>
      roll.pick(
        letters.map(
          (grade) =>
            [
              grade,
              gradePrior.value[reason][grade] * once(`grade ${sku} ${reason} ${grade}`, () => roll.around(0.4)),
            ] as const,
        ),
      ),
    label: (grams: number) =>
      Math.round(FREIGHT.value.find(([upTo]) => grams <= upTo)![1] * freight * roll.around(0.1)),
    /** Goods that cost money to be rid of cost it here too. */
    brings: (net: number) => Math.round(net > 0 ? net * recovery * roll.around(0.1) : net),
  };
}
export type World = ReturnType<typeof makeWorld>;

const rules: PolicyRules = startingPolicy('USD');
rules.remedies.keep_it = { ...rules.remedies.keep_it, percent: 30, reasons: [] };

/** What one unit of each grade is reckoned to bring: the bench's own reckoning with its declared rates. */
const reckoned = new Map<string, ReturnType<typeof recoveryByGrade>>();
export function recoveryOf(product: Product) {
  const known = reckoned.get(product.sku);
  if (known) return known;
  const found = recoveryByGrade(
    {
      sku: product.sku,
      known: true,
      price: product.price,
      resale: { A: null, B: null, C: null, D: null },
      unit_cost: product.unit_cost,
      lithium_battery: false,
      hygiene: false,
      recalled: false,
    },
    true,
    defaultRates,
    defaultRules,
    'USD',
  );
  reckoned.set(product.sku, found);
  return found;
}

/** What policy gives for the problem, by the product's own code; a part or help only where there is one. */
const offered = new Map<string, Candidate[]>();
export function candidatesFor(product: Product, reason: Reason): Candidate[] {
  const key = `${product.sku} ${reason}`;
  const known = offered.get(key) ?? candidatesOf(product, reason);
  offered.set(key, known);
  return known;
}

function candidatesOf(product: Product, reason: Reason): Candidate[] {
  const part = product.parts[reason];
  const variant = { id: product.sku, sku: product.sku, title: product.sku };
  const parts = part
    ? [
        {
          id: 'part',
          sku: `${product.sku}-PART`,
          title: 'Part',
          per_product: 1,
          in_stock: 9,
          expected_on: null,
          mends: [{ reason, detail: null }],
        },
      ]
    : [];
  const [offers = []] = offersFor(
    [
      {
        rules,
        reason,
        quantity: 1,
        warranty: false,
        bought: { quantity: 1, unitPrice: product.price, discount: 0, tax: (product.price * TAX_PERCENT) / 100 },
        before: 0,
        variant,
        parts,
        ...(product.guides.includes(reason) ? { guide: { id: 'guide', title: 'Guide' } } : {}),
      },
    ],
    { currency: 'USD', today: TODAY, paysTo: null },
  );
  return offers.map((offer) => {
    return { offer, sends: sentFor(offer, product, part), available: true, notes: [], second_person: [] };
  });
}

function sentFor(offer: RemedyOffer, product: Product, part?: { cost: number; grams: number }): Sent[] {
  const goods = { kind: 'variant' as const, sku: product.sku, quantity: 1, price: product.price, duty: null };
  if (offer.kind === 'spare_part' && part)
    return [{ ...goods, kind: 'part', unit_cost: part.cost, weight_g: part.grams, price: null }];
  const swaps = offer.kind === 'replacement' || offer.kind === 'exchange';
  return swaps ? [{ ...goods, unit_cost: product.unit_cost, weight_g: product.weight_g }] : [];
}

/** One buyer with one problem: what they would say to each remedy, and how each would turn out. */
export type Case = {
  product: Product;
  reason: Reason;
  grade: Grade;
  says: Record<RemedyKind, boolean>;
  returns: Record<RemedyKind, boolean>;
  disputes: Record<RemedyKind, boolean>;
  labels: { back: number; out: Record<RemedyKind, number> };
  brings: number;
};

export function makeCase(roll: Dice, world: World): Case {
  const product = PRODUCTS[Math.floor(roll.uniform() * PRODUCTS.length)]!;
  const reason = roll.pick(product.reasons);
  const onlyMoney = roll.happens(ONLY_MONEY);
  const each = <T>(draw: (kind: RemedyKind) => T) =>
    Object.fromEntries(kinds.map((kind) => [kind, draw(kind)])) as Record<RemedyKind, T>;
  const grade = world.grade(product.sku, reason);
  const part = product.parts[reason]?.grams ?? product.weight_g;
  return {
    product,
    reason,
    grade,
    // Of all buyers, those who want only money among them, so many say yes as is true in this world.
    says: each((kind) => {
      const yes = roll.happens(Math.min(10_000, world.taken(kind, reason) / (1 - ONLY_MONEY / 10_000)));
      return kind === 'refund' || (!onlyMoney && yes);
    }),
    returns: each((kind) => roll.happens(world.back(kind, reason))),
    disputes: each((kind) => roll.happens(world.dispute(kind))),
    labels: {
      back: world.label(product.weight_g),
      out: each((kind) => world.label(kind === 'spare_part' ? part : product.weight_g)),
    },
    brings: world.brings(recoveryOf(product)[grade].net),
  };
}

const MINUTES = { back: 13, pack: 5, help: 4 };
const work = (minutes: number) => Math.round((minutes * defaultRates.labor_per_hour) / 60);

/** What a remedy cost in the end, in cents, once the buyer said yes to it: counted by itself, not by the ranking's code. */
export function turnedOut(of: Case, { offer, sends }: Candidate, plain: Candidate): number {
  const { kind } = offer;
  const given = offer.parts.filter(({ code }) => code !== 'tax').reduce((sum, part) => sum + part.amount.amount, 0);
  let cost = given;
  if (offer.goods_back) cost += of.labels.back + work(MINUTES.back) - of.brings;
  for (const sent of sends) cost += sent.unit_cost! * sent.quantity;
  if (sends.length > 0) cost += of.labels.out[kind] + work(MINUTES.pack);
  if (kind === 'guidance') cost += work(MINUTES.help);
  if (of.returns[kind] && kind !== 'refund')
    cost += Math.max(
      0,
      turnedOut({ ...of, disputes: { ...of.disputes, refund: false } }, plain, plain) -
        Math.max(0, offer.amount.amount),
    );
  if (of.disputes[kind]) {
    const paid = of.product.price + (of.product.price * TAX_PERCENT) / 100;
    cost += Math.max(0, paid - Math.max(0, offer.amount.amount)) + DISPUTE_FEE.value;
  }
  return cost;
}
