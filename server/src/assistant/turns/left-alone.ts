import { lockConversation, resolveDecision, settle } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { mattersOf, quietSince, saveMatters } from './matters.store.ts';
import { assistantCtx } from './run-prepared.ts';

const DAY_MS = 86_400_000;

/**
 * The buyer has the next word and has not said it for 24 hours: what was open is left, until they come back to it. Where all
 * was answered and nothing is open, the conversation is resolved: who asked a question and got its answer says no more.
 */
export async function leaveAlone(ctx: Ctx, id: string): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, id);
    const isQuiet = at.last_at.getTime() <= ctx.now.getTime() - DAY_MS;
    if (at.holder !== 'assistant' || at.state !== 'waiting' || at.merged_into !== null || at.spam || !isQuiet) return;
    const matters = await mattersOf(tx, ctx, id);
    const open = matters.filter(({ ending }) => ending === 'open');
    if (open.length > 0) {
      const left = open.map((matter) => ({ id: matter.id, flow: matter.flow, ending: 'left' as const, talked: false }));
      return saveMatters(tx, ctx, at, left);
    }
    if (!matters.some(({ ending }) => ending === 'answered') || at.snoozed_until) return;
    const { name } = await settingsOf(tx, ctx, at.brand_id);
    await settle(tx, assistantCtx(ctx, name), at, resolveDecision(at, 'assistant', ctx.now));
  });
}

export const leftAloneJob = job({
  name: 'assistant.left-alone',
  cron: '7,22,37,52 * * * *',
  async run(ctx) {
    const before = new Date(ctx.now.getTime() - DAY_MS);
    for (const id of await inWorkspace(ctx, (tx) => quietSince(tx, ctx, before, 500))) await leaveAlone(ctx, id);
  },
});
