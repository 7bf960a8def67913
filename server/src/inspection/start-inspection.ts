import type { Inspection } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  acrossSites,
  freeAt,
  handOf,
  heldByOther,
  isSame,
  lockUnit,
  stageAfter,
  standingOfUnit,
  type UnitRow,
} from '../warehouse/index.ts';
import { beginSops } from './begin-sops.ts';
import { chooseSop } from './choose-sop.ts';
import { runAnswer } from './run-answer.ts';
import { insertRun, lockRunning, type RunRow, saveAnswers } from './runs.store.ts';
import { sopChoices } from './sops.store.ts';

/**
 * An inspector scans a unit: its inspection begins by the nearest checklist, or goes on where they left it. One run a
 * unit; who has been quiet for 10 minutes may be followed by somebody else, who goes on with the answers there are.
 *
 * Throws `unit.not_found`, `unit.wrong_stage` (inspected already, or its box is still being unpacked), and
 * `inspection.held_by_other` with the name.
 */
export function startInspection(ctx: Ctx, unitId: string): Promise<Inspection> {
  return acrossSites(ctx, async (tx) => {
    const { unit, run } = await beginRun(tx, ctx, unitId);
    return runAnswer(ctx, run, unit);
  });
}

export async function beginRun(tx: Tx, ctx: Ctx, unitId: string): Promise<{ unit: UnitRow; run: RunRow }> {
  const unit = await lockUnit(tx, ctx, unitId);
  if (!unit) throw new Refusal('unit.not_found');
  stageAfter(standingOfUnit(unit), 'inspect');
  const by = handOf(ctx);
  const sopId = await sopOf(tx, ctx, unit);
  const begun = await insertRun(tx, ctx, { unitId, siteId: unit.site_id, sopId, by });
  return { unit, run: begun ?? (await goOn(tx, ctx, (await lockRunning(tx, ctx, unitId))!)) };
}

async function sopOf(tx: Tx, ctx: Ctx, unit: UnitRow): Promise<string> {
  const what = { brandId: unit.brand_id, category: unit.product?.category ?? null };
  for (const attempt of ['as it is', 'with the first ones'] as const) {
    const { sops, electronic } = await sopChoices(tx, ctx, unit.variant_id);
    const found = chooseSop(sops, { ...what, electronic });
    if (found) return found.id;
    // A workspace of this minute: its first checklists are still on their way.
    if (attempt === 'as it is') await beginSops({ ...ctx, tx });
  }
  throw new Refusal('sop.not_found');
}

async function goOn(tx: Tx, ctx: Ctx, run: RunRow): Promise<RunRow> {
  const by = handOf(ctx);
  const touched = touchedAt(run);
  const other = heldByOther(run.by, by, touched, ctx.now);
  if (other) throw new Refusal('inspection.held_by_other', { by: other.name, free_at: freeAt(touched) });
  if (!isSame(run.by, by)) await saveAnswers(tx, ctx, run.id, run.answers, by);
  return { ...run, by };
}

/** The last answer, or the start. */
function touchedAt(run: RunRow): Date {
  return new Date(Math.max(run.started_at.getTime(), ...Object.values(run.answers).map(({ at }) => Date.parse(at))));
}
