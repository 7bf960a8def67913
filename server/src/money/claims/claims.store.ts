import type { ClaimKind, ClaimRule, ClaimState } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

/** A claim as verbs work on it. */
export type ClaimRow = {
  id: string;
  code: string;
  version: number;
  brand_id: string;
  order_id: string;
  verdict_id: string | null;
  fulfilment_id: string | null;
  carrier: string;
  tracking: string | null;
  kind: ClaimKind;
  state: ClaimState;
  claimed: number;
  currency: string;
  paid: number | null;
  file_by: string | null;
  rule: ClaimRule | null;
  reference: string | null;
  file_ids: string[];
  note: string | null;
  made_at: Date;
  filed_at: Date | null;
  ended_at: Date | null;
};
export type NewClaim = Omit<ClaimRow, 'version' | 'state' | 'paid' | 'reference' | 'made_at' | 'filed_at' | 'ended_at'>;

export async function insertClaim(tx: Tx, ctx: Ctx, { rule, ...row }: NewClaim): Promise<void> {
  await tx
    .insertInto('carrier_claims')
    .values({
      ...row,
      workspace_id: ctx.workspaceId,
      rule: rule && JSON.stringify(rule),
      state: 'draft',
      made_at: ctx.now,
    })
    .execute();
}

/** Held to the end of the transaction. Throws `claim.not_found`. */
export async function lockClaim(tx: Tx, ctx: Ctx, id: string): Promise<ClaimRow> {
  const row = await tx
    .selectFrom('carrier_claims')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('claim.not_found');
  return row as unknown as ClaimRow;
}

export type ClaimChange = Partial<
  Pick<
    ClaimRow,
    | 'kind'
    | 'state'
    | 'carrier'
    | 'claimed'
    | 'paid'
    | 'file_by'
    | 'reference'
    | 'note'
    | 'filed_at'
    | 'ended_at'
    | 'file_ids'
  >
> & { rule?: ClaimRule | null };

export async function saveClaim(tx: Tx, ctx: Ctx, id: string, { rule, ...plain }: ClaimChange): Promise<void> {
  await tx
    .updateTable('carrier_claims')
    .set({
      ...plain,
      ...(rule === undefined ? {} : { rule: rule && JSON.stringify(rule) }),
      version: sql<number>`version + 1`,
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The claim for a verdict, or for one it took the place of; what was dropped is none. */
export async function claimOfVerdict(tx: Tx, ctx: Ctx, verdictId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive said as (
      select v.id from verdicts v where v.workspace_id = ${ctx.workspaceId} and v.id = ${verdictId}
      union select e.id from said join verdicts e on e.workspace_id = ${ctx.workspaceId} and e.replaced_by = said.id
    )
    select c.id from carrier_claims c join said on said.id = c.verdict_id
    where c.workspace_id = ${ctx.workspaceId} and c.state <> 'dropped' order by c.made_at desc limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/** The claim of a shipment that nobody gave a verdict for and that is not over. */
export async function openClaimOf(
  tx: Tx,
  ctx: Ctx,
  of: { fulfilment_id: string; kind: ClaimKind },
): Promise<string | null> {
  const row = await tx
    .selectFrom('carrier_claims')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('fulfilment_id', '=', of.fulfilment_id)
    .where('kind', '=', of.kind)
    .where('verdict_id', 'is', null)
    .where('state', 'in', ['draft', 'filed'])
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The verdict that counts now in the place of this one, with its evidence. */
export async function verdictNow(
  tx: Tx,
  ctx: Ctx,
  verdictId: string,
): Promise<{ id: string; return_id: string | null; file_ids: string[] } | null> {
  const { rows } = await sql<{ id: string; return_id: string | null; file_ids: string[] }>`
    with recursive said as (
      select v.id, v.replaced_by, v.return_id, v.file_ids from verdicts v
        where v.workspace_id = ${ctx.workspaceId} and v.id = ${verdictId}
      union select n.id, n.replaced_by, n.return_id, n.file_ids from said
        join verdicts n on n.workspace_id = ${ctx.workspaceId} and n.id = said.replaced_by
    )
    select id, return_id, file_ids from said where replaced_by is null limit 1`.execute(tx);
  return rows[0] ?? null;
}

export type Shipped = {
  id: string;
  carrier: string | null;
  tracking: string | null;
  shipped_at: Date | null;
  delivered_at: Date | null;
  lines: { order_line_id: string; quantity: number; serials: string[] }[];
};

/** Shipments of an order with what was in each, the newest first. */
export async function shipmentsOf(tx: Tx, ctx: Ctx, orderId: string): Promise<Shipped[]> {
  const { rows } = await sql<Shipped>`
    select f.id, f.carrier, f.tracking, f.shipped_at, f.delivered_at,
      coalesce((select jsonb_agg(jsonb_build_object('order_line_id', l.order_line_id, 'quantity', l.quantity, 'serials', l.serials))
        from fulfilment_lines l where l.workspace_id = f.workspace_id and l.fulfilment_id = f.id), '[]') as lines
    from fulfilments f where f.workspace_id = ${ctx.workspaceId} and f.order_id = ${orderId}
    order by coalesce(f.delivered_at, f.shipped_at) desc nulls last, f.id desc`.execute(tx);
  return rows;
}
