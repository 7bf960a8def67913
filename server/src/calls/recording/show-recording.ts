import type { CallConsent, CallRecording, RecordingView } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { findCall } from '../calls/calls.store.ts';
import { inTheCall, mayRecord, standing } from './consent.ts';
import { howItStands } from './how-it-stands.ts';
import { type Consent, type RecordingRow, recordingsOf } from './recordings.store.ts';

export function recordingShown(row: RecordingRow): CallRecording {
  return {
    id: row.id,
    call_id: row.call_id,
    state: row.state,
    type: row.type,
    began_at: row.began_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
    cut: row.cut_at && row.cut_because ? { at: row.cut_at.toISOString(), because: row.cut_because } : null,
    duration_ms: row.duration_ms,
    bytes: row.bytes,
    missing_from: row.missing_from,
    failure: row.failure,
    by: row.by,
    keep_until: row.keep_until.toISOString(),
    erased: row.erased_at && { at: row.erased_at.toISOString(), because: row.erased_because ?? '' },
  };
}

const consentShown = ({ asked_id: _, at, ...consent }: Consent): CallConsent => ({ ...consent, at: at.toISOString() });

/** How recording stands in a call, in the reader's language. Throws `call.not_found`. */
export function viewRecording(ctx: Ctx, callId: string): Promise<RecordingView> {
  return inWorkspace(ctx, async (tx) => {
    const call = await findCall(tx, ctx, callId);
    const stands = await howItStands(tx, ctx, call);
    const { enabled, rule, parts, said } = stands;
    return {
      enabled,
      may_record: enabled && call.stage === 'live' && mayRecord(parts, said),
      rule,
      my_wording: stands.wording('staff', stands.reads, ctx.actor.name),
      sides: inTheCall(parts).map(({ id, name, kind }) => ({ part_id: id, name, kind, answer: standing(id, said) })),
      consents: said.map(consentShown),
      recordings: (await recordingsOf(tx, ctx, callId)).map(recordingShown),
    };
  });
}
