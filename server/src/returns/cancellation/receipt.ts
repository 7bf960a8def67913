/** The receipt of an order: what was bought, what it came to, how it was paid and what went back. Drawn anew each time. */
import type { BuyerLanguage } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { type OrderFacts, orderForReturn } from '../../orders/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import type { FileAnswer } from '../../platform/http.ts';
import { newId } from '../../platform/ids.ts';
import { queueMail } from '../../platform/outbox.ts';
import { paperWords, receiptPdf } from '../../platform/paper/index.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { receiptLink } from '../links.ts';

const LOCALES = { en: 'en-US', zh: 'zh-CN', es: 'es-US' } as const;

/** Staff or the buyer print it, in the customer's language. Throws `order.not_found`. */
export async function printReceipt(ctx: Ctx, orderId: string): Promise<FileAnswer> {
  const { order, brand } = await inWorkspace(ctx, async (tx) => {
    const found = await orderForReturn(tx, ctx, orderId);
    return { order: found, brand: await brandOf(tx, found.brand_id) };
  });
  const { language } = order.customer;
  const body = await receiptPdf({
    brand: brand.name,
    order_number: order.number,
    date: dayIn(brand.timeZone, order.placed_at),
    bill_to: order.address,
    customer: order.customer.name,
    lines: order.lines.map((line) => ({
      name: line.title,
      sku: line.sku,
      quantity: line.quantity,
      amount: inWords(line.unit_price * line.quantity, order.currency, language),
    })),
    sums: sumsOf(order, language),
    support_email: brand.supportEmail,
    cancelled_on: order.cancelled_at && dayIn(brand.timeZone, order.cancelled_at),
    paper: order.address?.country === 'US' ? 'letter' : 'a4',
    language,
  });
  return { body, type: 'application/pdf', name: `${order.number.replace(/[^\w-]/g, '')}-receipt.pdf`, inline: true };
}

/** Minor units as somebody of that language reads them. */
function inWords(amount: number, currency: string, language: BuyerLanguage): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function sumsOf(order: OrderFacts, language: BuyerLanguage) {
  const words = paperWords[language];
  const say = (amount: number, currency = order.currency) => inWords(amount, currency, language);
  const some = (word: string, amount: number) => (amount === 0 ? [] : [{ word, amount: say(amount) }]);
  return [
    { word: words.goods, amount: say(order.items_total) },
    ...some(words.discount, -order.discount_total),
    ...some(words.freight, order.shipping_total),
    ...some(words.tax, order.tax_total),
    { word: words.total, amount: say(order.total), bold: true },
    ...order.payments.flatMap((payment) => [
      { word: `${words.paid} ${payment.label}`, amount: say(payment.amount, payment.currency) },
      ...(payment.refunded > 0
        ? [{ word: `${words.given_back} ${payment.label}`, amount: say(-payment.refunded, payment.currency) }]
        : []),
    ]),
  ];
}

/**
 * The receipt goes to the address the order was bought with, as a link that opens it for thirty days. Asked for by the
 * buyer (through the assistant) or by staff. Throws `order.not_found`, `order.no_email`.
 */
export function mailReceipt(ctx: Ctx, orderId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const order = await orderForReturn(tx, ctx, orderId);
    const to = order.email ?? order.customer.email;
    if (!to) throw new Refusal('order.no_email');
    await queueMail(tx, ctx, {
      cause: `receipt:${newId()}`,
      template: 'order_receipt',
      language: order.customer.language,
      to,
      brandId: order.brand_id,
      orderId,
      data: {
        customer_name: order.customer.name.trim() || null,
        order_number: order.number,
        amount: { amount: order.total, currency: order.currency },
        receipt_url: `${ctx.config.publicUrl}${receiptLink(ctx, { brand_id: order.brand_id, order_id: orderId })}`,
      },
    });
    await record(tx, ctx, [
      {
        type: 'order.receipt_mailed',
        subject: { kind: 'order', id: orderId },
        brand_id: order.brand_id,
        order_id: orderId,
      },
    ]);
  });
}
