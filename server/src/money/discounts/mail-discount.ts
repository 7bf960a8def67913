import type { BuyerLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { queueMail } from '../../platform/outbox.ts';
import type { RecordedEvent } from '../../platform/record.ts';
import { trackingPage } from '../../returns/index.ts';

type Row = {
  code: string;
  percent: number;
  minimum: number | null;
  currency: string;
  expires_at: Date;
  brand_id: string;
  slug: string;
  time_zone: string;
  order_id: string;
  order_number: string;
  return_id: string;
  return_code: string;
  language: BuyerLanguage;
  email: string | null;
  name: string;
};

/** The buyer gets the code by mail, once an event. Without an address there is no mail; the tracking page shows it as well. */
export function mailDiscount(ctx: Ctx, event: RecordedEvent): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const found = await sql<Row>`
      select d.code, d.percent, d.minimum, d.currency, d.expires_at, d.brand_id, b.slug, b.time_zone, d.order_id,
        o.number as order_number, d.return_id, r.code as return_code, r.language, coalesce(o.email, c.email) as email, c.name
      from discounts d
      join returns r on r.workspace_id = d.workspace_id and r.id = d.return_id
      join brands b on b.workspace_id = d.workspace_id and b.id = d.brand_id
      join orders o on o.workspace_id = d.workspace_id and o.id = d.order_id
      join customers c on c.workspace_id = d.workspace_id and c.id = d.customer_id
      where d.workspace_id = ${ctx.workspaceId} and d.id = ${event.subject.id} and d.state = 'active'`.execute(tx);
    const row = found.rows[0];
    if (!row?.email) return;
    await queueMail(tx, ctx, {
      cause: event.id,
      template: 'discount_issued',
      language: row.language,
      to: row.email,
      brandId: row.brand_id,
      orderId: row.order_id,
      returnId: row.return_id,
      data: {
        customer_name: row.name.trim() || null,
        code: row.return_code,
        order_number: row.order_number,
        track_url: trackingPage(ctx, row.slug, row),
        discount_code: row.code,
        percent: row.percent,
        minimum: row.minimum === null ? null : { amount: row.minimum, currency: row.currency },
        expires_on: dayIn(row.time_zone, row.expires_at),
      },
    });
  });
}
