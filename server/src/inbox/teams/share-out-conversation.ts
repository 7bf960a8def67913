import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type Job, job } from '../../platform/jobs.ts';
import { type Reaction, reaction } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { assign } from '../conversations/conversation.ts';
import { lockConversation, settle } from '../conversations/conversations.store.ts';
import { whoTakes } from './share-out.ts';
import { colleagues, lockSharingTeams, saveInboxStaff, unshared } from './teams.store.ts';

/**
 * Gives an open conversation nobody holds to the member of its team who takes the next one. Without a team it goes to
 * the brand's first that shares out. Whoever shares out holds the teams, so that two at once see each other's gifts.
 * Where everybody's hands are full it waits with the team. May run twice: what is held is left alone.
 */
export function shareOut(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, id);
    const free =
      at.holder === 'nobody' && at.state === 'open' && at.merged_into === null && !at.spam && !at.snoozed_until;
    if (!free) return;
    const sharing = await lockSharingTeams(tx, ctx, at.brand_id);
    const team = at.team_id === null ? sharing[0] : sharing.find((one) => one.id === at.team_id);
    if (!team) return;
    const taker = whoTakes(await colleagues(tx, ctx, team.member_ids), at);
    if (!taker && at.team_id === team.id) return;
    if (taker) await saveInboxStaff(tx, ctx, taker.id, { given_at: ctx.now });
    const staff = taker && { id: taker.id, name: taker.name };
    await settle(tx, ctx, at, assign(at, { staff, team }, 'shared_out'));
  });
}

/** A new conversation, one that came back, or one given to a team alone is shared out. */
export const sharing: readonly Reaction[] = [
  reaction({
    name: 'inbox.share-out',
    on: [
      'conversation.opened',
      'conversation.reopened',
      'conversation.not_spam',
      'conversation.assigned',
      'conversation.handed_over',
    ],
    when: ({ type, data }) =>
      type !== 'conversation.assigned' ||
      (data.staff_id === null && data.team_id !== null && data.because !== 'shared_out'),
    run: (ctx, event) => shareOutIfThere(ctx, event.subject.id),
  }),
];

/** What waits with a team because all had their hands full goes to whoever is free now; also when somebody comes back. */
export const shareOutWaiting: Job = job({
  name: 'inbox.share-out-waiting',
  cron: '*/2 * * * *',
  payload: z.null(),
  async run(ctx) {
    for (const id of await inWorkspace(ctx, (tx) => unshared(tx, ctx, 200))) await shareOutIfThere(ctx, id);
  },
});

async function shareOutIfThere(ctx: Ctx, id: string): Promise<void> {
  try {
    await shareOut(ctx, id);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error; // merged or settled meanwhile
  }
}
