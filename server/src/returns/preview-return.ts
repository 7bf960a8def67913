import type { AnswerOf, Because, linePreview, portal, returns } from '@recoup/contract';
import type { z } from 'zod';
import { orderForReturn } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { fileUrlOr } from '../uploads/index.ts';
import { askFacts, everything } from './ask-facts.ts';
import { type AskedLine, type ConsideredLine, considerAsk } from './consider-ask.ts';
import { photoKeys } from './portal.read.ts';
import { reasonsFor } from './reasons.ts';

export type LinePreview = z.output<typeof linePreview>;
type Preview = AnswerOf<typeof portal.preview>;
type StaffPreview = AnswerOf<typeof returns.preview>;

/**
 * What policy would say to these lines, with the exact remedies, amounts and days: to the buyer before they confirm, to
 * staff before they ask. The request itself walks the same path, so it does what was shown. Writes nothing.
 *
 * Throws `order.not_found`, `order.line_not_found`.
 */
export function previewReturn(ctx: Ctx, orderId: string, lines: readonly AskedLine[]): Promise<Preview> {
  return inWorkspace(ctx, async (tx) => {
    const order = await orderForReturn(tx, ctx, orderId);
    const facts = await askFacts(tx, ctx, order, everything);
    const considered = considerAsk(facts, lines);
    const photos = await photoKeys(tx, ctx, order.lines);
    return {
      lines: considered.lines.map((line) => lineShown(ctx, line, photos)),
      evidence_needed: considered.evidence_needed,
      waits_for_person: considered.verdict.answer === 'ask',
      because: considered.verdict.because as Because[],
    };
  });
}

/**
 * The same for staff, who may step outside the policy: remedies are shown where it says no too, as they would be given,
 * and every reason of the goods' categories may be chosen. Writes nothing.
 *
 * Throws `order.not_found`, `order.line_not_found`.
 */
export function previewForStaff(ctx: Ctx, orderId: string, lines: readonly AskedLine[]): Promise<StaffPreview> {
  return inWorkspace(ctx, async (tx) => {
    const order = await orderForReturn(tx, ctx, orderId);
    const considered = considerAsk(await askFacts(tx, ctx, order, everything), lines);
    const photos = await photoKeys(tx, ctx, order.lines);
    return {
      lines: considered.lines.map((line) => ({ ...lineShown(ctx, line, photos), offers: line.offers })),
      reasons: Object.fromEntries(order.lines.map(({ category }) => [category, reasonsFor(category, [])])),
    };
  });
}

export function lineShown(
  ctx: Ctx,
  { line, left, verdict, evidence_needed, offers }: ConsideredLine,
  photos: ReadonlyMap<string, string>,
): LinePreview {
  return {
    order_line_id: line.id,
    sku: line.sku,
    title: line.title,
    photo_url: fileUrlOr(ctx, (line.photo_file_id && photos.get(line.photo_file_id)) || null),
    category: line.category,
    quantity_left: left,
    delivered_at: line.delivered_at?.toISOString() ?? null,
    verdict,
    evidence_needed,
    offers: verdict.answer === 'no' ? [] : offers,
  };
}
