/**
 * Reads a PDF back for the tests: its words (through each font's ToUnicode table) and its filled shapes as a picture.
 * Understands what our paper is made of, and throws at anything it does not know.
 */
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';

type Page = { width: number; height: number; text: string; picture(dotsPerPoint: number): Promise<Buffer> };

export function readPdf(pdf: Buffer): Page[] {
  const objects = readObjects(pdf);
  const pages = [...objects.values()].filter(({ dict }) => /\/Type \/Page\b(?!s)/.test(dict));
  return pages.map(({ dict }) => {
    const [, width = '0', height = '0'] = dict.match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/) ?? [];
    const content = objects.get(Number(dict.match(/\/Contents (\d+) 0 R/)?.[1]))?.stream?.toString('latin1') ?? '';
    const resources = objects.get(Number(dict.match(/\/Resources (\d+) 0 R/)?.[1]))?.dict ?? '';
    const fonts = new Map<string, Map<string, string>>();
    for (const [, name = '', id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = objects.get(Number(id))?.dict.match(/\/ToUnicode (\d+) 0 R/)?.[1];
      fonts.set(name, readToUnicode(objects.get(Number(unicode))?.stream?.toString('latin1') ?? ''));
    }
    const { text, shapes } = runContent(content, fonts);
    return {
      width: Number(width),
      height: Number(height),
      text,
      picture: (dotsPerPoint) =>
        sharp(
          Buffer.from(
            `<svg xmlns="http://www.w3.org/2000/svg" width="${Number(width) * dotsPerPoint}" height="${Number(height) * dotsPerPoint}" viewBox="0 0 ${width} ${height}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><g transform="translate(0 ${height}) scale(1 -1)">${shapes.join('')}</g></svg>`,
          ),
        )
          .greyscale()
          .png()
          .toBuffer(),
    };
  });
}

function readObjects(pdf: Buffer): Map<number, { dict: string; stream: Buffer | null }> {
  const text = pdf.toString('latin1');
  const objects = new Map<number, { dict: string; stream: Buffer | null }>();
  for (const match of text.matchAll(/^(\d+) 0 obj\n/gm)) {
    const from = match.index + match[0].length;
    const streamAt = text.indexOf('\nstream\n', from);
    const endAt = text.indexOf('\nendobj', from);
    if (streamAt >= 0 && streamAt < endAt) {
      const dict = text.slice(from, streamAt);
      const length = Number(dict.match(/\/Length (\d+)/)?.[1]);
      const bytes = pdf.subarray(streamAt + 8, streamAt + 8 + length);
      objects.set(Number(match[1]), { dict, stream: dict.includes('/FlateDecode') ? inflateSync(bytes) : bytes });
    } else {
      objects.set(Number(match[1]), { dict: text.slice(from, endAt), stream: null });
    }
  }
  return objects;
}

/** Glyph number (four hex digits) → characters. */
function readToUnicode(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, from = '0', , list = ''] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex = ''], i) => {
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? [];
      map.set(
        (Number.parseInt(from, 16) + i).toString(16).padStart(4, '0'),
        String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))),
      );
    });
  }
  return map;
}

type Matrix = [number, number, number, number, number, number];

function runContent(content: string, fonts: Map<string, Map<string, string>>): { text: string; shapes: string[] } {
  const tokens = content.match(/\[[^\]]*\]|<[^>]*>|\/[^\s]+|[^\s]+/g) ?? [];
  const shapes: string[] = [];
  const stack: { matrix: Matrix; fill: string }[] = [];
  let state: { matrix: Matrix; fill: string } = { matrix: [1, 0, 0, 1, 0, 0], fill: '#000' };
  let path = '';
  let font = new Map<string, string>();
  let text = '';
  let lastBaseline = 0;
  let args: string[] = [];
  const numbers = () => args.map(Number);
  for (const token of tokens) {
    switch (token) {
      case 'q':
        stack.push(state);
        break;
      case 'Q':
        state = stack.pop() ?? state;
        break;
      case 'cm': {
        const [a, b, c, d, e, f] = numbers() as Matrix;
        const [A, B, C, D, E, F] = state.matrix;
        state = {
          ...state,
          matrix: [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F],
        };
        break;
      }
      case 're': {
        const [x = 0, y = 0, w = 0, h = 0] = numbers();
        path += `M${x} ${y}h${w}v${h}h${-w}z`;
        break;
      }
      case 'f':
        shapes.push(`<path transform="matrix(${state.matrix.join(' ')})" d="${path}" fill="${state.fill}"/>`);
        path = '';
        break;
      case 'S':
        path = '';
        break;
      case 'scn':
        if (args.length === 3)
          state = {
            ...state,
            fill: `rgb(${numbers()
              .map((part) => Math.round(part * 255))
              .join(',')})`,
          };
        break;
      case 'Tf':
        font = fonts.get(args[0]?.slice(1) ?? '') ?? new Map();
        break;
      case 'TJ':
        for (const [, hex = ''] of (args[0] ?? '').matchAll(/<([0-9a-f]*)>/g)) {
          for (const glyph of hex.match(/.{4}/g) ?? []) text += font.get(glyph) ?? '\ufffd';
        }
        break;
      case 'Tm': {
        const baseline = numbers()[5] ?? 0;
        if (text !== '' && baseline !== lastBaseline) text += '\n';
        lastBaseline = baseline;
        break;
      }
      case 'BT':
      case 'ET':
      case 'Tr':
      case 'Tc':
      case 'Tw':
      case 'cs':
      case 'CS':
      case 'SCN':
      case 'w':
        break;
      default:
        if (!/^([-+.\d]|\/|\[|<)/.test(token)) throw new Error(`the reader does not know the PDF operator ${token}`);
        args.push(token);
        continue;
    }
    args = [];
  }
  return { text, shapes };
}
