import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockCall } from '../calls/calls.store.ts';
import { type Happened, settleCall } from '../calls/settle-call.ts';
import { inTheCall, standing } from './consent.ts';
import { cutRecordings } from './cut-recordings.ts';
import { actorOf, howItStands, mustBeEnabled, mustBeLive, seatOfStaff } from './how-it-stands.ts';
import { type Consent, insertConsent } from './recordings.store.ts';

/**
 * Somebody of ours in a live call asks everybody whether it may be recorded. Asking is their own yes, with the words they read; each
 * other side that has not agreed is asked in its own language. What each is shown is kept word for word, with the rule that was followed.
 *
 * Throws `call.not_found`, `call.wrong_stage`, `recording.turned_off`, `call.not_in_it`, `recording.wording_changed`.
 */
export function askToRecord(ctx: Ctx, callId: string, version: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    mustBeLive(call);
    const stands = await howItStands(tx, ctx, call);
    mustBeEnabled(stands);
    const mine = seatOfStaff(ctx, stands);
    const { rule, said, parts } = stands;
    const language = stands.reads;
    const words = stands.wording('staff', language, ctx.actor.name);
    mustBe(words.version, version);
    const base = { rule, asked_id: null };
    if (standing(mine.id, said) !== 'yes') {
      const own = { part_id: mine.id, part_kind: mine.kind, who: actorOf(ctx), answer: 'yes' as const };
      await insertConsent(tx, ctx, call, { ...base, ...own, wording: words.text, version, language });
    }
    const asked: string[] = [];
    for (const part of inTheCall(parts)) {
      const last = standing(part.id, said);
      if (part.id === mine.id || last === 'yes' || last === 'asked') continue;
      const kind = part.kind === 'buyer' ? 'buyer' : 'staff';
      const shown = stands.wording(kind, part.language ?? call.language ?? 'en', ctx.actor.name);
      const of = { part_id: part.id, part_kind: part.kind, who: actorOf(ctx), answer: 'asked' as const };
      const row = { ...base, ...of, wording: shown.text, version: shown.version, language: shown.language };
      await insertConsent(tx, ctx, call, row);
      asked.push(part.name);
    }
    await settleCall(tx, ctx, call, {}, [
      { type: 'call.recording_asked', data: { asked, rule: rule.place, needs: rule.needs, version } },
    ]);
  });
}

/** What is written down must be what was seen. Throws `recording.wording_changed`. */
function mustBe(version: string, read: string): void {
  if (version !== read) throw new Refusal('recording.wording_changed', { version });
}

/**
 * Somebody of ours answers for themself: who came in as a third side, or an agent who takes their yes back. A no or a withdrawal
 * ends what is being recorded at once.
 *
 * Throws as `askToRecord`.
 */
export function answerForMyself(
  ctx: Ctx,
  callId: string,
  { answer, version }: { answer: 'yes' | 'no' | 'withdrawn'; version: string },
): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    mustBeLive(call);
    const stands = await howItStands(tx, ctx, call);
    const mine = seatOfStaff(ctx, stands);
    const language = stands.reads;
    const words = stands.wording('staff', language, ctx.actor.name);
    if (answer === 'yes') {
      mustBeEnabled(stands);
      mustBe(words.version, version);
    }
    if (standing(mine.id, stands.said) === answer) return;
    const row: Omit<Consent, 'id' | 'at'> = {
      part_id: mine.id,
      part_kind: mine.kind,
      asked_id: stands.said.findLast((one) => one.part_id === mine.id && one.answer === 'asked')?.id ?? null,
      answer,
      who: actorOf(ctx),
      wording: words.text,
      version: words.version,
      language,
      rule: stands.rule,
    };
    await insertConsent(tx, ctx, call, row);
    const happened: Happened[] = [{ type: told[answer], data: { who: ctx.actor.name, side: mine.kind } }];
    if (answer !== 'yes') happened.push(...(await cutRecordings(tx, ctx, call, { at: ctx.now, because: 'withdrawn' })));
    await settleCall(tx, ctx, call, {}, happened);
  });
}

export const told = {
  yes: 'call.recording_agreed',
  no: 'call.recording_refused',
  withdrawn: 'call.recording_withdrawn',
} as const;
