import { buyerLanguage } from '@recoup/contract';
import { z } from 'zod';
import { brandOf } from '../accounts/index.ts';
import { emailKey } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { job } from '../platform/jobs.ts';
import { type Limit, limitAttempts } from '../platform/limits.ts';
import { queueMail } from '../platform/outbox.ts';
import { enqueue } from '../platform/record.ts';
import { buyerToken, orderPage } from './links.ts';
import { ordersOfEmail } from './portal.read.ts';

const PER_ADDRESS: Limit = { max: 20, windowSeconds: 60 * 60 };
/** One mailbox is not to be filled by strangers. */
const PER_EMAIL: Limit = { max: 3, windowSeconds: 60 * 60 };
/** The newest so many orders; older ones are past any return. */
const MOST = 10;

/**
 * "I can't find my number": a buyer asks for the links of their orders by mail. Whether there are any is for the mailbox
 * to know: the answer, and the work done before it, are the same.
 *
 * Throws `guess.too_many` with `retry_at`.
 */
export async function askForLinks(
  ctx: Ctx & { brandId: string },
  from: { email: string; language: 'en' | 'zh' | 'es'; address: string },
): Promise<void> {
  const email = emailKey(from.email);
  await limitAttempts(ctx, `mail-links:address:${from.address}`, PER_ADDRESS, 'guess.too_many');
  await limitAttempts(ctx, `mail-links:email:${ctx.brandId}:${email}`, PER_EMAIL, 'guess.too_many');
  const payload = { brand_id: ctx.brandId, email, language: from.language, cause: newId() };
  await inWorkspace(ctx, (tx) => enqueue(tx, ctx, { job: 'mail-order-links', payload }));
}

export const mailLinksJob = job({
  name: 'mail-order-links',
  payload: z.object({ brand_id: z.uuid(), email: z.string(), language: buyerLanguage, cause: z.uuid() }),
  run: (ctx, { brand_id, email, language, cause }) =>
    inWorkspace(ctx, async (tx) => {
      const orders = await ordersOfEmail(tx, ctx, brand_id, email, MOST);
      if (orders.length === 0) return;
      const { slug } = await brandOf(tx, brand_id);
      await queueMail(tx, ctx, {
        cause: `mail-order-links:${cause}`,
        template: 'order_links',
        language,
        to: email,
        brandId: brand_id,
        data: {
          orders: orders.map((order) => ({
            number: order.number,
            placed_at: order.placed_at.toISOString(),
            url: orderPage(ctx, slug, { brand_id, order_id: order.id }),
          })),
          expires_at: buyerToken(ctx, { brand_id, order_id: orders[0]!.id }).expiresAt.toISOString(),
        },
      });
    }),
});
