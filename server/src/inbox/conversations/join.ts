/** What joining two conversations, and taking it back, does to each. Pure. */
import type { LastFacts } from '../messages/move-messages.store.ts';
import type { Conversation, ConversationChange, Happened } from './conversation.ts';

const SAVED = [
  'customer_id',
  'channel_id',
  'reply_channel_id',
  'order_id',
  'return_id',
  'state',
  'snoozed_until',
  'holder',
  'assignee_id',
  'team_id',
  'priority',
  'tags',
  'language',
  'unseen',
  'last_message_id',
  'last_at',
  'last_buyer_at',
  'last_staff_at',
  'first_reply_at',
  'resolved_at',
  'resolved_by',
  'reopened',
] as const satisfies readonly (keyof ConversationChange)[];
/** How a conversation stood, as it is kept in JSON. */
export type Stood = Record<(typeof SAVED)[number], unknown>;

export function stood(at: Conversation): Stood {
  return Object.fromEntries(SAVED.map((name) => [name, at[name]])) as Stood;
}

const INSTANTS = new Set([
  'snoozed_until',
  'last_at',
  'last_buyer_at',
  'last_staff_at',
  'first_reply_at',
  'resolved_at',
]);

/** As it stood. What somebody has seen since stays seen. */
export function asItStood(before: Stood, now: Pick<Conversation, 'unseen'>): ConversationChange {
  const revived = Object.entries(before).map(([name, value]) => [
    name,
    INSTANTS.has(name) && typeof value === 'string' ? new Date(value) : value,
  ]);
  return {
    ...(Object.fromEntries(revived) as ConversationChange),
    unseen: Math.min(Number(before.unseen), now.unseen),
  };
}

const RANK = { low: 0, normal: 1, high: 2, urgent: 3 } as const;
const isWork = (at: Conversation) => at.state === 'open' && at.snoozed_until === null;

/**
 * The one that stays takes what the other knew and it did not: the order, the holder, the higher priority, the tags.
 * Where the other still waits for our word, so does the whole.
 */
export function takeIn(into: Conversation, from: Conversation): { change: ConversationChange; events: Happened[] } {
  const linked = into.order_id === null && from.order_id !== null;
  const held = into.holder !== 'staff' && from.holder === 'staff';
  const again = isWork(from) && !isWork(into);
  const change: ConversationChange = {
    ...(linked ? { order_id: from.order_id, return_id: from.return_id } : {}),
    customer_id: into.customer_id ?? from.customer_id,
    ...(held ? { holder: 'staff', assignee_id: from.assignee_id } : {}),
    team_id: into.team_id ?? from.team_id,
    priority: RANK[from.priority] > RANK[into.priority] ? from.priority : into.priority,
    tags: [...new Set([...into.tags, ...from.tags])].slice(0, 30),
    language: into.language ?? from.language,
    unseen: into.unseen + from.unseen,
    ...(again ? { state: 'open', snoozed_until: null, resolved_at: null, resolved_by: null } : {}),
  };
  return {
    change,
    events: again && into.state === 'resolved' ? [{ type: 'conversation.reopened', data: { because: 'person' } }] : [],
  };
}

/** What messages say of a conversation they lie in; where none is left, what it said before. */
export function fromMessages(at: Conversation, facts: LastFacts): ConversationChange {
  return {
    last_message_id: facts.last_message_id,
    last_at: facts.last_at ?? at.last_at,
    last_buyer_at: facts.last_buyer_at,
    last_staff_at: facts.last_staff_at,
    first_reply_at: facts.first_reply_at,
    reply_channel_id: facts.buyer_channel_id ?? at.reply_channel_id,
  };
}

/**
 * The one that stayed, after the other's messages left it again. Where nothing happened to it since, it stands exactly
 * as it stood; else only what came from the other goes: its tags, its order, its unseen messages.
 */
export function giveBack(
  into: Conversation,
  { before, other, untouched }: { before: Stood; other: Stood; untouched: boolean },
  facts: LastFacts,
): ConversationChange {
  if (untouched) return asItStood(before, into);
  const had = new Set(before.tags as string[]);
  const brought = new Set((other.tags as string[]).filter((tag) => !had.has(tag)));
  const itsOrder = before.order_id === null && into.order_id !== null && into.order_id === other.order_id;
  return {
    ...fromMessages(into, facts),
    tags: into.tags.filter((tag) => !brought.has(tag)),
    unseen: Math.max(0, into.unseen - Number(other.unseen)),
    ...(itsOrder ? { order_id: null, return_id: null, customer_id: before.customer_id as string | null } : {}),
  };
}
