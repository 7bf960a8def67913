import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { wishLabel } from './prepare-parcel.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { footingOf, lockReturn } from './returns.store.ts';

/**
 * Staff mail the label again: the buyer lost it. The mail itself is a reaction to `label.resent`. Where the carrier
 * refused a label it is asked for a new one, which is mailed once it is made.
 *
 * Throws `return.not_found`, `label.none` where there is no label, or none is needed any more.
 */
export function resendLabel(ctx: Ctx, id: string): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await loadReturn(tx, ctx, id);
    const label = at.label;
    if (label?.state === 'failed' && at.stage === 'approved') {
      const held = await lockReturn(tx, ctx, id);
      await wishLabel(tx, ctx, { ...held, site_id: label.site_id }, await footingOf(tx, ctx, held));
      return loadReturn(tx, ctx, id);
    }
    if (label?.state !== 'made' || (at.stage !== 'approved' && at.stage !== 'in_transit')) {
      throw new Refusal('label.none', { stage: at.stage });
    }
    await record(tx, ctx, [
      {
        type: 'label.resent',
        subject: { kind: 'label', id: label.id },
        data: { carrier: label.carrier, tracking: label.tracking },
        brand_id: at.brand_id,
        site_id: at.site_id,
        order_id: at.order_id,
        return_id: at.id,
      },
    ]);
    return loadReturn(tx, ctx, id);
  });
}
