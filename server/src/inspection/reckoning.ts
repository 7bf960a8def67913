/**
 * What each way out of a unit is expected to bring. Pure, in whole minor units of one currency; each amount is rounded
 * once, half up. Rates and chances are the site's (`RecoveryRates`).
 *
 *   restock, open_box   net = c·(P − fee − freight) − labor − consumables − storage − capital
 *     P         restock: the price as new. open_box: the resale price of the grade, else resale_percent[grade] of the price
 *     c         chance to sell within `days`, chance_percent.restock or .open_box_<grade>; what does not sell counts nothing
 *     sale      c·P
 *     fee       what is left of the sale when c·P·(1 − marketplace_fee_percent) is taken away
 *     freight   c·outbound_freight
 *     labor     labor_per_hour·minutes ∕ 60, minutes of the way
 *     storage   storage_per_day_hundredths·days ∕ 100
 *     capital   unit_cost·capital_percent_per_year·days ∕ 36 500; none where the unit cost is not known
 *   liquidate           net = lot_percent of the price − storage − capital
 *   recycle             net = − recycling_fee
 *   return_to_buyer     net = − freight_to_buyer
 *   hold                net = 0; it decides nothing, so it is suggested only where a rule asks for it or nothing else is open
 *
 * Fee and sale are rounded together, so that a higher price never lowers a net.
 */
import type { Disposition, Grade, RecoveryRates, Way, WayRules } from '@recoup/contract';
import {
  type Because,
  closedBecause,
  type Forced,
  type Found,
  forcedWay,
  type Goods,
  notCarried,
} from './constraints.ts';

type Line = Way['lines'][number];
type Draft = { lines: Line[]; days: number; chance: number };

export type Reckoned = { ways: Way[]; suggested: Disposition };

/** In the order in which equal nets are preferred. */
const carried: readonly Disposition[] = ['restock', 'open_box', 'liquidate', 'return_to_buyer', 'recycle', 'hold'];

/**
 * Every way out of a unit, most money back first, the closed ones after the open ones with why; and the one to suggest:
 * what a rule fixes, else the highest net among the open ones.
 */
export function reckon(goods: Goods, found: Found, rates: RecoveryRates, rules: WayRules, currency: string): Reckoned {
  const forced = forcedWay(goods, found, rules);
  const ways = [...carried, ...notCarried].map((disposition) => {
    const draft = notCarried.includes(disposition) ? nothing : drafts[disposition]!(goods, found, rates, currency);
    return wayOf(disposition, draft, closedBecause(disposition, goods, found, rules, forced), forced, currency);
  });
  return { ways: sorted(ways), suggested: forced?.disposition ?? best(ways) };
}

function best(ways: readonly Way[]): Disposition {
  const open = ways.filter(({ allowed, disposition }) => allowed && disposition !== 'hold');
  return (
    open.reduce<Way | null>((top, way) => (top && top.net.amount >= way.net.amount ? top : way), null)?.disposition ??
    'hold'
  );
}

function sorted(ways: readonly Way[]): Way[] {
  const rank = (way: Way) => (way.allowed ? 0 : notCarried.includes(way.disposition) ? 2 : 1);
  return [...ways].sort((a, b) => rank(a) - rank(b) || b.net.amount - a.net.amount);
}

function wayOf(disposition: Disposition, draft: Draft, closed: Because[], forced: Forced, currency: string): Way {
  const sum = (lines: Line[]) => lines.reduce((all, { amount }) => all + amount.amount, 0);
  const gross = sum(draft.lines.filter(({ amount }) => amount.amount > 0));
  const spent = sum(draft.lines.filter(({ amount }) => amount.amount < 0));
  return {
    disposition,
    allowed: closed.length === 0,
    closed_because: closed,
    forced_by: forced?.disposition === disposition ? forced.by : null,
    gross: { amount: gross, currency },
    spent: { amount: -spent || 0, currency },
    net: { amount: gross + spent, currency },
    lines: draft.lines,
    days: draft.days,
    chance: draft.chance,
  };
}

const nothing: Draft = { lines: [], days: 0, chance: 0 };

type Drafting = (goods: Goods, found: Found, rates: RecoveryRates, currency: string) => Draft;

const drafts: Partial<Record<Disposition, Drafting>> = {
  restock: (goods, _, rates, currency) =>
    sale(goods, rates, currency, {
      price: goods.price,
      chance: rates.chance_percent.restock,
      days: rates.days_to_sell.restock,
      minutes: rates.restock_minutes,
      consumables: rates.consumables_restock,
      facts: { as: 'new' },
    }),
  open_box: (goods, { grade }, rates, currency) =>
    sale(goods, rates, currency, {
      price: resalePrice(goods, grade, rates),
      chance: rates.chance_percent[`open_box_${grade}`],
      days: rates.days_to_sell.open_box,
      minutes: rates.open_box_minutes,
      consumables: rates.consumables_open_box,
      facts: { as: 'open_box', grade, price_from: goods.resale[grade] === null ? 'percent' : 'resale' },
    }),
  liquidate: (goods, _, rates, currency) => {
    const days = rates.days_to_sell.liquidate;
    const lot = goods.price === null ? 0 : ratio(goods.price, rates.lot_percent, 100);
    const facts = { percent: rates.lot_percent, price: goods.price };
    return {
      days,
      chance: 100,
      lines: lines(currency, [['lot_price', lot, facts], ...waiting(goods, rates, days)]),
    };
  },
  recycle: (_, __, rates, currency) => ({
    ...nothing,
    lines: lines(currency, [['disposal_fee', -rates.recycling_fee, {}]]),
  }),
  return_to_buyer: (_, __, rates, currency) => ({
    ...nothing,
    lines: lines(currency, [['freight_back', -rates.freight_to_buyer, {}]]),
  }),
  hold: () => nothing,
};

/** What a unit of that grade fetches open-box: as the brand says, else a share of the price as new. Null: not known. */
export function resalePrice(goods: Pick<Goods, 'price' | 'resale'>, grade: Grade, rates: RecoveryRates): number | null {
  const named = goods.resale[grade];
  if (named !== null) return named;
  return goods.price === null ? null : ratio(goods.price, rates.resale_percent[grade], 100);
}

type Sale = {
  price: number | null;
  chance: number;
  days: number;
  minutes: number;
  consumables: number;
  facts: Record<string, unknown>;
};

function sale(goods: Goods, rates: RecoveryRates, currency: string, of: Sale): Draft {
  const price = of.price ?? 0;
  const sold = ratio(price, of.chance, 100);
  const kept = ratio(price, of.chance * (100 - rates.marketplace_fee_percent), 10_000);
  const labor = ratio(rates.labor_per_hour, of.minutes, 60);
  return {
    days: of.days,
    chance: of.chance,
    lines: lines(currency, [
      ['sale', sold, { ...of.facts, price, chance: of.chance }],
      ['marketplace_fee', kept - sold, { percent: rates.marketplace_fee_percent }],
      ['outbound_freight', -ratio(rates.outbound_freight, of.chance, 100), { freight: rates.outbound_freight }],
      ['labor', -labor, { minutes: of.minutes, per_hour: rates.labor_per_hour }],
      ['consumables', -of.consumables, {}],
      ...waiting(goods, rates, of.days),
    ]),
  };
}

type Amount = [code: Line['code'], amount: number, facts: Record<string, unknown>];

function waiting(goods: Goods, rates: RecoveryRates, days: number): Amount[] {
  const { storage_per_day_hundredths, capital_percent_per_year: percent } = rates;
  const cost = goods.unit_cost ?? 0;
  return [
    ['storage', -ratio(storage_per_day_hundredths, days, 100), { days }],
    ['capital', -ratio(cost, percent * days, 36_500), { days, percent, unit_cost: goods.unit_cost }],
  ];
}

/** Lines that are nothing are left out. */
function lines(currency: string, amounts: readonly Amount[]): Line[] {
  return amounts
    .filter(([, amount]) => amount !== 0)
    .map(([code, amount, facts]) => ({ code, amount: { amount, currency }, facts }));
}

/** `amount · times ∕ by`, half up, exact whatever the size; for amounts that are not negative. */
function ratio(amount: number, times: number, by: number): number {
  return Number((BigInt(amount) * BigInt(times) * 2n + BigInt(by)) / (2n * BigInt(by)));
}
