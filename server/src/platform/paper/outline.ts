import { type Face, plain, runsOf } from './type.ts';

/** A line of text as outlines, its left end on the baseline at 0,0: it looks the same on every machine, whatever fonts that has. */
export type Outline = { paths: string; width: number; ascent: number };

/**
 * The outlines of one line as SVG `<path>`s, in the unit of `size`. Nothing of the text itself stands in the answer, so there is
 * nothing to escape.
 */
export function outlineOf(text: string, face: Face, size: number): Outline {
  let x = 0;
  let ascent = 0;
  const paths: string[] = [];
  for (const { text: part, file } of runsOf(plain(text), face)) {
    const scale = size / file.font.unitsPerEm;
    const { glyphs, positions } = file.font.layout(part);
    ascent = Math.max(ascent, file.font.ascent * scale);
    glyphs.forEach((glyph, n) => {
      const { xAdvance, xOffset, yOffset } = positions[n]!;
      const d = glyph.path.toSVG();
      if (d !== '')
        paths.push(
          `<path transform="translate(${fixed(x + xOffset * scale)} ${fixed(-yOffset * scale)}) scale(${scale} ${-scale})" d="${d}"/>`,
        );
      x += xAdvance * scale;
    });
  }
  return { paths: paths.join(''), width: x, ascent };
}

const fixed = (value: number) => Number(value.toFixed(2));
