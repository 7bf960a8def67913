import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { colleagues, findTeam } from '../teams/teams.store.ts';
import { changeConversation } from './change-conversation.ts';
import { assign, type Conversation, type Holder } from './conversation.ts';

/**
 * Gives it to a person, a team, or nobody. `team_id` left out stays as it is.
 *
 * Throws `staff.not_found` for who may not answer here (no access, another brand, a role without the inbox),
 * `team.not_found`, `conversation.wrong_state`, `conversation.merged`.
 */
export function assignConversation(
  ctx: Ctx,
  id: string,
  to: { staff_id: string | null; team_id?: string | null },
  because: 'person' | 'rule' = 'person',
): Promise<Conversation> {
  return changeConversation(ctx, id, async (at, tx) => assign(at, await holderOf(tx, ctx, at, to), because));
}

async function holderOf(
  tx: Tx,
  ctx: Ctx,
  at: Conversation,
  { staff_id, team_id }: { staff_id: string | null; team_id?: string | null },
): Promise<{ staff: Holder['staff']; team?: Holder['team'] }> {
  const staff = staff_id === null ? null : await whoAnswers(tx, ctx, at.brand_id, staff_id);
  if (team_id === undefined) return { staff };
  const team = team_id === null ? null : await findTeam(tx, ctx, team_id);
  if (team?.brand_id && team.brand_id !== at.brand_id) throw new Refusal('team.not_found');
  return { staff, team };
}

/** A member of staff who may answer for a brand. Throws `staff.not_found`. */
export async function whoAnswers(tx: Tx, ctx: Ctx, brandId: string, id: string): Promise<{ id: string; name: string }> {
  const [one] = await colleagues(tx, ctx, [id]);
  if (!one || (one.brand_ids !== null && !one.brand_ids.includes(brandId))) throw new Refusal('staff.not_found');
  return { id: one.id, name: one.name };
}
