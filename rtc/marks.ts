/** What is drawn on a picture. Pure but for `draw`, which both sides use, so that they see the same. Points are 0 to 1 of the picture. */
import type { Mark } from '@recoup/contract';

export type Point = [x: number, y: number];
export type Size = { width: number; height: number };
/** `undone`: what undo took away, for redo. */
export type Board = { marks: Mark[]; undone: Mark[] };
export const emptyBoard: Board = { marks: [], undone: [] };

/** A pen's way keeps so many points at most; contract/call-lines.ts takes 2000. */
const MOST_POINTS = 500;
/** How far a point may lie from a simpler way, in pixels of the picture as it is mostly seen. */
const SLACK = 1.5;
const SEEN = 900;
/** A smaller circle or arrow is a slip of the finger. */
const LEAST = 6;
const MOST_MARKS = 200;

const held = (value: number) => Math.min(1, Math.max(0, value));
/** Five decimals tell pixels of any camera apart, and keep words short. */
const round = (value: number) => Math.round(held(value) * 1e5) / 1e5;
const at = ([x, y]: Point): Point => [round(x), round(y)];

/** Begins a mark: pen, arrow, circle and measure grow with `extend`; text and step stand. */
export function begin(board: Board, kind: Mark['kind'], color: Mark['color'], from: Point, words?: string): Mark {
  const point = at(from);
  const grows = kind === 'arrow' || kind === 'circle' || kind === 'measure';
  return {
    id: crypto.randomUUID(),
    kind,
    color,
    points: grows ? [point, point] : [point],
    words: kind === 'step' ? nextStep(board.marks) : (words?.slice(0, 120) ?? null),
  };
}

/** A pen adds to its way; arrow, circle and measure get their other end; text and step move. */
export function extend(mark: Mark, to: Point): Mark {
  const point = at(to);
  if (mark.kind === 'pen') {
    const points = [...mark.points, point];
    return { ...mark, points: points.length > 2 * MOST_POINTS ? points.filter((_, n) => n % 2 === 0) : points };
  }
  return { ...mark, points: mark.points.length > 1 ? [mark.points[0]!, point] : [point] };
}

/** Done with it: a pen's way with fewer points; null for a slip of the finger. `size` of the picture, in any pixels. */
export function finish(mark: Mark, size: Size): Mark | null {
  const scale = SEEN / Math.max(size.width, size.height, 1);
  const way = mark.points.map(([x, y]): Point => [x * size.width * scale, y * size.height * scale]);
  if (mark.kind === 'text') return mark.words?.trim() ? mark : null;
  if (mark.kind === 'step') return mark;
  if (mark.kind !== 'pen') return distance(way[0]!, way[1]!) >= LEAST ? mark : null;
  const kept = simplify(way, SLACK);
  const thinned =
    kept.length > MOST_POINTS ? kept.filter((_, n) => n % Math.ceil(kept.length / MOST_POINTS) === 0) : kept;
  return { ...mark, points: thinned.map((n) => mark.points[n]!) };
}

/** Which points of a way to keep so that no other lies further than `slack` from it (Ramer, Douglas and Peucker), by their numbers. */
export function simplify(way: readonly Point[], slack: number): number[] {
  if (way.length <= 2) return way.map((_, n) => n);
  const keep = new Set([0, way.length - 1]);
  const parts: [number, number][] = [[0, way.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part;
    let furthest = -1;
    let most = slack;
    for (let n = from + 1; n < to; n++) {
      const away = fromLine(way[n]!, way[from]!, way[to]!);
      if (away > most) [furthest, most] = [n, away];
    }
    if (furthest < 0) continue;
    keep.add(furthest);
    parts.push([from, furthest], [furthest, to]);
  }
  return [...keep].sort((a, b) => a - b);
}

/** A mark put again, as one that grows, takes its own place. What was undone before can not be redone after it. */
export function put(board: Board, mark: Mark): Board {
  const n = board.marks.findIndex(({ id }) => id === mark.id);
  const marks = n < 0 ? [...board.marks, mark].slice(-MOST_MARKS) : board.marks.with(n, mark);
  return { marks, undone: [] };
}
export function undo({ marks, undone }: Board): Board {
  const last = marks.at(-1);
  return last ? { marks: marks.slice(0, -1), undone: [...undone, last] } : { marks, undone };
}
export function redo({ marks, undone }: Board): Board {
  const last = undone.at(-1);
  return last ? { marks: [...marks, last], undone: undone.slice(0, -1) } : { marks, undone };
}
export function remove({ marks }: Board, id: string): Board {
  return { marks: marks.filter((mark) => mark.id !== id), undone: [] };
}

/** Steps are counted 1, 2, 3 in the order they were put. */
export function nextStep(marks: readonly Mark[]): string {
  const numbers = marks.filter(({ kind }) => kind === 'step').map(({ words }) => Number(words) || 0);
  return String(Math.max(0, ...numbers) + 1);
}

/** The topmost mark within `reach` pixels of a point. */
export function hit(marks: readonly Mark[], point: Point, size: Size, reach = 16): Mark | null {
  const here = inPixels(point, size);
  return marks.findLast((mark) => away(mark, here, size) <= reach) ?? null;
}
function away(mark: Mark, here: Point, size: Size): number {
  const way = mark.points.map((one) => inPixels(one, size));
  const [first, last] = [way[0]!, way.at(-1)!];
  if (mark.kind === 'circle') return Math.abs(ringOf(here, first, last)) * reachOf(first, last);
  if (mark.kind === 'text' || mark.kind === 'step') {
    const { width, height } = boxOf(mark, size);
    return Math.max(0, Math.abs(here[0] - first[0]) - width / 2, Math.abs(here[1] - first[1]) - height / 2);
  }
  if (way.length === 1) return distance(here, first);
  return Math.min(...way.slice(1).map((to, n) => fromLine(here, way[n]!, to)));
}
/** 0 on the ellipse through the box of two corners, below 0 within. */
function ringOf(here: Point, a: Point, b: Point): number {
  const [rx, ry] = [Math.abs(b[0] - a[0]) / 2 || 1, Math.abs(b[1] - a[1]) / 2 || 1];
  return Math.hypot((here[0] - (a[0] + b[0]) / 2) / rx, (here[1] - (a[1] + b[1]) / 2) / ry) - 1;
}
const reachOf = (a: Point, b: Point) => Math.max(1, Math.min(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1])) / 2);
const inPixels = ([x, y]: Point, { width, height }: Size): Point => [x * width, y * height];
const distance = (a: Point, b: Point) => Math.hypot(b[0] - a[0], b[1] - a[1]);
function fromLine(here: Point, from: Point, to: Point): number {
  const long = distance(from, to);
  if (long === 0) return distance(here, from);
  const along = ((here[0] - from[0]) * (to[0] - from[0]) + (here[1] - from[1]) * (to[1] - from[1])) / long ** 2;
  const t = held(along);
  return distance(here, [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]);
}

const COLORS: Record<Mark['color'], string> = { red: '#D1352B', yellow: '#F5B81F', white: '#FFFFFF' };
const FONT = '"IBM Plex Sans", system-ui, sans-serif';
/** Thick enough on a phone and on a still of 4000 pixels alike. */
const unitOf = ({ width, height }: Size) => Math.max(2, Math.min(width, height) / 150);
function boxOf({ kind, words }: Mark, size: Size): Size {
  const unit = unitOf(size);
  if (kind === 'step') return { width: unit * 7, height: unit * 7 };
  // Latin letters are about half as wide as they are high, Chinese ones as wide.
  const letters = [...(words ?? '')].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 1 : 0.56), 0);
  return { width: unit * (letters * 4 + 3), height: unit * 6.5 };
}

/** Draws onto a canvas of this size in its own pixels. A white edge keeps each mark apart from whatever is under it. */
export function draw(pen: CanvasRenderingContext2D, marks: readonly Mark[], size: Size): void {
  const unit = unitOf(size);
  pen.save();
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const mark of marks) {
    const color = COLORS[mark.color];
    const edge = mark.color === 'white' ? 'rgba(0,0,0,.55)' : 'rgba(255,255,255,.85)';
    const way = mark.points.map((one) => inPixels(one, size));
    if (mark.kind === 'text' || mark.kind === 'step') drawWords(pen, mark, size, color);
    else {
      pen.beginPath();
      trace(pen, mark.kind, way, unit);
      for (const [style, width] of [
        [edge, unit * 1.9],
        [color, unit],
      ] as const) {
        pen.strokeStyle = style;
        pen.lineWidth = width;
        pen.stroke();
      }
    }
    if (mark.kind === 'measure' && mark.words) {
      const [a, b] = [mark.points[0]!, mark.points.at(-1)!];
      const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      drawWords(pen, { ...mark, kind: 'text', points: [middle] }, size, color);
    }
  }
  pen.restore();
}

function trace(pen: CanvasRenderingContext2D, kind: Mark['kind'], way: Point[], unit: number) {
  const [first, last] = [way[0]!, way.at(-1)!];
  if (kind === 'circle') {
    const [x, y] = [(first[0] + last[0]) / 2, (first[1] + last[1]) / 2];
    pen.ellipse(x, y, Math.abs(last[0] - first[0]) / 2, Math.abs(last[1] - first[1]) / 2, 0, 0, 2 * Math.PI);
    return;
  }
  pen.moveTo(...first);
  if (way.length === 1) pen.lineTo(first[0] + 0.01, first[1]);
  for (const point of way.slice(1)) pen.lineTo(...point);
  const turn = Math.atan2(last[1] - first[1], last[0] - first[0]);
  if (kind === 'arrow') for (const side of [-1, 1]) head(pen, last, turn + Math.PI + side * 0.5, unit * 6);
  if (kind === 'measure')
    for (const end of [first, last])
      for (const side of [-1, 1]) head(pen, end, turn + (side * Math.PI) / 2, unit * 2.5);
}
function head(pen: CanvasRenderingContext2D, [x, y]: Point, turn: number, long: number) {
  pen.moveTo(x, y);
  pen.lineTo(x + Math.cos(turn) * long, y + Math.sin(turn) * long);
}

function drawWords(pen: CanvasRenderingContext2D, mark: Mark, size: Size, color: string) {
  const unit = unitOf(size);
  const [x, y] = inPixels(mark.points[0]!, size);
  const { width, height } = boxOf(mark, size);
  pen.beginPath();
  pen.roundRect(x - width / 2, y - height / 2, width, height, mark.kind === 'step' ? height / 2 : unit);
  pen.fillStyle = color;
  pen.fill();
  pen.fillStyle = mark.color === 'red' ? '#FFFFFF' : '#1B1B18';
  pen.font = `600 ${unit * 4}px ${FONT}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(mark.words ?? '', x, y, width - unit);
}

/** A still with what was drawn on it, as JPEG. */
export async function flatten(picture: ImageBitmap | HTMLImageElement, marks: readonly Mark[]): Promise<Blob> {
  const isImage = picture instanceof HTMLImageElement;
  const size = isImage
    ? { width: picture.naturalWidth, height: picture.naturalHeight }
    : { width: picture.width, height: picture.height };
  const canvas = Object.assign(document.createElement('canvas'), size);
  const pen = canvas.getContext('2d');
  pen?.drawImage(picture, 0, 0);
  if (pen) draw(pen, marks, size);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.92));
  if (!blob) throw new Error('no_picture');
  return blob;
}

export { KNOWN, type KnownKey, type Length, lengthInWords, measure } from './measure.ts';
