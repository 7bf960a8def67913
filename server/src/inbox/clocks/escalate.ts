import type { Priority, SlaPolicy } from '@recoup/contract';
import { brandOf, staffName } from '../../accounts/index.ts';
import { type Ctx, SYSTEM } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { queueMail } from '../../platform/outbox.ts';
import { findContact } from '../contacts/contacts.store.ts';
import { assign, type Conversation, type Decided, movesOf } from '../conversations/conversation.ts';
import { lockConversation, settle } from '../conversations/conversations.store.ts';
import { mention } from '../conversations/look.store.ts';
import { colleagues, teams } from '../teams/teams.store.ts';
import { type KeptClock, staffToMail, type ToMail } from './clocks.store.ts';

type Escalation = NonNullable<SlaPolicy['targets'][number]['escalate']>;

const RISING: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

/**
 * A promise was missed: the conversation becomes more urgent (never less), goes to a team, and stands in the mentions of
 * those who are to know, who also get a mail. A team gets it whole: who holds it and is none of theirs holds it no longer. In the caller's
 * transaction, once a clock. A team or person that has gone since is passed over.
 */
export async function escalate(tx: Tx, ctx: Ctx, clock: KeptClock, to: Escalation): Promise<void> {
  let at = await lockConversation(tx, ctx, clock.conversation_id);
  if (to.priority && RISING.indexOf(to.priority) > RISING.indexOf(at.priority)) {
    const data = { from: at.priority, to: to.priority };
    const raised: Decided = {
      change: { priority: to.priority },
      events: [{ type: 'conversation.priority_set', data }],
    };
    at = await settle(tx, ctx, at, raised);
  }
  const known = await teams(tx, ctx);
  const team = known.find(({ id, brand }) => id === to.team_id && (brand === null || brand.id === at.brand_id));
  if (team && movesOf(at, SYSTEM).includes('assign')) {
    const mine = at.assignee_id !== null && team.member_ids.includes(at.assignee_id);
    const staff = mine ? { id: at.assignee_id!, name: (await staffName(tx, at.assignee_id!)) ?? '' } : null;
    at = await settle(tx, ctx, at, assign(at, { staff, team }, 'rule'));
  }
  const told = (await colleagues(tx, ctx, to.notify_ids)).filter(
    ({ brand_ids }) => brand_ids === null || brand_ids.includes(at.brand_id),
  );
  const ids = told.map(({ id }) => id);
  await mention(tx, ctx, at.id, ids);
  for (const one of await staffToMail(tx, ctx, ids)) await mailMissed(tx, ctx, at, clock, one);
}

/** A mail to one member of staff in their language, once a clock. */
async function mailMissed(tx: Tx, ctx: Ctx, at: Conversation, clock: KeptClock, to: ToMail): Promise<void> {
  const { kind, policy_name: policy, started_at, due_at } = clock;
  const brand = await brandOf(tx, at.brand_id);
  const contact = await findContact(tx, ctx, at.contact_id);
  await queueMail(tx, ctx, {
    cause: `missed:${at.id}:${kind}:${started_at.toISOString()}:${to.id}`,
    template: 'promise_missed',
    language: to.language,
    to: to.email,
    brandId: null,
    data: {
      customer_name: contact.name.trim() || at.code,
      code: at.code,
      subject: at.subject,
      kind,
      policy,
      by: due_at!.toISOString(),
      brand_name: brand.name,
      holder: at.assignee_id && (await staffName(tx, at.assignee_id)),
      conversation_url: `${ctx.config.publicUrl}/inbox/${at.id}`,
    },
  });
}
