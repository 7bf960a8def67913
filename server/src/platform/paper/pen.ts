/** Drawing on a PDF page: text in any of our scripts, rules, bar codes. Lengths are points (1/72 inch). */
import PDFDocument from 'pdfkit';
import { code128, dataMatrix, QUIET_128, QUIET_DATAMATRIX, QUIET_QR, qr } from './barcodes.ts';
import { breakLines, type Face, plain, runsOf, sizeFor, widthOf } from './type.ts';

export const INK = '#000000';
export const GREY = '#555555';
export const PAPER = { letter: [612, 792], a4: [595, 842] } satisfies Record<string, [number, number]>;

type TextOptions = {
  size?: number;
  face?: Face;
  color?: string;
  /** Without a width the text stands on one line as it is. */
  width?: number;
  align?: 'left' | 'center' | 'right';
  maxLines?: number;
  /** Distance of lines as a multiple of the size. */
  leading?: number;
  /** Shrink a single line down to this size before cutting it. */
  shrinkTo?: number;
};

export class Pen {
  readonly #doc: PDFKit.PDFDocument;
  readonly #bytes: Promise<Buffer>;
  readonly #named = new Set<string>();

  /** `created` stands in the file's own facts, so that the same paper is the same bytes. */
  constructor(options: { size: [number, number]; title: string; author: string; language: string; created: Date }) {
    this.#doc = new PDFDocument({
      size: options.size,
      margin: 0,
      autoFirstPage: false,
      pdfVersion: '1.7',
      lang: options.language,
      displayTitle: true,
      font: '',
      info: {
        Title: plain(options.title),
        Author: plain(options.author),
        Creator: 'Recoup',
        Producer: 'Recoup',
        CreationDate: options.created,
      },
    });
    const parts: Buffer[] = [];
    this.#bytes = new Promise((resolve, reject) => {
      this.#doc.on('data', (part: Buffer) => parts.push(part));
      this.#doc.on('end', () => resolve(Buffer.concat(parts)));
      this.#doc.on('error', reject);
    });
  }

  page(): this {
    this.#doc.addPage();
    return this;
  }

  done(): Promise<Buffer> {
    this.#doc.end();
    return this.#bytes;
  }

  /** Writes text with its top at `y` and returns the height it took. */
  text(text: string, x: number, y: number, options: TextOptions = {}): number {
    const { face = 'regular', color = INK, width, align = 'left', leading = 1.25, shrinkTo } = options;
    let { size = 10 } = options;
    if (width !== undefined && shrinkTo !== undefined) size = sizeFor(text, face, width, size, shrinkTo);
    const lines =
      width === undefined
        ? [plain(text)]
        : breakLines(text, face, size, width + 0.01, options.maxLines ?? (shrinkTo === undefined ? undefined : 1));
    lines.forEach((line, i) => {
      const free = width === undefined || align === 'left' ? 0 : width - widthOf(line, face, size);
      this.#line(
        line,
        x + (align === 'center' ? free / 2 : free),
        y + i * size * leading + size * 0.95,
        face,
        size,
        color,
      );
    });
    return lines.length * size * leading;
  }

  #line(line: string, x: number, baseline: number, face: Face, size: number, color: string) {
    let at = x;
    for (const { text, file, thicken } of runsOf(line, face)) {
      if (!this.#named.has(file.name)) {
        this.#doc.registerFont(file.name, file.ttf);
        this.#named.add(file.name);
      }
      this.#doc
        .font(file.name, size)
        .fillColor(color)
        .strokeColor(color)
        .lineWidth(size * 0.035);
      this.#doc.text(text, at, baseline, { lineBreak: false, baseline: 'alphabetic', fill: true, stroke: thicken });
      at += (file.font.layout(text).advanceWidth / file.font.unitsPerEm) * size;
    }
  }

  rule(x: number, y: number, width: number, weight = 0.75, color = INK): this {
    this.#doc.rect(x, y - weight / 2, width, weight).fill(color);
    return this;
  }

  box(x: number, y: number, width: number, height: number, weight = 0.75, color = INK): this {
    this.#doc.lineWidth(weight).strokeColor(color).rect(x, y, width, height).stroke();
    return this;
  }

  /** A JPEG or PNG as large as fits into the box, set left and on top. Bytes that are no picture throw. */
  image(bytes: Buffer, x: number, y: number, width: number, height: number): this {
    this.#doc.image(bytes, x, y, { fit: [width, height] });
    return this;
  }

  /** Code 128 as wide as fits into `width` with its quiet zones, bars on whole dots of a 203-dpi printer, set left. Returns its width. */
  code128(
    text: string,
    x: number,
    y: number,
    width: number,
    height: number,
    align: 'left' | 'center' = 'left',
  ): number {
    const widths = code128(text);
    const modules = widths.reduce((a, b) => a + b, 0);
    const module = moduleFor(width, modules + 2 * QUIET_128);
    const drawn = module * (modules + 2 * QUIET_128);
    let at = x + (align === 'center' ? (width - drawn) / 2 : 0) + QUIET_128 * module;
    widths.forEach((modulesWide, i) => {
      if (i % 2 === 0) this.#doc.rect(at, y, modulesWide * module, height);
      at += modulesWide * module;
    });
    this.#doc.fill(INK);
    return drawn;
  }

  /** QR in a square of `side`, quiet zone included. */
  qr(text: string, x: number, y: number, side: number): this {
    return this.#matrix(qr(text), QUIET_QR, x, y, side);
  }

  /** DataMatrix in a square of `side`, quiet zone included. */
  dataMatrix(text: string, x: number, y: number, side: number): this {
    return this.#matrix(dataMatrix(text), QUIET_DATAMATRIX, x, y, side);
  }

  #matrix(rows: boolean[][], quiet: number, x: number, y: number, side: number): this {
    const modules = (rows[0]?.length ?? 0) + 2 * quiet;
    const module = moduleFor(side, modules);
    const start = (side - module * modules) / 2 + quiet * module;
    rows.forEach((row, line) => {
      // Neighbours are drawn as one bar: seams between squares show on some printers.
      for (let from = 0; from < row.length; from += 1) {
        if (!row[from]) continue;
        let to = from;
        while (row[to + 1]) to += 1;
        this.#doc.rect(x + start + from * module, y + start + line * module, (to - from + 1) * module, module);
        from = to;
      }
    });
    this.#doc.fill(INK);
    return this;
  }
}

const DOT = 72 / 203;
/** Whole printer dots where at least two fit; below that the exact width, for laser printers. */
function moduleFor(width: number, modules: number): number {
  const exact = width / modules;
  const dots = Math.floor(exact / DOT + 1e-6);
  return dots >= 2 ? dots * DOT : exact;
}
