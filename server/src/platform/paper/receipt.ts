import type { Address, BuyerLanguage } from '@recoup/contract/common';
import { addressLines } from './address.ts';
import { GREY, PAPER, Pen } from './pen.ts';
import { paperDate, paperWords } from './words.ts';

export type Receipt = {
  brand: string;
  order_number: string;
  /** The day it was bought, in the brand's time zone: the same receipt is the same bytes. */
  date: string;
  bill_to: Address | null;
  customer: string;
  lines: readonly { name: string; sku: string; quantity: number; amount: string }[];
  /** In their order: goods, discount, freight, tax, total, what was paid and given back. Amounts as they are read. */
  sums: readonly { word: string; amount: string; bold?: boolean }[];
  support_email: string | null;
  cancelled_on: string | null;
  paper: keyof typeof PAPER;
  language: BuyerLanguage;
};

const EDGE = 48;

/** What was bought, for whom, what it came to and how it was paid. A receipt, not a tax invoice; it says so. As many pages as the lines need. */
export async function receiptPdf(receipt: Receipt): Promise<Buffer> {
  const words = paperWords[receipt.language];
  const [width, height] = PAPER[receipt.paper];
  const inner = width - 2 * EDGE;
  const amounts = { x: width - EDGE - 120, width: 120, align: 'right' } as const;
  const pen = new Pen({
    size: [width, height],
    title: `${words.receipt} ${receipt.order_number}`,
    author: receipt.brand,
    language: receipt.language,
    created: new Date(`${receipt.date}T12:00:00Z`),
  });
  const top = () => {
    pen.page();
    pen.text(receipt.brand, EDGE, 44, { face: 'bold', size: 13, width: inner, shrinkTo: 9 });
    pen.text(words.receipt, EDGE, 66, { face: 'bold', size: 24 });
    return 108;
  };
  let y = top();
  y += pen.text(`${words.order} ${receipt.order_number}`, EDGE, y, { size: 11 }) + 2;
  y += pen.text(`${words.date} ${paperDate(receipt.date, receipt.language, 'long')}`, EDGE, y, { size: 11 }) + 2;
  if (receipt.cancelled_on) {
    const on = paperDate(receipt.cancelled_on, receipt.language, 'long');
    y += pen.text(`${words.cancelled} ${on}`, EDGE, y, { face: 'bold', size: 11 }) + 2;
  }
  y += 10;
  for (const line of [
    receipt.customer,
    ...(receipt.bill_to ? addressLines({ ...receipt.bill_to, name: undefined }) : []),
  ]) {
    y += pen.text(line, EDGE, y, { size: 9.5, color: GREY, width: inner });
  }
  y += 16;
  for (const { name, sku, quantity, amount } of receipt.lines) {
    if (y > height - 90) y = top();
    pen.text(amount, amounts.x, y, { size: 10.5, width: amounts.width, align: amounts.align });
    y += pen.text(`${quantity} × ${name}`, EDGE, y, { size: 10.5, width: inner - 130 });
    y += pen.text(sku, EDGE, y, { face: 'mono', size: 8, color: GREY, width: inner - 130 }) + 6;
  }
  pen.rule(EDGE, y, inner);
  y += 10;
  for (const { word, amount, bold = false } of receipt.sums) {
    if (y > height - 70) y = top();
    const face = bold ? ({ face: 'bold' } as const) : {};
    pen.text(amount, amounts.x, y, { ...face, size: 10.5, width: amounts.width, align: amounts.align });
    y += pen.text(word, EDGE, y, { ...face, size: 10.5, width: inner - 130 }) + 4;
  }
  y += 14;
  if (y > height - 70) y = top();
  y += pen.text(words.no_tax_invoice, EDGE, y, { size: 8.5, color: GREY, width: inner }) + 4;
  if (receipt.support_email) {
    pen.text(`${words.out_help} ${receipt.support_email}`, EDGE, y, { size: 8.5, color: GREY, width: inner });
  }
  return pen.done();
}
