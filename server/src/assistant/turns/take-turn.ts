import type { AssistantSettings } from '@recoup/contract';
import { z } from 'zod';
import {
  type Conversation,
  findConversation,
  settle,
  takeFromAssistant,
  tellAssistantWrites,
} from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { isClash } from '../../platform/problems.ts';
import { enqueue } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { flowsOf } from '../flows/flows.store.ts';
import { ownWords } from '../flows/own-words.ts';
import { startTalk } from '../flows/run-turn.ts';
import { settingsOf } from '../settings/settings.store.ts';
import type { TalkState } from '../talk.ts';
import { askModelFirst } from './ask-model-first.ts';
import { hear, type Prepared, prepareTurn, type Wanted } from './prepare-turn.ts';
import { assistantCtx, handedOver, turnOf } from './run-prepared.ts';
import { around, fallSilent } from './states.store.ts';
import { writeTurn } from './write-turn.ts';

/**
 * The assistant answers what a buyer said since it answered last, or goes on after a card was tapped. The conversation is held
 * while it looks, acts and writes, so nobody says anything in between, and all of it is written or none: a job that is run
 * again finds it answered. Where a person has taken over by then it says nothing. What fails in it goes to a person, with the
 * buyer's words; only what the database itself could not do now is tried again.
 */
export async function takeTurn(ctx: Ctx, wanted: Wanted): Promise<void> {
  try {
    const first = await inWorkspace(ctx, (tx) => look(tx, ctx, wanted));
    if (!first) return;
    const { name } = first.settings;
    if (first.isChat) await tellAssistantWrites(ctx, first.at, { name, what: 'typing' });
    const said = await answer(ctx, wanted, first.settings);
    if (first.isChat && !said) await tellAssistantWrites(ctx, first.at, { name, what: 'left' });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'conversation.not_found') return;
    if (isClash(error)) throw error;
    ctx.log.error({ err: error, conversation_id: wanted.conversation_id }, 'the assistant failed; a person is asked');
    await giveUp(ctx, wanted);
  }
}

type First = { at: Conversation; settings: AssistantSettings; isChat: boolean };

/** Whether there is anything to do at all, without holding anybody up. */
async function look(tx: Tx, ctx: Ctx, { conversation_id }: Wanted): Promise<First | null> {
  let at = await findConversation(tx, ctx, conversation_id);
  if (at.merged_into !== null) at = await findConversation(tx, ctx, at.merged_into);
  if (at.holder !== 'assistant' || at.spam) return null;
  const { channel } = await around(tx, ctx, at);
  return { at, settings: await settingsOf(tx, ctx, at.brand_id), isChat: channel === 'chat' };
}

/** Answers whether anything was said. */
async function answer(ctx: Ctx, wanted: Wanted, settings: AssistantSettings): Promise<boolean> {
  const began = performance.now();
  const added = await askModelFirst(ctx, settings, wanted);
  const now = new Date(ctx.now.getTime() + (added ? performance.now() - began : 0));
  return inWorkspace(ctx, async (tx) => {
    const joined = { ...ctx, tx, now };
    const prepared = await prepareTurn(tx, joined, wanted);
    if (!prepared) return false;
    const { may } = prepared;
    if (may.answer === 'no') return false;
    if (may.answer === 'goes_silent') {
      await becomeSilent(tx, joined, prepared);
      return false;
    }
    const flows = await flowsOf(tx, joined, prepared.brand.id);
    const heard = added?.heardInstead(prepared) ?? (await hear(tx, joined, prepared));
    const turn =
      may.answer === 'hands_over'
        ? handedOver(prepared.kept.state, may.reason, null)
        : await turnOf(tx, joined, prepared, flows, heard);
    if (!turn) return false;
    const own = { turn, by: { worded_by: 'flow' as const, model_note: added?.note ?? null } };
    const done = { ...(added?.wordsFor(turn) ?? own), heard, flows, ms: performance.now() - began };
    return (await writeTurn(tx, joined, prepared, done)) > 0;
  });
}

/** A person wrote without taking it: from here on it is theirs. */
async function becomeSilent(tx: Tx, ctx: Ctx, { at, settings }: Prepared): Promise<void> {
  await fallSilent(tx, ctx, at.id);
  await settle(tx, assistantCtx(ctx, settings.name), at, takeFromAssistant(at));
}

/**
 * Something in the assistant failed: the buyer is told that a person takes over, and one gets what they wrote; with what is
 * known, or without it where that is what fails, and without a word to the buyer where none can be sent any more.
 */
async function giveUp(ctx: Ctx, wanted: Wanted): Promise<void> {
  const ways: ((of: Prepared) => Given)[] = [
    ({ kept: { state } }) => ({ state, words: ownWords.to_person[state.language] }),
    ({ kept: { state } }) => ({ state: startTalk(state.language), words: ownWords.to_person[state.language] }),
    ({ kept: { state } }) => ({ state: startTalk(state.language), words: null }),
  ];
  for (const [n, way] of ways.entries()) {
    try {
      return await inWorkspace(ctx, (tx) => passOn(tx, { ...ctx, tx }, wanted, way));
    } catch (error) {
      if (isClash(error) || n === ways.length - 1) throw error;
    }
  }
}

type Given = { state: TalkState; words: string | null };

async function passOn(tx: Tx, ctx: Ctx, wanted: Wanted, given: (of: Prepared) => Given): Promise<void> {
  const prepared = await prepareTurn(tx, ctx, wanted);
  if (prepared?.may.answer !== 'yes' && prepared?.may.answer !== 'hands_over') return;
  const { state, words } = given(prepared);
  const turn = handedOver(state, 'fault', words);
  const said = prepared.messages.map(({ body }) => body).join('\n');
  const by = { worded_by: 'flow' as const, model_note: null };
  const kept = { ...prepared.kept, state };
  await writeTurn(tx, ctx, { ...prepared, kept }, { turn, heard: null, said, flows: new Map(), by, ms: 0 });
}

/** The turns of one conversation are taken one after the other, and of those that wait for what was said only one is. */
export function wantTurn(tx: Tx, ctx: Ctx, wanted: Wanted): Promise<void> {
  const { conversation_id, news } = wanted;
  return enqueue(tx, ctx, {
    job: 'assistant.take-turn',
    payload: wanted,
    key: `turn:${conversation_id}:${news?.event_id ?? 'said'}`,
    queue: `turn:${conversation_id}`,
  });
}

export const takeTurnJob = job({
  name: 'assistant.take-turn',
  payload: z.object({
    conversation_id: z.uuid(),
    news: z.object({ event_id: z.uuid(), what: z.enum(['answered', 'order', 'code']) }).nullable(),
  }),
  run: takeTurn,
});
