/** What the mails about a return say to its buyer, from the return as it stands. Pure. */
import type { MailData, MailTemplate } from '../mail-templates/index.ts';
import { addDays, dayIn } from '../platform/clock.ts';
import type { Ctx } from '../platform/ctx.ts';
import { buyerToken, trackingPage } from './links.ts';
import type { Loaded, LoadedLine } from './return.read.ts';

type MailCtx = Pick<Ctx, 'config' | 'now' | 'workspaceId'>;
export type Mail = { [N in MailTemplate]: { template: N; data: MailData<N> } }[MailTemplate];
type Item = { title: string; quantity: number; detail: null };

const item = (line: Pick<LoadedLine, 'title'>, quantity: number): Item => ({
  title: line.title,
  quantity,
  detail: null,
});
/** What leaves for a line: the goods of its offer, else as many of the same as were accepted. */
const leftFor = (line: LoadedLine): Item[] => {
  const goods = (line.offer.goods ?? []).map((one) => item(one, one.quantity));
  return goods.length > 0 && line.offer.ships !== 'on_receipt'
    ? goods
    : [item(goods[0] ?? line, line.accepted || line.quantity)];
};
const items = (lines: readonly LoadedLine[]) => lines.map((line) => item(line, line.quantity));
const travels = ({ offer }: LoadedLine) => offer.goods_back;
const money = ['refund', 'store_credit', 'keep_it'];
const remedies = (lines: readonly LoadedLine[]) =>
  lines.map(({ offer }) => {
    const { kind, amount, to, by, difference } = offer;
    const goods = (offer.goods ?? []).map((one) => (one.quantity > 1 ? `${one.quantity} × ${one.title}` : one.title));
    return {
      kind,
      amount: money.includes(kind) ? amount : null,
      to,
      by,
      // What is repaired or replaced is named among the items.
      goods: kind === 'exchange' || kind === 'spare_part' ? goods.join(', ') || null : null,
      difference: difference ? { ...difference, amount: Math.abs(difference.amount) } : null,
      you_pay: (difference?.amount ?? 0) > 0,
      percent: offer.discount?.percent ?? null,
    };
  });

function head(ctx: MailCtx, at: Loaded) {
  const of = { brand_id: at.brand_id, order_id: at.order_id, return_id: at.id };
  return {
    customer_name: at.customer.name.trim() || null,
    code: at.code,
    order_number: at.order.number,
    track_url: trackingPage(ctx, at.brand.slug, of),
  };
}

const portal = (ctx: MailCtx, at: Loaded) => `${ctx.config.publicUrl}/b/${at.brand.slug}`;

/** A paper of the return, for a mail: its link is good as long as the mail's others. Null while there is no label. */
function paper(ctx: MailCtx, at: Loaded, name: 'label.pdf' | 'slip.pdf'): string | null {
  if (at.label?.state !== 'made') return null;
  const { token } = buyerToken(ctx, { brand_id: at.brand_id, order_id: at.order_id, return_id: at.id });
  return `${ctx.config.publicUrl}/v1/portal/returns/${at.id}/${name}?token=${token}`;
}

const leaves = ['exchange', 'replacement', 'spare_part', 'repair'] as const;

export const mailOf = {
  needsReview: (ctx: MailCtx, at: Loaded): Mail => ({
    template: 'return_needs_review',
    data: { ...head(ctx, at), items: items(at.lines), answer_by: at.decide_by?.toISOString() ?? null },
  }),

  approved(ctx: MailCtx, at: Loaded): Mail {
    const fee = at.lines.flatMap(({ offer }) => offer.parts).find((part) => part.code === 'return_freight');
    return {
      template: 'return_approved',
      data: {
        ...head(ctx, at),
        items: items(at.goods_back ? at.lines.filter(travels) : at.lines),
        remedies: remedies(at.lines),
        goods_back: at.goods_back,
        drop_off_by: at.ship_by,
        carrier: at.goods_back ? (at.label?.carrier ?? null) : null,
        prepaid: true,
        return_fee: fee ? { ...fee.amount, amount: Math.abs(fee.amount.amount) } : null,
        to_repair: at.goods_back && at.lines.some(({ remedy }) => remedy === 'repair'),
        label_url: paper(ctx, at, 'label.pdf'),
        slip_url: paper(ctx, at, 'slip.pdf'),
      },
    };
  },

  declined: (ctx: MailCtx, at: Loaded): Mail => ({
    template: 'return_declined',
    data: { ...head(ctx, at), items: items(at.lines), reason: at.decline_reason ?? '' },
  }),

  cancelled: (ctx: MailCtx, at: Loaded, by: 'buyer' | 'staff', reason: string | null): Mail => ({
    template: 'return_cancelled',
    data: { ...head(ctx, at), items: items(at.lines), by, reason, portal_url: portal(ctx, at) },
  }),

  reminder: (ctx: MailCtx, at: Loaded, shipBy: string): Mail => ({
    template: 'return_reminder',
    data: {
      ...head(ctx, at),
      items: items(at.lines.filter(travels)),
      drop_off_by: shipBy,
      carrier: at.label?.carrier ?? null,
      label_url: paper(ctx, at, 'label.pdf'),
    },
  }),

  expired: (ctx: MailCtx, at: Loaded): Mail => ({
    template: 'return_expired',
    data: {
      ...head(ctx, at),
      items: items(at.lines.filter(travels)),
      drop_off_by: at.ship_by ?? addDays(dayIn(at.brand.time_zone, at.ended_at ?? ctx.now), -1),
      portal_url: portal(ctx, at),
    },
  }),

  inTransit: (ctx: MailCtx, at: Loaded, handedOver: Date): Mail => ({
    template: 'parcel_in_transit',
    data: {
      ...head(ctx, at),
      carrier: at.label?.carrier ?? null,
      tracking_number: at.label?.tracking ?? null,
      handed_over_at: handedOver.toISOString(),
      expected_by: null,
    },
  }),

  /** What came in all parcels so far; what a parcel held that was not promised stands beside it. */
  received(ctx: MailCtx, at: Loaded): Mail {
    const back = at.lines.filter(travels);
    const extra = at.goods.units.filter(({ arrival }) => arrival === 'over' || arrival === 'wrong');
    const days = at.lines.flatMap(({ offer }) => (offer.goods_back ? (offer.by ?? []) : [])).sort();
    const due = at.money.due && dayIn(at.brand.time_zone, at.money.due);
    return {
      template: 'parcel_received',
      data: {
        ...head(ctx, at),
        site_name: at.site?.name ?? at.brand.name,
        received_at: (at.received_at ?? ctx.now).toISOString(),
        items: back.filter((line) => line.received > 0).map((line) => item(line, line.received)),
        missing: back
          .filter((line) => line.received < line.quantity)
          .map((line) => item(line, line.quantity - line.received)),
        extra: [...Map.groupBy(extra, (unit) => unit.title)].map(([title, units]) => item({ title }, units.length)),
        money_by: due ?? days.at(-1) ?? null,
      },
    };
  },

  checked: (ctx: MailCtx, at: Loaded): Mail => ({
    template: 'inspected',
    data: {
      ...head(ctx, at),
      accepted: at.lines.filter((line) => line.accepted > 0).map((line) => item(line, line.accepted)),
      rejected: at.lines
        .filter((line) => line.rejected > 0)
        .map((line) => ({ ...item(line, line.rejected), reason: null })),
      remedies: remedies(at.lines.filter((line) => line.accepted === line.quantity)),
    },
  }),

  replacementSent(ctx: MailCtx, at: Loaded, lineId: string): Mail | null {
    const line = at.lines.find((one) => one.id === lineId);
    // The code of a discount has a mail of its own.
    const kind = leaves.find((one) => one === line?.remedy);
    if (!line?.replacement_sent_at || !kind) return null;
    return {
      template: 'replacement_sent',
      data: {
        ...head(ctx, at),
        kind,
        items: leftFor(line),
        sent_at: line.replacement_sent_at.toISOString(),
        reference: line.replacement_reference,
      },
    };
  },
};
