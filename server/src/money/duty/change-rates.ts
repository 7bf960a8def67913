import type { BodyOf, DutyRate, dutyApi } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { allRates, deleteRate, insertRate, ownRates, updateRate } from './rates.store.ts';

type Given = BodyOf<(typeof dutyApi)['addRate']>;
type Query = { hts?: string; origin?: string; kind?: DutyRate['kind'] };

/** Rates that cover a code, or all of them; the workspace's own first. */
export async function listRates(tx: Tx, ctx: Ctx, { hts, origin, kind }: Query) {
  const digits = hts?.replaceAll(/\D/g, '');
  const rows = (await allRates(tx, ctx)).filter(
    (row) =>
      (!digits || row.hts.startsWith(digits) || digits.startsWith(row.hts)) &&
      (!origin || row.origin === null || row.origin === origin) &&
      (!kind || row.kind === kind),
  );
  return { rows, next_cursor: null, total: rows.length };
}

/** A manager enters a rate; it counts before the product's own. Throws `duty_rate.ends_before_start`, `duty_rate.overlaps`. */
export function addRate(ctx: Ctx, given: Given): Promise<DutyRate> {
  return inWorkspace(ctx, async (tx) => {
    const id = newId();
    await check(tx, ctx, given, id);
    await insertRate(tx, ctx, id, given);
    await tell(tx, ctx, id, { change: 'added', ...given });
    return { id, own: true, ...given };
  });
}

/** Throws `duty_rate.not_found`, `duty_rate.ends_before_start`, `duty_rate.overlaps`. */
export function changeRate(ctx: Ctx, id: string, given: Given): Promise<DutyRate> {
  return inWorkspace(ctx, async (tx) => {
    await check(tx, ctx, given, id);
    if (!(await updateRate(tx, ctx, id, given))) throw new Refusal('duty_rate.not_found');
    await tell(tx, ctx, id, { change: 'changed', ...given });
    return { id, own: true, ...given };
  });
}

/** Throws `duty_rate.not_found`. */
export function removeRate(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return inWorkspace(ctx, async (tx) => {
    if (!(await deleteRate(tx, ctx, id))) throw new Refusal('duty_rate.not_found');
    await tell(tx, ctx, id, { change: 'removed' });
    return { ok: true };
  });
}

/** Two rates of one's own for the same code, origin, kind and day would leave open which counts. */
async function check(tx: Tx, ctx: Ctx, given: Given, id: string): Promise<void> {
  if (given.to !== null && given.to < given.from) throw new Refusal('duty_rate.ends_before_start');
  const other = (await ownRates(tx, ctx)).find(
    (row) =>
      row.id !== id &&
      row.hts === given.hts &&
      row.origin === given.origin &&
      row.kind === given.kind &&
      row.from <= (given.to ?? '9999') &&
      given.from <= (row.to ?? '9999'),
  );
  if (other) throw new Refusal('duty_rate.overlaps', { from: other.from, to: other.to });
}

const tell = (tx: Tx, ctx: Ctx, id: string, data: Record<string, unknown>) =>
  record(tx, ctx, [{ type: 'duty_rates.changed', subject: { kind: 'duty_rate', id }, data }]);
