import type { BuyerLanguage } from '@recoup/contract';
import { remedyOffer } from '@recoup/contract';
import { sql } from 'kysely';
import { addDays, dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { queueMail } from '../../platform/outbox.ts';
import type { RecordedEvent } from '../../platform/record.ts';
import { orderPage, trackingPage } from '../../returns/index.ts';

/** How long banks take at most to show a card refund, in days: the upper end card networks name (Visa, Mastercard: 5 to 7 business days). */
export const BANK_DAYS = 9;

type Row = {
  kind: 'refund' | 'store_credit' | 'keep_it';
  amount: number;
  currency: string;
  parts: { code: string; amount: number }[];
  reference: string | null;
  sent_at: Date;
  to: string | null;
  brand_id: string;
  slug: string;
  time_zone: string;
  order_id: string;
  order_number: string;
  /** Null for an order called off: its money goes back without a return. */
  return_id: string | null;
  code: string | null;
  language: BuyerLanguage;
  email: string | null;
  name: string;
  credit_code: string | null;
  expires_at: Date | null;
};

/** The buyer hears that the money left, or gets the code of the credit; once an event. Without an address there is no mail. */
export function mailBuyer(ctx: Ctx, event: RecordedEvent): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const found = await sql<Row>`
      select f.kind, f.amount, f.currency, f.parts, f.reference, f.sent_at, p.label as "to", f.brand_id, b.slug, b.time_zone, f.order_id, o.number as order_number,
        r.id as return_id, r.code, coalesce(r.language, c.language) as language, coalesce(o.email, c.email) as email, c.name, s.code as credit_code, s.expires_at
      from refunds f
      left join returns r on r.workspace_id = f.workspace_id and r.id = f.return_id
      join brands b on b.workspace_id = f.workspace_id and b.id = f.brand_id
      join orders o on o.workspace_id = f.workspace_id and o.id = f.order_id
      join customers c on c.workspace_id = f.workspace_id and c.id = f.customer_id
      left join payments p on p.workspace_id = f.workspace_id and p.id = f.payment_id
      left join store_credits s on s.workspace_id = f.workspace_id and s.refund_id = f.id
      where f.workspace_id = ${ctx.workspaceId} and f.id = ${event.subject.id} and f.state = 'sent'`.execute(tx);
    const row = found.rows[0];
    if (!row?.email) return;
    const money = (amount: number) => ({ amount, currency: row.currency });
    const to = {
      cause: event.id,
      language: row.language,
      to: row.email,
      brandId: row.brand_id,
      orderId: row.order_id,
      ...(row.return_id ? { returnId: row.return_id } : {}),
    };
    const head = {
      customer_name: row.name.trim() || null,
      code: row.code ?? row.order_number,
      order_number: row.order_number,
      track_url: row.return_id
        ? trackingPage(ctx, row.slug, { ...row, return_id: row.return_id })
        : orderPage(ctx, row.slug, { brand_id: row.brand_id, order_id: row.order_id }),
    };
    if (row.kind === 'store_credit') {
      const bonus = row.parts.filter((part) => part.code === 'bonus').reduce((sum, part) => sum + part.amount, 0);
      const expires_on = row.expires_at && dayIn(row.time_zone, row.expires_at);
      await queueMail(tx, ctx, {
        ...to,
        template: 'store_credit_issued',
        data: {
          ...head,
          amount: money(row.amount),
          bonus: bonus > 0 ? money(bonus) : null,
          credit_code: row.credit_code ?? row.reference ?? '',
          expires_on,
          shop_url: null,
        },
      });
      return;
    }
    const known = remedyOffer.shape.parts.element.shape.code;
    // An amount changed by hand has no parts a buyer would know.
    const parts = row.parts.map((part) => ({ code: known.safeParse(part.code).data, amount: money(part.amount) }));
    await queueMail(tx, ctx, {
      ...to,
      template: 'refund_sent',
      data: {
        ...head,
        kind: row.kind,
        amount: money(row.amount),
        parts: parts.every((part) => part.code !== undefined)
          ? (parts as { code: NonNullable<(typeof parts)[number]['code']>; amount: ReturnType<typeof money> }[])
          : [],
        to: row.to,
        sent_at: row.sent_at.toISOString(),
        by: addDays(dayIn(row.time_zone, row.sent_at), BANK_DAYS),
        reference: row.reference,
      },
    });
  });
}
