/** The history clocks are reckoned from, and the clocks as they are kept. */
import type { ChannelKind, Priority, StaffLanguage } from '@recoup/contract';
import { type Selectable, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { SlaClocks } from '../../platform/db.generated.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Answerer, Fact, Standing } from './facts.ts';
import type { Clock } from './reckon.ts';

export type KeptClock = Omit<Selectable<SlaClocks>, 'kind' | 'state'> & Pick<Clock, 'kind' | 'state'>;

type Said = {
  id: string;
  at: Date;
  direction: 'in' | 'out';
  author: 'buyer' | 'staff' | 'assistant' | 'system';
  automatic: boolean;
  phone: boolean;
  state: string;
};
type Happened = { id: string; at: Date; type: string; actor: string; data: Record<string, unknown> };

/** Messages taken back, or that go later, answer nothing; one that failed does neither. */
const ON_THEIR_WAY = ['queued', 'sending', 'sent', 'delivered', 'read', 'kept', 'failed'];

const CONVERSATION_EVENTS = [
  'conversation.snoozed',
  'conversation.woken',
  'conversation.waiting',
  'conversation.resolved',
  'conversation.reopened',
  'conversation.closed',
  'conversation.marked_spam',
  'conversation.not_spam',
  'conversation.priority_set',
  'conversation.tags_set',
  'message.retried',
];

/**
 * What happened in a conversation, in the order in which we learned of it (ids are in that order), and how it stood at
 * the beginning. Messages count where they stand now: what was merged in or split off went with its messages.
 */
export async function historyOf(tx: Tx, ctx: Ctx, at: Conversation): Promise<{ standing: Standing; facts: Fact[] }> {
  const { rows: said } = await sql<Said>`
    select m.id, m.at, m.direction, m.author->>'kind' as author, m.automatic is not null as automatic, m.state, h.kind = 'phone' as phone
    from messages m join channels h on h.workspace_id = m.workspace_id and h.id = m.channel_id
    where m.workspace_id = ${ctx.workspaceId} and m.conversation_id = ${at.id} and m.kind = 'message'
      and (m.direction = 'in' or (m.direction = 'out' and m.state = any (${ON_THEIR_WAY}::text[])))
    order by m.id`.execute(tx);
  const { rows: happened } = await sql<Happened>`
    select e.id, e.at, e.type, e.actor->>'kind' as actor, e.data from events e
    where e.workspace_id = ${ctx.workspaceId} and e.subject_kind = 'conversation' and e.subject_id = ${at.id}
      and e.type = any (${CONVERSATION_EVENTS}::text[]) order by e.id`.execute(tx);
  const channel = await tx
    .selectFrom('channels')
    .select(['kind', 'platform'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', at.channel_id)
    .executeTakeFirstOrThrow();
  const standing: Standing = {
    brand_id: at.brand_id,
    channel: channel.kind as ChannelKind,
    platform: channel.platform,
    has_return: at.return_id !== null,
    ...before(at, happened),
  };
  let tags = standing.tags;
  // What a reply that failed brought with it (waiting, resolved, in the same instant) fell with it.
  const failing = said.filter((one) => one.state === 'failed' || sentAgain(one, happened) !== one);
  const failed = new Set(failing.map((one) => one.at.getTime()));
  const stood = happened.filter(({ type, at: when }) => !(FALLS_WITH_REPLY.has(type) && failed.has(when.getTime())));
  const facts = [...said.filter(({ state }) => state !== 'failed').map((one) => sentAgain(one, happened)), ...stood]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((one): Fact[] => {
      if ('direction' in one) return saidFact(one);
      if (one.type === 'conversation.tags_set') tags = changed(tags, one.data);
      return happenedFact(one, tags);
    });
  return { standing, facts };
}

const FALLS_WITH_REPLY = new Set(['conversation.waiting', 'conversation.resolved']);

/** A message that failed and was sent again counts from when it was. */
function sentAgain(said: Said, happened: readonly Happened[]): Said {
  const again = happened.findLast(({ type, data }) => type === 'message.retried' && data.message_id === said.id);
  return again ? { ...said, id: again.id, at: again.at } : said;
}

function saidFact({ at, direction, author, automatic, phone }: Said): Fact[] {
  if (direction === 'out')
    return [{ at, what: 'replied', by: automatic ? 'machine' : author === 'staff' ? 'person' : 'bot' }];
  if (automatic || author !== 'buyer') return [];
  return [{ at, what: phone ? 'called' : 'buyer_wrote' }];
}

function happenedFact({ at, type, actor, data }: Happened, tags: readonly string[]): Fact[] {
  const by: Answerer = actor === 'staff' || actor === 'buyer' ? 'person' : 'machine';
  switch (type) {
    case 'conversation.snoozed':
      return [{ at, what: 'snoozed' }];
    case 'conversation.woken':
      return [{ at, what: 'woken' }];
    case 'conversation.waiting':
      return [{ at, what: 'waiting', by }];
    case 'conversation.resolved':
      return [{ at, what: 'resolved', by: resolver(data.by) }];
    case 'conversation.reopened':
      return [{ at, what: 'reopened' }];
    case 'conversation.closed':
      return [{ at, what: 'closed', by }];
    case 'conversation.marked_spam':
      return [{ at, what: 'spam', spam: true }];
    case 'conversation.not_spam':
      return [{ at, what: 'spam', spam: false }];
    case 'conversation.priority_set':
      return [{ at, what: 'priority', priority: data.to as Priority }];
    case 'conversation.tags_set':
      return [{ at, what: 'tags', tags }];
    default:
      return [];
  }
}
const resolver = (by: unknown): Answerer =>
  by === 'staff' || by === 'buyer' ? 'person' : by === 'assistant' ? 'bot' : 'machine';

/** How urgent it was and which tags it had before anybody changed them: what it has now, taken back change by change. */
function before(at: Conversation, happened: readonly Happened[]): Pick<Standing, 'priority' | 'tags'> {
  const first = happened.find(({ type }) => type === 'conversation.priority_set');
  const tags = happened
    .filter(({ type }) => type === 'conversation.tags_set')
    .reduceRight<readonly string[]>(
      (now, { data }) => changed(now, { added: data.removed, removed: data.added }),
      at.tags,
    );
  return { priority: (first?.data.from as Priority | undefined) ?? at.priority, tags };
}
function changed(tags: readonly string[], data: { added?: unknown; removed?: unknown }): string[] {
  const [added, removed] = [(data.added ?? []) as string[], (data.removed ?? []) as string[]];
  return [...new Set([...tags.filter((tag) => !removed.includes(tag)), ...added])];
}

export async function keptClocks(tx: Tx, ctx: Ctx, conversationId: string): Promise<KeptClock[]> {
  const rows = await tx
    .selectFrom('sla_clocks')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .orderBy('started_at')
    .execute();
  return rows as KeptClock[];
}

export async function saveClocks(tx: Tx, clocks: readonly KeptClock[]): Promise<void> {
  if (clocks.length === 0) return;
  await tx
    .insertInto('sla_clocks')
    .values([...clocks])
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'conversation_id', 'kind', 'started_at']).doUpdateSet((eb) => ({
        policy_id: eb.ref('excluded.policy_id'),
        policy_name: eb.ref('excluded.policy_name'),
        state: eb.ref('excluded.state'),
        due_at: eb.ref('excluded.due_at'),
        left_seconds: eb.ref('excluded.left_seconds'),
        warn_at: eb.ref('excluded.warn_at'),
        met_at: eb.ref('excluded.met_at'),
        warned_at: eb.ref('excluded.warned_at'),
        escalated_at: eb.ref('excluded.escalated_at'),
        assignee_id: eb.ref('excluded.assignee_id'),
        team_id: eb.ref('excluded.team_id'),
      })),
    )
    .execute();
}

export async function dropClock(tx: Tx, ctx: Ctx, clock: KeptClock): Promise<void> {
  await tx
    .deleteFrom('sla_clocks')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', clock.conversation_id)
    .where('kind', '=', clock.kind)
    .where('started_at', '=', clock.started_at)
    .execute();
}

/** Whether a conversation has a clock or may get one where the brand promises nothing: on a platform that has rules of its own. */
export async function mayHaveClocks(tx: Tx, ctx: Ctx, conversationId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from sla_clocks where workspace_id = ${ctx.workspaceId} and conversation_id = ${conversationId}
    union all
    select 1 from conversations c join channels h on h.workspace_id = c.workspace_id and h.id = c.channel_id
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${conversationId} and h.kind in ('marketplace', 'social') limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Screens that show the conversation read it anew. That a clock was reckoned is nothing that happened, and no event. */
export async function showClock(tx: Tx, ctx: Ctx, at: Pick<Conversation, 'id' | 'brand_id'>): Promise<void> {
  const nowhere = { site_id: null, order_id: null, return_id: null, unit_id: null };
  const pointer = {
    workspace_id: ctx.workspaceId,
    id: newId(),
    type: 'clock.reckoned',
    subject_kind: 'conversation',
    subject_id: at.id,
    brand_id: at.brand_id,
    ...nowhere,
  };
  await sql`select pg_notify('recoup_events', ${JSON.stringify(pointer)})`.execute(tx);
}

/** Conversations in which something may still run: those of work, and those with a clock that has not ended. */
export async function goingConversations(tx: Tx, ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from conversations where workspace_id = ${ctx.workspaceId} and state in ('open', 'waiting') and merged_into is null and not spam
    union select conversation_id from sla_clocks where workspace_id = ${ctx.workspaceId} and state = 'running'
    order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Conversations with a clock whose time has come and which no job has looked at. */
export async function overdueConversations(tx: Tx, ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ conversation_id: string }>`
    select distinct conversation_id from sla_clocks
    where workspace_id = ${ctx.workspaceId} and state = 'running'
      and (due_at <= ${ctx.now} or (warned_at is null and warn_at <= ${ctx.now})) limit 1000`.execute(tx);
  return rows.map(({ conversation_id }) => conversation_id);
}

export type ToMail = { id: string; email: string; language: StaffLanguage };
/** Where a mail to these members of staff goes, and in which language. */
export async function staffToMail(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<ToMail[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('staff')
    .select(['id', 'email', 'language'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', ids)
    .where('disabled_at', 'is', null)
    .execute();
  return rows as ToMail[];
}
