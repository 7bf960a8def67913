import type { BuyerReturn } from '@recoup/contract';
import { dayIn } from '../platform/clock.ts';
import type { Ctx } from '../platform/ctx.ts';
import { fileUrlOr } from '../uploads/index.ts';
import { buyerSteps } from './buyer-steps.ts';
import { paperLink } from './links.ts';
import type { Loaded } from './return.read.ts';
import { canStep, goodsLeave } from './return.ts';

/** A loaded return as its buyer sees it: no prices of ours, no names of staff, no notes. */
export function shownToBuyer(ctx: Ctx, at: Loaded): BuyerReturn {
  const dayOf = (instant: Date) => dayIn(at.brand.time_zone, instant);
  const days = at.lines.flatMap(({ offer }) => offer.by ?? []).sort();
  const checked = at.timeline.find((event) => event.type === 'return.goods_checked');
  const label = at.label?.state === 'made' ? at.label : null;
  const of = { brand_id: at.brand_id, order_id: at.order_id, return_id: at.id };
  return {
    id: at.id,
    code: at.code,
    stage: at.stage,
    waits_for_person: at.stage === 'requested',
    decline_reason: at.decline_reason,
    answer_by: at.stage === 'requested' ? (at.decide_by?.toISOString() ?? null) : null,
    ship_by: at.ship_by,
    goods_back: at.goods_back,
    freight_paid_by: at.freight_paid_by,
    lines: at.lines.map(({ offer: { paid: _, policy_version_id: __, asked: ___, ...offer }, ...line }) => ({
      title: line.title,
      sku: line.sku,
      photo_url: fileUrlOr(ctx, line.photo_key),
      quantity: line.quantity,
      received: line.received,
      accepted: line.accepted,
      rejected: line.rejected,
      reason: line.reason,
      remedy: line.remedy,
      offer,
      sent:
        goodsLeave(line.remedy) || line.remedy === 'next_order_discount'
          ? { reference: line.replacement_reference, at: line.replacement_sent_at?.toISOString() ?? null }
          : null,
    })),
    site: at.site && at.goods_back ? { name: at.site.name, address: at.site.address } : null,
    label: label && {
      pdf_url: paperLink(ctx, of, 'label.pdf'),
      slip_url: paperLink(ctx, of, 'slip.pdf'),
      tracking: label.tracking,
      carrier: label.carrier,
      // Whoever bears the freight in the end, the seller buys the label; the buyer's share is taken from the refund.
      prepaid: true,
    },
    qr: at.code,
    steps: buyerSteps({
      ...at,
      site: at.site?.name ?? null,
      checked_at: checked ? new Date(checked.at) : null,
      money_by: days.at(-1) ?? null,
      dayOf,
    }),
    money: at.money.refunds.map((refund) => ({
      kind: refund.kind,
      amount: refund.amount,
      state: refund.state,
      to: refund.to,
      by: refund.due && dayOf(refund.due),
      sent_at: refund.sent_at?.toISOString() ?? null,
      credit_code: refund.credit_code,
      credit_expires_on: refund.credit_expires_at && dayOf(refund.credit_expires_at),
    })),
    can_cancel: canStep(at, 'cancel'),
    time_zone: at.brand.time_zone,
  };
}
