import type { BuyerLanguage } from '@recoup/contract/common';
import { GREY, PAPER, Pen } from './pen.ts';
import { paperWords } from './words.ts';

export type AnswerCards = {
  /** The SOP or station the cards belong to. */
  title: string;
  cards: readonly {
    /** What the scanner sends, `CMD-PASS`. */
    code: string;
    /** What the operator reads, `Pass`. */
    label: string;
    /** The second language of the station; null for none. */
    also: string | null;
    /** The key that does the same, `1`; null for none. */
    key: string | null;
  }[];
  paper: keyof typeof PAPER;
  language: BuyerLanguage;
};

const COLUMNS = 3;
const CARD = { width: 174, height: 128 };

/** A sheet of cards that stand beside a station, so that a scanner alone is enough: each holds a DataMatrix. Refusal: `paper.code_not_printable`. */
export async function answerCardsPdf(sheet: AnswerCards, created: Date): Promise<Buffer> {
  const words = paperWords[sheet.language];
  const [width, height] = PAPER[sheet.paper];
  const left = (width - COLUMNS * CARD.width) / 2;
  const perPage = COLUMNS * Math.floor((height - 100) / CARD.height);
  const pen = new Pen({
    size: [width, height],
    title: `${words.answers}: ${sheet.title}`,
    author: 'Recoup',
    language: sheet.language,
    created,
  });
  sheet.cards.forEach((card, i) => {
    const place = i % perPage;
    if (place === 0) {
      pen.page();
      pen.text(sheet.title, left, 34, { face: 'bold', size: 16, width: width - 2 * left, shrinkTo: 10 });
      pen.text(`${words.answers}. ${words.answers_lead}`, left, 56, { size: 9.5, color: GREY });
    }
    const x = left + (place % COLUMNS) * CARD.width;
    const y = 80 + Math.floor(place / COLUMNS) * CARD.height;
    pen.box(x, y, CARD.width, CARD.height, 0.5, '#999999');
    pen.dataMatrix(card.code, x + 10, y + 12, 72);
    const column = { x: x + 90, width: CARD.width - 98 };
    const taken = pen.text(card.label, column.x, y + 16, {
      face: 'bold',
      size: 15,
      width: column.width,
      maxLines: 2,
      leading: 1.15,
    });
    if (card.also !== null)
      pen.text(card.also, column.x, y + 18 + taken, { size: 10.5, width: column.width, maxLines: 2 });
    if (card.key !== null) pen.text(`${words.key} ${card.key}`, column.x, y + 72, { size: 8.5, color: GREY });
    pen.text(card.code, x + 10, y + 98, { face: 'mono', size: 10, width: CARD.width - 20, shrinkTo: 6 });
  });
  if (sheet.cards.length === 0) pen.page();
  return pen.done();
}
