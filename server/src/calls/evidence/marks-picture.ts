/** What was drawn on a still, as a picture of its own, so that a claim shows what was meant. Drawn here: no browser's word is taken for it. */
import type { Mark } from '@recoup/contract';
import sharp from 'sharp';
import { outlineOf } from '../../platform/paper/index.ts';

export type PictureSize = { width: number; height: number };
const COLORS: Record<Mark['color'], string> = { red: '#e5352b', yellow: '#ffc53d', white: '#ffffff' };

/**
 * The marks as an SVG over a picture of that size. Points are shares of the picture. Pure; numbers and outlines alone go into it,
 * so words people typed can't become markup.
 */
export function marksSvg(marks: readonly Mark[], { width, height }: PictureSize): string {
  // So thick that it is seen on the whole picture, and on paper.
  const pen = Math.max(3, Math.round(Math.min(width, height) * 0.007));
  const drawn = marks.map((mark) => shapeOf(mark, { width, height }, pen)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawn}</svg>`;
}

function shapeOf(mark: Mark, { width, height }: PictureSize, pen: number): string {
  const points = mark.points.map(([x, y]): [number, number] => [r(x * width), r(y * height)]);
  const [from, to = from] = [points[0]!, points.at(-1)!];
  const color = COLORS[mark.color];
  if (mark.kind === 'pen') return lined(`<path d="${way(points)}"/>`, color, pen);
  if (mark.kind === 'circle') {
    const [rx, ry] = [Math.abs(to[0] - from[0]) / 2, Math.abs(to[1] - from[1]) / 2];
    const [cx, cy] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    return lined(`<ellipse cx="${r(cx)}" cy="${r(cy)}" rx="${r(rx)}" ry="${r(ry)}"/>`, color, pen);
  }
  if (mark.kind === 'arrow') return lined(`<path d="${way([from, to])}${head(from, to, pen * 5)}"/>`, color, pen);
  if (mark.kind === 'measure') {
    const label = words(mark.words ?? '', [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - pen * 2], color, pen * 5);
    const ends = tick(from, to, pen * 3) + tick(to, from, pen * 3);
    return lined(`<path d="${way([from, to])}${ends}"/>`, color, pen) + label;
  }
  if (mark.kind === 'step') {
    const radius = pen * 5;
    const ink = mark.color === 'red' ? '#ffffff' : '#1b1e24';
    const { paths, width: wide } = outlineOf(mark.words ?? '', 'bold', radius * 1.2);
    return `<circle cx="${from[0]}" cy="${from[1]}" r="${radius}" fill="${color}" stroke="#1b1e24" stroke-opacity="0.55" stroke-width="${r(pen / 2)}"/><g fill="${ink}" transform="translate(${r(from[0] - wide / 2)} ${r(from[1] + radius * 0.42)})">${paths}</g>`;
  }
  return words(mark.words ?? '', from, color, pen * 6);
}

const r = (value: number) => Number(value.toFixed(1));
const way = (points: readonly [number, number][]) =>
  points.map(([x, y], n) => `${n === 0 ? 'M' : 'L'}${x} ${y}`).join('') + (points.length === 1 ? 'h0.1' : '');

/** A stroke in its colour over a dark edge, so that it is seen on white goods and black ones. */
const lined = (shape: string, color: string, pen: number) =>
  `<g fill="none" stroke-linecap="round" stroke-linejoin="round"><g stroke="#1b1e24" stroke-opacity="0.55" stroke-width="${r(pen * 1.6)}">${shape}</g><g stroke="${color}" stroke-width="${pen}">${shape}</g></g>`;

function head([x1, y1]: [number, number], [x2, y2]: [number, number], size: number): string {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const side = (turn: number) => `${r(x2 - size * Math.cos(angle + turn))} ${r(y2 - size * Math.sin(angle + turn))}`;
  return `M${side(0.5)}L${x2} ${y2}L${side(-0.5)}`;
}

function tick([x, y]: [number, number], [ox, oy]: [number, number], size: number): string {
  const angle = Math.atan2(oy - y, ox - x) + Math.PI / 2;
  const [dx, dy] = [Math.cos(angle) * size, Math.sin(angle) * size];
  return `M${r(x - dx)} ${r(y - dy)}L${r(x + dx)} ${r(y + dy)}`;
}

function words(text: string, [x, y]: [number, number], color: string, size: number): string {
  const { paths } = outlineOf(text, 'bold', size);
  const at = `translate(${r(x)} ${r(y)})`;
  return `<g transform="${at}" fill="#1b1e24" stroke="#1b1e24" stroke-width="${r(size * 0.16)}" stroke-linejoin="round" fill-opacity="0.7" stroke-opacity="0.7">${haloed(paths, size)}</g><g transform="${at}" fill="${color}">${paths}</g>`;
}

/** Outlines are in the font's own units, so their edge must be, too. */
const haloed = (paths: string, size: number) =>
  paths.replaceAll('<path ', `<path vector-effect="non-scaling-stroke" stroke-width="${r(size * 0.16)}" `);

/** The picture with the marks on it, as JPEG. `picture`: the kept still. */
export async function drawMarks(picture: Uint8Array, marks: readonly Mark[]): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  return sharp(picture)
    .composite([{ input: Buffer.from(marksSvg(marks, { width, height })), left: 0, top: 0 }])
    .jpeg({ quality: 88 })
    .toBuffer();
}
