/** What was measured of calls, by side and minute; and why somebody could not come in. */
import type { BrowserFacts, CallFailure, LineSample, PartKind } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Call } from '../calls/call.ts';
import type { Part } from '../calls/calls.store.ts';
import type { MinuteFigures, PartMinute } from './minute.ts';

/** What is kept of one side between two minutes, both included. */
export async function samplesOf(
  tx: Tx,
  ctx: Ctx,
  { call_id, id }: Pick<Part, 'call_id' | 'id'>,
  between: { from: number; to: number },
): Promise<{ minute: number; samples: LineSample[] }[]> {
  const rows = await tx
    .selectFrom('call_minutes')
    .select(['minute', 'samples'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', call_id)
    .where('part_id', '=', id)
    .where('minute', '>=', between.from)
    .where('minute', '<=', between.to)
    .execute();
  return rows as { minute: number; samples: LineSample[] }[];
}

export type KeptMinute = { minute: number; samples: LineSample[]; score: number | null; figures: MinuteFigures };
/** In place of what was kept of that minute. */
export async function saveMinute(tx: Tx, ctx: Ctx, part: Part, kept: KeptMinute): Promise<void> {
  const row = {
    samples: JSON.stringify(kept.samples),
    score: kept.score === null ? null : Math.round(kept.score * 100),
    figures: JSON.stringify(kept.figures),
  };
  await tx
    .insertInto('call_minutes')
    .values({
      workspace_id: ctx.workspaceId,
      call_id: part.call_id,
      part_id: part.id,
      brand_id: part.brand_id,
      minute: kept.minute,
      ...row,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'call_id', 'part_id', 'minute']).doUpdateSet(row))
    .execute();
}

/** All minutes of a call, in order. */
export async function minutesOf(tx: Tx, ctx: Ctx, callId: string): Promise<PartMinute[]> {
  const rows = await tx
    .selectFrom('call_minutes')
    .select(['part_id', 'minute', 'score', 'figures'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .orderBy('minute')
    .orderBy('part_id')
    .execute();
  return rows.map(({ part_id, minute, score, figures }) => ({
    ...(figures as MinuteFigures),
    part_id,
    minute,
    score: score === null ? null : score / 100,
  }));
}

type Told = { reason: CallFailure; browser: BrowserFacts | null };
/** Each reason once for each kind of side of a call, however often it is tried again. */
export async function keepFailure(tx: Tx, ctx: Ctx, call: Call, kind: PartKind, told: Told): Promise<void> {
  const browser = told.browser ? JSON.stringify(told.browser) : null;
  await sql`insert into call_failures (workspace_id, id, brand_id, call_id, part_kind, reason, browser, at)
    select ${ctx.workspaceId}, ${newId()}, ${call.brand_id}, ${call.id}, ${kind}, ${told.reason}, ${browser}::jsonb, ${ctx.now}
    where not exists (select from call_failures f where f.workspace_id = ${ctx.workspaceId} and f.call_id = ${call.id}
      and f.part_kind = ${kind} and f.reason = ${told.reason})`.execute(tx);
}

export type Failure = { kind: PartKind; reason: CallFailure; at: Date };
export async function failuresOf(tx: Tx, ctx: Ctx, call: Pick<Call, 'id' | 'brand_id'>): Promise<Failure[]> {
  const rows = await tx
    .selectFrom('call_failures')
    .select(['part_kind as kind', 'reason', 'at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', call.brand_id)
    .where('call_id', '=', call.id)
    .orderBy('at')
    .execute();
  return rows as unknown as Failure[];
}
