import type { AnswerOf, assistant } from '@recoup/contract';
import {
  andRead,
  type Conversation,
  giveToAssistant,
  lockConversation,
  settle,
  takeFromAssistant,
} from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { mayHold } from './may-answer.ts';
import { around, fallSilent, lastOfStaff, saveState, stateOf } from './states.store.ts';
import { wantTurn } from './take-turn.ts';

type Answer = AnswerOf<(typeof assistant)['invite']>;

/**
 * Somebody of the staff lets the assistant go on with a conversation: it answers what the buyer wrote since a person answered
 * last, and knows what it knew. Throws `conversation.not_found`, `conversation.wrong_state`, `conversation.merged`, and
 * `assistant.off` where the brand has it answer nothing on that kind of channel.
 */
export function inviteAssistant(ctx: Ctx, id: string): Promise<Answer> {
  return andRead(ctx, id, (joined) =>
    inWorkspace(joined, async (tx) => {
      const at = await lockConversation(tx, joined, id);
      const decided = giveToAssistant(at);
      const settings = await settingsOf(tx, joined, at.brand_id);
      const { began } = await around(tx, joined, at);
      if (!mayHold(settings, began)) throw new Refusal('assistant.off', { channel: began });
      await begin(tx, joined, at, settings.languages[0] ?? 'en');
      await settle(tx, joined, at, decided);
      await wantTurn(tx, joined, { conversation_id: id, news: null });
    }),
  );
}

/** What it asked before people took over is answered by now, one way or another; what it learned stays. */
async function begin(tx: Tx, ctx: Ctx, at: Conversation, language: 'en' | 'zh' | 'es'): Promise<void> {
  const kept = await stateOf(tx, ctx, at.id, language);
  const staffs = await lastOfStaff(tx, ctx, at.id);
  const heard = [kept.heard_id, staffs].filter((one) => one !== null).sort();
  const state = { ...kept.state, pending: null, failures: 0, handed_over: null };
  await saveState(tx, ctx, at, { state, heard_id: heard.at(-1) ?? null, failures: 0, silent: false });
}

/** Somebody of the staff silences it: the next word is a person's. Throws `conversation.not_found`, `conversation.merged`. */
export function silenceAssistant(ctx: Ctx, id: string): Promise<Answer> {
  return andRead(ctx, id, (joined) =>
    inWorkspace(joined, async (tx) => {
      const at = await lockConversation(tx, joined, id);
      await fallSilent(tx, joined, id);
      await settle(tx, joined, at, takeFromAssistant(at));
    }),
  );
}
