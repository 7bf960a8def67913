import { type Actor, type Ctx, may } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { returnEvent } from './events.ts';
import { openEverySite } from './every-site.ts';
import { overOwnLimits } from './limits/own-limits.ts';
import { approvedEvent, lastDayToSend, siteOfGoods, wishLabel } from './prepare-parcel.ts';
import { type Loaded, loadNew } from './return.read.ts';
import { needsSecond, type Return, step, whyNotApprove } from './return.ts';
import { footingOf, lockReturn, saveReturn } from './returns.store.ts';
import { askerOf, giverOf, whoOf } from './who.ts';

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
 * What is beyond a limit takes another person than who asked, with the permission `money.approve`. Who says yes to
 * something beyond their own limits asks for that second person by it: the request waits on, as theirs.
 *
 * Throws `return.not_found`, `return.wrong_stage`, `return.override_needs_reason`, `return.override_not_allowed`,
 * `return.needs_second_person`, `return.same_person.not_allowed`, `return.no_site` where no site takes the brand's goods.
 */
export function approveReturn(ctx: Ctx, id: string, reason: string | null): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, id);
    const stage = step(at, 'approve');
    const second = needsSecond(at);
    const why = whyNotApprove(at, ctx.actor);
    if (why) throw new Refusal(why, { asked_by: at.asked_by?.name ?? null });
    const override_reason = overrideOf(at, ctx.actor, reason);
    if (!second) {
      const limits = await overOwnLimits(tx, ctx, at);
      if (limits.length > 0) {
        await saveReturn(tx, ctx, id, {
          review: [...new Set([...at.review, ...limits.map(({ code }) => code)])],
          verdict: { ...at.verdict, because: [...at.verdict.because, ...limits] },
          asked_by: askerOf(ctx.actor),
          override_reason,
        });
        await record(tx, ctx, [returnEvent('return.approval_asked', at, { limits })]);
        return loadNew(tx, ctx, id);
      }
    }
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
      given_by: giverOf(ctx.actor),
      given_at: ctx.now,
      site_id,
      ship_by: on && lastDayToSend(on, ctx.now),
      approved_at: ctx.now,
    });
    if (on && site_id) await wishLabel(tx, ctx, { ...at, site_id }, on);
    await record(tx, ctx, [
      approvedEvent({ ...at, site_id }, { by_policy: false, reason: override_reason, second_person: second }),
    ]);
    return loadNew(tx, ctx, id);
  });
}
