import type { CallLink } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findCall, lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { findLink, linksOfCall, saveLink } from './links.store.ts';
import { linkAnswer } from './make-link.ts';

/** Whoever invited takes a link back; whoever came in by it stays. Twice is once. Throws `call.not_found`, `call.link_not_found`. */
export function revokeLink(ctx: Ctx, callId: string, linkId: string): Promise<CallLink> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockCall(tx, ctx, callId);
    const brand = await brandOf(tx, at.brand_id);
    const link = await findLink(tx, ctx, linkId);
    if (link?.call_id !== at.id) throw new Refusal('call.link_not_found');
    if (link.revoked_at) return linkAnswer(ctx, link, at, brand.slug);
    await saveLink(tx, ctx, link.id, { revoked_at: ctx.now });
    const data = { by: link.by_way, to: link.sent_to };
    const next = await settleCall(tx, ctx, at, {}, [{ type: 'call.link_revoked', data }]);
    return linkAnswer(ctx, { ...link, revoked_at: ctx.now }, next, brand.slug);
  });
}

/** Throws `call.not_found`. */
export function readLinks(ctx: Ctx, callId: string): Promise<{ rows: CallLink[] }> {
  return inWorkspace(ctx, async (tx) => {
    const call = await findCall(tx, ctx, callId);
    const { slug } = await brandOf(tx, call.brand_id);
    return { rows: (await linksOfCall(tx, ctx, callId)).map((link) => linkAnswer(ctx, link, call, slug)) };
  });
}
