import { type AnswerOf, type assistant, type SlotKey, slotKey } from '@recoup/contract';
import { findConversation } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { slotsInWords } from './hand-over.ts';
import { mattersOf } from './matters.store.ts';
import { mayHold } from './may-answer.ts';
import { around, stateOf } from './states.store.ts';
import { turnsOf } from './turns.store.ts';

/** What the assistant knows of a conversation, and why it said what it said. Throws `conversation.not_found`. */
export function readAssistant(ctx: Ctx, id: string): Promise<AnswerOf<(typeof assistant)['ofConversation']>> {
  return inWorkspace(ctx, async (tx) => {
    const at = await findConversation(tx, ctx, id);
    const settings = await settingsOf(tx, ctx, at.brand_id);
    const { began, blocked } = await around(tx, ctx, at);
    const { state } = await stateOf(tx, ctx, id, settings.languages[0] ?? 'en');
    const matters = await mattersOf(tx, ctx, id);
    const turns = await turnsOf(tx, ctx, id);
    const current = state.current === null ? state.matters.at(-1) : state.matters[state.current];
    const stands = at.merged_into === null && !at.spam && at.state !== 'closed' && !blocked;
    return {
      holds: at.holder === 'assistant',
      may_hold: stands && mayHold(settings, began),
      flow: current?.flow ?? null,
      slots: Object.entries(slotsInWords(current ?? null)).flatMap(([key, value]) =>
        isSlot(key) ? [{ key, value }] : [],
      ),
      hand_over: matters.findLast(({ hand_over }) => hand_over !== null)?.hand_over ?? null,
      turns: turns.map(({ at: when, message_ids, why }) => ({ at: when.toISOString(), message_ids, why })),
      matters: matters.map(({ flow, began_at, ending }) => ({ flow, began_at: began_at.toISOString(), ending })),
    };
  });
}

const isSlot = (key: string): key is SlotKey => slotKey.safeParse(key).success;
