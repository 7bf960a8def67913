/** The part of fontkit (the font library under pdfkit) that paper uses; the package ships no types. */
declare module 'fontkit' {
  type Glyph = { path: { toSVG(): string } };
  type GlyphRun = {
    advanceWidth: number;
    glyphs: Glyph[];
    positions: { xAdvance: number; xOffset: number; yOffset: number }[];
  };
  export type Font = {
    unitsPerEm: number;
    ascent: number;
    descent: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string): GlyphRun;
  };
  export function create(bytes: Uint8Array): Font;
}
