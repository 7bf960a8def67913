/** Licence plates and bin plates as they print. */
import { dayIn } from '../platform/clock.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import type { FileAnswer } from '../platform/http.ts';
import { binLabelPdf, type LpnLabel, lpnLabelPdf, lpnLabelZpl } from '../platform/paper/index.ts';
import { Refusal } from '../platform/refusal.ts';
import { acrossSites, worksAt } from './across-sites.ts';
import type { BinPurpose } from './places.ts';
import { listBins } from './stock.store.ts';
import { findUnit } from './units.store.ts';

/** What a bin is for, as its plate says it; sites in the United States print English. */
const purposeWords: Record<BinPurpose, string> = {
  dock: 'Dock',
  inspection: 'Waiting for inspection',
  sellable: 'New, to sell',
  open_box: 'Open box',
  liquidation: 'Liquidation',
  recycling: 'Recycling',
  hold: 'On hold',
  outbound: 'Outbound',
  bench: 'Repair bench',
  parts: 'Parts',
};

/** Printed at the dock for every unit; a reprint has the same number. Throws `unit.not_found`. */
export async function lpnPdf(ctx: Ctx, unitId: string): Promise<FileAnswer> {
  const label = await lpnLabel(ctx, unitId);
  return { body: await lpnLabelPdf([label]), type: 'application/pdf', name: `${label.lpn}.pdf`, inline: true };
}

/** The same for a Zebra printer, 203 dpi. Throws `unit.not_found`. */
export async function lpnZpl(ctx: Ctx, unitId: string): Promise<FileAnswer> {
  const label = await lpnLabel(ctx, unitId);
  return {
    body: await lpnLabelZpl([label]),
    type: 'text/plain; charset=utf-8',
    name: `${label.lpn}.zpl`,
    inline: true,
  };
}

async function lpnLabel(ctx: Ctx, unitId: string): Promise<LpnLabel> {
  const unit = await acrossSites(ctx, (tx) => findUnit(tx, ctx, unitId));
  if (!unit) throw new Refusal('unit.not_found');
  return {
    lpn: unit.lpn,
    product: unit.title,
    sku: unit.sku,
    brand: unit.brand_name ?? unit.site_name,
    date: dayIn(unit.site_zone, unit.arrived_at),
    language: 'en',
  };
}

/** The plates of all open bins of a site, one page each. Throws `site.not_found`, `bin.none`. */
export async function binPlates(ctx: Ctx, siteId: string): Promise<FileAnswer> {
  if (!worksAt(ctx, siteId)) throw new Refusal('site.not_found');
  const bins = (await inWorkspace(ctx, (tx) => listBins(tx, ctx, { siteId }))).filter(
    (bin) => bin.archived_at === null,
  );
  const [first, ...rest] = bins.map((bin) => ({
    code: bin.code,
    site: bin.site_name,
    note: purposeWords[bin.purpose],
    language: 'en' as const,
  }));
  if (!first) throw new Refusal('bin.none');
  return {
    body: await binLabelPdf([first, ...rest], ctx.now),
    type: 'application/pdf',
    name: 'bins.pdf',
    inline: true,
  };
}
