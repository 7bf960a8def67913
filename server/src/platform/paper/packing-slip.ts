import type { Address, BuyerLanguage } from '@recoup/contract/common';
import { GREY, type PAPER } from './pen.ts';
import { EDGE, NAME_AT, SlipSheet } from './slip-sheet.ts';
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
  paper: keyof typeof PAPER;
  language: BuyerLanguage;
};

/** The page the buyer lays into the box and the dock reads first. As many pages as the lines need. Refusal: `paper.code_not_printable`. */
export async function packingSlipPdf(slip: PackingSlip): Promise<Buffer> {
  const words = paperWords[slip.language];
  const sheet = new SlipSheet(
    { ...slip, title: words.slip_title, code: slip.rma_code },
    {
      first() {
        pen.text(words.slip_lead, EDGE, 98, { size: 11, color: GREY });
        pen.text(words.rma, EDGE, 126, { size: 8.5, color: GREY });
        pen.text(words.scan_at_dock, EDGE, 214, { size: 8, color: GREY });
        let y = sheet.address(words.going_to, slip.to, 182);
        if (slip.send_by !== null) {
          const by = `${words.send_by} ${paperDate(slip.send_by, slip.language, 'long')}`;
          y += pen.text(by, EDGE, y + 4, { face: 'bold', size: 12, width: inner }) + 4;
        }
        return y + 14;
      },
      later: (page) => `${slip.rma_code} · ${words.page} ${page}${slip.language === 'zh' ? ' 页' : ''}`,
    },
  );
  const { pen, height, inner, nameWidth } = sheet;

  let y = sheet.turn();
  for (const { name, variant, sku, quantity, put_in } of slip.lines) {
    if (y > height - 110) y = sheet.turn();
    const note = [variant, sku].filter((part) => part !== null && part !== '').join(' · ');
    let below = sheet.line(y, { name, note, noteLines: 1, quantity });
    if (put_in.length > 0) {
      below += 3 + pen.text(words.put_in, NAME_AT, below + 3, { size: 8.5, color: GREY });
      for (const part of put_in) {
        if (below > height - 70) below = sheet.turn();
        pen.box(NAME_AT + 1, below + 2, 8, 8, 0.75);
        below += pen.text(part, NAME_AT + 16, below, { size: 10, width: nameWidth - 16, maxLines: 2, leading: 1.3 });
      }
    }
    y = sheet.closeLine(y, below);
  }

  if (y > height - 140) y = sheet.turn();
  y += 10;
  for (const [i, step] of [words.step_1, words.step_2, words.step_3].entries()) {
    pen.text(`${i + 1}`, EDGE + 4, y, { face: 'bold', size: 11 });
    y += pen.text(step, NAME_AT, y, { size: 11, width: inner - 34 }) + 4;
  }
  return pen.done();
}
