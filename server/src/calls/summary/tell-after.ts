import type { BodyOf, CallSummary, callSummaries } from '@recoup/contract';
import { lockStanding, writeMessage } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Call } from '../calls/call.ts';
import { findCall, lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { languageOfCall } from '../settle/weigh-offer.ts';
import { findSummary, keepSummary, type SummaryRow } from './summaries.store.ts';
import { summaryFacts } from './summary-facts.ts';
import { summaryForBuyer, summaryForStaff } from './summary-words.ts';

/**
 * What is told after a call, to the buyer in their language and to colleagues: as it was sent or put in other words, else made
 * from what happened so far. Throws `call.not_found`.
 */
export function readSummary(ctx: Ctx, callId: string): Promise<CallSummary> {
  return inWorkspace(ctx, async (tx) => {
    const call = await findCall(tx, ctx, callId);
    return answer(tx, ctx, call, await summaryOf(tx, ctx, call));
  });
}

/** Staff put it in other words before it is sent. Throws `call.not_found`, `call.wrong_stage` before it is over, `summary.sent`. */
export function changeSummary(
  ctx: Ctx,
  callId: string,
  { to_buyer, to_staff }: BodyOf<(typeof callSummaries)['change']>,
): Promise<CallSummary> {
  return inWorkspace(ctx, async (tx) => {
    const call = over(await lockCall(tx, ctx, callId));
    const now = await summaryOf(tx, ctx, call);
    if (now.sent_at && to_buyer !== undefined && to_buyer !== now.to_buyer) throw new Refusal('summary.sent');
    const { kind, id, name } = ctx.actor;
    const next: SummaryRow = {
      ...now,
      to_buyer: to_buyer ?? now.to_buyer,
      to_staff: { ...now.to_staff, ...to_staff },
      edited_by: { kind, id, name },
    };
    await keepSummary(tx, ctx, next);
    return answer(tx, ctx, call, next);
  });
}

/**
 * Sends it to the buyer in their conversation, by the channel they write on; once, however often it is pressed.
 * Throws `call.not_found`, `call.wrong_stage` before it is over, `conversation.merged`, `channel.not_found`, `contact.no_address`.
 */
export function sendSummary(ctx: Ctx, callId: string): Promise<CallSummary> {
  return inWorkspace(ctx, async (tx) => {
    const call = over(await lockCall(tx, ctx, callId));
    const now = await summaryOf(tx, ctx, call);
    if (now.sent_at) return answer(tx, ctx, call, now);
    const conversation = await lockStanding(tx, ctx, call.conversation_id);
    const { message } = await writeMessage(tx, ctx, {
      conversation,
      channel_id: conversation.reply_channel_id,
      author: { kind: 'staff', id: ctx.actor.kind === 'staff' ? ctx.actor.id : null, name: ctx.actor.name },
      text: now.to_buyer,
      language: now.language,
      after: conversation.state === 'resolved' ? 'resolved' : 'waiting',
    });
    const next: SummaryRow = { ...now, sent_at: ctx.now, message_id: message.id };
    await keepSummary(tx, ctx, next);
    await settleCall(tx, ctx, call, {}, [{ type: 'call.summary_sent', data: { message_id: message.id } }]);
    return answer(tx, ctx, call, next);
  });
}

function over(call: Call): Call {
  if (call.stage !== 'ended') throw new Refusal('call.wrong_stage', { stage: call.stage });
  return call;
}

async function summaryOf(tx: Tx, ctx: Ctx, call: Call): Promise<SummaryRow> {
  const kept = await findSummary(tx, ctx, call.id);
  if (kept) return kept;
  const language = await languageOfCall(tx, ctx, call);
  const facts = await summaryFacts(tx, ctx, call, language);
  const { agreed } = facts;
  return {
    call_id: call.id,
    brand_id: call.brand_id,
    language,
    to_buyer: summaryForBuyer(facts, language),
    to_staff: { en: summaryForStaff(facts, 'en'), zh: summaryForStaff(facts, 'zh') },
    facts: {
      verdict: facts.verdict?.verdict ?? null,
      stills: facts.stills,
      agreed: agreed && {
        title: agreed.titles[language],
        code: agreed.code,
        state: agreed.waits ? ('waits' as const) : ('done' as const),
      },
      offers: facts.offers,
    },
    edited_by: null,
    sent_at: null,
    made_at: ctx.now,
    message_id: null,
  };
}

async function answer(tx: Tx, ctx: Ctx, call: Call, row: SummaryRow): Promise<CallSummary> {
  const { ask_csat } = await settingsOf(tx, ctx, call.brand_id);
  return {
    call_id: row.call_id,
    language: row.language,
    to_buyer: row.to_buyer,
    to_staff: row.to_staff,
    facts: row.facts,
    made_at: row.made_at.toISOString(),
    edited_by: row.edited_by,
    sent_at: row.sent_at?.toISOString() ?? null,
    asks_csat: ask_csat && call.csat === null,
  };
}
