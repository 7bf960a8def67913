import type { AnswerOf, assistant, QueryOf } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import { inWorkspace } from '../../platform/db.ts';
import { modelOf, models } from './models.store.ts';
import { rowOf, taughtRows } from './training.store.ts';

/** What agents taught, of one state, newest first; of the brands one may see. Throws `input.cursor`. */
export function readTraining(
  ctx: Ctx,
  { state, cursor, limit }: QueryOf<(typeof assistant)['training']>,
): Promise<AnswerOf<(typeof assistant)['training']>> {
  const [before] = readCursor(cursor, ['id']) ?? [];
  return inWorkspace(ctx, async (tx) => {
    const found = await taughtRows(tx, ctx, { state, before: (before as string | undefined) ?? null, limit });
    const { rows, next_cursor } = pageOf(found, limit, ({ id }) => [id]);
    return { rows: rows.map(rowOf), next_cursor };
  });
}

/** The models that were trained, newest first. Empty while none but the shipped one ever was. */
export function readModels(ctx: Ctx): Promise<AnswerOf<(typeof assistant)['models']>> {
  return inWorkspace(ctx, async (tx) => ({ rows: (await models(tx, ctx)).map(modelOf) }));
}
