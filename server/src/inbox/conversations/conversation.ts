/**
 * A conversation's table of ways: what may be done to it in which state, by whom. Pure. Whether it is snoozed, merged
 * away or spam, and who holds it, are facts beside the state.
 */
import type { ConversationMove, ConversationState, Priority } from '@recoup/contract';
import { type Actor, may } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';

export type Conversation = {
  id: string;
  code: string;
  brand_id: string;
  contact_id: string;
  customer_id: string | null;
  /** The channel it began on, and the one a reply takes: where the buyer wrote last. */
  channel_id: string;
  reply_channel_id: string;
  order_id: string | null;
  return_id: string | null;
  subject: string;
  state: ConversationState;
  snoozed_until: Date | null;
  holder: 'nobody' | 'staff' | 'assistant';
  assignee_id: string | null;
  team_id: string | null;
  priority: Priority;
  tags: string[];
  spam: boolean;
  language: string | null;
  intent: string | null;
  merged_into: string | null;
  clock_kind: string | null;
  clock_by: Date | null;
  /** Messages of the buyer nobody on the staff has seen. */
  unseen: number;
  /** The newest message of the buyer or to the buyer; notes are none. */
  last_message_id: string | null;
  last_at: Date;
  last_buyer_at: Date | null;
  last_staff_at: Date | null;
  first_reply_at: Date | null;
  resolved_at: Date | null;
  resolved_by: ResolvedBy | null;
  reopened: number;
  version: number;
  created_at: Date;
};
export type ResolvedBy = 'staff' | 'assistant' | 'rule' | 'buyer' | 'system';

/** What a decision changes. */
export type ConversationChange = Partial<
  Omit<Conversation, 'id' | 'code' | 'brand_id' | 'clock_kind' | 'clock_by' | 'version' | 'created_at'>
>;
/** What happened to it: the event's type and data; `conversationEvent` makes it one that can be recorded. */
export type Happened = { type: string; data?: Record<string, unknown>; sides?: boolean };
export type Decided = { change: ConversationChange; events: Happened[] };
export const nothing: Decided = { change: {}, events: [] };

/**
 * state → move → state. What a reply leaves behind is the writer's choice (`waiting` unless they say otherwise), and the
 * moves that stay where they are change a fact beside the state. A closed conversation is only read: a new message of
 * the buyer begins another; who closed it by mistake reopens it.
 */
export const ways: Record<ConversationState, Partial<Record<ConversationMove, ConversationState>>> = {
  open: {
    reply: 'waiting',
    note: 'open',
    assign: 'open',
    snooze: 'open',
    wake: 'open',
    wait: 'waiting',
    resolve: 'resolved',
    close: 'closed',
    merge: 'open',
    split: 'open',
    mark_spam: 'open',
    not_spam: 'open',
    block: 'open',
  },
  waiting: {
    reply: 'waiting',
    note: 'waiting',
    assign: 'waiting',
    snooze: 'waiting',
    wake: 'open',
    reopen: 'open',
    resolve: 'resolved',
    close: 'closed',
    merge: 'waiting',
    split: 'waiting',
    mark_spam: 'waiting',
    not_spam: 'waiting',
    block: 'waiting',
  },
  resolved: {
    reply: 'waiting',
    note: 'resolved',
    assign: 'resolved',
    reopen: 'open',
    close: 'closed',
    merge: 'resolved',
    split: 'resolved',
    mark_spam: 'resolved',
    not_spam: 'resolved',
    block: 'resolved',
  },
  closed: {
    note: 'closed',
    reopen: 'open',
    mark_spam: 'closed',
    not_spam: 'closed',
    block: 'closed',
  },
};

/** What may be done with spam. Everything else waits until somebody says that it is none. */
const ofSpam: ReadonlySet<ConversationMove> = new Set(['note', 'close', 'not_spam', 'block']);

type Facts = Pick<Conversation, 'state' | 'snoozed_until' | 'merged_into' | 'spam'>;

/** What this actor may do now; the screens show these and nothing else. */
export function movesOf(at: Facts, actor: Pick<Actor, 'permissions'>): ConversationMove[] {
  if (!may(actor as Actor, 'inbox.write') || at.merged_into !== null) return [];
  return (Object.keys(ways[at.state]) as ConversationMove[]).filter((move) => fits(at, move));
}

/**
 * The state after a move. Throws `conversation.merged` where it was joined into another (`into` says which), and
 * `conversation.wrong_state`.
 */
export function step(at: Facts, move: ConversationMove): ConversationState {
  if (at.merged_into !== null) throw new Refusal('conversation.merged', { into: at.merged_into });
  const next = ways[at.state][move];
  if (next === undefined || !fits(at, move)) {
    throw new Refusal('conversation.wrong_state', { state: at.state, move, spam: at.spam });
  }
  return next;
}

function fits(at: Facts, move: ConversationMove): boolean {
  if (at.spam && !ofSpam.has(move)) return false;
  if (move === 'not_spam') return at.spam;
  if (move === 'wake') return at.snoozed_until !== null;
  return true;
}

/** A change of words or links (subject, tags, priority, language, order) is open to every conversation that stands for itself. */
export function standing(at: Pick<Conversation, 'merged_into'>): void {
  if (at.merged_into !== null) throw new Refusal('conversation.merged', { into: at.merged_into });
}

export type Heard = {
  message_id: string;
  at: Date;
  channel_id: string;
  /** A holiday notice or a bounce is no word of the buyer's: it wakes and reopens nothing. */
  automatic: 'auto_reply' | 'bounce' | null;
};

/**
 * What a message of the buyer does: whatever the state, the next word is ours. It wakes what was snoozed and reopens
 * what was resolved. A closed one takes no message: the caller begins a new conversation, or gets `conversation.wrong_state`.
 */
export function afterBuyerMessage(at: Conversation, heard: Heard): Decided {
  standing(at);
  if (at.state === 'closed') throw new Refusal('conversation.wrong_state', { state: at.state });
  const last = { last_message_id: heard.message_id, last_at: later(at.last_at, heard.at) };
  if (heard.automatic) return { change: last, events: [] };
  const change: ConversationChange = {
    ...last,
    state: 'open',
    snoozed_until: null,
    reply_channel_id: heard.channel_id,
    last_buyer_at: later(at.last_buyer_at, heard.at),
    unseen: at.unseen + 1,
  };
  const events: Happened[] = [];
  if (at.snoozed_until) events.push({ type: 'conversation.woken', data: { because: 'buyer' } });
  if (at.state === 'resolved') {
    Object.assign(change, { resolved_at: null, resolved_by: null, reopened: at.reopened + 1 });
    events.push({ type: 'conversation.reopened', data: { because: 'buyer' } });
  }
  return { change, events };
}

export type Said = {
  message_id: string;
  at: Date;
  channel_id: string;
  author: { kind: 'staff' | 'assistant' | 'system'; id: string | null; name: string };
  /** What a rule or a survey sends answers nobody: the state, the holder and the first reply stay as they are. */
  automatic: 'rule' | 'survey' | null;
  /** Where the writer leaves the conversation. */
  after: 'open' | 'waiting' | 'resolved';
};

/**
 * What our answer does, once it is on its way. Who answers a conversation nobody holds takes it; an answer wakes what
 * was snoozed. An answer to a resolved one without resolving it again reopens it. Whether a reply is possible is asked
 * before it is written (`step(…, 'reply')`), not here: a message set for later goes whatever happened since.
 */
export function afterReply(at: Conversation, said: Said): Decided {
  const last = { last_message_id: said.message_id, last_at: later(at.last_at, said.at) };
  if (said.automatic || at.merged_into !== null) return { change: last, events: [] };
  const change: ConversationChange = {
    ...last,
    last_staff_at: later(at.last_staff_at, said.at),
    first_reply_at: at.first_reply_at ?? said.at,
    unseen: 0,
  };
  const events: Happened[] = [];
  const { author } = said;
  if (author.kind === 'staff' && author.id !== null && at.holder !== 'staff') {
    Object.assign(change, { holder: 'staff', assignee_id: author.id });
    const who = { staff_id: author.id, staff: author.name, team_id: at.team_id, because: 'reply' };
    events.push({ type: 'conversation.assigned', data: who });
  }
  if (at.snoozed_until) {
    change.snoozed_until = null;
    events.push({ type: 'conversation.woken', data: { because: 'person' } });
  }
  if (at.state === 'closed') return { change, events };
  return merged(
    { change, events },
    afterwards(at, said.after, author.kind === 'assistant' ? 'assistant' : 'staff', said.at),
  );
}

function afterwards(at: Conversation, after: Said['after'], by: ResolvedBy, now: Date): Decided {
  if (after === 'resolved') return at.state === 'resolved' ? nothing : settled(at, by, now);
  const back = at.state === 'resolved' ? backAgain(at, 'person') : nothing;
  if (after === 'open') return merged(back, { change: { state: 'open' }, events: [] });
  const waits = at.state === 'waiting' ? [] : [{ type: 'conversation.waiting' }];
  return merged(back, { change: { state: 'waiting' }, events: waits });
}

/** The problem is settled. Refused by `step` where it is already. */
export function resolve(at: Conversation, by: ResolvedBy, now: Date): Decided {
  step(at, 'resolve');
  return settled(at, by, now);
}
function settled(at: Conversation, by: ResolvedBy, now: Date): Decided {
  return {
    change: { state: 'resolved', resolved_at: now, resolved_by: by, snoozed_until: null },
    events: [{ type: 'conversation.resolved', data: { by, holder: at.holder }, sides: true }],
  };
}

/** It is not settled after all, or the next word is ours again. */
export function reopen(at: Conversation): Decided {
  step(at, 'reopen');
  return backAgain(at, 'person');
}
function backAgain(at: Conversation, because: 'buyer' | 'person'): Decided {
  const again = at.state !== 'waiting';
  return {
    change: { state: 'open', resolved_at: null, resolved_by: null, reopened: at.reopened + (again ? 1 : 0) },
    events: [{ type: 'conversation.reopened', data: { because } }],
  };
}

/** The buyer has the next word. */
export function wait(at: Conversation): Decided {
  const state = step(at, 'wait');
  return { change: { state, snoozed_until: null }, events: [{ type: 'conversation.waiting' }] };
}

/** Nothing more is said here. What was never resolved stays so: closing is no solution. */
export function close(at: Conversation): Decided {
  const state = step(at, 'close');
  return {
    change: { state, snoozed_until: null },
    events: [{ type: 'conversation.closed', data: { from: at.state } }],
  };
}

/** Put aside until a time, or until the buyer writes. Throws `conversation.in_the_past`. */
export function snooze(at: Conversation, until: Date, now: Date): Decided {
  const state = step(at, 'snooze');
  if (until <= now) throw new Refusal('conversation.in_the_past', { until: until.toISOString() });
  return {
    change: { state, snoozed_until: until },
    events: [{ type: 'conversation.snoozed', data: { until: until.toISOString() } }],
  };
}

/** Taken up again: by somebody, or because its time came. The next word is ours. */
export function wake(at: Conversation, because: 'time' | 'person'): Decided {
  const state = step(at, 'wake');
  return { change: { state, snoozed_until: null }, events: [{ type: 'conversation.woken', data: { because } }] };
}

/** A reminder's time came: what waited or was put aside is work again; what is done is only pointed out. */
export function comesBack(at: Conversation, reminder: { note: string | null; staff_id: string }): Decided {
  const rests = at.merged_into === null && !at.spam && (at.state === 'waiting' || at.state === 'open');
  return {
    change: rests && (at.state === 'waiting' || at.snoozed_until) ? { state: 'open', snoozed_until: null } : {},
    events: [{ type: 'conversation.reminded', data: { text: reminder.note, staff_id: reminder.staff_id } }],
  };
}

export type Holder = { staff: { id: string; name: string } | null; team: { id: string; name: string } | null };

/** Given to a person, a team, or nobody. `team` left out stays as it is. What stays the same is no event. */
export function assign(
  at: Conversation,
  { staff, team }: { staff: Holder['staff']; team?: Holder['team'] },
  because: 'person' | 'rule' | 'shared_out',
): Decided {
  step(at, 'assign');
  const team_id = team === undefined ? at.team_id : (team?.id ?? null);
  const holder = staff ? 'staff' : 'nobody';
  const assignee_id = staff?.id ?? null;
  if (holder === at.holder && assignee_id === at.assignee_id && team_id === at.team_id) return nothing;
  return {
    change: { holder, assignee_id, team_id },
    events: [
      {
        type: 'conversation.assigned',
        data: { staff_id: assignee_id, staff: staff?.name ?? null, team_id, team: team?.name ?? null, because },
      },
    ],
  };
}

/** The assistant goes on with it, because a person lets it. A person who answers takes it from it again (`afterReply`). */
export function giveToAssistant(at: Conversation): Decided {
  step(at, 'assign');
  if (at.holder === 'assistant') return nothing;
  const who = { staff_id: null, staff: null, team_id: at.team_id, assistant: true, because: 'person' };
  return {
    change: { holder: 'assistant', assignee_id: null },
    events: [{ type: 'conversation.assigned', data: who }],
  };
}

/** A person wrote in it without taking it, or silenced the assistant: nobody holds it, and the next word is a person's. */
export function takeFromAssistant(at: Conversation): Decided {
  if (at.holder !== 'assistant') return nothing;
  standing(at);
  const who = { staff_id: null, staff: null, team_id: at.team_id, because: 'person' };
  return { change: { holder: 'nobody', assignee_id: null }, events: [{ type: 'conversation.assigned', data: who }] };
}

/** The assistant can go no further: a person is needed, as urgently as `priority` says, first of `team`. What was waiting is open again. */
export function handToPeople(
  at: Conversation,
  to: { team: Holder['team']; priority: Priority; reason: string },
): Decided {
  standing(at);
  const team_id = to.team?.id ?? at.team_id;
  const rises = urgency(to.priority) > urgency(at.priority);
  return {
    change: {
      holder: 'nobody',
      assignee_id: null,
      team_id,
      state: 'open',
      snoozed_until: null,
      ...(rises ? { priority: to.priority } : {}),
      ...(at.state === 'resolved' ? { resolved_at: null, resolved_by: null } : {}),
    },
    events: [
      { type: 'conversation.handed_over', data: { reason: to.reason, team_id, priority: to.priority } },
      ...(rises ? [{ type: 'conversation.priority_set', data: { from: at.priority, to: to.priority } }] : []),
    ],
  };
}
const urgency = (priority: Priority) => ['low', 'normal', 'high', 'urgent'].indexOf(priority);

/** It is spam, or it is not after all. Spam holds up no promise and stands in no list but its own. */
export function markSpam(at: Conversation): Decided {
  if (at.spam) return nothing;
  step(at, 'mark_spam');
  return { change: { spam: true, snoozed_until: null }, events: [{ type: 'conversation.marked_spam' }] };
}
export function notSpam(at: Conversation): Decided {
  if (!at.spam) {
    standing(at);
    return nothing;
  }
  step(at, 'not_spam');
  return { change: { spam: false }, events: [{ type: 'conversation.not_spam' }] };
}

function merged(a: Decided, b: Decided): Decided {
  return { change: { ...a.change, ...b.change }, events: [...a.events, ...b.events] };
}

const later = (a: Date | null, b: Date): Date => (a !== null && a > b ? a : b);
