/** ZIP archives (PKWARE APPNOTE 6.3.10), read with a limit on what comes out: the way into an Excel file. */
import { crc32, inflateRawSync } from 'node:zlib';
import { Refusal } from '../refusal.ts';

export type ZipEntry = { name: string; method: number; packed: number; size: number; headerAt: number };

const MAX_ENTRIES = 2_000;
export const MAX_UNPACKED = 120 * 1024 * 1024;
/** Excel's XML packs 10 to 60 times smaller; bombs are packed 1,000 times and more. Small parts may be very repetitive. */
const MAX_RATIO = 250;
const RATIO_FROM = 1024 * 1024;

/**
 * The list of contents at the end of an archive. Refusals: `file.too_large {max_bytes}` where what it promises to unpack to
 * is too much or packed beyond reason, `file.unreadable` where it is no archive, encrypted or split.
 */
export function readDirectory(zip: Uint8Array): ZipEntry[] {
  const data = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const endAt = data.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (endAt < 0 || endAt + 22 > data.length) throw new Refusal('file.unreadable');
  const count = data.readUInt16LE(endAt + 10);
  let at = data.readUInt32LE(endAt + 16);
  // 0xFFFF and 0xFFFFFFFF send to the ZIP64 directory: nothing of the size allowed here needs it.
  if (count === 0xffff || at === 0xffffffff || count > MAX_ENTRIES) throw new Refusal('file.unreadable');
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== 0x02014b50) throw new Refusal('file.unreadable');
    const [flags, method] = [data.readUInt16LE(at + 8), data.readUInt16LE(at + 10)];
    const [packed, size] = [data.readUInt32LE(at + 20), data.readUInt32LE(at + 24)];
    const nameLength = data.readUInt16LE(at + 28);
    const name = data.toString('utf8', at + 46, at + 46 + nameLength);
    if (flags & 1 || (method !== 0 && method !== 8) || names.has(name)) throw new Refusal('file.unreadable');
    names.add(name);
    entries.push({ name, method, packed, size, headerAt: data.readUInt32LE(at + 42) });
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  const beyondReason = entries.some(({ packed, size }) => size > RATIO_FROM && size > packed * MAX_RATIO);
  if (total > MAX_UNPACKED || beyondReason)
    throw new Refusal('file.too_large', { max_bytes: MAX_UNPACKED, unpacked: true });
  return entries;
}

/** One entry, unpacked to exactly the size the list of contents gave; an archive that lied about it is `file.unreadable`. */
export function unpack(zip: Uint8Array, entry: ZipEntry): Buffer {
  const data = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const { headerAt } = entry;
  if (headerAt + 30 > data.length || data.readUInt32LE(headerAt) !== 0x04034b50) throw new Refusal('file.unreadable');
  const from = headerAt + 30 + data.readUInt16LE(headerAt + 26) + data.readUInt16LE(headerAt + 28);
  const packed = data.subarray(from, from + entry.packed);
  if (packed.length !== entry.packed) throw new Refusal('file.unreadable');
  try {
    const bytes = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    if (bytes.length === entry.size) return bytes;
  } catch {
    // Falls through: longer than promised, or no deflate stream at all.
  }
  throw new Refusal('file.unreadable');
}

/** An archive of parts as they are, unpacked. */
export function packPlain(parts: readonly { name: string; bytes: Uint8Array }[]): Buffer {
  const out: Uint8Array[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of parts) {
    const nameBytes = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(nameBytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 4, 28);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, nameBytes);
    out.push(head, nameBytes, bytes);
    at += head.length + nameBytes.length + bytes.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...out, list, end]);
}
