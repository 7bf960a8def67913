/** Which order a look-up or an act is about: only ever one in sight. */
import { type OrderFacts, orderForReturn } from '../../orders/index.ts';
import type { Item, Slots } from '../talk.ts';
import type { Look } from './look.ts';
import { linkedOrder, type SeenOrder, seenOrders } from './orders.read.ts';
import { numberNamed } from './which-number.ts';

/** The one that is spoken of; null where several might be meant, or none is in sight. */
export async function orderOf(look: Pick<Look, 'at' | 'tx' | 'ctx' | 'of'>): Promise<SeenOrder | null> {
  return (await whichOrder(look)).order;
}

/** That order, and all there are to choose from. What was chosen goes before what was typed, and that before the conversation's own. */
export async function whichOrder({ at, tx, ctx, of }: Pick<Look, 'at' | 'tx' | 'ctx' | 'of'>): Promise<{
  order: SeenOrder | null;
  all: SeenOrder[];
}> {
  const { sight } = at;
  const ids = sight.orders.map(({ order_id }) => order_id);
  const all = await seenOrders(tx, ctx, sight.brand_id, ids);
  const byId = (id: string | null | undefined) => all.find((one) => one.id === id) ?? null;
  const chosen = byId(of.slots.order?.order_id) ?? numberNamed(all, of.tokens.order_numbers);
  if (chosen || all.length === 0) return { order: chosen, all };
  const linked = byId(await linkedOrder(tx, ctx, sight.conversation_id));
  return { order: linked ?? (all.length === 1 ? all[0]! : null), all };
}

export function orderFacts({ tx, ctx }: Pick<Look, 'tx' | 'ctx'>, order: SeenOrder): Promise<OrderFacts> {
  return orderForReturn(tx, ctx, order.id);
}

export type Left = { line: OrderFacts['lines'][number]; left: number };

/** The lines that are spoken of: those that were chosen, else all. `left`: units nothing was asked for yet. */
export function linesMeant(order: OrderFacts, slots: Slots): Left[] {
  const chosen = new Set((slots.item ?? []).map(({ order_line_id }) => order_line_id));
  const own = order.lines.filter(({ id }) => chosen.has(id));
  return (own.length > 0 ? own : order.lines).map((line) => {
    return { line, left: Math.max(0, line.quantity - line.return_quantity) };
  });
}

export const itemOf = ({ line, left }: Left): Item => ({
  order_line_id: line.id,
  title: line.title,
  sku: line.sku,
  quantity: left,
});
