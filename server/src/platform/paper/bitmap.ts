import sharp from 'sharp';
import { type Face, runsOf } from './type.ts';

export type LineBitmap = {
  width: number;
  height: number;
  bytesPerRow: number /** One bit a dot, 1 is black, rows padded to bytes. */;
  hex: string;
};

/**
 * A line of text as black dots, drawn from our own fonts: how a label printer, which knows Latin letters only, is brought
 * to print a Chinese name. `size` is the height of the picture in dots.
 */
export async function lineBitmap(text: string, face: Face, size: number): Promise<LineBitmap> {
  const paths: string[] = [];
  let x = 0;
  for (const { text: run, file, thicken } of runsOf(text, face)) {
    const scale = (size * 0.82) / file.font.unitsPerEm;
    const { glyphs, positions } = file.font.layout(run);
    glyphs.forEach((glyph, i) => {
      const place = positions[i] ?? { xAdvance: 0, xOffset: 0, yOffset: 0 };
      const stroke = thicken ? ` stroke="#000" stroke-width="${(0.045 / 0.82) * file.font.unitsPerEm}"` : '';
      paths.push(
        `<path transform="translate(${x + place.xOffset * scale},${size * 0.78 - place.yOffset * scale}) scale(${scale},${-scale})" d="${glyph.path.toSVG()}"${stroke}/>`,
      );
      x += place.xAdvance * scale;
    });
  }
  const width = Math.max(8, Math.ceil(x + 2));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${size}"><rect width="100%" height="100%" fill="#fff"/>${paths.join('')}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .greyscale()
    .threshold(150)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const bytesPerRow = Math.ceil(info.width / 8);
  const bits = Buffer.alloc(bytesPerRow * info.height);
  for (let row = 0; row < info.height; row += 1) {
    for (let column = 0; column < info.width; column += 1) {
      if (data[(row * info.width + column) * info.channels]! < 128)
        bits[row * bytesPerRow + (column >> 3)]! |= 0x80 >> (column & 7);
    }
  }
  return { width: info.width, height: info.height, bytesPerRow, hex: bits.toString('hex').toUpperCase() };
}
