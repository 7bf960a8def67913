/** Labels of the warehouse: the licence plate of a unit (2.25 × 1.25 in) and the plate of a bin (4 × 2 in). */
import type { BuyerLanguage } from '@recoup/contract/common';
import { GREY, Pen } from './pen.ts';
import { paperDate, paperWords } from './words.ts';
import { ZplPage } from './zpl.ts';

export type LpnLabel = {
  /** The licence plate number, as Code 128 and in letters. */
  lpn: string;
  product: string;
  sku: string | null;
  brand: string;
  /** The day it was received, at the site. */
  date: string;
  language: BuyerLanguage;
};

export type BinLabel = {
  /** As a person reads it on the rack, `A-03-2`, and as Code 128. */
  code: string;
  site: string;
  /** `Open-box, electronics`; null for none. */
  note: string | null;
  language: BuyerLanguage;
};

/** Printed at the dock for every unit taken in, one page each; a reprint is the same label, never a new unit. Refusal: `paper.code_not_printable`. */
export async function lpnLabelPdf(labels: readonly [LpnLabel, ...LpnLabel[]]): Promise<Buffer> {
  const [first] = labels;
  const pen = new Pen({
    size: [162, 90],
    title: labels
      .map((label) => label.lpn)
      .slice(0, 3)
      .join(' '),
    author: first.brand,
    language: first.language,
    created: new Date(`${first.date}T12:00:00Z`),
  });
  for (const label of labels) {
    pen.page();
    pen.text(label.brand, 7, 5, { face: 'bold', size: 7.5, width: 88, shrinkTo: 5.5 });
    pen.text(paperDate(label.date, label.language), 95, 5.5, { size: 6.5, width: 60, align: 'right', shrinkTo: 5 });
    pen.code128(label.lpn, 1, 15.5, 160, 30, 'center');
    pen.text(label.lpn, 7, 46, { face: 'mono', size: 12, width: 148, align: 'center', shrinkTo: 7 });
    const taken = pen.text(label.product, 7, 61, {
      size: 6.5,
      width: 148,
      maxLines: label.sku === null ? 3 : 2,
      leading: 1.2,
    });
    if (label.sku !== null)
      pen.text(label.sku, 7, 61.5 + taken, { face: 'mono', size: 6.5, width: 148, shrinkTo: 5, color: GREY });
  }
  return pen.done();
}

/** The same labels for a 203-dpi printer, 457 × 254 dots, one `^XA … ^XZ` each. Refusal: `paper.code_not_printable`. */
export async function lpnLabelZpl(labels: readonly [LpnLabel, ...LpnLabel[]]): Promise<string> {
  const pages: string[] = [];
  for (const label of labels) {
    const page = new ZplPage(457, 254);
    await page.text(label.brand, 20, 14, { size: 24, width: 250 });
    await page.text(paperDate(label.date, label.language), 280, 16, { size: 20, width: 157, align: 'right' });
    page.code128(label.lpn, 2, 44, 453, 84, 'center');
    await page.text(label.lpn, 20, 132, { size: 34, width: 417, align: 'center' });
    const taken = await page.text(label.product, 20, 174, {
      size: 20,
      width: 417,
      maxLines: label.sku === null ? 3 : 2,
    });
    if (label.sku !== null) await page.text(label.sku, 20, 176 + taken, { size: 20, width: 417 });
    pages.push(page.done());
  }
  return pages.join('');
}

/** Printed when bins are made or a plate is lost; one page each. Refusal: `paper.code_not_printable`. */
export async function binLabelPdf(bins: readonly [BinLabel, ...BinLabel[]], created: Date): Promise<Buffer> {
  const [first] = bins;
  const pen = new Pen({
    size: [288, 144],
    title: `${paperWords[first.language].bin} ${first.code}`,
    author: first.site,
    language: first.language,
    created,
  });
  for (const bin of bins) {
    pen.page();
    pen.text(`${paperWords[bin.language].bin} · ${bin.site}`, 12, 8, { size: 8, width: 264, maxLines: 1, color: GREY });
    pen.text(bin.code, 12, 18, { face: 'mono', size: 46, width: 264, align: 'center', shrinkTo: 16 });
    pen.code128(bin.code, 6, 76, 276, 46, 'center');
    if (bin.note !== null) pen.text(bin.note, 12, 126, { size: 9, width: 264, align: 'center', shrinkTo: 6 });
  }
  return pen.done();
}

/** The same plates for a 203-dpi printer, 812 × 406 dots. Refusal: `paper.code_not_printable`. */
export async function binLabelZpl(bins: readonly [BinLabel, ...BinLabel[]]): Promise<string> {
  const pages: string[] = [];
  for (const bin of bins) {
    const page = new ZplPage(812, 406);
    await page.text(`${paperWords[bin.language].bin} · ${bin.site}`, 34, 22, { size: 24, width: 744 });
    await page.text(bin.code, 34, 56, { size: 130, width: 744, align: 'center' });
    page.code128(bin.code, 16, 210, 780, 126, 'center');
    if (bin.note !== null) await page.text(bin.note, 34, 354, { size: 26, width: 744, align: 'center' });
    pages.push(page.done());
  }
  return pages.join('');
}
