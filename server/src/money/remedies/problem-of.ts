/** The problem of one considered line, and what might be given for it, as the ranking wants them. Pure. */
import type { Because, OutGoods, RemedyOffer } from '@recoup/contract';
import type { OrderFacts } from '../../orders/index.ts';
import type { ConsideredLine } from '../../returns/index.ts';
import type { Past } from '../learned/history.read.ts';
import { historyFor } from '../learned/levels.ts';
import type { Candidate, Problem, Sent } from './problem.ts';
import type { GoodsRow } from './remedies.store.ts';
import type { RecoveryFacts } from './sides.ts';

export type DutyOf = (row: GoodsRow) => Sent['duty'];

export type Footing = {
  order: OrderFacts;
  goods: ReadonlyMap<string, GoodsRow>;
  recovery: RecoveryFacts;
  past: Past;
  /** Country of the brand's first site; null where it has none. */
  home: string | null;
  duty: DutyOf;
};

/** Figures of the catalogue count only in the order's currency; the price that was paid stands in for a price nobody wrote. */
export function problemOf(of: ConsideredLine, { order, goods, recovery, past, home }: Footing): Problem {
  const { line, quantity, paid } = of;
  const row = line.variant_id ? goods.get(line.variant_id) : undefined;
  const said = row?.currency === order.currency ? row : undefined;
  const whole = Math.max(0, line.unit_price * line.quantity - line.discount);
  const net = whole + line.tax > 0 ? Math.round((paid * whole) / (whole + line.tax)) : paid;
  const price = said?.price ?? (quantity > 0 ? Math.round(net / quantity) : null);
  const reason = of.reason ?? 'other';
  return {
    currency: order.currency,
    reason,
    quantity,
    paid: { net, gross: paid },
    order_value: Math.max(0, order.items_total - order.discount_total),
    destination: destinationOf(order, home),
    goods: { sku: line.sku, price, unit_cost: said?.unit_cost ?? null, weight_g: row?.weight_g ?? line.weight_g },
    recovery: recovery.byGrade(
      {
        sku: line.sku,
        known: row !== undefined,
        price,
        resale: said?.resale ?? { A: null, B: null, C: null, D: null },
        unit_cost: said?.unit_cost ?? null,
        lithium_battery: row?.lithium_battery ?? line.lithium_battery,
        hygiene: row?.hygiene ?? line.hygiene,
        recalled: row?.recalled ?? line.recalled,
      },
      of.opened ?? true,
      order.currency,
    ),
    rates: {
      labor_per_hour: recovery.labor_per_hour,
      outbound_freight: recovery.outbound_freight,
      own: recovery.own,
    },
    history: historyFor(past, { reason, product_id: line.product_id, category: line.category }),
  };
}

/** States and territories of the United States that ground freight does not reach at the usual price. */
const far: readonly string[] = ['AK', 'HI', 'PR', 'GU', 'VI', 'AS', 'MP', 'AA', 'AE', 'AP'];

export function destinationOf(
  order: Pick<OrderFacts, 'address' | 'customer'>,
  home: string | null,
): Problem['destination'] {
  const to = order.address ?? order.customer.address;
  if (!to || home === null) return 'home';
  if (to.country !== home) return 'abroad';
  return home === 'US' && to.region && far.includes(to.region.toUpperCase()) ? 'far' : 'home';
}

/** `notes` and `second_person` were found elsewhere: stock, limits. */
export function candidateOf(
  offer: RemedyOffer,
  { goods, order, duty }: Footing,
  more: { available: boolean; notes: Because[]; second_person: Because[] },
): Candidate {
  // What is repaired is the buyer's own.
  const leaves = offer.kind === 'repair' ? [] : (offer.goods ?? []);
  return { offer, sends: leaves.map((one) => sentOf(one, goods.get(one.id), order.currency, duty)), ...more };
}

function sentOf({ kind, sku, quantity }: OutGoods, row: GoodsRow | undefined, currency: string, duty: DutyOf): Sent {
  const said = row?.currency === currency ? row : undefined;
  return {
    kind,
    sku,
    quantity,
    unit_cost: said?.unit_cost ?? null,
    price: said?.price ?? null,
    weight_g: row?.weight_g ?? null,
    duty: said ? duty(said) : null,
  };
}
