/** The list of returns, by view and filters: one statement for the rows, one each for goods and money. */
import type { AnswerOf, QueryOf, ReturnRow, returns } from '@recoup/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { afterPrefix, nameKey, numberKey } from '../orders/index.ts';
import { addDays } from '../platform/clock.ts';
import type { Ctx } from '../platform/ctx.ts';
import { type Key, pageOf, readCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { readCode } from '../platform/ids.ts';
import { fileUrlOr } from '../uploads/index.ts';
import { clockOf, factsOf } from './facts.ts';
import { movesOf, type Return, type ReturnLine, stillOpen } from './return.ts';
import { goodsSide, moneySide, noGoods, noMoney } from './sides.ts';

export type ReturnQuery = QueryOf<(typeof returns)['list']>;
type View = ReturnQuery['view'];
type Counts = AnswerOf<(typeof returns)['counts']>;

const WEEK = 7 * 86_400_000;

/** What each standard view holds, over a returns row named `r`. Each rests on a short stage or an index, never on the whole table. */
const views: Record<Exclude<View, 'all'>, (ctx: Ctx) => RawBuilder<SqlBool>> = {
  needs_decision: () => sql`r.stage = 'requested'`,
  late: (ctx) => sql`r.id in (
    select w.id from returns w where w.workspace_id = ${ctx.workspaceId} and w.stage = 'requested' and w.decide_by < ${ctx.now}
    union all
    select s.id from returns s join brands b on b.workspace_id = s.workspace_id and b.id = s.brand_id
      where s.workspace_id = ${ctx.workspaceId} and s.stage = 'approved' and s.goods_back
        and s.ship_by <= ${ctx.now.toISOString().slice(0, 10)}::date
        and s.ship_by < (${ctx.now}::timestamptz at time zone b.time_zone)::date
    union all
    select r.id from returns r where r.workspace_id = ${ctx.workspaceId} and r.stage in ('approved', 'received') and ${moneySide().due} < ${ctx.now})`,
  on_the_way: () => sql`r.stage = 'in_transit'`,
  at_dock:
    () => sql`r.stage in ('approved', 'in_transit', 'received') and (${goodsSide().atDock} or (r.stage = 'received'
    and exists (select from return_lines l where l.workspace_id = r.workspace_id and l.return_id = r.id and l.received > l.accepted + l.rejected)))`,
  refund_owed: () => sql`r.stage in ('approved', 'in_transit', 'received') and ${moneySide().open}`,
  closed_week: (ctx) => sql`r.stage = 'closed' and r.ended_at >= ${new Date(ctx.now.getTime() - WEEK)}`,
};

function filters(ctx: Ctx, query: Omit<ReturnQuery, 'cursor' | 'limit' | 'sort'>): RawBuilder<SqlBool>[] {
  const ws = sql`${ctx.workspaceId}`;
  const where: RawBuilder<SqlBool>[] = [sql`r.workspace_id = ${ws}`];
  const add = (given: unknown, condition: () => RawBuilder<SqlBool>) => given !== undefined && where.push(condition());
  if (query.view !== 'all') where.push(views[query.view](ctx));
  add(query.stage, () => sql`r.stage = any (${query.stage})`);
  add(query.brand_id, () => sql`r.brand_id = ${query.brand_id}`);
  add(query.site_id, () => sql`r.site_id = ${query.site_id}`);
  add(query.customer_id, () => sql`r.customer_id = ${query.customer_id}`);
  add(query.order_id, () => sql`r.order_id = ${query.order_id}`);
  add(
    query.reason,
    () =>
      sql`r.id in (select l.return_id from return_lines l where l.workspace_id = ${ws} and l.reason = any (${query.reason}))`,
  );
  add(
    query.sku,
    () =>
      sql`exists (select from return_lines l where l.workspace_id = ${ws} and l.return_id = r.id and l.sku = ${query.sku})`,
  );
  // Days are the brand's own. The wider bound in UTC beside the exact one is for the index.
  add(
    query.asked_from,
    () => sql`r.requested_at >= ${aroundUtc(query.asked_from!, -1)}
      and r.requested_at >= (select ${query.asked_from}::date::timestamp at time zone b.time_zone from brands b
        where b.workspace_id = r.workspace_id and b.id = r.brand_id)`,
  );
  add(
    query.asked_to,
    () => sql`r.requested_at < ${aroundUtc(query.asked_to!, 2)}
      and r.requested_at < (select (${query.asked_to}::date + 1)::timestamp at time zone b.time_zone from brands b
        where b.workspace_id = r.workspace_id and b.id = r.brand_id)`,
  );
  add(query.q, () => sql`r.id in (${found(ctx, query.q!)})`);
  return where;
}

const aroundUtc = (day: string, days: number) => new Date(`${addDays(day, days)}T00:00:00Z`);

/** Returns a typed text may mean: by code, by order number, by the beginning of the buyer's name or by their whole e-mail. */
function found(ctx: Ctx, q: string): RawBuilder<unknown> {
  const ws = sql`${ctx.workspaceId}`;
  const name = nameKey(q);
  const ofCustomers = (condition: RawBuilder<unknown>) => sql`select r.id from returns r
    where r.workspace_id = ${ws} and r.customer_id in (select c.id from customers c where c.workspace_id = ${ws} and ${condition})`;
  const ways = [
    sql`select r.id from returns r where r.workspace_id = ${ws} and r.code = ${readCode('RMA', q) ?? q.toUpperCase()}`,
    sql`select r.id from returns r where r.workspace_id = ${ws} and r.order_id in (
      select o.id from orders o where o.workspace_id = ${ws} and o.number_key = ${numberKey(q)})`,
    ...(name === ''
      ? []
      : [
          ofCustomers(sql`c.name_key >= ${name} and c.name_key < ${afterPrefix(name)}`),
          ofCustomers(sql`c.last_key = ${name}`),
          ofCustomers(sql`c.email_key = ${q.trim().toLowerCase()}`),
        ]),
  ];
  return sql.join(ways, sql` union all `);
}

const CLOCK = () => sql`coalesce(case
  when r.stage = 'requested' then r.decide_by
  when r.stage = 'approved' and r.goods_back and r.ship_by is not null then (r.ship_by + 1)::timestamp at time zone
    (select b.time_zone from brands b where b.workspace_id = r.workspace_id and b.id = r.brand_id)
  else ${moneySide().due} end, 'infinity'::timestamptz)`;

type Order = { key: RawBuilder<unknown>; desc: boolean; also: RawBuilder<SqlBool>[] };

/**
 * By when they were asked, or by their clock. A list by clock holds only returns that still run: what has ended has no
 * clock, and sorting all that ever ended would grow with the table.
 */
function orderOf(query: Pick<ReturnQuery, 'sort' | 'view'>): Order {
  if (query.sort === 'clock' && query.view !== 'closed_week') {
    return { key: CLOCK(), desc: false, also: [sql`r.stage = any (${[...stillOpen]})`] };
  }
  return { key: sql`r.requested_at`, desc: query.sort !== 'oldest', also: [] };
}

type Row = Pick<
  Return,
  'id' | 'code' | 'stage' | 'review' | 'asked_by' | 'currency' | 'goods_back' | 'decide_by' | 'ship_by' | 'requested_at'
> & {
  brand: { id: string; name: string };
  zone: string;
  order_id: string;
  order_number: string;
  customer: { id: string; name: string };
  site: { id: string; name: string } | null;
  tracking: string | null;
  title: string;
  reason: ReturnRow['reason'];
  units: number;
  value: number;
  photo_key: string | null;
  lines: ReturnLine[];
  key: Date | null;
};

/** A page of returns. Throws `input.cursor`. */
export async function listReturns(
  tx: Tx,
  ctx: Ctx,
  query: ReturnQuery,
): Promise<{ rows: ReturnRow[]; next_cursor: string | null }> {
  const order = orderOf(query);
  const where = [...filters(ctx, query), ...order.also];
  const after = readCursor(query.cursor, ['at', 'id']);
  if (after) {
    const [at, id] = after;
    where.push(
      order.desc
        ? sql`(${order.key}, r.id) < (${at ?? 'infinity'}::timestamptz, ${id}::uuid)`
        : sql`(${order.key}, r.id) > (${at ?? 'infinity'}::timestamptz, ${id}::uuid)`,
    );
  }
  const direction = order.desc ? sql`desc` : sql`asc`;
  const { rows } = await sql<Row>`
    select r.id, r.code, r.stage, r.review, r.asked_by, r.currency, r.goods_back, r.decide_by, r.ship_by, r.requested_at,
      jsonb_build_object('id', b.id, 'name', b.name) as brand, b.time_zone as zone, o.id as order_id, o.number as order_number,
      jsonb_build_object('id', c.id, 'name', c.name) as customer,
      case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as site,
      (select lb.tracking from labels lb where lb.workspace_id = r.workspace_id and lb.return_id = r.id and lb.state = 'made' limit 1) as tracking,
      l.title, l.reason, l.units, l.value, l.lines, coalesce(f.thumb_key, f.key) as photo_key, nullif(r.key, 'infinity') as key
    from (select r.*, ${order.key} as key from returns r where ${sql.join(where, sql` and `)}
      order by ${order.key} ${direction}, r.id ${direction} limit ${query.limit + 1}) r
    join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
    join orders o on o.workspace_id = r.workspace_id and o.id = r.order_id
    join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
    left join sites s on s.workspace_id = r.workspace_id and s.id = r.site_id
    cross join lateral (
      select (array_agg(x.title order by x.position, x.id))[1] as title, (array_agg(x.reason order by x.position, x.id))[1] as reason,
        (array_agg(x.variant_id order by x.position, x.id))[1] as variant_id, sum(x.quantity)::int as units,
        sum((x.offer->>'paid')::bigint)::bigint as value,
        jsonb_agg(jsonb_build_object('remedy', x.remedy, 'received', x.received, 'accepted', x.accepted, 'rejected', x.rejected,
          'replacement_sent_at', x.replacement_sent_at, 'offer', jsonb_build_object('ships', x.offer->'ships', 'goods_back', x.offer->'goods_back', 'amount', x.offer->'amount'))) as lines
      from return_lines x where x.workspace_id = r.workspace_id and x.return_id = r.id) l
    left join variants v on v.workspace_id = r.workspace_id and v.id = l.variant_id
    left join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
    left join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id
    order by r.key ${direction}, r.id ${direction}`.execute(tx);
  const page = pageOf(rows, query.limit, (row): Key => [row.key?.toISOString() ?? null, row.id]);
  const ids = page.rows.map((row) => row.id);
  const goods = await goodsSide().summaries(tx, ctx, ids);
  const money = await moneySide().facts(tx, ctx, ids);
  return {
    next_cursor: page.next_cursor,
    rows: page.rows.map((row) => {
      const itsMoney = money.get(row.id) ?? noMoney;
      const itsGoods = goods.get(row.id) ?? noGoods;
      return {
        id: row.id,
        code: row.code,
        brand: row.brand,
        order: { id: row.order_id, number: row.order_number },
        customer: row.customer,
        title: row.title,
        photo_url: fileUrlOr(ctx, row.photo_key),
        units: row.units,
        reason: row.reason,
        review: row.review,
        value: { amount: row.value, currency: row.currency },
        facts: factsOf({ ...row, goods: itsGoods, money: itsMoney }),
        clock: clockOf(row, itsMoney.due, row.zone),
        requested_at: row.requested_at.toISOString(),
        moves: movesOf(row, ctx.actor),
      };
    }),
  };
}

/** How many returns each standard view holds; one statement. */
export async function countReturns(tx: Tx, ctx: Ctx, query: { brand_id?: string; site_id?: string }): Promise<Counts> {
  const count = (view: Exclude<View, 'all'>) =>
    sql`(select count(*)::int from returns r where ${sql.join(filters(ctx, { ...query, view }), sql` and `)}) as ${sql.ref(view)}`;
  const all = (Object.keys(views) as Exclude<View, 'all'>[]).map(count);
  const { rows } = await sql<Counts>`select ${sql.join(all)}`.execute(tx);
  return rows[0]!;
}
