/** Measuring by something whose length is known. Pure. */
import type { Mark } from '@recoup/contract';
import type { Point, Size } from '@recoup/rtc/marks';
import * as drawn from '@recoup/rtc/marks';

/** A line along something whose length is known: everything measured afterwards is reckoned by it. */
export type Known = { from: Point; to: Point; mm: number };

/** What stands beside a measured line: inches and centimetres, for both sides; null where the known line is too short. Pure. */
export function lengthWords(known: Known, line: Mark, size: Size): string | null {
  const [from, to] = [line.points[0], line.points.at(-1)];
  if (!from || !to) return null;
  const length = drawn.measure(known, { from, to }, size);
  return length && `${drawn.lengthInWords(length, 'in')} (${drawn.lengthInWords(length, 'cm')})`;
}
