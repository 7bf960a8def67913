/**
 * A fragmented MP4 as a browser's recorder leaves it (ISO/IEC 14496-12, 8.8): a `moov` without samples, then fragments. Joined as
 * they are it plays; its length is written into `mvhd` and `mehd`, and what was cut off at the end is left away.
 */
import { ByteReader } from './byte-reader.ts';
import type { Part, Plan } from './webm.ts';

const MOST_MOOV = 4 * 1024 * 1024;
const MOST_MOOF = 4 * 1024 * 1024;

type Box = { type: string; at: number; body: number; end: number };
type TrackTimes = { scale: number; lasts: number };

/** How a recorded MP4 is written so that players know its length; null where it holds no fragment. */
export async function planMp4(recorded: AsyncIterable<Uint8Array>): Promise<Plan | null> {
  const reader = new ByteReader(recorded);
  let head: Buffer | null = null;
  let tracks = new Map<number, TrackTimes>();
  const stretches: { from: number; to: number }[] = [];
  let ends = 0;
  const before: Uint8Array[] = [];
  for (let box = await nextBox(reader); box; box = await nextBox(reader)) {
    const size = box.end - box.at;
    if (box.type === 'moov' || (head === null && box.type === 'ftyp')) {
      const bytes = size <= MOST_MOOV ? await reader.take(size) : null;
      if (!bytes) break;
      if (box.type === 'ftyp') before.push(bytes);
      else if (head === null) {
        head = Buffer.concat([...before, bytes]);
        tracks = tracksOf(Buffer.from(bytes));
      }
      continue;
    }
    const moof = box.type === 'moof' && size <= MOST_MOOF ? await reader.peek(0, size) : null;
    const end = moof ? endOf(Buffer.from(moof), tracks) : 0;
    if (!(await reader.skip(box.end))) break;
    if (head === null) continue;
    if (box.type === 'moof') {
      // A fragment counts with its samples: the `mdat` after it must be whole, too.
      const data = await nextBox(reader);
      if (data?.type !== 'mdat' || !(await reader.skip(data.end))) break;
      ends = Math.max(ends, end);
      stretch(stretches, box.at, data.end);
    }
  }
  if (!head || stretches.length === 0) return null;
  const parts: Part[] = [withLength(head, ends), ...stretches];
  const bytes = parts.reduce((sum, part) => sum + (part instanceof Uint8Array ? part.length : part.to - part.from), 0);
  return { parts, duration_ms: Math.round(ends * 1000), bytes };
}

function stretch(stretches: { from: number; to: number }[], from: number, to: number): void {
  const last = stretches.at(-1);
  if (last?.to === from) last.to = to;
  else stretches.push({ from, to });
}

async function nextBox(reader: ByteReader): Promise<Box | null> {
  const head = await reader.peek(0, 16).then(async (bytes) => bytes ?? (await reader.peek(0, 8)));
  if (!head) return null;
  const [box] = boxes(Buffer.from(head), 0, Number.POSITIVE_INFINITY, 1);
  return box ? { ...box, at: reader.at, end: reader.at + box.end } : null;
}

/** The boxes one after the other between two positions. */
function boxes(bytes: Buffer, from: number, to: number, most = 1000): Box[] {
  const found: Box[] = [];
  for (let at = from; at + 8 <= Math.min(to, bytes.length) && found.length < most; ) {
    let size = bytes.readUInt32BE(at);
    let body = at + 8;
    if (size === 1 && at + 16 <= bytes.length) {
      size = Number(bytes.readBigUInt64BE(at + 8));
      body = at + 16;
    }
    if (size < body - at) break;
    found.push({ type: bytes.toString('latin1', at + 4, at + 8), at, body, end: at + size });
    at += size;
  }
  return found;
}

const inside = (bytes: Buffer, box: Box, type: string) =>
  boxes(bytes, box.body, box.end).find((one) => one.type === type);

/** Time scale and usual length of a sample, by track. */
function tracksOf(moov: Buffer): Map<number, TrackTimes> {
  const root = boxes(moov, 0, moov.length)[0]!;
  const found = new Map<number, TrackTimes>();
  for (const trak of boxes(moov, root.body, root.end).filter(({ type }) => type === 'trak')) {
    const tkhd = inside(moov, trak, 'tkhd');
    const mdia = inside(moov, trak, 'mdia');
    const mdhd = mdia && inside(moov, mdia, 'mdhd');
    if (!tkhd || !mdhd) continue;
    const long = (box: Box) => moov[box.body] === 1;
    found.set(moov.readUInt32BE(tkhd.body + (long(tkhd) ? 20 : 12)), {
      scale: moov.readUInt32BE(mdhd.body + (long(mdhd) ? 20 : 12)),
      lasts: 0,
    });
  }
  const mvex = inside(moov, root, 'mvex');
  for (const trex of mvex ? boxes(moov, mvex.body, mvex.end).filter(({ type }) => type === 'trex') : []) {
    const track = found.get(moov.readUInt32BE(trex.body + 4));
    if (track) track.lasts = moov.readUInt32BE(trex.body + 12);
  }
  return found;
}

/** When the last sample of a fragment is over, in seconds. */
function endOf(moof: Buffer, tracks: Map<number, TrackTimes>): number {
  const root = boxes(moof, 0, moof.length)[0]!;
  const ends = boxes(moof, root.body, root.end)
    .filter(({ type }) => type === 'traf')
    .map((traf) => {
      const [tfhd, tfdt] = [inside(moof, traf, 'tfhd'), inside(moof, traf, 'tfdt')];
      const track = tfhd && tracks.get(moof.readUInt32BE(tfhd.body + 4));
      if (!tfhd || !tfdt || !track || track.scale === 0) return 0;
      const begins =
        moof[tfdt.body] === 1 ? Number(moof.readBigUInt64BE(tfdt.body + 4)) : moof.readUInt32BE(tfdt.body + 4);
      const usual = usualLength(moof, tfhd) ?? track.lasts;
      const runs = boxes(moof, traf.body, traf.end).filter(({ type }) => type === 'trun');
      return (begins + runs.reduce((sum, run) => sum + lengthOf(moof, run, usual), 0)) / track.scale;
    });
  return Math.max(0, ...ends);
}

function usualLength(moof: Buffer, tfhd: Box): number | null {
  const flags = moof.readUInt32BE(tfhd.body) & 0xffffff;
  if (!(flags & 0x08)) return null;
  return moof.readUInt32BE(tfhd.body + 8 + (flags & 0x01 ? 8 : 0) + (flags & 0x02 ? 4 : 0));
}

function lengthOf(moof: Buffer, trun: Box, usual: number): number {
  const flags = moof.readUInt32BE(trun.body) & 0xffffff;
  const count = moof.readUInt32BE(trun.body + 4);
  if (!(flags & 0x100)) return count * usual;
  const width = [0x100, 0x200, 0x400, 0x800].reduce((sum, flag) => sum + (flags & flag ? 4 : 0), 0);
  let at = trun.body + 8 + (flags & 0x01 ? 4 : 0) + (flags & 0x04 ? 4 : 0);
  let sum = 0;
  for (let n = 0; n < count && at + 4 <= moof.length; n += 1, at += width) sum += moof.readUInt32BE(at);
  return sum;
}

/** The head with the film's length in `mvhd`, and in `mehd` where there is one. */
function withLength(head: Buffer, seconds: number): Buffer {
  const moov = boxes(head, 0, head.length).find(({ type }) => type === 'moov')!;
  const mvhd = inside(head, moov, 'mvhd');
  if (!mvhd) return head;
  const long = head[mvhd.body] === 1;
  const scale = head.readUInt32BE(mvhd.body + (long ? 20 : 12));
  const length = Math.round(seconds * scale);
  const write = (at: number, wide: boolean) =>
    wide ? head.writeBigUInt64BE(BigInt(length), at) : head.writeUInt32BE(length, at);
  write(mvhd.body + (long ? 24 : 16), long);
  const mvex = inside(head, moov, 'mvex');
  const mehd = mvex && inside(head, mvex, 'mehd');
  if (mehd) write(mehd.body + 4, head[mehd.body] === 1);
  return head;
}
