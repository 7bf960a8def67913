import type { AnswerOf, ChatOrder, chat } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import { portalSide, returnsSide } from '../sides.ts';
import { type OrderRow, orderRows, talkRows } from './chat.store.ts';
import { type ChatCtx, contactFor, type Guest, type Knock, openGuest } from './guest.ts';
import { proveOrders } from './proofs.store.ts';
import { trackingUrl } from './tracking-url.ts';

/** The orders a session may see: those it proved, and with a signed identity the buyer's own. */
export function readOrders(ctx: ChatCtx, knock: Knock): Promise<AnswerOf<typeof chat.orders>> {
  return inWorkspace(ctx, async (tx) => {
    const guest = await openGuest(tx, ctx, knock.origin);
    return { rows: await shownOrders(tx, ctx, guest, await orderRows(tx, ctx, guest)) };
  });
}

/**
 * A buyer proves an order by its number and its e-mail or ZIP, as on the return pages and under the same limits. From then on
 * this session sees it, and the conversation it was asked in is about it. Throws `order.no_match`, `order.too_many_tries`.
 */
export async function findChatOrder(
  ctx: ChatCtx,
  asked: { number: string; email_or_zip: string; conversation_id: string | null },
  knock: Knock,
): Promise<ChatOrder> {
  const opened = await inWorkspace(ctx, (tx) => openGuest(tx, ctx, knock.origin));
  const found = await portalSide()
    .findOrder(
      { ...ctx, brandId: opened.channel.brand_id },
      { number: asked.number, proof: asked.email_or_zip, address: knock.address },
    )
    .catch((error: unknown) => {
      throw error instanceof Refusal ? asAsked(error) : error;
    });
  return inWorkspace(ctx, async (tx) => {
    const guest: Guest = { ...opened, contact: await contactFor(tx, ctx, opened, null) };
    const [talk] = asked.conversation_id ? await talkRows(tx, ctx, guest, asked.conversation_id) : [];
    const at = { session_id: guest.sessionId, conversation_id: talk?.id ?? null };
    await proveOrders(tx, ctx, at, [found.order_id], { by_code: false });
    const [order] = await shownOrders(tx, ctx, guest, await orderRows(tx, ctx, guest, found.order_id));
    if (!order) throw new Refusal('order.no_match');
    return order;
  });
}

function asAsked({ code, details }: Refusal): Refusal {
  return code === 'guess.too_many' ? new Refusal('order.too_many_tries', details) : new Refusal('order.no_match');
}

async function shownOrders(tx: Tx, ctx: ChatCtx, guest: Guest, rows: readonly OrderRow[]): Promise<ChatOrder[]> {
  if (rows.length === 0) return [];
  const { slug } = await brandOf(tx, guest.channel.brand_id);
  const returns = await returnsSide().ofOrders(
    tx,
    ctx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const at = { slug, brand_id: guest.channel.brand_id, order_id: row.id };
    return {
      id: row.id,
      number: row.number,
      placed_at: row.placed_at.toISOString(),
      title: row.title,
      photo_url: fileUrlOr(ctx, row.photo_key),
      more: row.more,
      shipped_at: row.shipped_at?.toISOString() ?? null,
      delivered_at: row.delivered_at?.toISOString() ?? null,
      tracking: row.tracking
        ? { carrier: row.carrier, number: row.tracking, url: trackingUrl(row.carrier, row.tracking) }
        : null,
      returns: returns
        .filter((one) => one.order_id === row.id)
        .map((one) => ({
          code: one.code,
          stage: one.stage,
          url: portalSide().returnUrl(ctx, { ...at, return_id: one.id }),
        })),
      return_url: portalSide().orderUrl(ctx, at),
    };
  });
}
