import { type Actor, type Ctx, may } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { openEverySite } from './every-site.ts';
import { approvedEvent, lastDayToSend, siteOfGoods, wishLabel } from './prepare-parcel.ts';
import { type Loaded, loadNew } from './return.read.ts';
import { type Return, step } from './return.ts';
import { footingOf, lockReturn, saveReturn } from './returns.store.ts';
import { whoOf } from './who.ts';

/** Policy says no, or somebody without the right asked for an exception: then it takes the right and a reason. */
function overrideOf(at: Return, actor: Actor, reason: string | null): string | null {
  const outside = at.verdict.answer === 'no' || at.review.includes('override.asked');
  if (!outside) return reason ?? at.override_reason;
  if (!may(actor, 'returns.override')) throw new Refusal('return.override_not_allowed');
  const said = reason ?? at.override_reason;
  if (!said) throw new Refusal('return.override_needs_reason', { because: at.verdict.because });
  return said;
}

/**
 * Staff say yes to a waiting request. Goods that come back get a site, a last day to send (in the brand's zone) and a
 * label; what the buyer keeps is owed from now on.
 *
 * Throws `return.not_found`, `return.wrong_stage`, `return.override_needs_reason`, `return.override_not_allowed`,
 * `return.no_site` where no site takes the brand's goods.
 */
export function approveReturn(ctx: Ctx, id: string, reason: string | null): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, id);
    const stage = step(at, 'approve');
    const override_reason = overrideOf(at, ctx.actor, reason);
    await openEverySite(tx, ctx);
    const on = at.goods_back ? await footingOf(tx, ctx, at) : null;
    const site_id = on ? (at.site_id ?? (await siteOfGoods(tx, ctx, at.brand_id, on))) : at.site_id;
    if (on && !site_id) throw new Refusal('return.no_site', { categories: on.categories });
    const decided_by = whoOf(ctx.actor);
    await saveReturn(tx, ctx, id, {
      stage,
      review: [],
      override_reason,
      decided_by,
      site_id,
      ship_by: on && lastDayToSend(on, ctx.now),
      approved_at: ctx.now,
    });
    if (on && site_id) await wishLabel(tx, ctx, { ...at, site_id }, on);
    await record(tx, ctx, [approvedEvent({ ...at, site_id }, { by_policy: false, reason: override_reason })]);
    return loadNew(tx, ctx, id);
  });
}
