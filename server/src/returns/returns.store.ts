/** Writing returns and their lines, and loading one to decide about it. Reading for screens is in *.read.ts. */
import type { Address, PolicyRules, RemedyLimit } from '@recoup/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { filledRules } from '../policies/index.ts';
import { type KeptLimits, type LimitRole, startingLimits } from './limits/limits.ts';
import type { LineOffer, Return, ReturnLine } from './return.ts';

const LINE = sql`id, order_line_id, variant_id, sku, title, quantity, received, accepted, rejected, reason, detail, comment,
  remedy, offer, shown, gives, replacement_reference, replacement_sent_at`;

/**
 * Holds a return to the end of the transaction, so that of two people who decide at once the second sees what the first
 * did. A buyer reaches the returns of their link's order alone.
 *
 * Throws `return.not_found`, for a return of another workspace, brand, site or order too.
 */
export async function lockReturn(tx: Tx, ctx: Ctx, id: string): Promise<Return> {
  const found = await lockWhere(tx, ctx, id, sql`true`);
  if (!found) throw new Refusal('return.not_found');
  return found;
}

/** The same for a return that is not expired; null where it is, or is not there. */
export function lockUnlessExpired(tx: Tx, ctx: Ctx, id: string): Promise<Return | null> {
  return lockWhere(tx, ctx, id, sql`stage <> 'expired'`);
}

/** As it stands, without holding it; for showing only. Throws `return.not_found`. */
export async function readReturn(tx: Tx, ctx: Ctx, id: string): Promise<Return> {
  const found = await withLines(tx, ctx, findReturn(tx, ctx, id));
  if (!found) throw new Refusal('return.not_found');
  return found;
}

function findReturn(tx: Tx, ctx: Ctx, id: string) {
  const find = tx.selectFrom('returns').selectAll().where('workspace_id', '=', ctx.workspaceId).where('id', '=', id);
  return ctx.buyer ? find.where('order_id', '=', ctx.buyer.orderId) : find;
}

function lockWhere(tx: Tx, ctx: Ctx, id: string, condition: RawBuilder<SqlBool>): Promise<Return | null> {
  return withLines(tx, ctx, findReturn(tx, ctx, id).where(condition).forNoKeyUpdate());
}

async function withLines(tx: Tx, ctx: Ctx, find: ReturnType<typeof findReturn>): Promise<Return | null> {
  const row = await find.executeTakeFirst();
  if (!row) return null;
  // A statement of its own: where the return is locked, it sees the counts the one before us wrote.
  const lines = await sql<ReturnLine>`select ${LINE} from return_lines
    where workspace_id = ${ctx.workspaceId} and return_id = ${row.id} order by position, id`.execute(tx);
  const { workspace_id: _, reminded_at: __, ...rest } = row;
  return { ...(rest as Omit<Return, 'lines'>), lines: lines.rows };
}

/** The order of a return, to be held before the return is. Throws `return.not_found`. */
export async function orderOf(tx: Tx, ctx: Ctx, id: string): Promise<string> {
  let find = tx
    .selectFrom('returns')
    .select('order_id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id);
  if (ctx.buyer) find = find.where('order_id', '=', ctx.buyer.orderId);
  const row = await find.executeTakeFirst();
  if (!row) throw new Refusal('return.not_found');
  return row.order_id;
}

export type NewLine = Pick<
  ReturnLine,
  | 'id'
  | 'order_line_id'
  | 'variant_id'
  | 'sku'
  | 'title'
  | 'quantity'
  | 'reason'
  | 'detail'
  | 'comment'
  | 'remedy'
  | 'shown'
  | 'gives'
> & { offer: LineOffer };
export type NewReturn = Omit<Return, 'version' | 'lines' | 'in_transit_at' | 'received_at' | 'ended_at'> & {
  lines: readonly NewLine[];
};

/** One statement: the return and its lines. */
export async function insertReturn(tx: Tx, ctx: Ctx, { lines, ...row }: NewReturn): Promise<void> {
  const values = {
    ...row,
    workspace_id: ctx.workspaceId,
    verdict: JSON.stringify(row.verdict),
    decided_by: row.decided_by && JSON.stringify(row.decided_by),
    asked_by: row.asked_by && JSON.stringify(row.asked_by),
  };
  await tx
    .with('made', (db) => db.insertInto('returns').values(values).returning('id'))
    .insertInto('return_lines')
    .values(
      lines.map((line, position) => ({
        ...line,
        offer: JSON.stringify(line.offer),
        workspace_id: ctx.workspaceId,
        return_id: row.id,
        position,
      })),
    )
    .execute();
}

type Change = Partial<Omit<Return, 'id' | 'lines' | 'version'>>;

/** Writes what changed; the version goes up. */
export async function saveReturn(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { decided_by, asked_by, verdict, ...change }: Change,
): Promise<void> {
  await tx
    .updateTable('returns')
    .set((eb) => ({
      ...change,
      ...(decided_by === undefined ? {} : { decided_by: JSON.stringify(decided_by) }),
      ...(asked_by === undefined ? {} : { asked_by: JSON.stringify(asked_by) }),
      ...(verdict === undefined ? {} : { verdict: JSON.stringify(verdict) }),
      version: eb('version', '+', 1),
    }))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

export type Counts = { line_id: string; received: number; accepted: number; rejected: number };

/** Writes the totals of lines that were counted or judged. */
export async function saveCounts(tx: Tx, ctx: Ctx, counts: readonly Counts[]): Promise<void> {
  if (counts.length === 0) return;
  await sql`update return_lines l set received = c.received, accepted = c.accepted, rejected = c.rejected
    from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) as c (line_id uuid, received int, accepted int, rejected int)
    where l.workspace_id = ${ctx.workspaceId} and l.id = c.line_id`.execute(tx);
}

export async function saveRemedy(
  tx: Tx,
  ctx: Ctx,
  lineId: string,
  { offer, ...line }: Pick<ReturnLine, 'remedy' | 'offer' | 'gives'>,
): Promise<void> {
  await tx
    .updateTable('return_lines')
    .set({ ...line, offer: JSON.stringify(offer) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', lineId)
    .execute();
}

export async function saveReplacement(tx: Tx, ctx: Ctx, lineId: string, reference: string): Promise<void> {
  await tx
    .updateTable('return_lines')
    .set({ replacement_reference: reference, replacement_sent_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', lineId)
    .execute();
}

export type AskingBuyer = {
  /** Of the brand. */
  zone: string;
  returns_last_year: number;
  /** Lines settled with money, a part or a code while the goods stayed. */
  kept_before: number;
  /** Different addresses of their orders. */
  addresses: number;
  limits: KeptLimits;
};

/**
 * The brand's time zone; what this customer asked for in the 365 days before now that still stands, and to how many
 * addresses they ordered; and the limits of who acts. One statement.
 */
export async function askingBuyer(tx: Tx, ctx: Ctx, brandId: string, customerId: string): Promise<AskingBuyer> {
  const yearAgo = new Date(ctx.now.getTime() - 365 * 86_400_000);
  const { kind, id } = ctx.actor;
  type Row = Omit<AskingBuyer, 'limits'> & { currency: string; role: LimitRole | null; rows: RemedyLimit[] | null };
  const { rows } = await sql<Row>`
    select b.time_zone as zone, b.currency, k.returns_last_year, k.kept_before, m.rows,
      (select count(distinct (o.postal_key, lower(o.address->>'line1')))::int from orders o
        where o.workspace_id = b.workspace_id and o.customer_id = ${customerId} and o.placed_at > ${yearAgo}) as addresses,
      ${kind === 'staff' ? sql`(select s.role from staff s where s.workspace_id = b.workspace_id and s.id = ${id})` : sql`null::text`} as role
    from brands b
    left join remedy_limits m on m.workspace_id = b.workspace_id and m.brand_id = b.id
    cross join lateral (select count(distinct r.id)::int as returns_last_year,
        count(l.id) filter (where not (l.offer->>'goods_back')::boolean and l.remedy <> 'guidance')::int as kept_before
      from returns r left join return_lines l on l.workspace_id = r.workspace_id and l.return_id = r.id
      where r.workspace_id = b.workspace_id and r.customer_id = ${customerId} and r.requested_at > ${yearAgo}
        and r.stage not in ('declined', 'cancelled', 'expired')) k
    where b.workspace_id = ${ctx.workspaceId} and b.id = ${brandId}`.execute(tx);
  if (!rows[0]) throw new Refusal('brand.not_found');
  const { currency, role, rows: kept, ...found } = rows[0];
  const acting = kind === 'staff' ? role : kind === 'system' ? null : kind;
  return { ...found, limits: { currency, role: acting, rows: kept ?? startingLimits } };
}

/** What approval and the money's due day rest on: the rules each line was judged by, the zone, and what the parcel weighs. */
export type Footing = {
  zone: string;
  rules: PolicyRules[];
  from: Address | null;
  categories: string[];
  weight_g: number | null;
};
export async function footingOf(
  tx: Tx,
  ctx: Ctx,
  at: Pick<Return, 'id' | 'brand_id' | 'order_id' | 'lines'>,
): Promise<Footing> {
  const versions = [...new Set(at.lines.flatMap(({ offer }) => offer.policy_version_id ?? []))];
  const { rows } = await sql<Footing>`
    select b.time_zone as zone, coalesce(o.address, c.address) as "from",
      coalesce((select jsonb_agg(v.rules) from policy_versions v where v.workspace_id = b.workspace_id and v.id = any (${versions}::uuid[])), '[]') as rules,
      l.categories, l.weight_g
    from brands b
    join orders o on o.workspace_id = b.workspace_id and o.id = ${at.order_id}
    join customers c on c.workspace_id = o.workspace_id and c.id = o.customer_id
    cross join lateral (
      select coalesce(array_agg(distinct coalesce(p.category, 'general')), '{}') as categories, sum(v.weight_g * x.quantity)::int as weight_g
      from return_lines x left join variants v on v.workspace_id = x.workspace_id and v.id = x.variant_id
      left join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
      where x.workspace_id = b.workspace_id and x.return_id = ${at.id} and (x.offer->>'goods_back')::boolean) l
    where b.workspace_id = ${ctx.workspaceId} and b.id = ${at.brand_id}`.execute(tx);
  if (!rows[0]) throw new Refusal('brand.not_found');
  return { ...rows[0], rules: rows[0].rules.map(filledRules) };
}

/** Approved returns whose last day to send has passed in their brand's zone, oldest first; not while something else is still owed to the buyer. */
export async function overdueToShip(tx: Tx, ctx: Ctx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r.id from returns r
    join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
    where r.workspace_id = ${ctx.workspaceId} and r.stage = 'approved' and r.goods_back
      and r.ship_by <= ${ctx.now.toISOString().slice(0, 10)}::date
      and r.ship_by < (${ctx.now}::timestamptz at time zone b.time_zone)::date
      and not exists (select from return_lines l where l.workspace_id = r.workspace_id and l.return_id = r.id
        and l.remedy in ('exchange', 'replacement', 'spare_part', 'repair') and l.replacement_sent_at is null
        and not (l.offer->>'goods_back')::boolean)
    order by r.ship_by, r.id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Marks, and answers, approved returns that must be sent within `days` and whose buyer was not reminded. */
export async function markReminded(
  tx: Tx,
  ctx: Ctx,
  days: number,
  limit: number,
): Promise<Pick<Return, 'id' | 'brand_id' | 'order_id' | 'site_id' | 'ship_by'>[]> {
  const { rows } = await sql<Pick<Return, 'id' | 'brand_id' | 'order_id' | 'site_id' | 'ship_by'>>`
    update returns set reminded_at = ${ctx.now} where workspace_id = ${ctx.workspaceId} and id in (
      select r.id from returns r join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
      where r.workspace_id = ${ctx.workspaceId} and r.stage = 'approved' and r.goods_back and r.reminded_at is null
        and r.ship_by <= (${ctx.now}::timestamptz at time zone 'UTC')::date + ${days + 1}::int
        and r.ship_by - ${days}::int <= (${ctx.now}::timestamptz at time zone b.time_zone)::date
        and r.ship_by >= (${ctx.now}::timestamptz at time zone b.time_zone)::date
        -- Who was given no more than these days need not hear of them again at once.
        and r.approved_at < ${new Date(ctx.now.getTime() - 86_400_000)}
      order by r.ship_by limit ${limit} for no key update of r skip locked)
    returning id, brand_id, order_id, site_id, ship_by`.execute(tx);
  return rows;
}
