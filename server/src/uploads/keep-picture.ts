/** Pictures and films that another module takes in by its own rules and keeps at once, and lets go of for good. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import sharp from 'sharp';
import { z } from 'zod';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { type TakenFile, takeUpload } from '../platform/files/index.ts';
import { newId } from '../platform/ids.ts';
import { job } from '../platform/jobs.ts';
import { enqueue } from '../platform/record.ts';
import { storageOf } from './storage-of.ts';
import { type FileOwner, type FileRow, insertFile } from './uploads.store.ts';

export type StoredPicture = { id: string; file: TakenFile };

/**
 * Takes a picture in as evidence: larger and finer than usual, and only where `check` agrees to the SHA-256 (hex) of what came.
 * It lies in the store without a row: call `keepStored` in the transaction that needs it, or `dropStored`.
 *
 * Throws `file.too_large`, `file.type_not_allowed`, `file.unreadable`, and what `check` throws.
 */
export async function storePicture(
  ctx: Ctx,
  stream: Readable,
  { name, check }: { name: string; check(sha256: string): void },
): Promise<StoredPicture> {
  const id = newId();
  const file = await takeUpload(await storageOf(ctx.config), stream, {
    kinds: ['photo'],
    prefix: ctx.workspaceId,
    name,
    id,
    check,
    photo: { side: 4096, quality: 88 },
  });
  return { id, file };
}

/** Stores a JPEG the product made itself, with its thumbnail, for `keepStored`. */
export async function storeDrawn(ctx: Ctx, bytes: Buffer, name: string): Promise<StoredPicture> {
  const id = newId();
  const storage = await storageOf(ctx.config);
  const { width, height } = await sharp(bytes).metadata();
  const thumb = await sharp(bytes).resize({ width: 480, height: 480, fit: 'inside' }).jpeg({ quality: 76 }).toBuffer();
  const [key, thumb_key] = [`${ctx.workspaceId}/${id}.jpg`, `${ctx.workspaceId}/${id}.thumb.jpg`];
  await storage.put(thumb_key, thumb, 'image/jpeg');
  await storage.put(key, bytes, 'image/jpeg');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const facts = { kind: 'photo' as const, type: 'image/jpeg', bytes: bytes.length, duration_ms: null };
  return { id, file: { ...facts, key, thumb_key, name, width, height, sha256 } };
}

/** The row of what was stored, used from the start. */
export function keepStored(
  tx: Tx,
  ctx: Ctx,
  { id, file }: StoredPicture,
  owner: FileOwner & { brand_id: string },
): Promise<FileRow> {
  return insertFile(tx, ctx, id, file, { ...owner, used_at: ctx.now });
}

/** What was stored and is not wanted after all. */
export async function dropStored(ctx: Ctx, { file }: StoredPicture): Promise<void> {
  const storage = await storageOf(ctx.config);
  for (const key of [file.key, file.thumb_key]) if (key !== null) await storage.delete(key);
}

/**
 * The pictures of these files are gone for good: what stands in their place, wherever they were shown, is an empty grey field.
 * The bytes go in a job after the transaction.
 */
export async function blankPictures(
  tx: Tx,
  ctx: Ctx,
  files: readonly { key: string; thumb_key: string | null }[],
): Promise<void> {
  const keys = files.flatMap(({ key, thumb_key }) => (thumb_key === null ? [key] : [key, thumb_key]));
  if (keys.length > 0) await enqueue(tx, ctx, { job: blankJob.name, payload: { keys } });
}

export const blankJob = job({
  name: 'blank-pictures',
  payload: z.object({ keys: z.array(z.string()) }),
  async run(ctx, { keys }) {
    const storage = await storageOf(ctx.config);
    const field = await sharp({ create: { width: 480, height: 360, channels: 3, background: '#c9ccd1' } })
      .jpeg()
      .toBuffer();
    for (const key of keys) await storage.put(key, field, 'image/jpeg');
  },
});
