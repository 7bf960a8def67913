import type { Address, BuyerLanguage } from '@recoup/contract/common';
import { addressLines } from './address.ts';
import { GREY, Pen } from './pen.ts';
import { paperDate, paperWords } from './words.ts';

export type PackingSlip = {
  brand: string;
  rma_code: string;
  qr: string;
  order_number: string;
  /** The day the slip was made and the last day to hand the parcel over, in the brand's time zone. */
  date: string;
  send_by: string | null;
  to: Address;
  lines: readonly {
    name: string;
    variant: string | null;
    sku: string | null;
    quantity: number;
    /** What belongs to it and must come back: charger, remote, manual. */
    put_in: readonly string[];
  }[];
  paper: 'letter' | 'a4';
  language: BuyerLanguage;
};

const sizes = { letter: [612, 792], a4: [595, 842] } satisfies Record<string, [number, number]>;
const EDGE = 48;

/** The page the buyer lays into the box and the dock reads first. As many pages as the lines need. Refusal: `paper.code_not_printable`. */
export async function packingSlipPdf(slip: PackingSlip): Promise<Buffer> {
  const words = paperWords[slip.language];
  const [width, height] = sizes[slip.paper];
  const inner = width - 2 * EDGE;
  const right = width - EDGE;
  const pen = new Pen({
    size: [width, height],
    title: `${words.slip_title} ${slip.rma_code}`,
    author: slip.brand,
    language: slip.language,
    created: new Date(`${slip.date}T12:00:00Z`),
  });
  const quantityAt = right - 60;
  const nameWidth = quantityAt - EDGE - 34;

  /** The top of every page: the code stands on each, for pages part from one another. Returns where the table begins. */
  const top = (page: number): number => {
    pen.page();
    pen.text(slip.brand, EDGE, 44, { face: 'bold', size: 13, width: inner - 120, shrinkTo: 9 });
    if (page > 1) {
      pen.text(`${slip.rma_code} · ${pageNumber(page)}`, EDGE, 46, {
        face: 'mono',
        size: 10,
        width: inner,
        align: 'right',
      });
      return tableHead(78);
    }
    pen.text(words.slip_title, EDGE, 66, { face: 'bold', size: 24 });
    pen.text(words.slip_lead, EDGE, 98, { size: 11, color: GREY });
    pen.text(words.rma, EDGE, 126, { size: 8.5, color: GREY });
    pen.text(slip.rma_code, EDGE, 137, { face: 'mono', size: 20 });
    pen.code128(slip.rma_code, EDGE - 8, 166, 260, 44);
    pen.text(words.scan_at_dock, EDGE, 214, { size: 8, color: GREY });
    pen.qr(slip.qr, right - 112, 40, 116);
    const column = EDGE + 286;
    pen.text(`${words.order} ${slip.order_number}`, column, 166, { size: 9.5, width: right - column, shrinkTo: 7 });
    pen.text(words.going_to, column, 182, { size: 8.5, color: GREY });
    let y = 193;
    for (const line of addressLines(slip.to))
      y += pen.text(line, column, y, { size: 9, width: right - column, shrinkTo: 6.5, leading: 1.2 });
    y = Math.max(y, 232);
    if (slip.send_by !== null) {
      y +=
        pen.text(`${words.send_by} ${paperDate(slip.send_by, slip.language, 'long')}`, EDGE, y + 4, {
          face: 'bold',
          size: 12,
          width: inner,
        }) + 4;
    }
    return tableHead(y + 14);
  };

  const pageNumber = (page: number) => (slip.language === 'zh' ? `${words.page} ${page} 页` : `${words.page} ${page}`);

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
    let below = y + pen.text(line.name, EDGE + 34, y, { face: 'bold', size: 11, width: nameWidth, maxLines: 2 });
    const second = [line.variant, line.sku].filter((part) => part !== null && part !== '').join(' · ');
    if (second !== '')
      below += pen.text(second, EDGE + 34, below, { size: 9, color: GREY, width: nameWidth, maxLines: 1 });
    if (line.put_in.length > 0) {
      below += 3 + pen.text(words.put_in, EDGE + 34, below + 3, { size: 8.5, color: GREY });
      for (const part of line.put_in) {
        if (below > height - 70) {
          page += 1;
          below = top(page);
        }
        pen.box(EDGE + 35, below + 2, 8, 8, 0.75);
        below += pen.text(part, EDGE + 50, below, { size: 10, width: nameWidth - 16, maxLines: 2, leading: 1.3 });
      }
    }
    y = Math.max(below, y + 20) + 8;
    pen.rule(EDGE, y - 3, inner, 0.4, '#BBBBBB');
    y += 5;
  }

  if (y > height - 140) {
    page += 1;
    y = top(page);
  }
  y += 10;
  for (const [i, step] of [words.step_1, words.step_2, words.step_3].entries()) {
    pen.text(`${i + 1}`, EDGE + 4, y, { face: 'bold', size: 11 });
    y += pen.text(step, EDGE + 34, y, { size: 11, width: inner - 34 }) + 4;
  }
  return pen.done();
}
