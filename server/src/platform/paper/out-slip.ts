import type { Address, BuyerLanguage, RemedyKind } from '@recoup/contract/common';
import { GREY, type PAPER } from './pen.ts';
import { EDGE, SlipSheet } from './slip-sheet.ts';
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
  paper: keyof typeof PAPER;
  language: BuyerLanguage;
};

/** The page in the box that leaves for a remedy: what it is, for which order, and whom to write to. Refusal: `paper.code_not_printable`. */
export async function outSlipPdf(slip: OutSlip): Promise<Buffer> {
  const words = paperWords[slip.language];
  const sheet = new SlipSheet(
    { ...slip, title: words.out_title, qr: slip.code },
    {
      first() {
        const lead = words.out_lead[slip.why] ?? words.out_lead.replacement!;
        pen.text(lead, EDGE, 98, { size: 11, color: GREY, width: sheet.inner - 130 });
        const { x, width } = sheet.column;
        pen.text(`${words.date} ${paperDate(slip.date, slip.language)}`, x, 180, { size: 9.5, width });
        return sheet.address(words.ship_to, slip.to, 198) + 14;
      },
      later: () => slip.code,
    },
  );
  const { pen, height, inner } = sheet;

  let y = sheet.turn();
  for (const { name, sku, serials, quantity } of slip.lines) {
    if (y > height - 110) y = sheet.turn();
    const below = sheet.line(y, { name, note: [sku, ...serials].join(' · '), noteLines: 2, quantity });
    y = sheet.closeLine(y, below);
  }
  if (slip.support_email) {
    pen.text(`${words.out_help} ${slip.support_email}`, EDGE, Math.min(y + 12, height - 60), {
      size: 10.5,
      width: inner,
    });
  }
  return pen.done();
}
