import type { Ctx } from '../platform/ctx.ts';
import { signPortalToken } from '../platform/secrets.ts';

/** How long a buyer's link opens their order. Every mail brings a fresh one. */
export const LINK_DAYS = 30;
const DAY = 86_400_000;

type Of = { brand_id: string; order_id: string; return_id?: string };
type LinkCtx = Pick<Ctx, 'config' | 'now' | 'workspaceId'>;

/**
 * A token for one order, good for `days` and the rest of today (UTC), so that it stays the same all day. With `return_id`
 * it also says which return it was sent for; it opens no less.
 */
export function buyerToken(
  ctx: LinkCtx,
  of: Of,
  days = LINK_DAYS,
  { papers = false } = {},
): { token: string; expiresAt: Date } {
  const expiresAt = new Date((Math.floor(ctx.now.getTime() / DAY) + 1 + days) * DAY);
  const token = signPortalToken(ctx.config.secret, {
    workspaceId: ctx.workspaceId,
    brandId: of.brand_id,
    orderId: of.order_id,
    ...(of.return_id ? { returnId: of.return_id } : {}),
    papers,
    expiresAt,
  });
  return { token, expiresAt };
}

/** The buyer's tracking page of one return: `PUBLIC_URL/b/<brand>/r/<token>`. */
export function trackingPage(ctx: LinkCtx, slug: string, of: Of & { return_id: string }): string {
  return `${ctx.config.publicUrl}/b/${slug}/r/${buyerToken(ctx, of).token}`;
}

/** The buyer's page of one order: `PUBLIC_URL/b/<brand>/o/<token>`. */
export function orderPage(ctx: LinkCtx, slug: string, of: Of): string {
  return `${ctx.config.publicUrl}/b/${slug}/o/${buyerToken(ctx, of).token}`;
}

/** The receipt of an order, for a mail's link. Receipts are passed on to bookkeepers: the link opens papers and nothing else. */
export function receiptLink(ctx: LinkCtx, of: Of): string {
  return `/v1/portal/receipt.pdf?token=${buyerToken(ctx, of, LINK_DAYS, { papers: true }).token}`;
}

/** A paper of a return, for a link without a header: its token is good for a day, and the page that shows it makes a new one. */
export function paperLink(ctx: LinkCtx, of: Of & { return_id: string }, paper: 'label.pdf' | 'slip.pdf'): string {
  return `/v1/portal/returns/${of.return_id}/${paper}?token=${buyerToken(ctx, of, 1, { papers: true }).token}`;
}
