import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Refusal } from '../refusal.ts';
import { type FileKind, JSON_TEXT, kindOf, limitOf, MAX_BYTES, NDJSON } from './kinds.ts';
import { foundType } from './type-of.ts';

export type Received = { path: string; bytes: number; sha256: string; discard(): Promise<void> };

/** Enough to tell most types; below it the whole file has come. */
const HEAD = 4100;

/**
 * Writes an upload to the work folder as it comes, never holding more than a chunk, and stops at the first byte too many
 * or as soon as its beginning shows a type that is not wanted. Refusals: `file.too_large {max_bytes}`,
 * `file.type_not_allowed`, `file.unreadable` (empty, or broken off).
 */
export async function receive(
  stream: Readable,
  folder: string,
  kinds: readonly FileKind[],
  maxBytes: number,
): Promise<Received> {
  const path = join(folder, randomUUID());
  const discard = () => rm(path, { force: true });
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  let limit = maxBytes;
  let head: Buffer | null = Buffer.alloc(0);
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      bytes += part.length;
      if (bytes > limit) throw new Refusal('file.too_large', { max_bytes: limit });
      hash.update(part);
      await file.writeFile(part);
      if (head) {
        head = Buffer.concat([head, part]);
        if (head.length >= HEAD) {
          limit = Math.min(limit, await limitFor(head, kinds, limit));
          head = null;
          if (bytes > limit) throw new Refusal('file.too_large', { max_bytes: limit });
        }
      }
    }
    if (bytes === 0 || stream.errored) throw new Refusal('file.unreadable');
    return { path, bytes, sha256: hash.digest('hex'), discard };
  } catch (error) {
    await discard();
    drain(stream);
    if (error instanceof Refusal || !stream.errored) throw error;
    throw new Refusal('file.unreadable', { reason: 'broken_off' });
  } finally {
    await file.close();
  }
}

/**
 * Reads on what is left of a refused upload and throws it away, within reason. A sender who is cut off in mid-sentence never
 * reads the answer, and over HTTP the connection of a body that nobody reads stays open.
 */
function drain(stream: Readable) {
  let left = MAX_BYTES.video;
  stream.on('error', () => {});
  stream.on('data', (part: Buffer | string) => {
    left -= part.length;
    if (left < 0) stream.destroy();
  });
}

const textTypes = new Set(['text/csv', 'text/html', 'image/svg+xml', JSON_TEXT, NDJSON]);

/** Archives and text show what they are only when whole; everything else is settled by its first bytes. */
async function limitFor(head: Buffer, kinds: readonly FileKind[], limit: number): Promise<number> {
  const type = await foundType(head);
  if (type === null || type === 'application/zip' || textTypes.has(type)) return limit;
  const kind = kindOf(type, kinds);
  if (!kind) throw notAllowed(type, kinds);
  return limitOf(kind, type);
}

export function notAllowed(found: string | null, kinds: readonly FileKind[]): Refusal {
  return new Refusal('file.type_not_allowed', { found: found ?? 'unknown', allowed: kinds });
}
