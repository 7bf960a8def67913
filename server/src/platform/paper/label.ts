/** The return label: 4 × 6 inches, for a laser or a thermal printer. */
import type { Address, BuyerLanguage } from '@recoup/contract/common';
import { addressLines } from './address.ts';
import { GREY, Pen } from './pen.ts';
import { breakLines, fitBlock } from './type.ts';
import { paperDate, paperWeight, paperWords } from './words.ts';
import { ZplPage } from './zpl.ts';

export type ReturnLabel = {
  brand: string;
  carrier: string;
  service: string;
  from: Address;
  to: Address;
  /** Printed large, as Code 128 and below it in letters. */
  rma_code: string;
  /** What the QR holds: the RMA code, or the address of the tracking page. */
  qr: string;
  /** The carrier's number; null for the own label, where the RMA stands alone. */
  tracking_number: string | null;
  weight_grams: number | null;
  /** The order number or the brand's own reference. */
  reference: string | null;
  /** `2 of 3`; null where the return is one parcel. */
  parcel: { number: number; of: number } | null;
  /** The day the label was made, in the brand's time zone. */
  date: string;
  language: BuyerLanguage;
  /** What the large code is: a return's by default. */
  code_word?: 'rma' | 'outbound';
};

const codeWord = (label: ReturnLabel) =>
  paperWords[label.language][label.code_word === 'outbound' ? 'out_code' : 'rma'];

const WIDTH = 288;
const HEIGHT = 432;
const EDGE = 12;
const INNER = WIDTH - 2 * EDGE;

/** The small facts at the right of the sender. */
function facts(label: ReturnLabel): [string, string][] {
  const words = paperWords[label.language];
  const out: [string, string][] = [[words.date, paperDate(label.date, label.language)]];
  if (label.weight_grams !== null) out.push([words.weight, paperWeight(label.weight_grams, label.language)]);
  if (label.reference !== null) out.push([words.reference, label.reference]);
  if (label.parcel !== null) out.push([words.parcel, `${label.parcel.number} ${words.of} ${label.parcel.of}`]);
  return out;
}

/** Made when a return is approved with a label, and again whenever someone prints it. Refusal: `paper.code_not_printable`. */
export async function labelPdf(label: ReturnLabel): Promise<Buffer> {
  const words = paperWords[label.language];
  const pen = new Pen({
    size: [WIDTH, HEIGHT],
    title: `${label.rma_code} ${label.brand}`,
    author: label.brand,
    language: label.language,
    created: new Date(`${label.date}T12:00:00Z`),
  }).page();

  pen.text(label.brand, EDGE, 12, { face: 'bold', size: 14, width: 150, shrinkTo: 9 });
  pen.text(label.carrier, 168, 11, { face: 'bold', size: 10, width: WIDTH - EDGE - 168, align: 'right', shrinkTo: 7 });
  pen.text(label.service, 168, 23, { size: 8, width: WIDTH - EDGE - 168, align: 'right', shrinkTo: 6 });
  pen.rule(EDGE, 37, INNER);

  pen.text(words.from, EDGE, 42, { size: 7, color: GREY });
  const sender = fitBlock(addressLines(label.from), 'regular', [8, 7, 6, 5], { width: 158, height: 56, leading: 1.2 });
  sender.lines.forEach((line, i) => {
    pen.text(line, EDGE, 51 + i * sender.size * 1.2, { size: sender.size });
  });
  facts(label).forEach(([name, value], i) => {
    pen.text(name, 182, 42 + i * 15.5, { size: 6, color: GREY });
    pen.text(value, 182, 48.5 + i * 15.5, { size: 8, width: WIDTH - EDGE - 182, shrinkTo: 5.5 });
  });
  pen.rule(EDGE, 110, INNER, 1.5);

  pen.text(words.ship_to, EDGE, 115, { size: 7, color: GREY });
  const receiver = fitBlock(addressLines(label.to), 'bold', [14, 13, 12, 11, 10, 9, 8], {
    width: INNER - 8,
    height: 77,
    leading: 1.18,
  });
  receiver.lines.forEach((line, i) => {
    pen.text(line, EDGE + 8, 124 + i * receiver.size * 1.18, {
      face: i === 0 ? 'bold' : 'regular',
      size: receiver.size,
    });
  });
  pen.rule(EDGE, 204, INNER, 3);

  if (label.tracking_number !== null) {
    pen.text(`${words.tracking} · ${label.carrier}`, EDGE, 209, { size: 7, color: GREY, width: INNER, maxLines: 1 });
    pen.code128(label.tracking_number, EDGE, 221, INNER, 52, 'center');
    pen.text(label.tracking_number, EDGE, 276, { face: 'mono', size: 11, width: INNER, align: 'center', shrinkTo: 7 });
    pen.rule(EDGE, 294, INNER, 3);
    pen.text(codeWord(label), EDGE, 299, { size: 7, color: GREY });
    pen.text(label.rma_code, EDGE, 308, { face: 'mono', size: 18, width: 176, shrinkTo: 9 });
    pen.code128(label.rma_code, EDGE - 6, 334, 182, 62);
    pen.qr(label.qr, WIDTH - EDGE - 92, 302, 96);
  } else {
    pen.text(codeWord(label), EDGE, 209, { size: 7, color: GREY });
    pen.text(label.rma_code, EDGE, 218, { face: 'mono', size: 22, width: INNER, shrinkTo: 10, align: 'center' });
    pen.code128(label.rma_code, EDGE, 249, INNER, 56, 'center');
    pen.qr(label.qr, (WIDTH - 96) / 2, 308, 96);
  }
  pen.rule(EDGE, 406, INNER);
  pen.text(words.label_advice, EDGE, 409, { size: 6.5, width: INNER, align: 'center', maxLines: 2, leading: 1.2 });
  return pen.done();
}

/**
 * The same label for a 203-dpi thermal printer, 812 × 1218 dots. Text from outside is written as data the printer cannot
 * take for a command. Refusal: `paper.code_not_printable`.
 */
export async function labelZpl(label: ReturnLabel): Promise<string> {
  const words = paperWords[label.language];
  const page = new ZplPage(812, 1218);
  const [edge, inner] = [34, 744];

  await page.text(label.brand, edge, 34, { size: 42, width: 420 });
  await page.text(label.carrier, 470, 32, { size: 30, width: 308, align: 'right' });
  await page.text(label.service, 470, 66, { size: 24, width: 308, align: 'right' });
  page.rule(edge, 104, inner, 2);

  await page.text(words.from, edge, 116, { size: 20, width: 400 });
  await block(page, addressLines(label.from), edge, 142, [24, 21, 18, 15], { width: 446, height: 160 });
  let factsAt = 116;
  for (const [name, value] of facts(label)) {
    await page.text(name, 512, factsAt, { size: 18, width: 266 });
    await page.text(value, 512, factsAt + 19, { size: 23, width: 266 });
    factsAt += 46;
  }
  page.rule(edge, 310, inner, 4);

  await page.text(words.ship_to, edge, 322, { size: 20, width: inner });
  await block(page, addressLines(label.to), edge + 22, 348, [40, 36, 32, 28, 24], { width: inner - 22, height: 218 });
  page.rule(edge, 574, inner, 8);

  if (label.tracking_number !== null) {
    await page.text(`${words.tracking} · ${label.carrier}`, edge, 590, { size: 20, width: inner });
    page.code128(label.tracking_number, edge, 622, inner, 146, 'center');
    await page.text(label.tracking_number, edge, 780, { size: 30, width: inner, align: 'center' });
    page.rule(edge, 828, inner, 8);
    await page.text(codeWord(label), edge, 844, { size: 20, width: 400 });
    await page.text(label.rma_code, edge, 870, { size: 52, width: 496 });
    page.code128(label.rma_code, edge - 14, 940, 514, 180);
    page.qr(label.qr, 540, 856, 260);
  } else {
    await page.text(codeWord(label), edge, 590, { size: 20, width: inner });
    await page.text(label.rma_code, edge, 616, { size: 62, width: inner, align: 'center' });
    page.code128(label.rma_code, edge, 702, inner, 160, 'center');
    page.qr(label.qr, 276, 872, 260);
  }
  page.rule(edge, 1146, inner, 2);
  for (const [i, line] of breakLines(words.label_advice, 'regular', 20, inner, 2).entries()) {
    await page.text(line, edge, 1156 + i * 24, { size: 20, width: inner, align: 'center' });
  }
  return page.done();
}

async function block(
  page: ZplPage,
  lines: string[],
  x: number,
  y: number,
  sizes: [number, ...number[]],
  box: { width: number; height: number },
) {
  const fitted = fitBlock(lines, 'bold', sizes, { ...box, leading: 1.15 });
  for (const [i, line] of fitted.lines.entries()) {
    await page.text(line, x, y + Math.round(i * fitted.size * 1.15), { size: fitted.size, width: box.width });
  }
}
