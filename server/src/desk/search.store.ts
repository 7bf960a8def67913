import { sql } from 'kysely';
import { searchInbox } from '../inbox/index.ts';
import { afterPrefix, emailKey, nameKey, numberKey } from '../orders/index.ts';
import { type Ctx, may } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { serialKey } from '../warehouse/index.ts';

type Hit = {
  kind:
    | 'return'
    | 'order'
    | 'customer'
    | 'unit'
    | 'parcel'
    | 'refund'
    | 'product'
    | 'bin'
    | 'conversation'
    | 'contact'
    | 'outbound'
    | 'part';
  id: string;
  code: string;
  title: string;
  detail: string | null;
};

/** Any code (also without its dashes), an order number, an e-mail, or the beginning of a name. At most eight of a kind; exact codes first. */
export async function search(tx: Tx, ctx: Ctx, typed: string): Promise<Hit[]> {
  const bare = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const code = /^(RMA|LPN|PAR|OUT|RF|C)(.{4})(.{4})$/.exec(bare);
  const dashed = code ? `${code[1]}-${code[2]}-${code[3]}` : typed.toUpperCase();
  const name = nameKey(typed);
  const email = emailKey(typed);
  // Row-level security lets an index serve comparisons only, not `like`; a prefix is a range of keys.
  const from = (key: string) => [key, afterPrefix(key)] as const;
  const [numberFrom, numberTo] = from(numberKey(typed));
  const [nameFrom, nameTo] = from(name);
  const w = ctx.workspaceId;
  const parts = [
    ...(may(ctx.actor, 'returns.read')
      ? [
          sql`(select 'return' as kind, r.id, r.code, c.name as title, r.stage as detail from returns r join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
            where r.workspace_id = ${w} and r.code = ${dashed} limit 8)`,
          sql`(select 'return', r.id, r.code, c.name, r.stage from labels l join returns r on r.workspace_id = l.workspace_id and r.id = l.return_id join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
            where l.workspace_id = ${w} and l.tracking = ${bare} limit 8)`,
        ]
      : []),
    ...(may(ctx.actor, 'warehouse.read')
      ? [
          sql`(select 'unit', u.id, u.lpn, u.title, u.stage from units u where u.workspace_id = ${w} and (u.lpn = ${dashed} or u.serial_key = ${serialKey(typed)}) limit 8)`,
          sql`(select 'parcel', p.id, p.code, coalesce(p.tracking, ''), p.stage from parcels p where p.workspace_id = ${w} and (p.code = ${dashed} or p.tracking = ${bare}) limit 8)`,
          sql`(select 'outbound', o.id, o.code, c.name, o.state from outbound_orders o join returns r on r.workspace_id = o.workspace_id and r.id = o.return_id
            join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
            where o.workspace_id = ${w} and (o.code = ${dashed} or o.tracking = ${bare}) limit 8)`,
          sql`(select 'bin', b.id, b.code, s.name, b.purpose from bins b join sites s on s.workspace_id = b.workspace_id and s.id = b.site_id where b.workspace_id = ${w} and b.code = ${typed.toUpperCase()} limit 8)`,
        ]
      : []),
    ...(may(ctx.actor, 'money.read')
      ? [
          sql`(select 'refund', f.id, f.code, c.name, f.state from refunds f join customers c on c.workspace_id = f.workspace_id and c.id = f.customer_id where f.workspace_id = ${w} and f.code = ${dashed} limit 8)`,
        ]
      : []),
    ...(may(ctx.actor, 'orders.read')
      ? [
          ...(bare
            ? [
                sql`(select 'order', o.id, o.number, c.name, b.name from orders o join customers c on c.workspace_id = o.workspace_id and c.id = o.customer_id join brands b on b.workspace_id = o.workspace_id and b.id = o.brand_id
            where o.workspace_id = ${w} and o.number_key >= ${numberFrom} and o.number_key < ${numberTo} order by o.number_key limit 8)`,
              ]
            : []),
          sql`(select 'customer', c.id, coalesce(c.email, c.name), c.name, b.name from customers c join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
            where c.workspace_id = ${w} and (c.email_key = ${email} or (c.name_key >= ${nameFrom} and c.name_key < ${nameTo}) or (c.last_key >= ${nameFrom} and c.last_key < ${nameTo})) order by c.name_key limit 8)`,
          sql`(select 'part', p.id, p.sku, p.title, b.name from parts p join brands b on b.workspace_id = p.workspace_id and b.id = p.brand_id
            where p.workspace_id = ${w} and p.sku_key = ${typed.trim().toUpperCase()} limit 8)`,
          sql`(select 'product', p.id, v.sku, p.title, v.title from variants v join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
            where v.workspace_id = ${w} and v.id in (select variants_with_code(${typed.toUpperCase()})) limit 8)`,
        ]
      : []),
  ];
  const mayTalk = may(ctx.actor, 'inbox.read');
  if (mayTalk) {
    parts.push(
      sql`(select 'conversation', v.id, v.code, v.subject, k.name from conversations v join contacts k on k.workspace_id = v.workspace_id and k.id = v.contact_id
        where v.workspace_id = ${w} and v.code = ${dashed} limit 8)`,
      ...(name
        ? [
            sql`(select 'contact', k.id, coalesce((select p.value from contact_points p where p.workspace_id = k.workspace_id and p.contact_id = k.id
              and p.kind in ('email', 'phone') order by p.verified desc, p.kind, p.value limit 1), k.name), k.name, b.name
              from contacts k join brands b on b.workspace_id = k.workspace_id and b.id = k.brand_id
              where k.workspace_id = ${w} and k.merged_into is null and k.name_key >= ${nameFrom} and k.name_key < ${nameTo} order by k.name_key limit 8)`,
          ]
        : []),
      sql`(select 'contact', k.id, p.value, k.name, b.name from contact_points p
        join contacts k on k.workspace_id = p.workspace_id and k.id = p.contact_id join brands b on b.workspace_id = k.workspace_id and b.id = k.brand_id
        where p.workspace_id = ${w} and p.value = ${email} and k.merged_into is null limit 8)`,
    );
  }
  if (parts.length === 0) return [];
  const found = await sql<Hit>`${sql.join(parts, sql` union all `)}`.execute(tx);
  const rows = [...found.rows, ...(mayTalk ? await saidSomewhere(ctx, tx, typed) : [])];
  const seen = new Set<string>();
  return rows.filter((hit) => !seen.has(hit.kind + hit.id) && seen.add(hit.kind + hit.id));
}

/** Conversations in which it was said, or that are called so, after everything with that very name. */
async function saidSomewhere(ctx: Ctx, tx: Tx, typed: string): Promise<Hit[]> {
  const { rows } = await searchInbox({ ...ctx, tx }, { q: typed, limit: 8 });
  return rows.map(({ conversation: { id, code, subject, contact } }) => {
    return { kind: 'conversation', id, code, title: subject, detail: contact.name };
  });
}
