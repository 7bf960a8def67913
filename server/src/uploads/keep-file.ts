import { createHash } from 'node:crypto';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { storageOf } from './storage-of.ts';
import { insertFile, useFiles } from './uploads.store.ts';

/**
 * Keeps a raw mail as it came, whatever is in it: it is never opened here and only ever saved, as text, by who may read its
 * conversation. Gone within a day unless a message refers to it by then.
 */
export async function keepRawMail(ctx: Ctx, bytes: Buffer, name: string, brandId: string): Promise<{ id: string }> {
  const id = newId();
  const type = 'message/rfc822';
  const key = `${ctx.workspaceId}/${id}.eml`;
  await (await storageOf(ctx.config)).put(key, bytes, 'text/plain');
  const facts = { kind: 'sheet' as const, thumb_key: null, width: null, height: null, duration_ms: null };
  const file = {
    ...facts,
    key,
    name,
    type,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  await inWorkspace(ctx, (tx) => insertFile(tx, ctx, id, file, { brand_id: brandId, order_id: null }));
  return { id };
}

/** Keeps a PDF the product drew, with its hash, for good: whoever asked refers to it in the next breath. */
export async function keepPaper(ctx: Ctx, bytes: Buffer, name: string, brandId: string): Promise<{ id: string }> {
  const id = newId();
  const key = `${ctx.workspaceId}/${id}.pdf`;
  await (await storageOf(ctx.config)).put(key, bytes, 'application/pdf');
  const facts = { kind: 'document' as const, thumb_key: null, width: null, height: null, duration_ms: null };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { ...facts, key, name, type: 'application/pdf', bytes: bytes.length, sha256 };
  await inWorkspace(ctx, async (tx) => {
    await insertFile(tx, ctx, id, file, { brand_id: brandId, order_id: null });
    await useFiles(tx, ctx, [id], null);
  });
  return { id };
}
