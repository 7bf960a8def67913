/** Counted stock as screens list it. */
import type { QueryOf, stockLevels } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor, writeCursor } from '../../platform/cursor.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { changeAnswer, levelAnswer } from './level-answer.ts';
import { listChanges, listLevels, readLevelRow } from './levels.store.ts';

type Api = typeof stockLevels;

export async function readLevels(ctx: Ctx, query: QueryOf<Api['list']>) {
  const found = await inWorkspace(ctx, (tx) => listLevels(tx, ctx, query, cursorOf(query.cursor)));
  const { rows, next_cursor } = pageOf(found, query.limit, (row) => [row.sku_key, row.id]);
  return { rows: rows.map((row) => levelAnswer(ctx, row)), next_cursor };
}

/** Throws `stock.not_found`. */
export async function readChanges(ctx: Ctx, levelId: string, query: QueryOf<Api['changes']>) {
  const [after] = readCursor(query.cursor, ['id']) ?? [];
  const found = await inWorkspace(ctx, async (tx) => {
    if (!(await readLevelRow(tx, ctx, levelId))) throw new Refusal('stock.not_found');
    return listChanges(tx, ctx, levelId, query.limit, typeof after === 'string' ? after : null);
  });
  const { rows, next_cursor } = pageOf(found, query.limit, (row) => [row.id]);
  return { rows: rows.map(changeAnswer), next_cursor };
}

/** A SKU is no part of a plain keyset cursor. Throws `input.cursor`. */
function cursorOf(cursor: string | undefined): { sku: string; id: string } | null {
  if (cursor === undefined) return null;
  try {
    const [sku, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const isId = typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
    if (typeof sku === 'string' && isId && !sku.includes('\0') && writeCursor([sku, id]) === cursor) return { sku, id };
  } catch {}
  throw new Refusal('input.cursor');
}
