import type { StaffLanguage } from '@recoup/contract/common';
import { GREY, Pen } from './pen.ts';
import { breakLines } from './type.ts';

type Fact = { label: string; value: string };
export type PaperSection = {
  title: string;
  /** One sentence on what the section shows. */
  lead: string | null;
  facts: readonly Fact[];
  table: {
    head: readonly string[] /** Shares of the width, adding up to 1. */;
    shares: readonly number[];
    rows: readonly (readonly string[])[];
  } | null;
  /** Text under a line that says whose it is and when. */
  paragraphs: readonly { meta: string | null; text: string }[];
  pictures: readonly { bytes: Buffer; caption: string }[];
};
export type EvidencePaper = {
  title: string;
  brand: string;
  code: string;
  language: StaffLanguage;
  created: Date;
  facts: readonly Fact[];
  sections: readonly PaperSection[];
  words: { contents: string; page(n: number): string; made: string };
};

const PAGE: [number, number] = [612, 792];
const EDGE = 54;
const INNER = PAGE[0] - 2 * EDGE;
const BOTTOM = PAGE[1] - 60;
const LINE = '#BBBBBB';

/**
 * The papers of a case on letter pages: a cover with what it is about and what is in it, then a section each for what
 * speaks. Made for a stranger who has two minutes: headings say the fact, tables before prose, pictures large enough to see.
 */
export async function evidencePackPdf(paper: EvidencePaper): Promise<Buffer> {
  const { title, brand, code, language, created, words } = paper;
  const pen = new Pen({ size: PAGE, title: `${title} ${code}`, author: brand, language, created });
  let page = 0;
  let y = 0;
  const turn = () => {
    page += 1;
    pen.page();
    pen.text(`${brand} · ${code}`, EDGE, 30, { size: 8.5, color: GREY, width: INNER - 80, maxLines: 1 });
    pen.text(words.page(page), EDGE, 30, { size: 8.5, color: GREY, width: INNER, align: 'right' });
    pen.rule(EDGE, 46, INNER, 0.4, LINE);
    y = 62;
  };
  const room = (height: number) => {
    if (y + height > BOTTOM) turn();
  };
  /** Text of any length, over as many pages as it takes. */
  const write = (
    text: string,
    options: { size?: number; face?: 'regular' | 'bold'; color?: string; x?: number; width?: number } = {},
  ) => {
    const { size = 10, face = 'regular', color, x = EDGE, width = INNER } = options;
    for (const part of text.split('\n')) {
      for (const line of part.trim() === '' ? [''] : breakLines(part, face, size, width)) {
        room(size * 1.35);
        if (line !== '') pen.text(line, x, y, { size, face, color });
        y += size * (line === '' ? 0.6 : 1.35);
      }
    }
  };
  const list = (facts: readonly Fact[]) => {
    for (const { label, value } of facts) {
      const lines = value.split('\n').flatMap((part) => breakLines(part, 'regular', 10, INNER - 150));
      room(Math.min(lines.length, 3) * 13.5 + 4);
      pen.text(label, EDGE, y, { size: 9, color: GREY, width: 140, maxLines: 2 });
      for (const line of lines.length > 0 ? lines : ['–']) {
        room(13.5);
        pen.text(line, EDGE + 150, y, { size: 10 });
        y += 13.5;
      }
      y += 3;
    }
  };
  const tabulate = ({ head, shares, rows }: NonNullable<PaperSection['table']>) => {
    const at = shares.map((_, i) => EDGE + INNER * shares.slice(0, i).reduce((a, b) => a + b, 0));
    const widths = shares.map((share) => INNER * share - 8);
    const top = () => {
      room(40);
      head.forEach(
        (text, i) => void pen.text(text, at[i]!, y, { size: 8.5, color: GREY, width: widths[i]!, maxLines: 1 }),
      );
      y += 14;
      pen.rule(EDGE, y, INNER, 0.6);
      y += 5;
    };
    top();
    for (const row of rows) {
      const cells = row.map((text, i) => breakLines(text, 'regular', 9.5, widths[i]!, 8));
      const height = Math.max(1, ...cells.map((lines) => lines.length)) * 12.5 + 6;
      if (y + height > BOTTOM) {
        turn();
        top();
      }
      cells.forEach((lines, i) => {
        lines.forEach((line, n) => void pen.text(line, at[i]!, y + n * 12.5, { size: 9.5 }));
      });
      y += height;
      pen.rule(EDGE, y - 3, INNER, 0.3, LINE);
    }
    y += 6;
  };
  const show = (pictures: PaperSection['pictures']) => {
    const width = (INNER - 16) / 2;
    const height = 190;
    for (let i = 0; i < pictures.length; i += 2) {
      room(height + 34);
      pictures.slice(i, i + 2).forEach(({ bytes, caption }, n) => {
        const x = EDGE + n * (width + 16);
        pen.image(bytes, x, y, width, height);
        pen.text(caption, x, y + height + 4, { size: 8.5, color: GREY, width, maxLines: 2 });
      });
      y += height + 34;
    }
  };

  turn();
  pen.text(brand, EDGE, y, { face: 'bold', size: 13, width: INNER, maxLines: 1 });
  y += 26;
  write(title, { face: 'bold', size: 22 });
  y += 10;
  list(paper.facts);
  y += 14;
  write(words.contents, { face: 'bold', size: 12 });
  y += 4;
  for (const [i, section] of paper.sections.entries()) {
    write(`${i + 1}  ${section.title}`, { size: 10.5 });
    if (section.lead !== null) write(section.lead, { size: 9, color: GREY, x: EDGE + 16, width: INNER - 16 });
  }
  y += 12;
  write(words.made, { size: 8.5, color: GREY });

  for (const [i, section] of paper.sections.entries()) {
    // The first section stands apart from the cover; the others follow on while there is room for a good piece of them.
    if (i === 0 || y > BOTTOM - 240) turn();
    else y += 22;
    write(`${i + 1}  ${section.title}`, { face: 'bold', size: 15 });
    if (section.lead !== null) write(section.lead, { size: 10, color: GREY });
    y += 8;
    list(section.facts);
    if (section.table) tabulate(section.table);
    for (const { meta, text } of section.paragraphs) {
      room(34);
      if (meta !== null) write(meta, { size: 8.5, color: GREY });
      write(text);
      y += 7;
    }
    show(section.pictures);
  }
  return pen.done();
}
