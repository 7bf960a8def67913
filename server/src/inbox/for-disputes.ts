import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

type Said = {
  at: Date;
  from: 'buyer' | 'brand';
  name: string;
  channel: string;
  subject: string | null;
  text: string;
  translations: { language: string; text: string }[];
};
type Picture = { key: string; caption: string | null; at: Date | null; by: 'buyer' | 'brand' };
type Of = { orderId: string; most: number };

/** Conversations about the order, and those of its buyer that are about no other order. */
const ofOrder = (ctx: Ctx, orderId: string) => sql`
  v.workspace_id = ${ctx.workspaceId} and v.merged_into is null and not v.spam and (v.order_id = ${orderId} or (v.order_id is null
    and v.customer_id = (select o.customer_id from orders o where o.workspace_id = ${ctx.workspaceId} and o.id = ${orderId})))`;

/** What was said with a buyer about an order, for whoever must prove it. Notes among staff and what never went out stay inside. */
export const conversationForDisputes = {
  /** The newest so many, oldest first. */
  async said(tx: Tx, ctx: Ctx, { orderId, most }: Of): Promise<Said[]> {
    const { rows } = await sql<Said>`
      select m.at, case when m.direction = 'in' then 'buyer' else 'brand' end as "from", m.author ->> 'name' as name,
        coalesce(c.platform, c.kind) as channel, m.subject, m.body as text,
        coalesce((select jsonb_agg(jsonb_build_object('language', t ->> 'language', 'text', t ->> 'text')) from jsonb_array_elements(m.translations) t), '[]') as translations
      from conversations v
      join messages m on m.workspace_id = v.workspace_id and m.conversation_id = v.id
      join channels c on c.workspace_id = m.workspace_id and c.id = m.channel_id
      where ${ofOrder(ctx, orderId)} and m.kind = 'message' and m.direction in ('in', 'out') and m.automatic is null
        and m.state not in ('scheduled', 'queued', 'failed', 'cancelled') and m.body <> ''
      order by m.at desc, m.id desc limit ${most}`.execute(tx);
    return rows.reverse();
  },

  /** Photos the buyer sent. */
  async pictures(tx: Tx, ctx: Ctx, { orderId, most }: Of): Promise<Picture[]> {
    const { rows } = await sql<Picture>`
      select f.key, null as caption, m.at, case when m.direction = 'in' then 'buyer' else 'brand' end as "by"
      from conversations v
      join messages m on m.workspace_id = v.workspace_id and m.conversation_id = v.id
      join message_files x on x.workspace_id = m.workspace_id and x.message_id = m.id
      join files f on f.workspace_id = x.workspace_id and f.id = x.file_id
      where ${ofOrder(ctx, orderId)} and m.kind = 'message' and m.direction = 'in' and f.type = 'image/jpeg'
      order by m.at desc limit ${most}`.execute(tx);
    return rows.reverse();
  },
};
