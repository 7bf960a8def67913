import type { Address, BuyerLanguage, RemedyKind } from '@recoup/contract/common';
import { addressLines } from './address.ts';
import { GREY, Pen } from './pen.ts';
import { paperDate, paperWords } from './words.ts';

export type OutSlip = {
  brand: string;
  /** `OUT-7F3K-92QD` */
  code: string;
  order_number: string;
  /** The day it was packed, in the brand's time zone. */
  date: string;
  /** Why it comes: a part, a replacement, … */
  why: RemedyKind;
  to: Address;
  support_email: string | null;
  lines: readonly { name: string; sku: string; serials: readonly string[]; quantity: number }[];
  paper: 'letter' | 'a4';
  language: BuyerLanguage;
};

const sizes = { letter: [612, 792], a4: [595, 842] } satisfies Record<string, [number, number]>;
const EDGE = 48;

/** The page in the box that leaves for a remedy: what it is, for which order, and whom to write to. Refusal: `paper.code_not_printable`. */
export async function outSlipPdf(slip: OutSlip): Promise<Buffer> {
  const words = paperWords[slip.language];
  const [width, height] = sizes[slip.paper];
  const inner = width - 2 * EDGE;
  const right = width - EDGE;
  const pen = new Pen({
    size: [width, height],
    title: `${words.out_title} ${slip.code}`,
    author: slip.brand,
    language: slip.language,
    created: new Date(`${slip.date}T12:00:00Z`),
  });
  const quantityAt = right - 60;

  const top = (page: number): number => {
    pen.page();
    pen.text(slip.brand, EDGE, 44, { face: 'bold', size: 13, width: inner - 120, shrinkTo: 9 });
    if (page > 1) {
      pen.text(slip.code, EDGE, 46, { face: 'mono', size: 10, width: inner, align: 'right' });
      return tableHead(78);
    }
    pen.text(words.out_title, EDGE, 66, { face: 'bold', size: 24 });
    pen.text(words.out_lead[slip.why] ?? words.out_lead.replacement!, EDGE, 98, {
      size: 11,
      color: GREY,
      width: inner - 130,
    });
    pen.text(slip.code, EDGE, 137, { face: 'mono', size: 20 });
    pen.code128(slip.code, EDGE - 8, 166, 260, 44);
    pen.qr(slip.code, right - 112, 40, 116);
    const column = EDGE + 286;
    pen.text(`${words.order} ${slip.order_number}`, column, 166, { size: 9.5, width: right - column, shrinkTo: 7 });
    pen.text(`${words.date} ${paperDate(slip.date, slip.language)}`, column, 180, { size: 9.5, width: right - column });
    pen.text(words.ship_to, column, 198, { size: 8.5, color: GREY });
    let y = 209;
    for (const line of addressLines(slip.to)) {
      y += pen.text(line, column, y, { size: 9, width: right - column, shrinkTo: 6.5, leading: 1.2 });
    }
    return tableHead(Math.max(y, 232) + 14);
  };
  const tableHead = (y: number): number => {
    pen.rule(EDGE, y, inner, 1);
    pen.text(words.item, EDGE + 34, y + 6, { size: 8.5, color: GREY });
    pen.text(words.quantity, quantityAt, y + 6, { size: 8.5, color: GREY, width: 60, align: 'right' });
    pen.rule(EDGE, y + 22, inner, 0.5);
    return y + 30;
  };

  let page = 1;
  let y = top(page);
  for (const line of slip.lines) {
    if (y > height - 110) {
      page += 1;
      y = top(page);
    }
    pen.box(EDGE + 2, y + 1, 14, 14, 1);
    pen.text(String(line.quantity), quantityAt, y - 1, { face: 'bold', size: 15, width: 60, align: 'right' });
    const nameWidth = quantityAt - EDGE - 34;
    let below = y + pen.text(line.name, EDGE + 34, y, { face: 'bold', size: 11, width: nameWidth, maxLines: 2 });
    const second = [line.sku, ...line.serials].join(' · ');
    below += pen.text(second, EDGE + 34, below, { size: 9, color: GREY, width: nameWidth, maxLines: 2 });
    y = Math.max(below, y + 20) + 8;
    pen.rule(EDGE, y - 3, inner, 0.4, '#BBBBBB');
    y += 5;
  }
  if (slip.support_email) {
    pen.text(`${words.out_help} ${slip.support_email}`, EDGE, Math.min(y + 12, height - 60), {
      size: 10.5,
      width: inner,
    });
  }
  return pen.done();
}
