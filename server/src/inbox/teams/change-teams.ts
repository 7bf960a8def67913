import type { AnswerOf, BodyOf, inbox, inboxSetup } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { presence } from '../presence/presence.ts';
import { shareOutWaiting } from './share-out-conversation.ts';
import { colleagues, insertTeam, lockTeam, saveInboxStaff, setMembers, teams, updateTeam } from './teams.store.ts';

/** Managers make a team. Throws `brand.not_found`, `staff.not_found`, `team.name_taken`. */
export function addTeam(ctx: Ctx, body: BodyOf<(typeof inboxSetup)['addTeam']>): Promise<{ id: string }> {
  return inWorkspace(ctx, async (tx) => {
    const { member_ids, ...team } = body;
    if (team.brand_id !== null) await brandOf(tx, team.brand_id);
    await allWork(tx, ctx, member_ids);
    const id = await insertTeam(tx, ctx, team);
    await setMembers(tx, ctx, id, [...new Set(member_ids)]);
    return { id };
  });
}

/** Managers change a team, or archive it. Throws `team.not_found`, `staff.not_found`, `team.name_taken`. */
export function changeTeam(
  ctx: Ctx,
  id: string,
  body: BodyOf<(typeof inboxSetup)['changeTeam']>,
): Promise<{ ok: true }> {
  return inWorkspace(ctx, async (tx) => {
    const { member_ids, archived, ...change } = body;
    await lockTeam(tx, ctx, id);
    const archived_at = archived === undefined ? {} : { archived_at: archived ? ctx.now : null };
    await updateTeam(tx, ctx, id, { ...change, ...archived_at });
    if (member_ids) {
      await allWork(tx, ctx, member_ids);
      await setMembers(tx, ctx, id, [...new Set(member_ids)]);
    }
    return { ok: true };
  });
}

async function allWork(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  const found = new Set((await colleagues(tx, ctx, ids)).map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  if (missing) throw new Refusal('staff.not_found', { staff: missing });
}

/** Who works in the inbox, with what they hold now. Online: this process heard a screen of theirs in the last minute. */
export function readColleagues(ctx: Ctx): Promise<AnswerOf<(typeof inbox)['colleagues']>> {
  return inWorkspace(ctx, async (tx) => ({
    staff: (await colleagues(tx, ctx)).map(({ id, name, languages, away, holds, most }) => ({
      id,
      name,
      languages: languages as ('en' | 'zh' | 'es')[],
      away,
      online: presence.isHere(ctx.workspaceId, 'staff', id, ctx.now),
      holds,
      most,
    })),
    teams: await teams(tx, ctx),
  }));
}

/** Whether I take new work, in which languages, and how much at once. Who comes back is given what waited. */
export function setAway(ctx: Ctx, body: BodyOf<(typeof inbox)['away']>): Promise<{ ok: true }> {
  return inWorkspace(ctx, async (tx) => {
    if (ctx.actor.kind !== 'staff' || ctx.actor.id === null) throw new Refusal('staff.not_found');
    await saveInboxStaff(tx, ctx, ctx.actor.id, body);
    if (body.away === false || body.most !== undefined) {
      await enqueue(tx, ctx, { job: shareOutWaiting.name, key: 'share-out-waiting' });
    }
    return { ok: true };
  });
}
