/** How a conversation stood at an earlier moment, from what has happened to it since and before: pure. */
import type { ChannelKind, ConversationState, Priority } from '@recoup/contract';
import type { Case } from '../cases/case.ts';

export type PastEvent = {
  id: string;
  at: Date;
  type: string;
  order_id: string | null;
  return_id: string | null;
  data: Record<string, unknown>;
};
export type PastMessage = {
  id: string;
  at: Date;
  channel: ChannelKind;
  text: string;
  language: string | null;
  has_files: boolean;
};
export type Past = {
  conversation_id: string;
  brand_id: string;
  channel: ChannelKind;
  created_at: Date;
  contact_id: string;
  /** As it stands now. */
  subject: string;
  language: string | null;
  priority: Priority;
  tags: readonly string[];
  intent: string | null;
  /** Oldest first. */
  events: readonly PastEvent[];
  /** The buyer's, oldest first. */
  messages: readonly PastMessage[];
  /** When each conversation with this contact began. */
  began: readonly Date[];
};

/**
 * The case at the moment an event or message of this id had just happened. What events tell both sides of (tags, priority,
 * subject, language) is taken back from how it stands now; state and links are followed from the beginning. Ids order what
 * happened in the same moment.
 */
export function stoodAt(past: Past, moment: { id: string; at: Date }): Case {
  const until = (one: { id: string; at: Date }) =>
    one.at < moment.at || (+one.at === +moment.at && one.id <= moment.id);
  const before = past.events.filter(until);
  const after = past.events.filter((event) => !until(event)).reverse();
  const message = past.messages.filter(until).at(-1);
  const labels = takenBack(past, after);
  return {
    conversation_id: past.conversation_id,
    brand_id: past.brand_id,
    channel: message?.channel ?? past.channel,
    ...labels,
    language: message?.language ?? labels.language,
    state: stateAfter(before),
    text: message?.text ?? '',
    has_files: message?.has_files ?? false,
    ...links(before),
    contact_conversations: past.began.filter((at) => at <= moment.at).length,
    intent: past.intent,
    at: moment.at,
  };
}

function takenBack(past: Past, after: readonly PastEvent[]): Pick<Case, 'tags' | 'priority' | 'subject' | 'language'> {
  let { subject, language, priority } = past;
  let tags = [...past.tags];
  for (const { type, data } of after) {
    if (type === 'conversation.tags_set') {
      const added = list(data.added);
      tags = [...tags.filter((tag) => !added.includes(tag)), ...list(data.removed)];
    }
    if (type === 'conversation.priority_set') priority = (data.from as Priority | undefined) ?? priority;
    if (type === 'conversation.subject_set') subject = String(data.from ?? subject);
    if (type === 'conversation.language_set') language = (data.from as string | null | undefined) ?? null;
  }
  return { subject, language, priority, tags };
}

const states: Record<string, ConversationState> = {
  'conversation.opened': 'open',
  'conversation.reopened': 'open',
  'conversation.woken': 'open',
  'message.received': 'open',
  'conversation.waiting': 'waiting',
  'conversation.resolved': 'resolved',
  'conversation.closed': 'closed',
};

function stateAfter(events: readonly PastEvent[]): ConversationState {
  let state: ConversationState = 'open';
  for (const { type, data } of events) {
    // A holiday notice of the buyer's machine is no word of theirs.
    if (type === 'message.received' && data.automatic) continue;
    state = states[type] ?? state;
  }
  return state;
}

function links(events: readonly PastEvent[]): Pick<Case, 'has_order' | 'has_return'> {
  let has_order = false;
  let has_return = false;
  for (const event of events) {
    if (event.type === 'conversation.opened') {
      has_order = event.order_id !== null;
      has_return = event.return_id !== null;
    }
    if (event.type === 'conversation.linked') {
      has_order = Boolean(event.data.order_number);
      has_return = Boolean(event.data.return_code);
    }
  }
  return { has_order, has_return };
}

const list = (given: unknown): string[] => (Array.isArray(given) ? given.map(String) : []);

/** The silences of a buyer that lasted so long, as the moments at which they had. */
export function silences(past: Past, hours: number, now: Date): { id: string; at: Date }[] {
  return past.messages.flatMap((message, n) => {
    const at = new Date(message.at.getTime() + hours * 3_600_000);
    const next = past.messages[n + 1]?.at ?? now;
    // The last id of all: whatever happened in that moment had happened.
    return at <= next && at <= now ? [{ id: 'ffffffff', at }] : [];
  });
}
