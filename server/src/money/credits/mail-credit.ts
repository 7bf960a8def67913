import type { BuyerLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { queueMail } from '../../platform/outbox.ts';
import type { RecordedEvent } from '../../platform/record.ts';

type Row = {
  code: string;
  amount: number;
  currency: string;
  language: BuyerLanguage;
  expires_at: Date | null;
  brand_id: string;
  slug: string;
  time_zone: string;
  order_id: string | null;
  order_number: string | null;
  email: string | null;
  name: string;
};

/** The address of the page where a holder looks what is left on a code. */
export function balancePage(ctx: Pick<Ctx, 'config'>, slug: string): string {
  return `${ctx.config.publicUrl}/b/${slug}/credit`;
}

/** The buyer gets the code of a credit given out of goodwill, once an event. Without an address there is no mail. */
export function mailGoodwill(ctx: Ctx, event: RecordedEvent): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const found = await sql<Row>`
      select s.code, s.amount, s.currency, s.language, s.bonus_expires_at as expires_at, s.brand_id, b.slug, b.time_zone,
        s.order_id, o.number as order_number, coalesce(o.email, c.email) as email, c.name
      from store_credits s
      join brands b on b.workspace_id = s.workspace_id and b.id = s.brand_id
      join customers c on c.workspace_id = s.workspace_id and c.id = s.customer_id
      left join orders o on o.workspace_id = s.workspace_id and o.id = s.order_id
      where s.workspace_id = ${ctx.workspaceId} and s.id = ${event.subject.id} and s.state = 'active' and s.source = 'goodwill'`.execute(
      tx,
    );
    const row = found.rows[0];
    if (!row?.email) return;
    await queueMail(tx, ctx, {
      cause: event.id,
      template: 'store_credit_given',
      language: row.language,
      to: row.email,
      brandId: row.brand_id,
      orderId: row.order_id,
      data: {
        customer_name: row.name.trim() || null,
        order_number: row.order_number,
        amount: { amount: row.amount, currency: row.currency },
        credit_code: row.code,
        expires_on: row.expires_at && dayIn(row.time_zone, row.expires_at),
        balance_url: balancePage(ctx, row.slug),
      },
    });
  });
}
