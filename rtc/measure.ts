/** How long something on a picture is, by a thing beside it whose size is known. Pure. */
import type { Point, Size } from './marks.ts';

/** Things whose size is known, in millimetres, with where it is laid down. */
export const KNOWN = [
  { key: 'card_long', mm: 85.6, source: 'ISO/IEC 7810:2019 ID-1, a bank card' },
  { key: 'card_short', mm: 53.98, source: 'ISO/IEC 7810:2019 ID-1, a bank card' },
  { key: 'letter_long', mm: 279.4, source: 'ANSI/ASME Y14.1 A, 11 in' },
  { key: 'letter_short', mm: 215.9, source: 'ANSI/ASME Y14.1 A, 8.5 in' },
  { key: 'quarter', mm: 24.26, source: 'United States Mint, quarter dollar, 0.955 in' },
  { key: 'aa', mm: 50.5, source: 'IEC 60086-2 R6, greatest length' },
] as const;
export type KnownKey = (typeof KNOWN)[number]['key'];

/** `error`: plus or minus, in millimetres. */
export type Length = { mm: number; error: number };

/** A known line shorter than this many times the slip says nothing. */
const LEAST_SLIPS = 8;
/**
 * Both lie in one plane, and the camera does not look straight at it: a plane seen from up to 15 degrees aside is foreshortened by
 * 1 - cos 15° = 3.4 %, one line and not the other in the worst case.
 */
const TILT = 0.034;

/**
 * How long a line is, by another whose true length is known, in the same plane. `slip`: how far off, in pixels of the picture,
 * each end may have been put. Null where the known line is too short on the picture to say anything.
 *
 * The relative errors of both lines (each has two ends, so √2 slips) and of the tilt add in quadrature.
 */
export function measure(
  known: { from: Point; to: Point; mm: number },
  line: { from: Point; to: Point },
  size: Size,
  slip = 3,
): Length | null {
  const by = pixels(known, size);
  const long = pixels(line, size);
  if (by < slip * LEAST_SLIPS || known.mm <= 0) return null;
  const mm = (long / by) * known.mm;
  const ends = Math.SQRT2 * slip;
  const ofLine = (ends / by) * known.mm;
  const error = Math.hypot(ofLine, mm * (ends / by), mm * TILT);
  return { mm, error };
}

function pixels({ from, to }: { from: Point; to: Point }, { width, height }: Size): number {
  return Math.hypot((to[0] - from[0]) * width, (to[1] - from[1]) * height);
}

const MM: Record<'mm' | 'cm' | 'in', number> = { mm: 1, cm: 10, in: 25.4 };

/** `18.4 ± 0.6 cm`, `7.2 ± 0.2 in`: the error has one digit that counts, and the length no more than it bears. */
export function lengthInWords({ mm, error }: Length, unit: 'mm' | 'cm' | 'in'): string {
  const off = error / MM[unit];
  const digits = off > 0 ? Math.min(2, Math.max(0, -Math.floor(Math.log10(off)))) : 2;
  // Rounded up: an error is not made to look smaller.
  const shown = Math.ceil(off * 10 ** digits - 1e-9) / 10 ** digits;
  return `${(mm / MM[unit]).toFixed(digits)} ± ${shown.toFixed(digits)} ${unit}`;
}
