import type { Money, ReturnDetail, TimelineEvent } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { fileUrlOr, photoOf } from '../uploads/index.ts';
import { factsOf, stagesOf } from './facts.ts';
import { trackingPage } from './links.ts';
import type { Loaded, LoadedFile, LoadedLabel, LoadedLine } from './return.read.ts';
import { goodsLeave, movesOf, owesReplacement } from './return.ts';

/** A loaded return as staff see it, with the buttons this person has. */
export function shownToStaff(ctx: Ctx, at: Loaded): ReturnDetail {
  const label = at.label;
  return {
    id: at.id,
    code: at.code,
    version: at.version,
    brand: { id: at.brand_id, name: at.brand.name, slug: at.brand.slug, time_zone: at.brand.time_zone },
    order: {
      id: at.order_id,
      number: at.order.number,
      channel: at.order.channel,
      placed_at: utc(at.order.placed_at),
    },
    customer: { id: at.customer_id, ...at.customer },
    source: at.source,
    stage: at.stage,
    review: at.review,
    verdict: at.verdict,
    policy: at.policy,
    freight_paid_by: at.freight_paid_by,
    goods_back: at.goods_back,
    decline_reason: at.decline_reason,
    override_reason: at.override_reason,
    decided_by: at.decided_by,
    asked_by: at.asked_by && { kind: at.asked_by.kind, id: at.asked_by.id, name: at.asked_by.name },
    decide_by: at.decide_by?.toISOString() ?? null,
    ship_by: at.ship_by,
    stages: stagesOf(at),
    facts: factsOf({
      ...at,
      site: at.site && { id: at.site.id, name: at.site.name },
      tracking: label?.tracking ?? null,
    }),
    lines: at.lines.map((line) => lineShown(ctx, at, line)),
    label: label && labelShown(at.id, label),
    tracking: at.tracking.map((event) => ({ ...event, at: utc(event.at) })),
    units: at.goods.units,
    evidence: [
      ...at.files.map((file) => ({
        ...photoOf(ctx, file),
        from: file.added_by === 'buyer' ? ('buyer' as const) : ('staff' as const),
        type: file.type,
      })),
      ...at.goods.evidence,
    ],
    timeline: at.timeline.map((event) => eventShown(ctx, event, at.files)),
    moves: movesOf(at, ctx.actor),
    tracking_page: trackingPage(ctx, at.brand.slug, {
      brand_id: at.brand_id,
      order_id: at.order_id,
      return_id: at.id,
    }),
    requested_at: at.requested_at.toISOString(),
  };
}

function lineShown(ctx: Ctx, at: Loaded, line: LoadedLine): ReturnDetail['lines'][number] {
  const { paid, policy_version_id: _, asked: __, ...offer } = line.offer;
  const gives = goodsLeave(line.remedy) || line.remedy === 'next_order_discount';
  return {
    id: line.id,
    order_line_id: line.order_line_id,
    variant_id: line.variant_id,
    sku: line.sku,
    title: line.title,
    photo_url: fileUrlOr(ctx, line.photo_key),
    reason: line.reason,
    detail: line.detail,
    comment: line.comment,
    quantity: line.quantity,
    received: line.received,
    accepted: line.accepted,
    rejected: line.rejected,
    remedy: line.remedy,
    offer,
    paid: { amount: paid, currency: at.currency },
    replacement: gives
      ? {
          owed: owesReplacement(at, line),
          reference: line.replacement_reference,
          sent_at: line.replacement_sent_at?.toISOString() ?? null,
        }
      : null,
  };
}

function labelShown(returnId: string, label: LoadedLabel): ReturnDetail['label'] {
  const paper = (name: string) => (label.state === 'made' ? `/v1/returns/${returnId}/${name}` : null);
  const cost: Money | null = label.cost === null ? null : { amount: label.cost, currency: label.currency };
  return {
    id: label.id,
    carrier: label.carrier,
    service: label.service,
    state: label.state,
    tracking: label.tracking,
    cost,
    to: label.to_address,
    pdf_url: paper('label.pdf'),
    zpl_url: paper('label.zpl'),
    slip_url: paper('slip.pdf'),
    made_at: label.made_at && utc(label.made_at),
    failure: label.failure,
  };
}

/** Photos stand with the event that brought them. */
function eventShown(ctx: Ctx, event: TimelineEvent, files: readonly LoadedFile[]): TimelineEvent {
  const ids = Array.isArray(event.data.file_ids) ? event.data.file_ids : [];
  const photos = files.filter((file) => ids.includes(file.id)).map((file) => photoOf(ctx, file));
  return { ...event, at: utc(event.at), ...(photos.length > 0 ? { photos } : {}) };
}

/** PostgreSQL writes instants in JSON with an offset; on the wire they are in UTC with a Z. */
const utc = (at: string) => new Date(at).toISOString();
