import type { Readable } from 'node:stream';
import type { Uploaded } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { takeUpload } from '../platform/files/index.ts';
import { newId } from '../platform/ids.ts';
import { limitAttempts } from '../platform/limits.ts';
import { Refusal } from '../platform/refusal.ts';
import { type FileKind, kindOfType } from './kind-of-type.ts';
import { fileUrl, fileUrlOr } from './pictures.ts';
import { storageOf } from './storage-of.ts';
import { countUnused, type FileRow, insertFile } from './uploads.store.ts';

const STAFF_KINDS: FileKind[] = ['photo', 'video', 'sheet', 'document'];
const BUYER_KINDS: FileKind[] = ['photo', 'video'];

/** So many files a buyer may have uploaded and not yet sent in. */
const BUYER_WAITING = 24;
const BUYER_UPLOADS = { max: 60, windowSeconds: 3600 };

/**
 * Staff or a buyer uploads a file: evidence, a product's picture, a table to import. It is kept for a day unless
 * something refers to it by then. What it is, is read from its bytes.
 *
 * Throws `file.too_large`, `file.type_not_allowed`, `file.unreadable`, and `file.too_many` to a buyer who fills the disk.
 */
export async function takeFile(ctx: Ctx, stream: Readable, name: string): Promise<Uploaded> {
  const owner = {
    order_id: ctx.buyer?.orderId ?? null,
    session_id: ctx.chat?.contactId ?? null,
    call_part_id: ctx.call?.partId ?? null,
  };
  const by = owner.order_id ?? owner.session_id ?? owner.call_part_id;
  if (by !== null) {
    await limitAttempts(ctx, `uploads:${by}`, BUYER_UPLOADS, 'file.too_many');
    const waiting = await inWorkspace(ctx, (tx) => countUnused(tx, ctx, owner));
    if (waiting >= BUYER_WAITING) throw new Refusal('file.too_many', { max: BUYER_WAITING });
  }
  const id = newId();
  const kinds = by === null ? STAFF_KINDS : BUYER_KINDS;
  const file = await takeUpload(await storageOf(ctx.config), stream, { kinds, prefix: ctx.workspaceId, name, id });
  const brand_id = by === null ? null : (ctx.actor.brandIds?.[0] ?? null);
  const row = await inWorkspace(ctx, (tx) => insertFile(tx, ctx, id, file, { brand_id, ...owner }));
  return uploadedAnswer(ctx, row);
}

export function uploadedAnswer(ctx: Pick<Ctx, 'config' | 'now'>, row: FileRow): Uploaded {
  return {
    id: row.id,
    kind: kindOfType(row.type),
    name: row.name,
    type: row.type,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    url: fileUrl(ctx, row.key),
    thumb_url: fileUrlOr(ctx, row.thumb_key),
  };
}
