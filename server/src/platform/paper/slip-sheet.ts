/** The sheet that lies in a box, coming or leaving: what a scanner reads, whom it goes to, a table of what is in it. */
import type { Address, BuyerLanguage } from '@recoup/contract/common';
import { addressLines } from './address.ts';
import { GREY, PAPER, Pen } from './pen.ts';
import { paperWords } from './words.ts';

export const EDGE = 48;
/** Where the words of a line of the table begin, behind the box to tick. */
export const NAME_AT = EDGE + 34;

type Slip = {
  title: string;
  brand: string;
  /** What the bar code says; the QR may say more. */
  code: string;
  qr: string;
  order_number: string;
  /** `2026-11-17`, so that the same slip is the same bytes. */
  date: string;
  paper: keyof typeof PAPER;
  language: BuyerLanguage;
};
type Pages = {
  /** Draws what else stands above the table of the first page and returns where that begins. */
  first: () => number;
  /** At the top of the pages after it, for pages part from one another. */
  later: (page: number) => string;
};

export class SlipSheet {
  readonly pen: Pen;
  readonly height: number;
  /** Between the edges. */
  readonly inner: number;
  /** Beside the bar code, up to the right edge. */
  readonly column: { x: number; width: number };
  readonly nameWidth: number;
  readonly #slip: Slip;
  readonly #pages: Pages;
  readonly #right: number;
  readonly #quantityAt: number;
  #page = 0;

  constructor(slip: Slip, pages: Pages) {
    const [width, height] = PAPER[slip.paper];
    this.#slip = slip;
    this.#pages = pages;
    this.height = height;
    this.inner = width - 2 * EDGE;
    this.#right = width - EDGE;
    this.#quantityAt = this.#right - 60;
    this.column = { x: EDGE + 286, width: this.#right - EDGE - 286 };
    this.nameWidth = this.#quantityAt - NAME_AT;
    this.pen = new Pen({
      size: [width, height],
      title: `${slip.title} ${slip.code}`,
      author: slip.brand,
      language: slip.language,
      created: new Date(`${slip.date}T12:00:00Z`),
    });
  }

  /** Begins a page and returns where the first line of its table goes. */
  turn(): number {
    const { pen, inner } = this;
    const { brand, title, code, qr, order_number, language } = this.#slip;
    this.#page += 1;
    pen.page();
    pen.text(brand, EDGE, 44, { face: 'bold', size: 13, width: inner - 120, shrinkTo: 9 });
    if (this.#page > 1) {
      pen.text(this.#pages.later(this.#page), EDGE, 46, { face: 'mono', size: 10, width: inner, align: 'right' });
      return this.#tableHead(78);
    }
    pen.text(title, EDGE, 66, { face: 'bold', size: 24 });
    pen.text(code, EDGE, 137, { face: 'mono', size: 20 });
    pen.code128(code, EDGE - 8, 166, 260, 44);
    pen.qr(qr, this.#right - 112, 40, 116);
    const order = `${paperWords[language].order} ${order_number}`;
    pen.text(order, this.column.x, 166, { size: 9.5, width: this.column.width, shrinkTo: 7 });
    return this.#tableHead(this.#pages.first());
  }

  /** Whom the box goes to, beside the bar code. Returns what is below both. */
  address(word: string, to: Address, y: number): number {
    const { x, width } = this.column;
    this.pen.text(word, x, y, { size: 8.5, color: GREY });
    let below = y + 11;
    for (const line of addressLines(to)) {
      below += this.pen.text(line, x, below, { size: 9, width, shrinkTo: 6.5, leading: 1.2 });
    }
    return Math.max(below, 232);
  }

  #tableHead(y: number): number {
    const words = paperWords[this.#slip.language];
    this.pen.rule(EDGE, y, this.inner, 1);
    this.pen.text(words.item, NAME_AT, y + 6, { size: 8.5, color: GREY });
    this.pen.text(words.quantity, this.#quantityAt, y + 6, { size: 8.5, color: GREY, width: 60, align: 'right' });
    this.pen.rule(EDGE, y + 22, this.inner, 0.5);
    return y + 30;
  }

  /** A line of the table: a box to tick, what it is, how many. Returns what is below its words. */
  line(y: number, what: { name: string; note: string; noteLines: number; quantity: number }): number {
    const { pen, nameWidth: width } = this;
    pen.box(EDGE + 2, y + 1, 14, 14, 1);
    pen.text(String(what.quantity), this.#quantityAt, y - 1, { face: 'bold', size: 15, width: 60, align: 'right' });
    let below = y + pen.text(what.name, NAME_AT, y, { face: 'bold', size: 11, width, maxLines: 2 });
    if (what.note !== '') {
      below += pen.text(what.note, NAME_AT, below, { size: 9, color: GREY, width, maxLines: what.noteLines });
    }
    return below;
  }

  /** Closes the line that began at `y`, and returns where the next one goes. */
  closeLine(y: number, below: number): number {
    const end = Math.max(below, y + 20) + 8;
    this.pen.rule(EDGE, end - 3, this.inner, 0.4, '#BBBBBB');
    return end + 5;
  }
}
