import type { Part } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { useFiles } from '../../uploads/index.ts';
import { readPart } from './parts.read.ts';
import { lockPart, setPartPhoto as setPhoto } from './parts.store.ts';

/** Staff set the picture a buyer recognises a part by. Throws `part.not_found`, `file.not_found`, `file.type_not_allowed`. */
export function setPartPhoto(ctx: Ctx, id: string, fileId: string): Promise<Part> {
  return inWorkspace(ctx, async (tx) => {
    const part = await lockPart(tx, ctx, id);
    if (!part) throw new Refusal('part.not_found');
    await useFiles(tx, ctx, [fileId], { kinds: ['photo'] });
    await setPhoto(tx, ctx, id, fileId);
    const { brand_id, sku } = part;
    await record(tx, ctx, [
      { type: 'part.changed', subject: { kind: 'part', id }, brand_id, data: { sku, fields: ['photo'] } },
    ]);
    return readPart(tx, ctx, id);
  });
}
