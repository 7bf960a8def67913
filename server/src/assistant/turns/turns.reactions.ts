/** When the assistant takes a turn, and when it falls silent. */
import { findConversation, lockConversation, settle, takeFromAssistant } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type Reaction, reaction } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { News } from './prepare-turn.ts';
import { fallSilent, staffHadLastWord } from './states.store.ts';
import { wantTurn } from './take-turn.ts';

/** Whose conversation it is is asked again when the turn is taken; here it only saves the job. */
async function wantTurnIfHeld(ctx: Ctx, conversationId: string, news: News | null): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const at = await findConversation(tx, ctx, conversationId);
    if (at.merged_into === null && at.holder !== 'assistant') return;
    await wantTurn(tx, ctx, { conversation_id: at.merged_into ?? at.id, news });
  }).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error; // gone with its brand
  });
}

/** Who writes by a program holds nothing: the assistant lets go of it all the same. */
async function leaveToPeople(ctx: Ctx, conversationId: string): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, conversationId);
    const invitedSince = at.holder === 'assistant' && !(await staffHadLastWord(tx, ctx, conversationId));
    if (invitedSince) return;
    await fallSilent(tx, ctx, conversationId);
    if (at.merged_into === null) await settle(tx, ctx, at, takeFromAssistant(at));
  }).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error; // gone with its brand
  });
}

export const turnReactions: readonly Reaction[] = [
  reaction({
    name: 'assistant.answer',
    on: 'message.received',
    // A holiday notice or a bounce is answered by nobody: two machines would go on for ever.
    when: ({ data }) => data.automatic === null,
    run: (ctx, { subject }) => wantTurnIfHeld(ctx, subject.id, null),
  }),
  reaction({
    name: 'assistant.go-on',
    on: ['assistant.confirmed', 'assistant.declined', 'assistant.refused'],
    // Said in words it was part of a turn, which knows what came of it: then the job finds nothing new.
    run: (ctx, { subject, id }) => wantTurnIfHeld(ctx, subject.id, { event_id: id, what: 'answered' }),
  }),
  reaction({
    name: 'assistant.go-on-with-order',
    on: 'conversation.linked',
    run: (ctx, { subject, id }) => wantTurnIfHeld(ctx, subject.id, { event_id: id, what: 'order' }),
  }),
  reaction({
    name: 'assistant.go-on-with-code',
    on: 'assistant.proved',
    run: (ctx, { subject, id }) => wantTurnIfHeld(ctx, subject.id, { event_id: id, what: 'code' }),
  }),
  reaction({
    name: 'assistant.fall-silent',
    on: ['conversation.assigned', 'message.written'],
    when: ({ type, data }) =>
      type === 'conversation.assigned'
        ? data.staff_id !== null
        : data.author_kind === 'staff' && data.automatic === null,
    run: (ctx, { subject }) => leaveToPeople(ctx, subject.id),
  }),
];
