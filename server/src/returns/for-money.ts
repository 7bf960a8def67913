import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { refundDue } from '../policies/index.ts';
import { type MoneyOwed, moneyOwed } from './money-owed.ts';
import type { Return, ReturnLine } from './return.ts';
import { footingOf, lockReturn, readReturn } from './returns.store.ts';

export type ReturnForMoney = Omit<Return, 'lines'> & {
  /** `owes`: the money the line makes due, of which `units` count now; the difference of an exchange too. */
  lines: (ReturnLine & { owes: MoneyOwed | null })[];
  /** By when the money is due: so many days after receipt (after approval, where the goods stay) as policy promised. Null before. */
  refund_due_at: Date | null;
};

/**
 * What the money of a return rests on: its lines with their counts and confirmed offers. Holds the return to the end of
 * the transaction, so that what is owed is reckoned once at a time. Throws `return.not_found`.
 */
export async function returnForMoney(tx: Tx, ctx: Ctx, id: string): Promise<ReturnForMoney> {
  return withMoney(tx, ctx, await lockReturn(tx, ctx, id));
}

/** The same as it stands, held by nobody: for showing, never for deciding. Throws `return.not_found`. */
export async function returnForFigures(tx: Tx, ctx: Ctx, id: string): Promise<ReturnForMoney> {
  return withMoney(tx, ctx, await readReturn(tx, ctx, id));
}

async function withMoney(tx: Tx, ctx: Ctx, found: Return): Promise<ReturnForMoney> {
  const at = { ...found, lines: found.lines.map((line) => ({ ...line, owes: moneyOwed(found, line) })) };
  const since = at.received_at ?? at.approved_at;
  if (!since) return { ...at, refund_due_at: null };
  const { rules, zone } = await footingOf(tx, ctx, at);
  const days = (rules.length > 0 ? rules : [null]).map((one) => refundDue(one, since, zone).getTime());
  return { ...at, refund_due_at: new Date(Math.min(...days)) };
}
