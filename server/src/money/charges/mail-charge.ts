import type { BuyerLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { queueMail } from '../../platform/outbox.ts';
import type { RecordedEvent } from '../../platform/record.ts';
import { trackingPage } from '../../returns/index.ts';
import { chargeLinkDays } from './settle-charge.ts';

type Row = {
  purpose: 'difference' | 'hold';
  gateway: string;
  state: string;
  title: string;
  amount: number;
  currency: string;
  asked_at: Date | null;
  brand_id: string;
  slug: string;
  time_zone: string;
  order_id: string;
  order_number: string;
  return_id: string | null;
  code: string | null;
  language: BuyerLanguage;
  email: string | null;
  name: string;
};

/**
 * The buyer gets the link to pay: to their tracking page, which leads on to the payment company's own. Once an event; by
 * hand nobody is mailed, staff ask for it themselves.
 */
export function mailCharge(ctx: Ctx, event: RecordedEvent): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const found = await sql<Row>`
      select x.purpose, x.gateway, x.state, x.title, x.amount, x.currency, x.asked_at, x.brand_id, b.slug, b.time_zone, x.order_id,
        o.number as order_number, r.id as return_id, r.code, coalesce(r.language, c.language) as language, coalesce(o.email, c.email) as email, c.name
      from charges x
      join brands b on b.workspace_id = x.workspace_id and b.id = x.brand_id
      join orders o on o.workspace_id = x.workspace_id and o.id = x.order_id
      join customers c on c.workspace_id = x.workspace_id and c.id = x.customer_id
      left join returns r on r.workspace_id = x.workspace_id and r.id = x.return_id
      where x.workspace_id = ${ctx.workspaceId} and x.id = ${event.subject.id}`.execute(tx);
    const row = found.rows[0];
    if (!row?.email || !row.return_id || row.gateway === 'manual' || row.state !== 'asked') return;
    const until = new Date((row.asked_at ?? ctx.now).getTime() + chargeLinkDays * 86_400_000);
    await queueMail(tx, ctx, {
      cause: event.id,
      template: 'payment_asked',
      language: row.language,
      to: row.email,
      brandId: row.brand_id,
      orderId: row.order_id,
      returnId: row.return_id,
      data: {
        customer_name: row.name.trim() || null,
        code: row.code!,
        order_number: row.order_number,
        track_url: trackingPage(ctx, row.slug, { ...row, return_id: row.return_id }),
        purpose: row.purpose,
        title: row.title,
        amount: { amount: row.amount, currency: row.currency },
        by: dayIn(row.time_zone, until),
      },
    });
  });
}
