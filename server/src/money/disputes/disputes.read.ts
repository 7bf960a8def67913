import type { Dispute, DisputeDetail } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fileUrl } from '../../uploads/index.ts';
import type { Who } from '../credits/credit.ts';
import { canSubmit } from './answer-dispute.ts';
import { flagsOf, movesOfDispute, type RefundFact, SOON_DAYS } from './dispute.ts';
import type { DisputeRow } from './disputes.store.ts';
import { filesOf, gatherEvidence } from './evidence.read.ts';
import { checklistOf, fieldsOf, partsOf } from './evidence.ts';
import { networkReason } from './network-reasons.ts';
import { packsOf } from './packs.store.ts';

type Row = DisputeRow & {
  brand: string;
  customer: string;
  order_number: string;
  payment_label: string | null;
  payment_amount: number | null;
  paid: string | number | null;
  connected: boolean;
  refunds: (Omit<RefundFact, 'sent_at'> & { sent_at: string | null })[];
};

const rowsWhere = (ctx: Ctx, where: ReturnType<typeof sql>) => sql<Row>`
  select d.*, b.name as brand, c.name as customer, o.number as order_number, p.label as payment_label, p.amount as payment_amount,
    coalesce(p.amount, (select sum(x.amount) from payments x where x.workspace_id = d.workspace_id and x.order_id = d.order_id)) as paid,
    d.reference is not null and exists (select from payment_accounts a where a.workspace_id = d.workspace_id
      and a.brand_id = d.brand_id and a.kind = d.gateway and a.disconnected_at is null) as connected,
    coalesce((select jsonb_agg(jsonb_build_object('code', r.code, 'amount', r.amount, 'state', r.state, 'sent_at', r.sent_at) order by r.id)
      from refunds r where r.workspace_id = d.workspace_id and r.order_id = d.order_id and r.kind <> 'store_credit' and r.state <> 'void'
      and (d.payment_id is null or r.payment_id is null or r.payment_id = d.payment_id)), '[]') as refunds
  from disputes d
  join brands b on b.workspace_id = d.workspace_id and b.id = d.brand_id
  join customers c on c.workspace_id = d.workspace_id and c.id = d.customer_id
  join orders o on o.workspace_id = d.workspace_id and o.id = d.order_id
  left join payments p on p.workspace_id = d.workspace_id and p.id = d.payment_id
  where d.workspace_id = ${ctx.workspaceId} and ${where}`;

export type DisputeQuery = {
  cursor?: string | undefined;
  limit: number;
  state?: string[] | undefined;
  brand_id?: string | undefined;
  order_id?: string | undefined;
  q?: string | undefined;
};

/** Disputes by deadline, the nearest first. */
export async function listDisputes(tx: Tx, ctx: Ctx, query: DisputeQuery) {
  const after = readCursor(query.cursor, ['at', 'id']);
  const like = query.q === undefined ? '' : `%${query.q.replace(/[%_\\]/g, '\\$&')}%`;
  const { rows } = await rowsWhere(
    ctx,
    sql`${after ? sql`(d.due_by, d.id) > (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)` : sql`true`}
      and ${query.state ? sql`d.state = any (${query.state}::text[])` : sql`true`}
      and ${query.brand_id ? sql`d.brand_id = ${query.brand_id}` : sql`true`}
      and ${query.order_id ? sql`d.order_id = ${query.order_id}` : sql`true`}
      and ${query.q ? sql`(d.code ilike ${like} or d.reference ilike ${like} or o.number ilike ${like} or c.name ilike ${like})` : sql`true`}
      order by d.due_by, d.id limit ${query.limit + 1}`,
  ).execute(tx);
  const { rows: shown, next_cursor } = pageOf(rows, query.limit, (row) => [row.due_by.toISOString(), row.id]);
  return { next_cursor, rows: shown.map((row) => shape(ctx, row)) };
}

/** One dispute with its evidence. Throws `dispute.not_found`. */
export async function readDispute(tx: Tx, ctx: Ctx, id: string): Promise<DisputeDetail> {
  const { rows } = await rowsWhere(ctx, sql`d.id = ${id}`).execute(tx);
  const row = rows[0];
  if (!row) throw new Refusal('dispute.not_found');
  const evidence = await gatherEvidence(tx, ctx, row);
  const checklist = checklistOf(evidence, row);
  const packs = await packsOf(tx, ctx, id);
  return {
    ...shape(ctx, row),
    statement: row.statement,
    left_out: row.left_out,
    files: (await filesOf(tx, ctx, id)).map(({ id: file, name, key }) => ({ id: file, name, url: fileUrl(ctx, key) })),
    checklist,
    fields: fieldsOf(evidence, row, partsOf(checklist)),
    packs: packs.map((pack) => ({
      id: pack.id,
      language: pack.language === 'zh' ? 'zh' : 'en',
      made_at: pack.made_at.toISOString(),
      made_by: actorOf(pack.made_by)!,
      url: fileUrl(ctx, pack.key),
      sha256: pack.sha256.toString('hex'),
      bytes: Number(pack.bytes),
      submitted: pack.submitted_at !== null,
    })),
    can_submit: await canSubmit(tx, ctx, row),
  };
}

export async function countDisputes(tx: Tx, ctx: Ctx, brandId: string | undefined) {
  const { rows } = await sql<{
    needs_response: number;
    due_soon: number;
    submitted: number;
    won: number;
    lost: number;
    at_stake: { amount: number; currency: string }[];
  }>`
    with mine as (select * from disputes where workspace_id = ${ctx.workspaceId} and ${brandId ? sql`brand_id = ${brandId}` : sql`true`}
      and (state in ('needs_response', 'submitted') or decided_at > ${ctx.now}::timestamptz - interval '90 days'))
    select count(*) filter (where state = 'needs_response')::int as needs_response,
      count(*) filter (where state = 'needs_response' and due_by <= ${ctx.now}::timestamptz + make_interval(days => ${SOON_DAYS}))::int as due_soon,
      count(*) filter (where state = 'submitted')::int as submitted,
      count(*) filter (where state = 'won')::int as won,
      count(*) filter (where state in ('lost', 'accepted'))::int as lost,
      coalesce((select jsonb_agg(jsonb_build_object('amount', s.amount, 'currency', s.currency)) from (
        select sum(amount)::bigint as amount, currency from mine where state in ('needs_response', 'submitted') group by currency) s), '[]') as at_stake
    from mine`.execute(tx);
  return rows[0]!;
}

function shape(ctx: Ctx, row: Row): Dispute {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const refunds = row.refunds.map((one) => ({ ...one, sent_at: one.sent_at === null ? null : new Date(one.sent_at) }));
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    brand: { id: row.brand_id, name: row.brand },
    order: { id: row.order_id, number: row.order_number },
    customer: { id: row.customer_id, name: row.customer },
    payment:
      row.payment_id === null
        ? null
        : { id: row.payment_id, label: row.payment_label ?? '', amount: money(row.payment_amount ?? 0) },
    kind: row.kind,
    source: row.source,
    gateway: row.gateway,
    reference: row.reference,
    network: row.network,
    network_code: row.network_code,
    network_name: networkReason(row.network, row.network_code)?.name ?? null,
    reason: row.reason,
    amount: money(row.amount),
    fee: money(row.fee),
    opened_at: row.opened_at.toISOString(),
    due_by: row.due_by.toISOString(),
    due_rule: row.due_rule,
    state: row.state,
    sending: row.sending,
    failure: row.failure,
    submitted_at: row.submitted_at?.toISOString() ?? null,
    submitted_by: actorOf(row.submitted_by),
    submit_reference: row.submit_reference,
    decided_at: row.decided_at?.toISOString() ?? null,
    decided_by: actorOf(row.decided_by),
    decision_note: row.decision_note,
    flags: flagsOf({ ...row, paid: row.paid === null ? null : Number(row.paid), refunds }, ctx.now),
    moves: movesOfDispute({ ...row, can_submit: row.connected }, ctx.actor),
  };
}

function actorOf(who: Who | null): Dispute['submitted_by'] {
  if (who === null) return null;
  return { kind: who.kind as 'staff' | 'api_key' | 'buyer' | 'system', id: who.id, name: who.name };
}
