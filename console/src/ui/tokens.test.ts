import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dark, light, type Token } from './palette.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = Object.keys(light) as Token[];

test('every colour in the palette is the colour of its CSS variable, in both schemes', () => {
  expect(tokens.length).toBeGreaterThan(25);
  for (const token of tokens) {
    const found = css.match(new RegExp(`--${token}: light-dark\\((#\\w+), (#\\w+)\\);`));
    expect(
      found?.slice(1).map((hex) => hex.toUpperCase()),
      token,
    ).toEqual([light[token], dark[token]]);
  }
});

/** WCAG 2 contrast of two sRGB colours. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => {
      const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test('every text colour reads at 4.5 to 1 on the page, on the work area and on its own tint', () => {
  for (const p of [light, dark]) {
    for (const token of ['ink', 'ink2', 'ink3', 'act', 'good', 'clock', 'bad', 'move', 'bot', 'idle'] as const) {
      expect(contrast(p[token], p.canvas), token).toBeGreaterThanOrEqual(4.5);
      expect(contrast(p[token], p.surface), token).toBeGreaterThanOrEqual(4.5);
    }
    for (const token of ['good', 'clock', 'bad', 'move', 'bot', 'idle'] as const) {
      expect(contrast(p[token], p[`${token}T`]), token).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(p.onAct, p.act)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(p.ink3, p.actTint)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(p.hatch, p.surface)).toBeGreaterThanOrEqual(3);
  }
});
