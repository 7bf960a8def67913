import type { BodyOf, BuyerConsent, buyerRecording } from '@recoup/contract';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import type { SeatCtx } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Call } from '../calls/call.ts';
import { type Happened, settleCall } from '../calls/settle-call.ts';
import { openSeat } from '../seats/open-seat.ts';
import { told } from './ask-to-record.ts';
import { standing } from './consent.ts';
import { cutRecordings } from './cut-recordings.ts';
import { eraseRecordings } from './erase-recording.ts';
import { actorOf, howItStands, mustBeEnabled } from './how-it-stands.ts';
import { insertConsent, recordingsOf } from './recordings.store.ts';

type Said = BodyOf<(typeof buyerRecording)['answer']>;

/** What the buyer is asked, what they said, and whether it is recorded now. Throws `link.not_found`. */
export function readBuyerConsent(ctx: SeatCtx): Promise<BuyerConsent> {
  return inWorkspace(ctx, async (tx) => shown(tx, ctx, (await openSeat(tx, ctx, { over: true })).call));
}

/**
 * The buyer says yes or no to the question they were shown, or takes their yes back, also after the call. Recording stops at that
 * moment on the server's side; what was kept stays, or is erased, as they say.
 *
 * Throws `link.not_found`, `recording.consent_not_found`, `recording.not_asked`, `recording.turned_off`, `call.over`.
 */
export function answerAsBuyer(ctx: SeatCtx, { consent_id, answer, erase }: Said): Promise<BuyerConsent> {
  return inWorkspace(ctx, async (tx) => {
    const { call, part } = await openSeat(tx, ctx, { over: true, lock: true });
    const stands = await howItStands(tx, ctx, call);
    const asked = stands.said.find(({ id, part_id }) => id === consent_id && part_id === part.id);
    if (asked?.answer !== 'asked') throw new Refusal('recording.consent_not_found');
    const now = standing(part.id, stands.said);
    if (answer === 'withdrawn' && now !== 'yes' && now !== 'withdrawn') throw new Refusal('recording.not_asked');
    if (answer === 'yes') {
      mustBeEnabled(stands);
      if (call.stage !== 'live') throw new Refusal('call.over');
    }
    const who = { ...actorOf(ctx, part.name) };
    const happened: Happened[] = [];
    if (now !== answer) {
      const { wording, version, language, rule } = asked;
      const of = { part_id: part.id, part_kind: part.kind, asked_id: asked.id };
      await insertConsent(tx, ctx, call, { ...of, answer, who, wording, version, language, rule });
      happened.push({ type: told[answer], data: { who: part.name, side: 'buyer', erase } });
      if (answer !== 'yes') {
        happened.push(...(await cutRecordings(tx, ctx, call, { at: ctx.now, because: 'withdrawn' })));
      }
    }
    if (answer === 'withdrawn' && erase) happened.push(...(await eraseRecordings(tx, ctx, call.id, 'buyer')));
    if (happened.length > 0) await settleCall(tx, ctx, call, {}, happened);
    return shown(tx, ctx, call);
  });
}

async function shown(tx: Tx, ctx: SeatCtx, call: Call): Promise<BuyerConsent> {
  const { said, parts } = await howItStands(tx, ctx, call);
  const mine = said.filter(({ part_id }) => part_id === ctx.call.partId);
  const last = mine.at(-1) ?? null;
  const asked = mine.findLast(({ answer }) => answer === 'asked') ?? null;
  const running = (await recordingsOf(tx, ctx, call.id)).some(
    ({ state, cut_at, told }) => state === 'recording' && cut_at === null && told === null,
  );
  const { name: from = '' } = asked?.who ?? parts.find(({ kind }) => kind === 'agent') ?? {};
  return {
    ask: asked && {
      consent_id: asked.id,
      from,
      wording: asked.wording,
      language: asked.language,
      at: asked.at.toISOString(),
    },
    answer: last === null || last.answer === 'asked' ? null : last.answer,
    recording: running && call.stage === 'live',
  };
}
