import type { BuyerLanguage, StaffLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { dateText, moneyText } from '../../platform/mail/format.ts';
import { Refusal } from '../../platform/refusal.ts';
import { returnsSide } from '../sides.ts';
import type { Values } from './words.ts';

type Row = {
  brand_id: string;
  code: string;
  subject: string;
  language: string | null;
  contact_language: string;
  return_id: string | null;
  contact: string;
  email: string | null;
  phone: string | null;
  brand: string;
  brand_email: string | null;
  time_zone: string;
  agent: string | null;
  agent_language: string | null;
  order: {
    number: string;
    placed_at: string;
    total: number;
    currency: string;
    address: {
      name?: string;
      line1: string;
      line2?: string;
      city: string;
      region?: string;
      postal_code: string;
    } | null;
    items: string[];
    tracking: string | null;
  } | null;
};
export type Facts = {
  brand_id: string;
  /** The language the buyer reads, and the agent's own. */
  language: BuyerLanguage;
  mine: StaffLanguage;
  /** What a macro may say, with days and amounts as that language writes them. */
  values(language: BuyerLanguage): Values;
};

/** What a macro may say about one conversation. Throws `conversation.not_found`. */
export async function macroFacts(tx: Tx, ctx: Ctx, conversationId: string): Promise<Facts> {
  const agentId = ctx.actor.kind === 'staff' ? ctx.actor.id : null;
  const point = (kind: string) => sql`(select p.value from contact_points p where p.workspace_id = c.workspace_id
    and p.contact_id = c.contact_id and p.kind = ${kind} order by p.verified desc, p.created_at limit 1)`;
  const { rows } = await sql<Row>`
    select c.brand_id, c.code, c.subject, c.language, c.return_id, k.language as contact_language, k.name as contact,
      ${point('email')} as email, ${point('phone')} as phone, b.name as brand, b.support_email as brand_email, b.time_zone,
      s.name as agent, s.language as agent_language,
      (select jsonb_build_object('number', o.number, 'placed_at', o.placed_at, 'total', o.total, 'currency', o.currency, 'address', o.address,
          'items', (select coalesce(jsonb_agg(case when l.quantity > 1 then l.quantity || ' × ' || l.title else l.title end order by l.position), '[]')
            from order_lines l where l.workspace_id = o.workspace_id and l.order_id = o.id),
          'tracking', (select f.tracking from fulfilments f where f.workspace_id = o.workspace_id and f.order_id = o.id and f.tracking is not null
            order by f.shipped_at desc nulls last limit 1))
        from orders o where o.workspace_id = c.workspace_id and o.id = c.order_id) as "order"
    from conversations c
    join contacts k on k.workspace_id = c.workspace_id and k.id = c.contact_id
    join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
    left join staff s on s.workspace_id = c.workspace_id and s.id = coalesce(${agentId}::uuid, c.assignee_id)
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${conversationId}`.execute(tx);
  const row = rows[0];
  if (!row) throw new Refusal('conversation.not_found');
  const found = row.return_id ? await returnsSide().find(tx, ctx, row.return_id) : null;
  const buyers = (row.language ?? row.contact_language) as BuyerLanguage;
  return {
    brand_id: row.brand_id,
    language: ['en', 'zh', 'es'].includes(buyers) ? buyers : 'en',
    mine: row.agent_language === 'zh' ? 'zh' : 'en',
    values: (language) => valuesOf(ctx, row, found, language),
  };
}

function valuesOf(ctx: Ctx, row: Row, found: { code: string; stage: string } | null, language: BuyerLanguage): Values {
  const { order } = row;
  const locale = { language, time_zone: row.time_zone, now: ctx.now };
  const agent = row.agent ?? row.brand;
  return {
    contact: { name: row.contact, first_name: firstName(row.contact), email: row.email, phone: row.phone },
    order: order && {
      number: order.number,
      date: dateText(order.placed_at, locale),
      total: moneyText({ amount: order.total, currency: order.currency }, language),
      items: order.items.join(language === 'zh' ? '、' : ', '),
      address: order.address && addressText(order.address),
      tracking: order.tracking,
    },
    return: found && { code: found.code, stage: found.stage },
    agent: { name: agent, first_name: row.agent ? firstName(agent) : agent },
    brand: { name: row.brand, email: row.brand_email },
    conversation: { code: row.code, subject: row.subject },
  };
}

/** `Dana Whitfield` → `Dana`; a Chinese name is said whole. */
function firstName(name: string): string {
  return /\p{Script=Han}/u.test(name) ? name : (name.trim().split(/\s+/)[0] ?? name);
}

function addressText({
  line1,
  line2,
  city,
  region,
  postal_code,
}: NonNullable<NonNullable<Row['order']>['address']>): string {
  return [line1, line2, city, [region, postal_code].filter(Boolean).join(' ')].filter(Boolean).join(', ');
}
