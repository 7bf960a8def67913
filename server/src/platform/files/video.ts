/**
 * MP4 and QuickTime films (ISO/IEC 14496-12): what they are, and the place where they were taken removed. They are not
 * encoded anew; the boxes that hold notes about the film are blanked where they stand, which leaves every offset valid.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { Refusal } from '../refusal.ts';

export type VideoFacts = { width: number | null; height: number | null; duration_ms: number | null };

type Box = { type: string; at: number; body: number; end: number };

/** Boxes of notes: user data, QuickTime and iTunes metadata (with `©xyz`, `loci`, `com.apple.quicktime.location`), XMP. */
const notes = new Set(['udta', 'meta', 'uuid']);
const MAX_BOXES = 10_000;
const MAX_NOTES = 8 * 1024 * 1024;

/** Refusal: `file.unreadable` for a file without a film in it. */
export async function takeVideo(path: string, type: string): Promise<VideoFacts> {
  if (type === 'video/webm') return { width: null, height: null, duration_ms: null };
  const file = await open(path, 'r+');
  try {
    const size = (await file.stat()).size;
    const top = await boxes(file, 0, size);
    const moov = top.find((box) => box.type === 'moov');
    if (top[0]?.type !== 'ftyp' || !moov || !top.some((box) => box.type === 'mdat' || box.type === 'moof'))
      throw new Refusal('file.unreadable');
    let facts: VideoFacts = { width: null, height: null, duration_ms: null };
    for (const box of top) if (notes.has(box.type)) await blank(file, box);
    for (const box of await boxes(file, moov.body, moov.end)) {
      if (notes.has(box.type)) await blank(file, box);
      else if (box.type === 'mvhd') facts = { ...facts, duration_ms: await duration(file, box) };
      else if (box.type === 'trak') facts = { ...facts, ...(await takeTrack(file, box)) };
    }
    if (facts.width === null) throw new Refusal('file.unreadable');
    return facts;
  } finally {
    await file.close();
  }
}

/** A track of timed notes (positions along the way) is taken out of the film; any other loses its own notes. */
async function takeTrack(file: FileHandle, trak: Box): Promise<{ width: number; height: number } | null> {
  let shown: { width: number; height: number } | null = null;
  let handler = '';
  for (const box of await boxes(file, trak.body, trak.end)) {
    if (notes.has(box.type)) await blank(file, box);
    else if (box.type === 'tkhd') shown = await dimensions(file, box);
    else if (box.type === 'mdia') {
      const hdlr = (await boxes(file, box.body, box.end)).find(({ type }) => type === 'hdlr');
      if (hdlr) handler = (await bytes(file, hdlr.body + 8, 4)).toString('latin1');
    }
  }
  if (handler === 'meta' || handler === 'camm') await file.write('free', trak.at + 4, 'latin1');
  return handler === 'vide' && shown && shown.width > 0 && shown.height > 0 ? shown : null;
}

async function boxes(file: FileHandle, from: number, to: number): Promise<Box[]> {
  const out: Box[] = [];
  let at = from;
  while (at + 8 <= to) {
    const head = await bytes(file, at, 16);
    let size = head.readUInt32BE(0);
    let body = at + 8;
    if (size === 1) {
      if (head.length < 16 || head.readUInt32BE(8) > 0xffff) throw new Refusal('file.unreadable');
      size = Number(head.readBigUInt64BE(8));
      body = at + 16;
    } else if (size === 0) size = to - at;
    if (at + size < body || at + size > to || out.length >= MAX_BOXES) throw new Refusal('file.unreadable');
    out.push({ type: head.toString('latin1', 4, 8), at, body, end: at + size });
    at += size;
  }
  return out;
}

async function blank(file: FileHandle, box: Box) {
  if (box.end - box.body > MAX_NOTES) throw new Refusal('file.unreadable');
  await file.write('free', box.at + 4, 'latin1');
  await file.write(Buffer.alloc(box.end - box.body), 0, box.end - box.body, box.body);
}

async function dimensions(file: FileHandle, tkhd: Box): Promise<{ width: number; height: number }> {
  const data = await bytes(file, tkhd.body, 96);
  const matrix = data[0] === 1 ? 52 : 40;
  if (data.length < matrix + 44) throw new Refusal('file.unreadable');
  const [width, height] = [data.readUInt32BE(matrix + 36) >>> 16, data.readUInt32BE(matrix + 40) >>> 16];
  const turned = data.readInt32BE(matrix) === 0 && data.readInt32BE(matrix + 16) === 0;
  return turned ? { width: height, height: width } : { width, height };
}

async function duration(file: FileHandle, mvhd: Box): Promise<number | null> {
  const data = await bytes(file, mvhd.body, 32);
  if (data.length < 32) throw new Refusal('file.unreadable');
  const scale = data.readUInt32BE(data[0] === 1 ? 20 : 12);
  const length = data[0] === 1 ? Number(data.readBigUInt64BE(24)) : data.readUInt32BE(16);
  return scale === 0 ? null : Math.round((length / scale) * 1000);
}

async function bytes(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position: at });
  return buffer.subarray(0, bytesRead);
}
