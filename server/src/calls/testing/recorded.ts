/** What a browser's recorder hands out, written byte by byte: a WebM without sizes, length and cues, in pieces. */
import { element, idOf, uint } from '../recording/ebml.ts';

const UNKNOWN = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
const join = (...parts: Uint8Array[]) => Buffer.concat(parts);

const HEAD = join(
  element(0x1a45dfa3, join(element(0x4286, uint(1)), element(0x4282, Buffer.from('webm')))),
  idOf(0x18538067),
  UNKNOWN,
  element(0x1549a966, join(element(0x2ad7b1, uint(1_000_000)), element(0x4d80, Buffer.from('of tests')))),
  element(
    0x1654ae6b,
    join(
      element(0xae, join(element(0xd7, uint(1)), element(0x83, uint(1)), element(0x86, Buffer.from('V_VP8')))),
      element(0xae, join(element(0xd7, uint(2)), element(0x83, uint(2)), element(0x86, Buffer.from('A_OPUS')))),
    ),
  ),
);

function block(track: number, offset: number, key: boolean, size: number): Uint8Array {
  const head = Buffer.from([0x80 | track, 0, 0, key ? 0x80 : 0]);
  head.writeInt16BE(offset, 1);
  return element(0xa3, join(head, Buffer.alloc(size, track)));
}

/** Seconds of film, a cluster for each, ten pictures and ten sounds in it; cut into pieces of so many bytes. */
export function recorded(seconds: number, pieceBytes = 4000): Buffer[] {
  const clusters = Array.from({ length: seconds }, (_, second) =>
    join(
      idOf(0x1f43b675),
      UNKNOWN,
      element(0xe7, uint(second * 1000)),
      ...Array.from({ length: 10 }, (_, n) => join(block(1, n * 100, n === 0, 300), block(2, n * 100 + 50, true, 40))),
    ),
  );
  const all = join(HEAD, ...clusters);
  return Array.from({ length: Math.ceil(all.length / pieceBytes) }, (_, n) =>
    all.subarray(n * pieceBytes, (n + 1) * pieceBytes),
  );
}

/** The length a film says it has, in milliseconds; null where it says none. */
export function lengthSaid(film: Buffer): number | null {
  const at = film.indexOf(Buffer.from([0x44, 0x89, 0x88]));
  return at === -1 ? null : film.readDoubleBE(at + 3);
}
