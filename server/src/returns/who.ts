import type { Actor, Ctx } from '../platform/ctx.ts';
import type { Who } from './return.ts';

/** Who acts, as it is kept: without what they may. */
export function whoOf({ kind, id, name }: Actor): Who {
  return { kind, id, name };
}

/** The bearer of a buyer's link acts under the customer's name; anybody else as themselves. */
export function asBuyer(ctx: Ctx, customer: { id: string; name: string }): Ctx {
  return ctx.buyer ? { ...ctx, actor: { ...ctx.actor, id: customer.id, name: customer.name } } : ctx;
}
