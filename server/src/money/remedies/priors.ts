/**
 * What is supposed where this brand's own history does not yet say. Every figure here is an assumption, declared with
 * the basis it was chosen on, and shown as such (`from: 'prior'`); none is a measurement of ours. `weight` says how many
 * cases of history it takes until history counts as much as the assumption.
 *
 * Chances are out of 10,000. Money is minor units of dollars, euros, pounds and the like; a brand in another currency
 * writes its own rates (recovery rates of the site) before it relies on the amounts.
 */
import type { Grade, Reason, RemedyKind } from '@recoup/contract';

export const TEN_THOUSAND = 10_000;

export type Assumption<T> = { value: T; weight: number; basis: string };
export type Grades = Record<Grade, number>;

const grades = (A: number, B: number, C: number, D: number): Grades => ({ A, B, C, D });

/** Grade of a unit that comes back, by the reason given. */
export const gradePrior: Assumption<Record<Reason, Grades>> = {
  weight: 12,
  basis:
    'Assumption: of goods returned without a fault, about six in ten can be sold as new and most others open-box; of those returned as defective about one in three has no fault found, and a third are beyond resale.',
  value: {
    'changed-my-mind': grades(6_200, 2_600, 900, 300),
    'too-small': grades(6_800, 2_300, 700, 200),
    'too-big': grades(6_800, 2_300, 700, 200),
    'arrived-late': grades(8_200, 1_300, 400, 100),
    'better-price-available': grades(7_200, 2_000, 600, 200),
    'item-not-as-described': grades(5_200, 2_900, 1_400, 500),
    'received-the-wrong-item': grades(8_000, 1_400, 400, 200),
    'cannot-use': grades(4_200, 3_400, 1_800, 600),
    'missing-parts-or-accessories': grades(1_000, 3_800, 3_900, 1_300),
    'damaged-or-defective': grades(900, 2_400, 3_300, 3_400),
    other: grades(4_500, 3_000, 1_700, 800),
  },
};

type ByReason = { usual: number; of?: Partial<Record<Reason, number>> };
export const chanceOf = (prior: ByReason, reason: Reason) => prior.of?.[reason] ?? prior.usual;

/** Chance that the buyer takes a remedy when it is offered. */
export const takenPrior: Assumption<Record<RemedyKind, ByReason>> = {
  weight: 20,
  basis:
    'Assumption: a buyer with a fault takes what mends it (a part, a replacement) about two times in three; part of the money back about one time in two where the goods work, rarely where they do not; a voucher seldom.',
  value: {
    guidance: {
      usual: 500,
      of: {
        'cannot-use': 4_500,
        'damaged-or-defective': 1_800,
        'item-not-as-described': 1_000,
        'missing-parts-or-accessories': 600,
      },
    },
    spare_part: {
      usual: 2_500,
      of: { 'missing-parts-or-accessories': 7_500, 'damaged-or-defective': 5_500, 'cannot-use': 3_000 },
    },
    keep_it: {
      usual: 3_000,
      of: {
        'damaged-or-defective': 3_800,
        'item-not-as-described': 4_800,
        'missing-parts-or-accessories': 4_500,
        'arrived-late': 5_000,
        'better-price-available': 6_500,
        'changed-my-mind': 1_800,
        'too-small': 800,
        'too-big': 800,
        'received-the-wrong-item': 2_000,
      },
    },
    next_order_discount: { usual: 1_200, of: { 'arrived-late': 3_000, 'better-price-available': 3_000 } },
    replacement: {
      usual: 500,
      of: {
        'damaged-or-defective': 6_500,
        'missing-parts-or-accessories': 5_000,
        'received-the-wrong-item': 7_000,
        'item-not-as-described': 2_500,
        'cannot-use': 900,
        other: 1_200,
      },
    },
    exchange: {
      usual: 1_500,
      of: { 'too-small': 6_500, 'too-big': 6_500, 'received-the-wrong-item': 4_500, 'damaged-or-defective': 2_500 },
    },
    repair: { usual: 800, of: { 'damaged-or-defective': 3_500 } },
    store_credit: { usual: 2_000, of: { 'changed-my-mind': 2_500, 'too-small': 2_500, 'too-big': 2_500 } },
    refund: { usual: TEN_THOUSAND },
  },
};

/** Chance that the same goods come up again once it was taken: what was to put it right did not. */
export const backPrior: Assumption<Record<RemedyKind, ByReason>> = {
  weight: 30,
  basis:
    'Assumption: help that the buyer said worked fails later about one time in six, a part mailed about one in ten, a repair the same, new goods about one in twenty.',
  value: {
    guidance: { usual: 1_600 },
    spare_part: { usual: 900 },
    keep_it: { usual: 400, of: { 'damaged-or-defective': 900 } },
    next_order_discount: { usual: 1_200 },
    replacement: { usual: 500 },
    exchange: { usual: 600 },
    repair: { usual: 1_000 },
    store_credit: { usual: 0 },
    refund: { usual: 0 },
  },
};

/** Chance that the buyer disputes the charge with their bank although the remedy was taken. */
export const disputePrior: Assumption<Record<RemedyKind, number>> = {
  weight: 200,
  basis:
    'Assumption: card networks call more than about one dispute in a hundred payments excessive; after a refund they are rare, after help, a voucher or a wait for goods less so.',
  value: {
    guidance: 60,
    spare_part: 50,
    keep_it: 30,
    next_order_discount: 80,
    replacement: 60,
    exchange: 50,
    repair: 90,
    store_credit: 50,
    refund: 15,
  },
};
/** Where nothing at all is given. */
export const UNSETTLED_DISPUTE = 600;

/** What a bank charges the seller for a dispute, whoever wins. Stripe, United States: 15.00 (stripe.com/pricing). */
export const DISPUTE_FEE: Assumption<number> = {
  value: 1_500,
  weight: 0,
  basis: 'Stripe’s price list for the United States: 15.00 for a dispute.',
};

/** Share of store credit that is ever spent, and of discount codes. */
export const CREDIT_USED: Assumption<number> = {
  value: 9_000,
  weight: 0,
  basis: 'Assumption: nine tenths of store credit are spent before they expire. The sale they bring is not counted.',
};
export const DISCOUNT_USED: Assumption<number> = {
  value: 3_500,
  weight: 0,
  basis:
    'Assumption: one in three codes is used, on an order of the size of this one. The sale it brings is not counted.',
};

/** What a unit, and a part, cost the brand where the catalogue does not say: of the price without tax. */
export const UNIT_COST_SHARE: Assumption<number> = {
  value: 4_000,
  weight: 0,
  basis: 'Assumption: goods sold straight by their maker cost about 40 % of their price, landed.',
};
export const PART_COST_SHARE: Assumption<number> = {
  value: 500,
  weight: 0,
  basis: 'Assumption: a spare part costs about 5 % of the price of the product.',
};
export const REPAIR_PARTS_SHARE = PART_COST_SHARE;

/** Minutes of work. The bench's own are learned from its inspections; the others are assumed. */
export const MINUTES = {
  receive: { value: 4, weight: 0, basis: 'Assumption: four minutes to take in and open a parcel of one unit.' },
  inspect: {
    value: 9,
    weight: 8,
    basis: 'Assumption: nine minutes on a checklist, until the bench’s own time is known.',
  },
  pack: { value: 5, weight: 0, basis: 'Assumption: five minutes to pick and pack one order.' },
  repair: { value: 40, weight: 0, basis: 'Assumption: forty minutes to find, mend and test.' },
  help: {
    value: 4,
    weight: 0,
    basis: 'Assumption: four minutes of somebody who answers what the article leaves open.',
  },
} satisfies Record<string, Assumption<number>>;

/**
 * Freight of a parcel within the country, minor units by grams: the built-in label's estimate of ground service in the
 * United States. The brand's own labels move it.
 */
export const FREIGHT: Assumption<readonly (readonly [upToGrams: number, amount: number])[]> = {
  weight: 6,
  basis: 'Assumption: ground service within the United States by weight, as the built-in label estimates it.',
  value: [
    [227, 450],
    [454, 650],
    [907, 780],
    [2_268, 1_040],
    [4_536, 1_390],
    [9_072, 1_980],
    [22_680, 3_480],
    [Number.POSITIVE_INFINITY, 6_500],
  ],
};
/** Weight of goods, and of a part, where the catalogue does not say. */
export const UNKNOWN_GRAMS = { goods: 2_268, part: 200 };
/** Where the parcel leaves the country, and to its far places (Alaska, Hawaii, the territories): percent of the usual. */
export const FREIGHT_PERCENT = { home: 100, far: 160, abroad: 320 } as const;

/** Below this chance of being taken an offer is no real offer: it ranks after the plain return. */
export const TAKEN_FLOOR = 1_000;
/** Before a return is spoken of: likely to be taken and to last, together at least this. */
export const FIX_FIRST_FLOOR = 2_500;
/** Help costs next to nothing to try, so less is asked of it. */
export const GUIDANCE_FLOOR = 1_000;
