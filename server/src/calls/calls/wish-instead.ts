import type { BodyOf, BuyerCall, buyerCalls } from '@recoup/contract';
import { keepNote, lockStanding, normalPhone } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import type { SeatCtx } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { stopRings } from '../queue/queue.store.ts';
import { ringOn, serveWaiting } from '../queue/ring.ts';
import { openSeat } from '../seats/open-seat.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { buyerView } from './buyer-view.ts';
import { buyerStep, type Call } from './call.ts';
import { type Part, savePart } from './calls.store.ts';
import { endNow } from './end-call.ts';
import { asBuyer } from './seat.ts';
import { settleCall } from './settle-call.ts';
import { tellRingOver } from './tell.ts';
import { writeLine } from './thread-line.ts';

type Wish = BodyOf<typeof buyerCalls.wish>;

/**
 * In place of waiting, or after nobody came, the buyer wants to be called back by video, or by phone, or goes on by writing and
 * with photos. Who wants to be called back stands in the queue behind those who wait, for a day.
 *
 * Throws `link.not_found`, `call.wrong_stage`, `call.phone_missing`, `call.turned_off` where the brand calls nobody back.
 */
export function wishInstead(given: SeatCtx, { wish, phone }: Wish): Promise<BuyerCall> {
  return inWorkspace(given, async (tx) => {
    const { call: at, part } = await openSeat(tx, given, { over: true, lock: true });
    const ctx = asBuyer(given, at, part);
    buyerStep(at, 'wish');
    if (at.stage === 'ringing' && at.staff_id !== null)
      throw new Refusal('call.wrong_stage', { stage: at.stage, move: 'wish' });
    if (wish === 'chat' || wish === 'photos') await goOnWriting(tx, ctx, at, wish);
    else if (wish === 'phone') await wantsPhone(tx, ctx, at, phone);
    else await wantsCallBack(tx, ctx, at, part);
    return buyerView(tx, ctx, at, part.id);
  });
}

/** What waits ends; what was missed is not missed any less. */
async function goOnWriting(tx: Tx, ctx: Ctx, at: Call, wish: 'chat' | 'photos'): Promise<void> {
  if (at.stage !== 'missed') {
    await endNow(tx, ctx, at, 'buyer_declined');
    return;
  }
  await settleCall(tx, ctx, at, {}, [{ type: 'call.wished', data: { wish } }]);
}

async function wantsPhone(tx: Tx, ctx: Ctx, at: Call, typed: string | undefined): Promise<void> {
  const phone = typed ? normalPhone(typed) : at.phone;
  if (!phone || !/\d{5}/.test(phone)) throw new Refusal('call.phone_missing');
  const next = await settleCall(tx, ctx, at, { phone }, [{ type: 'call.wished', data: { wish: 'phone', phone } }]);
  if (at.stage !== 'missed') await endNow(tx, ctx, next, 'buyer_declined');
  const conversation = await lockStanding(tx, ctx, at.conversation_id);
  await keepNote(tx, ctx, conversation, {
    author: { kind: 'assistant', id: null, name: 'Recoup' },
    text: `Call back by phone: ${phone}`,
    language: 'en',
    translations: [{ language: 'zh', text: `请电话回拨：${phone}`, by: 'person', at: ctx.now.toISOString() }],
  });
}

async function wantsCallBack(tx: Tx, ctx: Ctx, at: Call, part: Part): Promise<void> {
  const settings = await settingsOf(tx, ctx, at.brand_id);
  if (!settings.enabled || !settings.call_back) throw new Refusal('call.turned_off');
  if (at.call_back) return;
  const rang = await stopRings(tx, ctx, at.id, { staffId: null, answer: 'called_off' });
  await tellRingOver(tx, ctx, { call_id: at.id, staff_ids: rang });
  if (part.left_at) await savePart(tx, ctx, part.id, { left_at: null });
  const again = { ended_at: null, ended_because: null };
  const waits = { stage: 'waiting' as const, call_back: true, waits_since: ctx.now, staff_id: null, due_at: null };
  const next = await settleCall(tx, ctx, at, { ...waits, ...again }, [{ type: 'call.call_back_wanted' }]);
  await writeLine(tx, ctx, at, (words) => words.callBack);
  await ringOn(tx, ctx, next);
  if (rang.length > 0) await serveWaiting(tx, ctx);
}
