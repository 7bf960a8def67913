/** The papers of an outbound order: the label, for paper and for a label printer, and the slip in the box. Drawn anew each time. */
import type { Address, BuyerLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import { brandOf, siteOf } from '../../accounts/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { FileAnswer } from '../../platform/http.ts';
import { labelPdf, labelZpl, outSlipPdf, type ReturnLabel } from '../../platform/paper/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { labelFor } from '../../shipping/index.ts';
import { acrossSites } from '../across-sites.ts';
import { readOutbound } from './outbound.read.ts';

/** Somebody prints the label of a packed order. Throws `outbound.not_found`, `label.none` while there is none. */
export async function printOutLabel(ctx: Ctx, id: string, form: 'pdf' | 'zpl'): Promise<FileAnswer> {
  const { label, code } = await acrossSites(ctx, (tx) => labelOf(ctx, tx, id));
  if (form === 'zpl') return { body: await labelZpl(label), type: 'text/plain; charset=utf-8', name: `${code}.zpl` };
  return { body: await labelPdf(label), type: 'application/pdf', name: `${code}-label.pdf`, inline: true };
}

async function labelOf(
  ctx: Ctx,
  tx: Parameters<typeof labelFor>[0],
  id: string,
): Promise<{ label: ReturnLabel; code: string }> {
  const order = await readOutbound(tx, ctx, id);
  const made = await labelFor(tx, ctx, { outboundId: id });
  if (made?.state !== 'made') throw new Refusal('label.none', { state: order.state });
  const brand = await brandOf(tx, order.brand.id);
  return {
    code: order.code,
    label: {
      brand: brand.name,
      carrier: made.carrier,
      service: made.service,
      from: made.from ?? (await siteOf(tx, made.site_id)).address,
      to: made.to,
      rma_code: order.code,
      qr: order.code,
      tracking_number: made.tracking,
      weight_grams: made.weight_g,
      reference: order.order.number,
      parcel: null,
      date: dayIn(brand.timeZone, made.made_at ?? ctx.now),
      language: 'en',
      code_word: 'outbound',
    },
  };
}

/** Somebody prints the page that goes into the box, in the buyer's language. Throws `outbound.not_found`. */
export async function printOutSlip(ctx: Ctx, id: string): Promise<FileAnswer> {
  return acrossSites(ctx, async (tx) => {
    const order = await readOutbound(tx, ctx, id);
    const brand = await brandOf(tx, order.brand.id);
    const language = await languageOf(tx, ctx, order.return.id);
    const to: Address = order.ship_to ?? {
      line1: '',
      city: '',
      postal_code: '',
      country: 'US',
      name: order.customer.name,
    };
    const body = await outSlipPdf({
      brand: brand.name,
      code: order.code,
      order_number: order.order.number,
      date: dayIn(brand.timeZone, order.packed_at ? new Date(order.packed_at) : ctx.now),
      why: order.remedy,
      to,
      support_email: brand.supportEmail,
      lines: order.lines.map(({ title, title_zh, sku, quantity, takes }) => ({
        name: language === 'zh' ? (title_zh ?? title) : title,
        sku,
        serials: takes.flatMap(({ unit }) => unit?.serial ?? []),
        quantity,
      })),
      paper: to.country === 'US' ? 'letter' : 'a4',
      language,
    });
    return { body, type: 'application/pdf', name: `${order.code}-slip.pdf`, inline: true };
  });
}

async function languageOf(tx: Parameters<typeof labelFor>[0], ctx: Ctx, returnId: string): Promise<BuyerLanguage> {
  const { rows } = await sql<{ language: BuyerLanguage }>`select language from returns
    where workspace_id = ${ctx.workspaceId} and id = ${returnId}`.execute(tx);
  return rows[0]!.language;
}
