import type { AnswerOf, PolicyRules, portal } from '@recoup/contract';
import { brandOf } from '../accounts/index.ts';
import { orderForReturn } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { fileUrlOr } from '../uploads/index.ts';
import { askFacts } from './ask-facts.ts';
import { considerAsk } from './consider-ask.ts';
import { logoKey, photoKeys } from './portal.read.ts';
import { lineShown } from './preview-return.ts';
import { reasonsFor } from './reasons.ts';
import { returnsOfOrder } from './return.read.ts';

type BuyerBrand = AnswerOf<typeof portal.brand>;
type BuyerOrder = AnswerOf<typeof portal.order>;

/** A brand's look and languages, for its public pages. Throws `brand.not_found`, for an archived one too. */
export async function buyerBrand(tx: Tx, ctx: Ctx, brandId: string): Promise<BuyerBrand> {
  const brand = await brandOf(tx, brandId);
  if (brand.archivedAt) throw new Refusal('brand.not_found');
  const { color, dot, logo_file_id } = brand.look;
  return {
    name: brand.name,
    slug: brand.slug,
    look: { color, dot, logo_url: fileUrlOr(ctx, await logoKey(tx, ctx, logo_file_id)) },
    languages: brand.languages,
    currency: brand.currency,
    support_email: brand.supportEmail,
    time_zone: brand.timeZone,
  };
}

/**
 * The buyer opens their link: the order, what of it may still be returned, which reasons may be given, and the returns
 * there are. The return the link was sent for comes first.
 *
 * Throws `link.not_found` where the order is gone.
 */
export function showOrder(ctx: Ctx & { buyer: { orderId: string; returnId?: string } }): Promise<BuyerOrder> {
  return inWorkspace(ctx, async (tx) => {
    const order = await orderForReturn(tx, ctx, ctx.buyer.orderId).catch((error: unknown) => {
      throw error instanceof Refusal && error.code === 'order.not_found' ? new Refusal('link.not_found') : error;
    });
    const facts = await askFacts(tx, ctx, order);
    // Each by itself: what a person must look at for its value is told once the buyer has chosen.
    const lines = order.lines.flatMap((line) => {
      const quantity = Math.min(1, line.quantity - line.return_quantity);
      return considerAsk(facts, [{ order_line_id: line.id, quantity, reason: null, opened: null }]).lines;
    });
    const photos = await photoKeys(tx, ctx, order.lines);
    const accepted = new Map<string, PolicyRules['reasons']>();
    for (const line of order.lines) {
      const rules = facts.policyOf(line.id)?.rules;
      const own = [...(rules?.reasons ?? []), ...(rules?.warranty.covers ?? [])];
      const before = accepted.get(line.category);
      // An empty list accepts every reason, so joined with any other it still does.
      const all = !rules || rules.reasons.length === 0 || before?.length === 0;
      accepted.set(line.category, all ? [] : [...(before ?? []), ...own]);
    }
    const returns = await returnsOfOrder(tx, ctx, order.id);
    returns.sort((a, b) => Number(b.id === ctx.buyer.returnId) - Number(a.id === ctx.buyer.returnId));
    const paid = order.payments.find((payment) => payment.amount > payment.refunded) ?? order.payments[0];
    return {
      id: order.id,
      number: order.number,
      placed_at: order.placed_at.toISOString(),
      brand: await buyerBrand(tx, ctx, order.brand_id),
      customer_first_name: order.customer.name.split(/\s+/)[0] ?? '',
      lines: lines.map((line) => lineShown(ctx, line, photos)),
      reasons: Object.fromEntries([...accepted].map(([category, list]) => [category, reasonsFor(category, list)])),
      returns: returns.map(({ id, code, stage, units, requested_at }) => ({
        id,
        code,
        stage,
        units,
        requested_at: requested_at.toISOString(),
      })),
      pays_to: paid?.label ?? null,
    };
  });
}
