import type { BodyOf, inboxSetup, SlaPolicy } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { colleagues, findTeam } from '../teams/teams.store.ts';
import { findCalendar, findPolicy, type PolicyFacts, savePolicy } from './promises.store.ts';
import { reckonAllAnew } from './reckon-anew.ts';

type Written = BodyOf<typeof inboxSetup.addSla>;

/**
 * A manager makes a promise of answering in time; conversations that wait already are held to it from now on. Who is
 * held to some brands promises for one of them. Throws `calendar.not_found`, `brand.not_found`, `team.not_found`,
 * `staff.not_found`, and `sla.target_twice` where two targets are of one kind.
 */
export function addPromise(ctx: Ctx, written: Written): Promise<SlaPolicy> {
  return inWorkspace(ctx, (tx) => save(tx, ctx, newId(), { ...written, archived: false }, 'sla.added'));
}

/** A manager changes a promise, or takes it out of use; running clocks are reckoned anew. Throws `sla.not_found` besides. */
export function changePromise(ctx: Ctx, id: string, written: Written & { archived: boolean }): Promise<SlaPolicy> {
  return inWorkspace(ctx, async (tx) => {
    const { brand } = await findPolicy(tx, ctx, id);
    if (brand === null) checkReaches(ctx, null);
    return save(tx, ctx, id, written, 'sla.changed');
  });
}

async function save(tx: Tx, ctx: Ctx, id: string, policy: PolicyFacts, type: string): Promise<SlaPolicy> {
  checkReaches(ctx, policy.brand_id);
  if (policy.brand_id !== null) await brandOf(tx, policy.brand_id);
  await findCalendar(tx, ctx, policy.calendar_id);
  const kinds = policy.targets.map(({ kind }) => kind);
  const twice = kinds.find((kind, n) => kinds.indexOf(kind) !== n);
  if (twice) throw new Refusal('sla.target_twice', { kind: twice });
  for (const { escalate } of policy.targets) {
    if (escalate?.team_id) await findTeam(tx, ctx, escalate.team_id);
    if (!escalate || escalate.notify_ids.length === 0) continue;
    const known = new Set((await colleagues(tx, ctx, escalate.notify_ids)).map((one) => one.id));
    if (escalate.notify_ids.some((one) => !known.has(one))) throw new Refusal('staff.not_found');
  }
  await savePolicy(tx, ctx, id, policy);
  const { name, brand_id, targets, archived } = policy;
  const data = { name, archived, targets: targets.map(({ kind, minutes, hours }) => ({ kind, minutes, hours })) };
  await record(tx, ctx, [{ type, subject: { kind: 'sla', id }, brand_id, data }]);
  await reckonAllAnew(tx, ctx);
  return findPolicy(tx, ctx, id);
}

/** A promise for every brand is for people who see every brand. */
function checkReaches({ actor }: Ctx, brandId: string | null): void {
  if (brandId === null && actor.brandIds !== null) throw new Refusal('brand.not_found');
}
