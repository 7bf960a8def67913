import type { assistant, BodyOf, Understood } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { orderForReturn } from '../../orders/index.ts';
import { type Ctx, may } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { understand } from '../understanding/understand.ts';
import { liveClassifier } from './live-classifier.ts';

/**
 * Staff try a sentence, as the buyer of an order they may read or as a guest. Throws `brand.not_found`, `order.not_found`,
 * `permission.not_allowed`.
 */
export function understandSentence(ctx: Ctx, asked: BodyOf<(typeof assistant)['understand']>): Promise<Understood> {
  if (asked.order_id !== null && !may(ctx.actor, 'orders.read'))
    throw new Refusal('permission.not_allowed', { needs: 'orders.read' });
  return inWorkspace(ctx, async (tx) => {
    const brand = await brandOf(tx, asked.brand_id);
    const { hand_over } = await settingsOf(tx, ctx, brand.id);
    const order = asked.order_id === null ? null : await orderForReturn(tx, ctx, asked.order_id);
    if (order && order.brand_id !== brand.id) throw new Refusal('order.not_found');
    const context = {
      now: ctx.now,
      zone: brand.timeZone,
      awaiting: null,
      orders: order
        ? [
            {
              order_id: order.id,
              number: order.number,
              lines: order.lines.map(({ id, sku, title, quantity }) => ({ order_line_id: id, sku, title, quantity })),
            },
          ]
        : [],
      extra_words: hand_over.words,
    };
    const said = { text: asked.text, language: null, choice: null, message_ids: [], file_ids: [], context };
    return understand(said, await liveClassifier(tx, ctx)).understood;
  });
}
