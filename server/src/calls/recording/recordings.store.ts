import type { CallConsent, CallRecording, ConsentRule } from '@recoup/contract';
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { CallRecordings } from '../../platform/db.generated.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Call } from '../calls/call.ts';
import type { Answer } from './consent.ts';

export type RecordingRow = Omit<Selectable<CallRecordings>, 'workspace_id' | 'state' | 'cut_because' | 'by'> & {
  state: CallRecording['state'];
  cut_because: NonNullable<CallRecording['cut']>['because'] | null;
  by: CallRecording['by'];
};
export type Consent = {
  id: string;
  part_id: string | null;
  part_kind: CallConsent['part_kind'];
  asked_id: string | null;
  answer: Answer;
  who: CallConsent['who'];
  wording: string;
  version: string;
  language: CallConsent['language'];
  rule: ConsentRule;
  at: Date;
};

/** In the order they were given. */
export async function consentsOf(tx: Tx, ctx: Ctx, callId: string): Promise<Consent[]> {
  const rows = await tx
    .selectFrom('call_consents')
    .select(['id', 'part_id', 'part_kind', 'asked_id', 'answer', 'who', 'wording', 'version', 'language', 'rule', 'at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows as unknown as Consent[];
}

export async function insertConsent(
  tx: Tx,
  ctx: Ctx,
  call: Pick<Call, 'id' | 'brand_id'>,
  { who, rule, ...consent }: Omit<Consent, 'id' | 'at'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('call_consents')
    .values({
      ...consent,
      workspace_id: ctx.workspaceId,
      id,
      brand_id: call.brand_id,
      call_id: call.id,
      who: JSON.stringify(who),
      rule: JSON.stringify(rule),
      at: ctx.now,
    })
    .execute();
  return id;
}

/** Where the buyer of a call lives, as their order or their contact has it; and the brand's name. */
export async function placeOfCall(
  tx: Tx,
  ctx: Ctx,
  call: Pick<Call, 'brand_id' | 'order_id' | 'customer_id'>,
): Promise<{ brand: string; address: { region?: string; country?: string } | null }> {
  const { rows } = await sql<{ brand: string; address: { region?: string; country?: string } | null }>`
    select b.name as brand, coalesce(
      (select o.address from orders o where o.workspace_id = b.workspace_id and o.id = ${call.order_id}),
      (select c.address from customers c where c.workspace_id = b.workspace_id and c.id = ${call.customer_id})) as address
    from brands b where b.workspace_id = ${ctx.workspaceId} and b.id = ${call.brand_id}`.execute(tx);
  return rows[0]!;
}

const all = (tx: Tx, ctx: Ctx) =>
  tx.selectFrom('call_recordings').selectAll().where('workspace_id', '=', ctx.workspaceId);

export async function recordingsOf(tx: Tx, ctx: Ctx, callId: string): Promise<RecordingRow[]> {
  const rows = await all(tx, ctx).where('call_id', '=', callId).orderBy('began_at').orderBy('id').execute();
  return rows as unknown as RecordingRow[];
}

/** Throws `recording.not_found`. */
export async function findRecording(tx: Tx, ctx: Ctx, id: string): Promise<RecordingRow> {
  const row = await all(tx, ctx).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('recording.not_found');
  return row as unknown as RecordingRow;
}

/** Held until the transaction ends. Throws `recording.not_found`. */
export async function lockRecording(tx: Tx, ctx: Ctx, id: string): Promise<RecordingRow> {
  const row = await all(tx, ctx).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  if (!row) throw new Refusal('recording.not_found');
  return row as unknown as RecordingRow;
}

export async function insertRecording(
  tx: Tx,
  ctx: Ctx,
  recording: Omit<Insertable<CallRecordings>, 'workspace_id' | 'id'>,
): Promise<RecordingRow> {
  const row = await tx
    .insertInto('call_recordings')
    .values({ ...recording, workspace_id: ctx.workspaceId, id: newId() })
    .returningAll()
    .executeTakeFirstOrThrow();
  return row as unknown as RecordingRow;
}

export async function saveRecording(
  tx: Tx,
  ctx: Ctx,
  id: string,
  change: Omit<Updateable<CallRecordings>, 'workspace_id' | 'id' | 'call_id'>,
): Promise<RecordingRow> {
  const row = await tx
    .updateTable('call_recordings')
    .set(change)
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return row as unknown as RecordingRow;
}

/** Those whose time is over, and those whose pieces are not needed any more; oldest first. */
export async function recordingsDue(tx: Tx, ctx: Ctx, limit: number): Promise<{ id: string; over: boolean }[]> {
  const { rows } = await sql<{ id: string; over: boolean }>`
    select r.id, r.keep_until <= ${ctx.now} as over from call_recordings r
    where r.workspace_id = ${ctx.workspaceId} and r.state <> 'erased' and (r.keep_until <= ${ctx.now}
      or (r.state in ('ready', 'failed') and r.heard_at < ${new Date(ctx.now.getTime() - 86_400_000)}
        and exists (select from call_recording_chunks c where c.workspace_id = r.workspace_id and c.recording_id = r.id)))
    order by r.keep_until limit ${limit}`.execute(tx);
  return rows;
}
