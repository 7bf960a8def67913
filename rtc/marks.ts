/** What is drawn on a picture. Pure but for `draw`, which both sides use, so that they see the same. Points are 0 to 1 of the picture. */
import type { Mark } from '@recoup/contract';

export type Point = [x: number, y: number];
export type Size = { width: number; height: number };
export type Board = { marks: Mark[] /** What undo took away, for redo. */; undone: Mark[] };
export declare const emptyBoard: Board;
/** Begins a mark: pen, arrow, circle and measure grow with `extend`; text and step stand. */
export declare function begin(board: Board, kind: Mark['kind'], color: Mark['color'], at: Point, words?: string): Mark;
export declare function extend(mark: Mark, at: Point): Mark;
/** Done with it: a pen's way with fewer points, a slip of the finger dropped (null). `size` of the picture in pixels. */
export declare function finish(mark: Mark, size: Size): Mark | null;
export declare function put(board: Board, mark: Mark): Board;
export declare function undo(board: Board): Board;
export declare function redo(board: Board): Board;
export declare function remove(board: Board, id: string): Board;
/** The topmost mark within `reach` pixels of a point. */
export declare function hit(marks: readonly Mark[], at: Point, size: Size, reach?: number): Mark | null;
/** Steps are counted 1, 2, 3 in the order they were put. */
export declare function nextStep(marks: readonly Mark[]): string;
/** Draws onto a canvas of this size in its own pixels. */
export declare function draw(pen: CanvasRenderingContext2D, marks: readonly Mark[], size: Size): void;
/** A still with what was drawn on it, as JPEG. */
export declare function flatten(picture: ImageBitmap | HTMLImageElement, marks: readonly Mark[]): Promise<Blob>;

/** Things whose size is known, in millimetres. */
export declare const KNOWN: readonly {
  key: 'card_long' | 'card_short' | 'letter_long' | 'letter_short' | 'quarter' | 'aa';
  mm: number;
  source: string;
}[];
export type Length = { mm: number /** Plus or minus, in millimetres. */; error: number };
/**
 * How long a line is, by another whose true length is known, in the same plane. `slip`: how far off, in pixels, each end may
 * have been put. Null where the known line is too short on the picture to say anything.
 */
export declare function measure(
  known: { from: Point; to: Point; mm: number },
  line: { from: Point; to: Point },
  size: Size,
  slip?: number,
): Length | null;
/** `18.4 ± 0.6 cm`, `7.2 ± 0.2 in`: as many digits as the error bears. */
export declare function lengthInWords(length: Length, unit: 'mm' | 'cm' | 'in'): string;
