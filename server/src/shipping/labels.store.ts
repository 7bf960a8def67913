import type { Address, Money } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import type { LabelIntent, MadeLabel } from './carrier.ts';

export type LabelState = 'wanted' | 'made' | 'failed' | 'void';

/** A label as other modules know it. */
export type LabelFacts = {
  id: string;
  /** Whose it is: a return's on the way in, or an outbound order's on the way out. */
  return_id: string | null;
  outbound_id: string | null;
  site_id: string;
  carrier: string;
  service: string;
  state: LabelState;
  tracking: string | null;
  cost: Money | null;
  from: Address | null;
  to: Address;
  weight_g: number | null;
  failure: string | null;
  created_at: Date;
  made_at: Date | null;
};

type Row = Omit<LabelFacts, 'cost'> & { cost: number | null; currency: string };
const COLUMNS = sql`id, return_id, outbound_id, site_id, carrier, service, state, tracking, cost, currency, from_address as "from", to_address as "to",
  weight_g, failure, created_at, made_at`;
const factsOf = ({ cost, currency, ...row }: Row): LabelFacts => ({
  ...row,
  cost: cost === null ? null : { amount: cost, currency },
});

/** A return or an outbound order. */
export type LabelOf = { returnId: string } | { outboundId: string };

const whose = (of: LabelOf) =>
  'returnId' in of ? sql`return_id = ${of.returnId}` : sql`outbound_id = ${of.outboundId}`;

/** False where the return (outbound order) has a label already, wanted or made. */
export async function insertWanted(
  tx: Tx,
  ctx: Ctx,
  label: LabelIntent & { of: LabelOf; siteId: string; carrier: string; service: string; currency: string },
): Promise<boolean> {
  const { of } = label;
  const inward = 'returnId' in of;
  const { rows } = await sql`
    insert into labels (workspace_id, id, return_id, outbound_id, site_id, carrier, service, state, currency, from_address, to_address, weight_g, created_at)
    values (${ctx.workspaceId}, ${label.id}, ${inward ? of.returnId : null}, ${inward ? null : of.outboundId}, ${label.siteId}, ${label.carrier}, ${label.service}, 'wanted', ${label.currency},
      ${JSON.stringify(label.from)}, ${JSON.stringify(label.to)}, ${label.weightG}, ${ctx.now})
    on conflict (workspace_id, ${sql.ref(inward ? 'return_id' : 'outbound_id')}) where state in ('wanted', 'made') do nothing
    returning id`.execute(tx);
  return rows.length > 0;
}

/** The newest label of a return, or of an outbound order, that is not void; null where it has none. */
export async function labelFor(tx: Tx, ctx: Ctx, of: LabelOf): Promise<LabelFacts | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} from labels
    where workspace_id = ${ctx.workspaceId} and ${whose(of)} and state <> 'void'
    order by created_at desc, id desc limit 1`.execute(tx);
  return rows[0] ? factsOf(rows[0]) : null;
}

export async function findLabel(tx: Tx, ctx: Ctx, id: string): Promise<LabelFacts | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} from labels
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(tx);
  return rows[0] ? factsOf(rows[0]) : null;
}

/** False where the label is no longer wanted: answered before, or void. */
export async function saveMade(tx: Tx, ctx: Ctx, id: string, { tracking, service, cost }: MadeLabel): Promise<boolean> {
  const row = await tx
    .updateTable('labels')
    .set({ state: 'made', tracking, service, cost: cost.amount, currency: cost.currency, made_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'wanted')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** False where the label is no longer wanted. */
export async function saveFailed(tx: Tx, ctx: Ctx, id: string, failure: string): Promise<boolean> {
  const row = await tx
    .updateTable('labels')
    .set({ state: 'failed', failure })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'wanted')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

// The return a label belongs to: its own, or the one whose remedy leaves under it. Row-level security holds both to the brands of who asks.
const RETURN = sql`left join outbound_orders out on out.workspace_id = l.workspace_id and out.id = l.outbound_id
  join returns r on r.workspace_id = l.workspace_id and r.id = coalesce(l.return_id, out.return_id)`;

export type VoidedLabel = Pick<LabelFacts, 'id' | 'carrier' | 'tracking' | 'cost' | 'site_id'> & {
  return_id: string;
  outbound_id: string | null;
  order_id: string;
  brand_id: string;
};

/** Makes void what is wanted or in use, and tells what it was; null where there was nothing. */
export async function saveVoid(tx: Tx, ctx: Ctx, of: LabelOf): Promise<VoidedLabel | null> {
  const { rows } = await sql<Omit<VoidedLabel, 'cost'> & { cost: number | null; currency: string }>`
    with gone as (
      update labels set state = 'void' where workspace_id = ${ctx.workspaceId} and ${whose(of)} and state in ('wanted', 'made')
      returning *)
    select l.id, l.carrier, l.tracking, l.cost, l.currency, l.site_id, l.outbound_id, r.id as return_id, r.order_id, r.brand_id
    from gone l ${RETURN}`.execute(tx);
  if (!rows[0]) return null;
  const { cost, currency, ...label } = rows[0];
  return { ...label, cost: cost === null ? null : { amount: cost, currency } };
}

/** Where a label's events belong. */
export type LabelRefs = {
  label_id: string;
  tracking: string;
  return_id: string;
  /** Null for a label on the way in. */
  outbound_id: string | null;
  order_id: string;
  brand_id: string;
  site_id: string;
};

/**
 * Labels by tracking number, void ones too: an old label may travel all the same. A label carries no brand of its own,
 * so it is seen through its return, which row-level security holds to the brands of who asks.
 */
export async function labelsByTracking(tx: Tx, ctx: Ctx, numbers: readonly string[]): Promise<LabelRefs[]> {
  const { rows } = await sql<LabelRefs>`
    select l.id as label_id, l.tracking, l.outbound_id, r.id as return_id, r.order_id, r.brand_id, l.site_id
    from labels l ${RETURN}
    where l.workspace_id = ${ctx.workspaceId} and l.tracking = any (${numbers}::text[])`.execute(tx);
  return rows;
}

export type TrackingRow = {
  id: string;
  label_id: string;
  code: string;
  at: string;
  place: string | null;
  detail: string | null;
};

/** What the carrier told of a label, newest first. */
export async function trackingOf(tx: Tx, ctx: Ctx, labelId: string) {
  const { rows } = await sql<{ code: string; at: Date; place: string | null; detail: string | null }>`
    select code, at, place, detail from tracking_events
    where workspace_id = ${ctx.workspaceId} and label_id = ${labelId} order by at desc, id desc limit 100`.execute(tx);
  return rows;
}

/** Writes what is new and returns the ids of it; the same event (label, code, instant) is written once. */
export async function insertTracking(tx: Tx, ctx: Ctx, rows: readonly TrackingRow[]): Promise<Set<string>> {
  const { rows: written } = await sql<{ id: string }>`
    insert into tracking_events (workspace_id, id, label_id, code, at, place, detail)
    select ${ctx.workspaceId}, e.id, e.label_id, e.code, e.at, e.place, e.detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (id uuid, label_id uuid, code text, at timestamptz, place text, detail text)
    order by e.label_id, e.code, e.at
    on conflict (workspace_id, label_id, code, at) do nothing
    returning id`.execute(tx);
  return new Set(written.map(({ id }) => id));
}
