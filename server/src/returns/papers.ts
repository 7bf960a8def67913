/** The papers of a return: the label, for paper and for a label printer, and the packing slip. Drawn anew each time. */
import type { Address } from '@recoup/contract';
import { dayIn } from '../platform/clock.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import type { FileAnswer } from '../platform/http.ts';
import { labelPdf, labelZpl, packingSlipPdf, type ReturnLabel } from '../platform/paper/index.ts';
import { Refusal } from '../platform/refusal.ts';
import { type Loaded, loadReturn } from './return.read.ts';

/** Somebody prints the label. Throws `return.not_found`, `label.none` while there is none, or none any more. */
export async function printLabel(ctx: Ctx, id: string, form: 'pdf' | 'zpl'): Promise<FileAnswer> {
  const at = await inWorkspace(ctx, (tx) => loadReturn(tx, ctx, id));
  const label = labelOf(ctx, at);
  if (form === 'zpl') return { body: await labelZpl(label), type: 'text/plain; charset=utf-8', name: `${at.code}.zpl` };
  return { body: await labelPdf(label), type: 'application/pdf', name: `${at.code}-label.pdf`, inline: true };
}

function labelOf(ctx: Ctx, at: Loaded): ReturnLabel {
  const { label } = at;
  if (label?.state !== 'made') throw new Refusal('label.none', { stage: at.stage });
  return {
    brand: at.brand.name,
    carrier: label.carrier,
    service: label.service,
    from: { ...(label.from_address ?? nowhere), name: label.from_address?.name ?? at.customer.name },
    to: label.to_address,
    rma_code: at.code,
    qr: at.code,
    tracking_number: label.tracking,
    weight_grams: label.weight_g,
    reference: at.order.number,
    parcel: null,
    date: dayIn(at.brand.time_zone, label.made_at ? new Date(label.made_at) : ctx.now),
    language: at.language,
  };
}

/** An order without an address: the label then carries the buyer's name alone. */
const nowhere: Address = { line1: '', city: '', postal_code: '', country: 'US' };

/** Somebody prints the page that goes into the box. Throws `return.not_found`, `label.none` where nothing comes back. */
export async function printSlip(ctx: Ctx, id: string): Promise<FileAnswer> {
  const at = await inWorkspace(ctx, (tx) => loadReturn(tx, ctx, id));
  const stands = at.stage === 'approved' || at.stage === 'in_transit' || at.stage === 'received';
  const to = at.label?.to_address ?? at.site?.address;
  if (!at.goods_back || !stands || !to) throw new Refusal('label.none', { stage: at.stage });
  const body = await packingSlipPdf({
    brand: at.brand.name,
    rma_code: at.code,
    qr: at.code,
    order_number: at.order.number,
    date: dayIn(at.brand.time_zone, ctx.now),
    send_by: at.ship_by,
    to: at.label ? to : { ...to, name: to.name ?? at.site?.name },
    lines: at.lines
      .filter(({ offer }) => offer.goods_back)
      .map((line) => ({ name: line.title, variant: null, sku: line.sku, quantity: line.quantity, put_in: [] })),
    paper: to.country === 'US' ? 'letter' : 'a4',
    language: at.language,
  });
  return { body, type: 'application/pdf', name: `${at.code}-slip.pdf`, inline: true };
}
