/** Rules before any reckoning: what a unit must become, and what it can never become. Pure. */
import type { Disposition, Grade, WayRules } from '@recoup/contract';
import { type Acceptance, isAtLeast } from '../warehouse/index.ts';

/** What the goods are. Money in minor units of one currency. */
export type Goods = {
  sku: string | null;
  /** Found in the catalogue. */
  known: boolean;
  /** What a new one sells for; null where nobody said in this currency. */
  price: number | null;
  resale: Record<Grade, number | null>;
  unit_cost: number | null;
  lithium_battery: boolean;
  hygiene: boolean;
  recalled: boolean;
};

/** What the inspection found. */
export type Found = {
  grade: Grade;
  acceptance: Acceptance;
  unsafe: boolean;
  /** Anything but a factory seal that was seen unbroken. */
  opened: boolean;
};

export type Because = { code: string; facts: Record<string, unknown> };

type Constraint = {
  code: string;
  holds(goods: Goods, found: Found, rules: WayRules): boolean;
  /** What the unit becomes. */
  to(rules: WayRules): Disposition;
  /** Ways nobody may choose instead, whatever the reason. */
  never: readonly Disposition[];
};

export const selling: readonly Disposition[] = ['restock', 'open_box', 'liquidate'];
const everyOther: readonly Disposition[] = [...selling, 'recycle', 'return_to_buyer'];

/**
 * The first that holds decides. The order is: what the law forbids, what is dangerous, what is not ours, what we do not
 * know, what the brand wishes.
 *
 * - Recalled goods may not be sold: Consumer Product Safety Act, 15 U.S.C. 2068(a)(2).
 * - Damaged lithium batteries do not travel as ordinary freight: 49 CFR 173.185(f).
 */
export const constraints: readonly Constraint[] = [
  { code: 'recalled', holds: (goods) => goods.recalled, to: (rules) => rules.recalled, never: selling },
  {
    code: 'lithium_damaged',
    holds: (goods, found) => goods.lithium_battery && found.unsafe,
    to: (rules) => rules.lithium_damaged,
    never: [...selling, 'return_to_buyer'],
  },
  { code: 'unsafe', holds: (_, found) => found.unsafe, to: (rules) => rules.unsafe, never: selling },
  // What was rejected is still the buyer's.
  {
    code: 'rejected',
    holds: (_, found) => found.acceptance === 'rejected',
    to: (rules) => rules.rejected,
    never: selling,
  },
  { code: 'acceptance_open', holds: (_, found) => found.acceptance === 'ask', to: () => 'hold', never: everyOther },
  { code: 'unidentified', holds: (goods) => !goods.known, to: () => 'hold', never: selling },
  { code: 'price_unknown', holds: (goods) => goods.price === null, to: () => 'hold', never: selling },
  {
    code: 'on_hold',
    holds: (goods, _, rules) => goods.sku !== null && rules.hold_skus.includes(goods.sku),
    to: () => 'hold',
    never: [],
  },
  {
    code: 'hygiene_opened',
    holds: (goods, found) => goods.hygiene && found.opened,
    to: (rules) => rules.hygiene_opened,
    never: [],
  },
];

/** Ways whose work comes later: they are listed, so that nobody wonders, and closed. */
export const notCarried: readonly Disposition[] = ['refurbish', 'fba_relabel', 'parts', 'donate', 'return_to_vendor'];

export type Forced = { disposition: Disposition; by: string } | null;

/** The way a rule fixes. Where a brand named one that is closed for this unit, or whose work comes later, it is held back. */
export function forcedWay(goods: Goods, found: Found, rules: WayRules): Forced {
  const first = constraints.find((one) => one.holds(goods, found, rules));
  if (!first) return null;
  const wanted = first.to(rules);
  const isOpen = hardReasons(wanted, goods, found, rules).length === 0;
  return { disposition: isOpen ? wanted : 'hold', by: first.code };
}

/**
 * Why a way is closed; empty where it is open. `overridable` says whether a manager may choose it all the same, with a
 * reason: where only a wish of the brand closes it, yes; where safety, law, the buyer's ownership or the grade does, no.
 */
export function closedBecause(
  way: Disposition,
  goods: Goods,
  found: Found,
  rules: WayRules,
  forced: Forced,
): Because[] {
  const hard = hardReasons(way, goods, found, rules);
  if (hard.length > 0) return hard.map(({ code, facts }) => ({ code, facts: { ...facts, overridable: false } }));
  if (!forced || forced.disposition === way) return [];
  return [{ code: forced.by, facts: { overridable: true } }];
}

function hardReasons(way: Disposition, goods: Goods, found: Found, rules: WayRules): Because[] {
  if (notCarried.includes(way)) return [{ code: 'not_carried', facts: {} }];
  const reasons: Because[] = [];
  const never = constraints.find((one) => one.never.includes(way) && one.holds(goods, found, rules));
  if (never) reasons.push({ code: never.code, facts: {} });
  const limit = way === 'restock' ? rules.restock_from : way === 'open_box' ? rules.open_box_from : null;
  if (limit && !isAtLeast(found.grade, limit)) {
    reasons.push({ code: 'grade_too_low', facts: { grade: found.grade, needs: limit } });
  }
  // Accepted goods are refunded; the buyer has no claim to them.
  if (way === 'return_to_buyer' && found.acceptance === 'accepted') reasons.push({ code: 'accepted', facts: {} });
  return reasons;
}
