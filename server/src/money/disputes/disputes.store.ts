import type { DisputeReason, DisputeState, EvidenceCode, NetworkReason } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Who } from '../credits/credit.ts';
import type { CompanyDispute } from '../gateways/company.ts';
import type { RefundFact } from './dispute.ts';
import type { DueRule } from './network-reasons.ts';

/** A dispute as verbs work on it. */
export type DisputeRow = {
  id: string;
  code: string;
  version: number;
  brand_id: string;
  order_id: string;
  customer_id: string;
  payment_id: string | null;
  kind: 'inquiry' | 'chargeback';
  source: 'staff' | 'api' | 'gateway';
  gateway: string;
  reference: string | null;
  network: NetworkReason['network'];
  network_code: string | null;
  reason: DisputeReason;
  amount: number;
  currency: string;
  fee: number;
  opened_at: Date;
  due_by: Date;
  due_rule: DueRule;
  state: DisputeState;
  sending: 'none' | 'sending' | 'failed';
  /** When the evidence was last put on its way; the pack that went is the newest made until then. */
  sending_at: Date | null;
  attempts: number;
  failure: string | null;
  submitted_at: Date | null;
  submitted_by: Who | null;
  submit_reference: string | null;
  decided_at: Date | null;
  decided_by: Who | null;
  decision_note: string | null;
  statement: string;
  left_out: EvidenceCode[];
  told: string[];
  heard_at: Date | null;
  /** What it counted as given back of its payment when it was lost. */
  counted: number;
};

export type NewDispute = Pick<
  DisputeRow,
  | 'id'
  | 'code'
  | 'brand_id'
  | 'order_id'
  | 'customer_id'
  | 'payment_id'
  | 'kind'
  | 'source'
  | 'gateway'
  | 'reference'
  | 'network'
  | 'network_code'
  | 'reason'
  | 'amount'
  | 'currency'
  | 'fee'
  | 'opened_at'
  | 'due_by'
  | 'due_rule'
>;

/** Written once for a payment company's number; answers false where it is there already. */
export async function insertDispute(tx: Tx, ctx: Ctx, row: NewDispute): Promise<boolean> {
  const kept = await tx
    .insertInto('disputes')
    .values({
      workspace_id: ctx.workspaceId,
      ...row,
      due_rule: JSON.stringify(row.due_rule),
      state: 'needs_response',
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'gateway', 'reference']).where('reference', 'is not', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

/** Held to the end of the transaction. Throws `dispute.not_found`. */
export async function lockDispute(tx: Tx, ctx: Ctx, id: string): Promise<DisputeRow> {
  const row = await tx
    .selectFrom('disputes')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('dispute.not_found');
  return row as unknown as DisputeRow;
}

export async function lockByReference(
  tx: Tx,
  ctx: Ctx,
  gateway: string,
  reference: string,
): Promise<DisputeRow | null> {
  const row = await tx
    .selectFrom('disputes')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('gateway', '=', gateway)
    .where('reference', '=', reference)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return (row as unknown as DisputeRow | undefined) ?? null;
}

export type DisputeChange = Partial<
  Pick<
    DisputeRow,
    | 'kind'
    | 'reason'
    | 'amount'
    | 'fee'
    | 'due_by'
    | 'state'
    | 'sending'
    | 'attempts'
    | 'failure'
    | 'submitted_at'
    | 'submit_reference'
    | 'decided_at'
    | 'decision_note'
    | 'statement'
    | 'left_out'
    | 'told'
    | 'heard_at'
    | 'network_code'
    | 'counted'
  >
> & { sending_at?: Date; due_rule?: DueRule; submitted_by?: Who; decided_by?: Who };

export async function saveDispute(tx: Tx, ctx: Ctx, id: string, change: DisputeChange): Promise<void> {
  const { due_rule, submitted_by, decided_by, ...plain } = change;
  await tx
    .updateTable('disputes')
    .set({
      ...plain,
      ...(due_rule ? { due_rule: JSON.stringify(due_rule) } : {}),
      ...(submitted_by ? { submitted_by: JSON.stringify(submitted_by) } : {}),
      ...(decided_by ? { decided_by: JSON.stringify(decided_by) } : {}),
      version: sql<number>`version + 1`,
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** A word of a payment company is taken in once, by its own number; false where it was before. */
export async function firstWord(
  tx: Tx,
  ctx: Ctx,
  word: { gateway: string; event_id: string; dispute_id: string; brand_id: string; at: Date },
): Promise<boolean> {
  const kept = await tx
    .insertInto('dispute_words')
    .values({ workspace_id: ctx.workspaceId, ...word })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'gateway', 'event_id']).doNothing())
    .returning('event_id')
    .executeTakeFirst();
  return kept !== undefined;
}

/** The payment a dispute is about, by any of the names the company has for it. */
export async function paymentNamed(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  names: CompanyDispute['payments'],
): Promise<{ id: string; order_id: string; customer_id: string } | null> {
  if (names.length === 0) return null;
  const row = await tx
    .selectFrom('payments as p')
    .innerJoin('orders as o', (on) =>
      on.onRef('o.workspace_id', '=', 'p.workspace_id').onRef('o.id', '=', 'p.order_id'),
    )
    .select(['p.id', 'p.order_id', 'o.customer_id'])
    .where('p.workspace_id', '=', ctx.workspaceId)
    .where('o.brand_id', '=', brandId)
    .where('p.external_id', 'in', names)
    .executeTakeFirst();
  return row ?? null;
}

/** The newest return of an order that was not called off: its cost is where a lost dispute shows. */
export async function returnOfOrder(tx: Tx, ctx: Ctx, orderId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('returns')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', orderId)
    .where('stage', 'not in', ['declined', 'cancelled', 'expired'])
    .orderBy('requested_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Refunds of a payment, or of the whole order where the disputed payment is not known; what is void counts for nothing. */
export async function refundsFacing(
  tx: Tx,
  ctx: Ctx,
  of: { payment_id: string | null; order_id: string },
): Promise<(RefundFact & { id: string })[]> {
  const rows = await tx
    .selectFrom('refunds')
    .select(['id', 'code', 'amount', 'state', 'sent_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', of.order_id)
    .where('kind', '<>', 'store_credit')
    .where('state', '<>', 'void')
    .$if(of.payment_id !== null, (q) =>
      q.where((eb) => eb.or([eb('payment_id', '=', of.payment_id), eb('payment_id', 'is', null)])),
    )
    .orderBy('id')
    .execute();
  return rows as (RefundFact & { id: string })[];
}

/** Disputes a refund of this payment has to do with. */
export async function disputesOn(
  tx: Tx,
  ctx: Ctx,
  of: { payment_id: string | null; order_id: string },
): Promise<Pick<DisputeRow, 'id' | 'code' | 'kind' | 'state' | 'amount'>[]> {
  return (await tx
    .selectFrom('disputes')
    .select(['id', 'code', 'kind', 'state', 'amount'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', of.order_id)
    .$if(of.payment_id !== null, (q) =>
      q.where((eb) => eb.or([eb('payment_id', '=', of.payment_id), eb('payment_id', 'is', null)])),
    )
    .execute()) as Pick<DisputeRow, 'id' | 'code' | 'kind' | 'state' | 'amount'>[];
}

export async function amountPaid(
  tx: Tx,
  ctx: Ctx,
  of: { payment_id: string | null; order_id: string },
): Promise<number | null> {
  const row = await tx
    .selectFrom('payments')
    .select((eb) => eb.fn.sum<number>('amount').as('amount'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', of.order_id)
    .$if(of.payment_id !== null, (q) => q.where('id', '=', of.payment_id!))
    .executeTakeFirst();
  return row?.amount === null || row?.amount === undefined ? null : Number(row.amount);
}

/** Disputes that are not over. */
export async function openDisputes(tx: Tx, ctx: Ctx, orderId?: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('disputes')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .$if(orderId === undefined, (q) => q.where('state', 'in', ['needs_response', 'submitted']))
    .$if(orderId !== undefined, (q) => q.where('order_id', '=', orderId!))
    .orderBy('due_by')
    .limit(500)
    .execute();
  return rows.map(({ id }) => id);
}
