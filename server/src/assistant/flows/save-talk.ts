import type { assistant, BodyOf, TalkEnd } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import {
  insertTalk,
  type KeptTalk,
  keepOutcome,
  orderToTry,
  type SavedTalk,
  savedTalkOf,
  talksOf,
} from './talks.store.ts';
import { playTalk, stageOf } from './try-talk.ts';

/** More than are looked through; each is run whenever somebody asks whether a change holds. */
const MOST_TALKS = 100;

/**
 * A manager keeps a tried talk with where it should end; left out, it should end where it ends now, drafts and all. Throws
 * `brand.not_found`, `order.not_found`, `talk.too_many`.
 */
export async function saveTalk(ctx: Ctx, given: BodyOf<(typeof assistant)['saveTalk']>): Promise<SavedTalk> {
  const { brand_id, name, language, order_id, turns } = given;
  const stage = await stageOf(ctx, brand_id, 'draft');
  const order = await inWorkspace(ctx, (tx) => orderToTry(tx, ctx, brand_id, order_id));
  const { end } = await playTalk(ctx, stage, { language, order_id, turns });
  const expects = given.expects ?? end;
  const last = { at: ctx.now.toISOString(), passed: sameEnd(expects, end), end };
  const talk: KeptTalk = { id: newId(), brand_id, name, language, order, turns, expects, last };
  await inWorkspace(ctx, async (tx) => {
    if ((await talksOf(tx, ctx, brand_id)).length >= MOST_TALKS)
      throw new Refusal('talk.too_many', { most: MOST_TALKS });
    await insertTalk(tx, ctx, talk);
  });
  return savedTalkOf(talk);
}

/** Runs every saved talk of a brand and keeps where each ended. Throws `brand.not_found`. */
export async function runTalks(
  ctx: Ctx,
  brandId: string,
  flows: 'draft' | 'live',
): Promise<{ passed: number; failed: number; rows: SavedTalk[] }> {
  const stage = await stageOf(ctx, brandId, flows);
  const talks = await inWorkspace(ctx, (tx) => talksOf(tx, ctx, brandId));
  const rows: SavedTalk[] = [];
  for (const talk of talks) {
    const { end } = await playTalk(ctx, stage, { ...talk, order_id: talk.order?.id ?? null });
    const last = { at: ctx.now.toISOString(), passed: sameEnd(talk.expects, end), end };
    rows.push({ ...savedTalkOf(talk), last });
  }
  await inWorkspace(ctx, async (tx) => {
    for (const { id, last } of rows) await keepOutcome(tx, ctx, id, last);
  });
  const passed = rows.filter(({ last }) => last?.passed).length;
  return { passed, failed: rows.length - passed, rows };
}

/** Ends the same: in the same flow, the same way, with the same done. The step may have another number. */
export const sameEnd = (a: TalkEnd, b: TalkEnd): boolean =>
  a.flow === b.flow &&
  a.ending === b.ending &&
  a.handed_over === b.handed_over &&
  [...a.acts].sort().join() === [...b.acts].sort().join();
