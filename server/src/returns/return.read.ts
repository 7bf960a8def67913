/** One return as it stands, with everything its pages show: one statement over its own and lower modules' tables. */
import type { Address, BuyerLanguage, TimelineEvent } from '@recoup/contract';
import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Return, ReturnLine } from './return.ts';
import { type GoodsOfReturn, goodsSide, type MoneyFacts, moneySide, noGoods, noMoney } from './sides.ts';

export type LoadedLine = ReturnLine & { photo_key: string | null };
export type LoadedLabel = {
  id: string;
  site_id: string;
  carrier: string;
  service: string;
  state: 'wanted' | 'made' | 'failed' | 'void';
  tracking: string | null;
  cost: number | null;
  currency: string;
  to_address: Address;
  from_address: Address;
  weight_g: number | null;
  failure: string | null;
  made_at: string | null;
};
export type LoadedFile = {
  id: string;
  key: string;
  thumb_key: string | null;
  type: string;
  caption: string | null;
  added_by: string;
  added_at: string;
};

export type Loaded = Omit<Return, 'lines'> & {
  lines: LoadedLine[];
  brand: {
    name: string;
    slug: string;
    time_zone: string;
    support_email: string | null;
  };
  order: { number: string; channel: string; placed_at: string; address: Address | null };
  customer: {
    name: string;
    email: string | null;
    phone: string | null;
    language: BuyerLanguage;
    address: Address | null;
  };
  site: { id: string; name: string; address: Address } | null;
  policy: { name: string; version: number } | null;
  label: LoadedLabel | null;
  tracking: { code: string; at: string; place: string | null; detail: string | null }[];
  files: LoadedFile[];
  timeline: TimelineEvent[];
  goods: GoodsOfReturn;
  money: MoneyFacts;
};

/** A timeline longer than this shows its newest part; nobody reads on, and a page must stay small. */
const TIMELINE = 400;

const PAGE = sql`
  select r.id, r.code, r.brand_id, r.order_id, r.customer_id, r.site_id, r.source, r.stage, r.review, r.policy_version_id, r.verdict,
    r.currency, r.freight_paid_by, r.goods_back, r.language, r.decline_reason, r.override_reason, r.decided_by, r.asked_by, r.given_by, r.given_at, r.decide_by, r.ship_by,
    r.requested_at, r.approved_at, r.in_transit_at, r.received_at, r.ended_at, r.version,
    jsonb_build_object('name', b.name, 'slug', b.slug, 'time_zone', b.time_zone, 'support_email', b.support_email) as brand,
    jsonb_build_object('number', o.number, 'channel', o.channel, 'placed_at', o.placed_at, 'address', o.address) as "order",
    jsonb_build_object('name', c.name, 'email', coalesce(o.email, c.email), 'phone', c.phone, 'language', c.language,
      'address', coalesce(o.address, c.address)) as customer,
    case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name, 'address', s.address) end as site,
    case when pv.id is not null then jsonb_build_object('name', p.name, 'version', pv.version) end as policy,
    (select jsonb_agg(to_jsonb(x) - 'workspace_id' - 'return_id' - 'position' order by x.position, x.id) from (
      select l.*, coalesce(f.thumb_key, f.key) as photo_key from return_lines l
      left join variants v on v.workspace_id = l.workspace_id and v.id = l.variant_id
      left join products q on q.workspace_id = v.workspace_id and q.id = v.product_id
      left join files f on f.workspace_id = q.workspace_id and f.id = q.photo_file_id
      where l.workspace_id = r.workspace_id and l.return_id = r.id) x) as lines,
    to_jsonb(lb) as label,
    coalesce((select jsonb_agg(jsonb_build_object('code', t.code, 'at', t.at, 'place', t.place, 'detail', t.detail) order by t.at desc, t.id desc)
      from tracking_events t where t.workspace_id = r.workspace_id and t.label_id = lb.id), '[]') as tracking,
    coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'key', f.key, 'thumb_key', f.thumb_key, 'type', f.type, 'caption', rf.caption,
        'added_by', rf.added_by, 'added_at', rf.added_at) order by rf.added_at, f.id)
      from return_files rf join files f on f.workspace_id = rf.workspace_id and f.id = rf.file_id
      where rf.workspace_id = r.workspace_id and rf.return_id = r.id), '[]') as files,
    coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'at', e.at, 'type', e.type, 'subject_kind', e.subject_kind,
        'subject_id', e.subject_id, 'actor', e.actor, 'data', e.data) order by e.id desc)
      from (select * from events e where e.workspace_id = r.workspace_id and e.return_id = r.id order by e.id desc limit ${sql.lit(TIMELINE)}) e), '[]') as timeline
  from returns r
  join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
  join orders o on o.workspace_id = r.workspace_id and o.id = r.order_id
  join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
  left join sites s on s.workspace_id = r.workspace_id and s.id = r.site_id
  left join policy_versions pv on pv.workspace_id = r.workspace_id and pv.id = r.policy_version_id
  left join policies p on p.workspace_id = pv.workspace_id and p.id = pv.policy_id
  left join lateral (select id, site_id, carrier, service, state, tracking, cost, currency, from_address, to_address, weight_g, failure, made_at
    from labels where workspace_id = r.workspace_id and return_id = r.id and state <> 'void' order by created_at desc, id desc limit 1) lb on true`;

/**
 * Loads one return by id, or by its code. A buyer reaches the returns of their link's order alone.
 *
 * Throws `return.not_found`.
 */
export async function loadReturn(tx: Tx, ctx: Ctx, idOrCode: string): Promise<Loaded> {
  const at = await loadNew(tx, ctx, idOrCode);
  // What was never approved nor received has neither goods nor money.
  if (at.approved_at === null && at.received_at === null) return at;
  const goods = at.goods_back ? await goodsSide().ofReturn(tx, ctx, at.id) : noGoods;
  const money = (await moneySide().facts(tx, ctx, [at.id])).get(at.id) ?? noMoney;
  return { ...at, goods, money };
}

/** The same for a return asked for or approved in this very transaction: nothing of it came and nothing is owed yet. */
export async function loadNew(tx: Tx, ctx: Ctx, idOrCode: string): Promise<Loaded> {
  const where = [
    sql<SqlBool>`r.workspace_id = ${ctx.workspaceId}`,
    idOrCode.startsWith('RMA-') ? sql<SqlBool>`r.code = ${idOrCode}` : sql<SqlBool>`r.id = ${idOrCode}`,
    ...(ctx.buyer ? [sql<SqlBool>`r.order_id = ${ctx.buyer.orderId}`] : []),
  ];
  const { rows } = await sql<Omit<Loaded, 'goods' | 'money'>>`${PAGE} where ${sql.join(where, sql` and `)}`.execute(tx);
  const row = rows[0];
  if (!row) throw new Refusal('return.not_found');
  const lines = row.lines.map((line) => ({
    ...line,
    replacement_sent_at: line.replacement_sent_at && new Date(line.replacement_sent_at),
  }));
  return { ...row, lines, goods: noGoods, money: noMoney };
}

/** The returns of one order, newest first, as the buyer's page lists them. */
export async function returnsOfOrder(
  tx: Tx,
  ctx: Ctx,
  orderId: string,
): Promise<{ id: string; code: string; stage: Return['stage']; units: number; title: string; requested_at: Date }[]> {
  const { rows } = await sql<{
    id: string;
    code: string;
    stage: Return['stage'];
    units: number;
    title: string;
    requested_at: Date;
  }>`select r.id, r.code, r.stage, r.requested_at, sum(l.quantity)::int as units, (array_agg(l.title order by l.position))[1] as title
    from returns r join return_lines l on l.workspace_id = r.workspace_id and l.return_id = r.id
    where r.workspace_id = ${ctx.workspaceId} and r.order_id = ${orderId}
    group by r.workspace_id, r.id order by r.requested_at desc, r.id desc limit 200`.execute(tx);
  return rows;
}
