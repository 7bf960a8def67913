/**
 * Writing ZPL II, the language of Zebra label printers (and of most that copy them), for 203 dpi. Lengths are dots.
 * Source: Zebra ZPL II Programming Guide, P1099958.
 */
import { code128, QUIET_128, QUIET_QR, qr } from './barcodes.ts';
import { lineBitmap } from './bitmap.ts';
import { breakLines, plain, sizeFor, widthOf } from './type.ts';

type TextOptions = { size: number; width: number; align?: 'left' | 'center' | 'right'; maxLines?: number };

/** Typographic marks that font 0 of older printers lacks, as typewriters wrote them. */
const typewriter: Record<string, string> = {
  '…': '...',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '•': '·',
};

/** The printer's own font 0 holds the Latin letters; a line with anything else is sent as a picture. */
const latin = /^[\u0020-\u007e\u00a0-\u017f]*$/;

export class ZplPage {
  readonly #parts: string[];

  constructor(width: number, height: number) {
    // ^CI28: data is UTF-8. ^LH0,0 and ^POI's default undo what an earlier job may have left in the printer.
    this.#parts = ['^XA', '^CI28', `^PW${width}`, `^LL${height}`, '^LH0,0', '^PON', '^FWN'];
  }

  /** One line, or up to `maxLines`; the size is the height of the letters' box. Shrinks to 60 % before it cuts. Returns the height taken. */
  async text(
    text: string,
    x: number,
    y: number,
    { size, width, align = 'left', maxLines = 1 }: TextOptions,
  ): Promise<number> {
    const shown = maxLines === 1 ? sizeFor(text, 'bold', width, size, Math.round(size * 0.6)) : size;
    const height = Math.round(shown);
    const lines = breakLines(text, 'bold', height, width + 1, maxLines);
    for (const [i, broken] of lines.entries()) {
      const line = broken.replace(/[…‘’“”–—−•]/g, (mark) => typewriter[mark] ?? mark);
      const top = y + Math.round(i * height * 1.18);
      if (latin.test(line)) this.#letters(line, x, top, height, width, align);
      else await this.#picture(line, x, top, height, width, align);
    }
    return Math.round(lines.length * height * 1.18);
  }

  #letters(line: string, x: number, y: number, height: number, width: number, align: 'left' | 'center' | 'right') {
    const side = { left: 'L', center: 'C', right: 'R' }[align];
    this.#parts.push(
      `^FO${x},${y}^A0N,${height},${height}^FB${width},1,0,${side}^FH_^FD${data(line.replaceAll('\\', '/'))}^FS`,
    );
  }

  async #picture(
    line: string,
    x: number,
    y: number,
    height: number,
    width: number,
    align: 'left' | 'center' | 'right',
  ) {
    const picture = await lineBitmap(line, 'bold', height);
    const free = Math.max(0, width - Math.ceil(widthOf(line, 'bold', height)));
    const at = x + (align === 'left' ? 0 : align === 'center' ? Math.floor(free / 2) : free);
    const bytes = picture.bytesPerRow * picture.height;
    this.#parts.push(`^FO${at},${y}^GFA,${bytes},${bytes},${picture.bytesPerRow},${picture.hex}^FS`);
  }

  rule(x: number, y: number, width: number, weight: number): this {
    this.#parts.push(`^FO${x},${y}^GB${width},${weight},${weight}^FS`);
    return this;
  }

  /** Code 128 with the widest whole-dot bars that fit `width` with quiet zones. Letters below are the caller's. */
  code128(text: string, x: number, y: number, width: number, height: number, align: 'left' | 'center' = 'left'): this {
    const modules = code128(text).reduce((a, b) => a + b, 0) + 2 * QUIET_128;
    const module = Math.max(1, Math.min(10, Math.floor(width / modules)));
    const at =
      x + (align === 'center' ? Math.max(0, Math.floor((width - module * modules) / 2)) : 0) + QUIET_128 * module;
    // Mode A picks the subsets as a scanner expects; `>` begins an invocation in Code 128 data and is itself `>0`.
    this.#parts.push(`^FO${at},${y}^BY${module}^BCN,${height},N,N,N,A^FH_^FD${data(text.replaceAll('>', '>0'))}^FS`);
    return this;
  }

  /** QR, level M, in a square of `side` with its quiet zone. */
  qr(text: string, x: number, y: number, side: number): this {
    const modules = qr(text).length + 2 * QUIET_QR;
    const module = Math.max(1, Math.min(10, Math.floor(side / modules)));
    const start = Math.floor((side - module * modules) / 2) + QUIET_QR * module;
    this.#parts.push(`^FO${x + start},${y + start}^BQN,2,${module}^FH_^FDMA,${data(text)}^FS`);
    return this;
  }

  /** Ends the page. One `^XA … ^XZ` a label; a batch is simply several, one after another. */
  done(copies = 1): string {
    return [...this.#parts, `^PQ${copies}`, '^XZ', ''].join('\n');
  }
}

/**
 * Field data under `^FH_`: every byte but letters, digits, space and the harmless marks is written `_XX`, so no text can
 * hold `^` or `~` (the command signs), a line end, or `_` itself.
 */
export function data(text: string): string {
  return [...Buffer.from(plain(text), 'utf8')]
    .map((byte) =>
      /[A-Za-z0-9 .,:/@#+-]/.test(String.fromCharCode(byte)) && byte < 0x7f
        ? String.fromCharCode(byte)
        : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
}
