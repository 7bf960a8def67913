import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import type { NewEvent } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Charge, ChargeState } from './charge.ts';

/** A charge as verbs work on it. */
export type ChargeRow = Charge & {
  id: string;
  code: string;
  brand_id: string;
  order_id: string;
  return_id: string | null;
  return_line_id: string | null;
  customer_id: string;
  title: string;
  tax: number;
  captured: number | null;
  currency: string;
  account_id: string | null;
  session_number: number;
  session_id: string | null;
  session_url: string | null;
  session_expires_at: Date | null;
  reference: string | null;
  doing_amount: number | null;
  asked_at: Date | null;
  wanted_at: Date;
  goods_due_at: Date | null;
  capture_due: boolean;
  payment_id: string | null;
  tries: number;
  version: number;
  /** What wants it; marked once nothing does, so that the same may be wanted again. */
  cause: string;
};

const overMark = (charge: Pick<ChargeRow, 'id'>) => `:over:${charge.id}`;
/** Nothing wants it any more: its remedy was changed, its return was called off or expired. */
export const isOver = (charge: Pick<ChargeRow, 'id' | 'cause'>): boolean => charge.cause.endsWith(overMark(charge));
export const overCause = (charge: Pick<ChargeRow, 'id' | 'cause'>): string =>
  isOver(charge) ? charge.cause : `${charge.cause}${overMark(charge)}`;

/** Throws `charge.not_found`. Held to the end of the transaction. */
export async function lockCharge(tx: Tx, ctx: Ctx, id: string): Promise<ChargeRow> {
  const row = await tx
    .selectFrom('charges')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('charge.not_found');
  return row as unknown as ChargeRow;
}

/** The charges of a return, held by id. */
export async function lockChargesOf(tx: Tx, ctx: Ctx, returnId: string): Promise<ChargeRow[]> {
  const rows = await tx
    .selectFrom('charges')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('return_id', '=', returnId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows as unknown as ChargeRow[];
}

export type NewCharge = Pick<
  ChargeRow,
  | 'brand_id'
  | 'order_id'
  | 'return_id'
  | 'return_line_id'
  | 'customer_id'
  | 'purpose'
  | 'title'
  | 'amount'
  | 'tax'
  | 'currency'
  | 'gateway'
  | 'account_id'
  | 'goods_due_at'
  | 'cause'
>;

/** Writes a charge once for its cause; null where it stands already. */
export async function insertCharge(tx: Tx, ctx: Ctx, charge: NewCharge): Promise<ChargeRow | null> {
  const row = await tx
    .insertInto('charges')
    .values({
      workspace_id: ctx.workspaceId,
      id: newId(),
      code: newCode('CH'),
      ...charge,
      state: 'wanted',
      wanted_at: ctx.now,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'cause']).doNothing())
    .returningAll()
    .executeTakeFirst();
  return (row as unknown as ChargeRow | undefined) ?? null;
}

export type ChargeChange = {
  state?: ChargeState;
  gateway?: string;
  account_id?: string | null;
  captured?: number;
  session_number?: number;
  session_id?: string | null;
  session_url?: string | null;
  session_expires_at?: Date | null;
  reference?: string | null;
  failure?: string | null;
  failure_text?: string | null;
  tries?: number;
  doing?: Charge['doing'];
  doing_amount?: number | null;
  asked_at?: Date;
  paid_at?: Date;
  hold_until?: Date | null;
  capture_due?: boolean;
  settled_at?: Date;
  waived_by?: { kind: string; id: string | null; name: string };
  reason?: string | null;
  payment_id?: string;
  cause?: string;
};

export async function saveCharge(tx: Tx, ctx: Ctx, id: string, change: ChargeChange): Promise<void> {
  const { waived_by, ...plain } = change;
  await tx
    .updateTable('charges')
    .set({
      ...plain,
      ...(waived_by ? { waived_by: JSON.stringify(waived_by) } : {}),
      version: sql<number>`version + 1`,
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The charge a page or payment of a company belongs to. */
export async function chargeBehind(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  names: { id: string | null; objectId: string },
): Promise<string | null> {
  const known = names.id && /^[0-9a-f-]{36}$/.test(names.id) ? names.id : null;
  const row = await tx
    .selectFrom('charges')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('account_id', '=', accountId)
    .where((eb) =>
      eb.or([
        eb('session_id', '=', names.objectId),
        eb('reference', '=', names.objectId),
        ...(known ? [eb('id', '=', known)] : []),
      ]),
    )
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Charges the calendar has something to say about: links that are old, holds to look at, pages nobody told us of. */
export async function openCharges(tx: Tx, ctx: Ctx): Promise<ChargeRow[]> {
  const rows = await tx
    .selectFrom('charges')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where((eb) => eb.or([eb('state', 'in', ['wanted', 'asked', 'authorized']), eb('doing', 'is not', null)]))
    .orderBy('id')
    .limit(2000)
    .execute();
  return rows as unknown as ChargeRow[];
}

/** A charge's event, on the timelines of its return and order. */
export function chargeEvent(type: string, charge: ChargeRow, data: Record<string, unknown> = {}): NewEvent {
  const { brand_id, order_id, return_id, return_line_id, code, purpose, amount, currency } = charge;
  return {
    type,
    subject: { kind: 'charge', id: charge.id },
    brand_id,
    order_id,
    return_id,
    data: { code, purpose, amount: { amount, currency }, return_line_id, ...data },
  };
}
