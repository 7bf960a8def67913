import type { Address, Money } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import type { LabelIntent, MadeLabel } from './carrier.ts';

export type LabelState = 'wanted' | 'made' | 'failed' | 'void';

/** A label as other modules know it. */
export type LabelFacts = {
  id: string;
  return_id: string;
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
const COLUMNS = sql`id, return_id, site_id, carrier, service, state, tracking, cost, currency, from_address as "from", to_address as "to",
  weight_g, failure, created_at, made_at`;
const factsOf = ({ cost, currency, ...row }: Row): LabelFacts => ({
  ...row,
  cost: cost === null ? null : { amount: cost, currency },
});

/** False where the return has a label already, wanted or made. */
export async function insertWanted(
  tx: Tx,
  ctx: Ctx,
  label: LabelIntent & { returnId: string; siteId: string; carrier: string; service: string; currency: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into labels (workspace_id, id, return_id, site_id, carrier, service, state, currency, from_address, to_address, weight_g, created_at)
    values (${ctx.workspaceId}, ${label.id}, ${label.returnId}, ${label.siteId}, ${label.carrier}, ${label.service}, 'wanted', ${label.currency},
      ${JSON.stringify(label.from)}, ${JSON.stringify(label.to)}, ${label.weightG}, ${ctx.now})
    on conflict (workspace_id, return_id) where state in ('wanted', 'made') do nothing
    returning id`.execute(tx);
  return rows.length > 0;
}

/** The newest label of a return that is not void; null where it has none. */
export async function labelFor(tx: Tx, ctx: Ctx, returnId: string): Promise<LabelFacts | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} from labels
    where workspace_id = ${ctx.workspaceId} and return_id = ${returnId} and state <> 'void'
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

export type VoidedLabel = Pick<LabelFacts, 'id' | 'carrier' | 'tracking' | 'cost' | 'site_id'> & {
  order_id: string;
  brand_id: string;
};

/** Makes void what is wanted or in use, and tells what it was; null where there was nothing. */
export async function saveVoid(tx: Tx, ctx: Ctx, returnId: string): Promise<VoidedLabel | null> {
  const { rows } = await sql<Omit<VoidedLabel, 'cost'> & { cost: number | null; currency: string }>`
    update labels l set state = 'void' from returns r
    where l.workspace_id = ${ctx.workspaceId} and l.return_id = ${returnId} and l.state in ('wanted', 'made')
      and r.workspace_id = l.workspace_id and r.id = l.return_id
    returning l.id, l.carrier, l.tracking, l.cost, l.currency, l.site_id, r.order_id, r.brand_id`.execute(tx);
  if (!rows[0]) return null;
  const { cost, currency, ...label } = rows[0];
  return { ...label, cost: cost === null ? null : { amount: cost, currency } };
}

/** Where a label's events belong. */
export type LabelRefs = {
  label_id: string;
  tracking: string;
  return_id: string;
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
    select l.id as label_id, l.tracking, l.return_id, r.order_id, r.brand_id, l.site_id
    from labels l join returns r on r.workspace_id = l.workspace_id and r.id = l.return_id
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
