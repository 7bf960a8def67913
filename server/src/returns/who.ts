import type { Actor, Ctx } from '../platform/ctx.ts';
import type { Asker, Who } from './return.ts';

/** Who acts, as it is kept: without what they may. */
export function whoOf({ kind, id, name }: Actor): Who {
  return { kind, id, name };
}

/** The same with the member of staff behind a key, for asking whether two are one. */
export function askerOf({ kind, id, name, personId }: Actor): Asker {
  return { kind, id, name, ...(personId && personId !== id ? { personId } : {}) };
}

/** Under whom giving is counted: the person, also where their key acts; a buyer by their customer's id. */
export const giverOf = ({ id, personId }: Actor): string | null => personId ?? id;

/**
 * The bearer of a buyer's link acts under the customer's name, or under the name of what acts for them (the assistant), and is
 * counted as the customer either way; anybody else acts as themselves.
 */
export function asBuyer(ctx: Ctx, customer: { id: string; name: string }): Ctx {
  if (!ctx.buyer) return ctx;
  return { ...ctx, actor: { ...ctx.actor, id: customer.id, name: ctx.buyer.through ?? customer.name } };
}
