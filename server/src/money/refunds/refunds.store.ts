import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { NewRefund } from './owed.ts';
import { MANUAL, type Refund, type RefundState, type Who } from './refund.ts';

/** A refund as verbs work on it. */
export type LockedRefund = Refund & {
  code: string;
  version: number;
  brand_id: string;
  order_id: string;
  return_id: string | null;
  customer_id: string;
  payment_id: string | null;
  currency: string;
  parts: { code: string; amount: number }[];
  reference: string | null;
  attempts: number;
};

/** Throws `refund.not_found`. Nobody else can change the row until the transaction ends. */
export async function lockRefund(tx: Tx, ctx: Ctx, id: string): Promise<LockedRefund> {
  const row = await tx
    .selectFrom('refunds')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('refund.not_found');
  return row as unknown as LockedRefund;
}

export type RefundChange = {
  state?: RefundState;
  amount?: number;
  needs_second?: boolean;
  parts?: unknown;
  reference?: string | null;
  failure?: string | null;
  gateway?: string;
  asked_by?: Who | null;
  asked_at?: Date | null;
  approved_by?: Who;
  sending_at?: Date;
  sent_at?: Date;
  sent_by?: Who;
  attempts?: number;
};

export async function saveRefund(tx: Tx, ctx: Ctx, id: string, change: RefundChange): Promise<void> {
  const { parts, asked_by, approved_by, sent_by, ...plain } = change;
  const json = (value: unknown) => (value === undefined || value === null ? value : JSON.stringify(value));
  await tx
    .updateTable('refunds')
    .set({
      ...plain,
      parts: json(parts),
      asked_by: json(asked_by),
      approved_by: json(approved_by),
      sent_by: json(sent_by),
      version: sql<number>`version + 1`,
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

export type RefundRow = NewRefund & {
  id: string;
  code: string;
  cause: string;
  gateway: string;
  needs_second: boolean;
  due_at: Date | null;
};

/** Writes what is owed with the goods it pays for. A cause that owes already is left as it is and not counted. */
export async function insertRefunds(
  tx: Tx,
  ctx: Ctx,
  of: { brand_id: string; order_id: string; return_id: string | null; customer_id: string; currency: string },
  refunds: readonly RefundRow[],
): Promise<string[]> {
  if (refunds.length === 0) return [];
  const kept = await tx
    .insertInto('refunds')
    .values(
      refunds.map(({ id, code, cause, gateway, needs_second, due_at, kind, payment, amount, parts }) => ({
        workspace_id: ctx.workspaceId,
        ...of,
        id,
        code,
        cause,
        gateway,
        needs_second,
        due_at,
        kind,
        amount,
        payment_id: payment?.id ?? null,
        parts: JSON.stringify(parts),
        state: 'owed',
        owed_at: ctx.now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['workspace_id', 'cause']).doNothing())
    .returning('id')
    .execute();
  const ids = new Set(kept.map((row) => row.id));
  const lines = refunds
    .filter((one) => ids.has(one.id))
    .flatMap((one) =>
      one.lines.map((line) => ({
        refund_id: one.id,
        return_line_id: line.line_id,
        quantity: line.quantity,
        amount: line.amount,
      })),
    );
  if (lines.length > 0) {
    await tx
      .insertInto('refund_lines')
      .values(lines.map((line) => ({ workspace_id: ctx.workspaceId, ...line })))
      .execute();
  }
  return [...ids];
}

/** Units each return line is already paid for, by refunds that stand. A refund over several payments names the same units in each; they count once. */
export async function unitsPaidFor(tx: Tx, ctx: Ctx, returnId: string): Promise<Map<string, number>> {
  const rows = await sql<{ line: string; units: number }>`
    select line, sum(quantity)::int as units from (
      select l.return_line_id as line, split_part(r.cause, '#', 1) as cause, max(l.quantity) as quantity
      from refund_lines l join refunds r on r.workspace_id = l.workspace_id and r.id = l.refund_id
      where l.workspace_id = ${ctx.workspaceId} and r.return_id = ${returnId} and r.state <> 'void'
      group by 1, 2) counted
    group by line`.execute(tx);
  return new Map(rows.rows.map((row) => [row.line, row.units]));
}

/** How many refunds a return ever had: numbers the rounds of owing. */
export async function refundsOf(tx: Tx, ctx: Ctx, returnId: string): Promise<number> {
  const row = await tx
    .selectFrom('refunds')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('return_id', '=', returnId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The refunds of a return that are owed and have not begun to move, held to the end of the transaction. */
export async function lockOwed(tx: Tx, ctx: Ctx, returnId: string): Promise<LockedRefund[]> {
  const rows = await tx
    .selectFrom('refunds')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('return_id', '=', returnId)
    .where('state', '=', 'owed')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows as unknown as LockedRefund[];
}

/** Refunds on their way through a payment company since before `at`. */
export async function sendingSince(tx: Tx, ctx: Ctx, at: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('refunds')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('state', '=', 'sending')
    .where('gateway', '<>', MANUAL)
    .where('sending_at', '<', at)
    .execute();
  return rows.map(({ id }) => id);
}

/** What refunds of an order without a payment on record add up to. */
export async function owedWithoutPayment(tx: Tx, ctx: Ctx, orderId: string): Promise<number> {
  const row = await tx
    .selectFrom('refunds')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('amount'), eb.lit(0)).as('amount'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', orderId)
    .where('payment_id', 'is', null)
    .where('kind', '<>', 'store_credit')
    .where('state', '<>', 'void')
    .executeTakeFirstOrThrow();
  return Number(row.amount);
}

/** Is anything of this return still to be paid? */
export async function moneyOpen(tx: Tx, ctx: Ctx, returnId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('refunds')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('return_id', '=', returnId)
    .where('state', 'in', ['owed', 'sending', 'failed'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export type Settings = { second_person_above: number | null; store_credit_months: number };
export const DEFAULT_SETTINGS: Settings = { second_person_above: 300_00, store_credit_months: 24 };

export async function settingsOf(tx: Tx, ctx: Ctx, brandId: string): Promise<Settings> {
  const row = await tx
    .selectFrom('money_settings')
    .select(['second_person_above', 'store_credit_months'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .executeTakeFirst();
  return row ?? DEFAULT_SETTINGS;
}

export async function saveSettings(tx: Tx, ctx: Ctx, brandId: string, settings: Settings): Promise<void> {
  await tx
    .insertInto('money_settings')
    .values({ workspace_id: ctx.workspaceId, brand_id: brandId, ...settings })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'brand_id']).doUpdateSet(settings))
    .execute();
}
