import { brandOf } from '../../accounts/index.ts';
import { orderForReturn } from '../../orders/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import { queueMail } from '../../platform/outbox.ts';
import { reaction } from '../../platform/record.ts';
import { orderPage } from '../links.ts';
import type { moneyBack } from './cancellation.ts';

/** The buyer hears that their order is called off and what goes back where; once an event. */
export const mailCancelled = reaction({
  on: 'order.cancelled',
  name: 'mail-order-cancelled',
  run: (ctx, event) =>
    inWorkspace(ctx, async (tx) => {
      const order = await orderForReturn(tx, ctx, event.subject.id);
      const to = order.email ?? order.customer.email;
      if (!to) return;
      const { slug } = await brandOf(tx, order.brand_id);
      await queueMail(tx, ctx, {
        cause: event.id,
        template: 'order_cancelled',
        language: order.customer.language,
        to,
        brandId: order.brand_id,
        orderId: order.id,
        data: {
          customer_name: order.customer.name.trim() || null,
          order_number: order.number,
          back: event.data.back as ReturnType<typeof moneyBack>,
          order_url: orderPage(ctx, slug, { brand_id: order.brand_id, order_id: order.id }),
        },
      });
    }),
});
