import type { DutyRate } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { ratesUs } from './rates-us.ts';

export type RateValues = Omit<DutyRate, 'id' | 'own'>;

export async function ownRates(tx: Tx, ctx: Ctx): Promise<DutyRate[]> {
  const rows = await tx
    .selectFrom('duty_rates')
    .select([
      'id',
      'hts',
      'origin',
      'kind',
      'rate',
      'from_day',
      'to_day',
      'label',
      'source_url',
      'checked_on',
      'drawback',
    ])
    .where('workspace_id', '=', ctx.workspaceId)
    .orderBy('hts')
    .orderBy('from_day', 'desc')
    .limit(5_000)
    .execute();
  return rows.map(({ from_day, to_day, kind, ...row }) => ({
    ...row,
    kind: kind as DutyRate['kind'],
    from: from_day,
    to: to_day,
    own: true,
  }));
}

/** The workspace's own rows first, then those that come with the product. */
export async function allRates(tx: Tx, ctx: Ctx): Promise<DutyRate[]> {
  return [...(await ownRates(tx, ctx)), ...ratesUs.map((row) => ({ id: null, own: false, ...row }))];
}

const columns = ({ from, to, ...row }: RateValues) => ({ ...row, from_day: from, to_day: to });

export async function insertRate(tx: Tx, ctx: Ctx, id: string, row: RateValues): Promise<void> {
  await tx
    .insertInto('duty_rates')
    .values({ workspace_id: ctx.workspaceId, id, ...columns(row), created_at: ctx.now })
    .execute();
}

export async function updateRate(tx: Tx, ctx: Ctx, id: string, row: RateValues): Promise<boolean> {
  const done = await tx
    .updateTable('duty_rates')
    .set(columns(row))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function deleteRate(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('duty_rates')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}
