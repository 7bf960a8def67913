import type { BuyerLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Caller } from './choose.ts';

type Loaded = {
  id: string;
  brand_id: string;
  language: BuyerLanguage | null;
  staff_id: string | null;
  holder_id: string | null;
  call_back: boolean;
  waits_since: Date;
  rings: Caller['rings'] | null;
  rung: { staff_id: string; round: number; rung_at: string }[];
};

/** The calls that look for somebody, with where they rang; of one call where it is named. What rings somewhere looks for nobody. */
export async function callers(tx: Tx, ctx: Ctx, id: string | null = null): Promise<Caller[]> {
  const which = id === null ? sql`c.stage = 'waiting'` : sql`c.id = ${id}`;
  const { rows } = await sql<Loaded>`
    select c.id, c.brand_id, c.language, c.staff_id, case when v.holder = 'staff' then v.assignee_id end as holder_id, c.call_back,
      coalesce(c.waits_since, c.asked_at) as waits_since, s.settings->>'rings' as rings,
      coalesce((select jsonb_agg(jsonb_build_object('staff_id', r.staff_id, 'round', r.round, 'rung_at', r.rung_at)) from call_rings r
        where r.workspace_id = c.workspace_id and r.call_id = c.id), '[]') as rung
    from calls c join conversations v on v.workspace_id = c.workspace_id and v.id = c.conversation_id
    left join call_settings s on s.workspace_id = c.workspace_id and s.brand_id = c.brand_id
    where c.workspace_id = ${ctx.workspaceId} and ${which}`.execute(tx);
  return rows.map(({ staff_id, holder_id, rings, rung, ...row }) => ({
    ...row,
    wanted: [staff_id, holder_id].flatMap((one) => one ?? []),
    rings: rings ?? 'one_by_one',
    rung: rung.map((one) => ({ ...one, rung_at: new Date(one.rung_at) })),
  }));
}

/** How long the brand's last twenty calls were, in seconds. */
export async function lastSeconds(tx: Tx, ctx: Ctx, brandId: string): Promise<number[]> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from c.ended_at - c.answered_at)::int as seconds from calls c
    where c.workspace_id = ${ctx.workspaceId} and c.brand_id = ${brandId} and c.stage = 'ended' and c.answered_at is not null
    order by c.asked_at desc limit 20`.execute(tx);
  return rows.map(({ seconds }) => seconds);
}

/** It rings at these desks now. */
export async function insertRings(
  tx: Tx,
  ctx: Ctx,
  callId: string,
  rings: readonly { staff_id: string; round: number }[],
) {
  if (rings.length === 0) return;
  await tx
    .insertInto('call_rings')
    .values(rings.map((ring) => ({ ...ring, workspace_id: ctx.workspaceId, call_id: callId, rung_at: ctx.now })))
    .execute();
}

/** Where it rings now. */
export async function ringing(tx: Tx, ctx: Ctx, callId: string): Promise<{ staff_id: string; rung_at: Date }[]> {
  return tx
    .selectFrom('call_rings')
    .select(['staff_id', 'rung_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .where('answer', '=', 'rings')
    .orderBy('staff_id')
    .execute();
}

/** It rings no longer, at one or (null) at anybody; answers where it did. `before`: only what rang that long. */
export async function stopRings(
  tx: Tx,
  ctx: Ctx,
  callId: string,
  {
    staffId,
    answer,
    before,
  }: { staffId: string | null; answer: 'taken' | 'passed' | 'timed_out' | 'called_off'; before?: Date },
): Promise<string[]> {
  let stop = tx
    .updateTable('call_rings')
    .set({ answer })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .where('answer', '=', 'rings');
  if (staffId !== null) stop = stop.where('staff_id', '=', staffId);
  if (before) stop = stop.where('rung_at', '<=', before);
  return (await stop.returning('staff_id').execute()).map(({ staff_id }) => staff_id);
}

/** What waits, for whoever becomes free: the calls' ids, who stands first first. */
export async function waitingIds(tx: Tx, ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from calls where workspace_id = ${ctx.workspaceId} and stage = 'waiting'
    order by call_back, coalesce(waits_since, asked_at), id limit 200`.execute(tx);
  return rows.map(({ id }) => id);
}
