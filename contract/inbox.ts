/** Conversations with buyers on every channel, as staff work on them. */
import { z } from 'zod';
import { chatCard, chatChoice } from './cards.ts';
import { buyerLanguage, byId, id, instant, line, named, ok, page, pageQuery, staffLanguage, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { timelineEvent } from './events.ts';

const tag = 'Inbox';
const staff = { tag, access: 'staff' } as const;
const reads = { ...staff, permission: 'inbox.read' } as const;
const writes = { ...staff, permission: 'inbox.write' } as const;

export const channelKind = z.enum(['chat', 'email', 'form', 'sms', 'phone', 'social', 'marketplace']);
export type ChannelKind = z.output<typeof channelKind>;
/** `waiting`: the buyer has the next word. Snoozed is a fact of its own. */
export const conversationState = z.enum(['open', 'waiting', 'resolved', 'closed']);
export type ConversationState = z.output<typeof conversationState>;
export const conversationMove = z.enum([
  'reply',
  'note',
  'assign',
  'snooze',
  'wake',
  'wait',
  'resolve',
  'reopen',
  'close',
  'merge',
  'split',
  'mark_spam',
  'not_spam',
  'block',
]);
export type ConversationMove = z.output<typeof conversationMove>;
export const priority = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.output<typeof priority>;
/** Lower case words joined by hyphens, or Chinese: `missing-part`, `缺件`. */
export const tagWord = z
  .string()
  .regex(/^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u)
  .max(40);

export const clockKind = z.enum(['first_reply', 'next_reply', 'resolution', 'platform']);
export type ClockKind = z.output<typeof clockKind>;
/** A promise with an end. `left_seconds` of business time while it pauses. */
export const slaClock = z.object({
  kind: clockKind,
  policy: z.string(),
  state: z.enum(['running', 'paused', 'met', 'breached', 'breached_then_met']),
  by: instant.nullable(),
  left_seconds: z.int().nullable(),
  met_at: instant.nullable(),
});
export type SlaClock = z.output<typeof slaClock>;

export const author = z.object({
  kind: z.enum(['buyer', 'staff', 'assistant', 'system']),
  id: id.nullable(),
  name: z.string(),
});
export const messageFile = z.object({
  id,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  url: z.string(),
  thumb_url: z.string().nullable(),
  /** Shown inside the text where the mail has it. */
  inline: z.boolean(),
});
export const translation = z.object({
  language: z.string(),
  text: z.string(),
  /** Who made it: a translator's name, or `person` where the author wrote both. */
  by: z.string(),
  at: instant,
});
export const message = z.object({
  id,
  conversation_id: id,
  at: instant,
  kind: z.enum(['message', 'note']),
  direction: z.enum(['in', 'out', 'internal']),
  channel: channelKind,
  author,
  subject: z.string().nullable(),
  /** Plain text, without what it quotes. */
  text: z.string(),
  /** Safe to show: no script, no style of the page's, remote pictures through our own address. Null for plain messages. */
  html: z.string().nullable(),
  /** What it quotes, and the signature: folded on the screen, never lost. */
  quoted: z.string().nullable(),
  signature: z.string().nullable(),
  language: z.string().nullable(),
  translations: z.array(translation),
  files: z.array(messageFile),
  state: z.enum([
    'received',
    'scheduled',
    'queued',
    'sending',
    'sent',
    'delivered',
    'read',
    'failed',
    'kept',
    'cancelled',
  ]),
  failure: z.string().nullable(),
  send_at: instant.nullable(),
  sent_at: instant.nullable(),
  read_at: instant.nullable(),
  mentions: z.array(named),
  /** A machine wrote it: a holiday notice, a bounce, a rule. It answers no clock. */
  automatic: z.enum(['auto_reply', 'bounce', 'rule', 'survey']).nullable(),
  envelope: z
    .object({
      from: z.string(),
      to: z.array(z.string()),
      cc: z.array(z.string()),
      message_id: z.string().nullable(),
      spoofed: z.boolean(),
    })
    .nullable(),
  raw_url: z.string().nullable(),
  /** What the assistant offered or showed with it, as the buyer sees it. */
  card: chatCard.nullable(),
  choices: z.array(chatChoice),
});
export type Message = z.output<typeof message>;

export const contactPoint = z.object({
  kind: z.enum(['email', 'phone', 'chat', 'external']),
  value: z.string(),
  verified: z.boolean(),
});
export const contact = z.object({
  id,
  brand: named,
  name: z.string(),
  language: buyerLanguage,
  time_zone: z.string().nullable(),
  customer: named.nullable(),
  points: z.array(contactPoint),
  blocked: z.object({ at: instant, by: z.string(), reason: z.string().nullable() }).nullable(),
  note: z.string().nullable(),
  conversations: z.int(),
  created_at: instant,
});
export type Contact = z.output<typeof contact>;

export const channelRef = z.object({ id, kind: channelKind, name: z.string(), platform: z.string().nullable() });
export const conversationRow = z.object({
  id,
  code: z.string(),
  brand: named,
  contact: named,
  subject: z.string(),
  channel: channelRef,
  state: conversationState,
  snoozed_until: instant.nullable(),
  holder: z.object({ kind: z.enum(['nobody', 'staff', 'assistant']), staff: named.nullable(), team: named.nullable() }),
  priority,
  tags: z.array(z.string()),
  spam: z.boolean(),
  language: z.string().nullable(),
  order: z.object({ id, number: z.string(), title: z.string().nullable() }).nullable(),
  return: z.object({ id, code: z.string() }).nullable(),
  /** The next promise that runs out; null where nothing runs. */
  clock: slaClock.nullable(),
  last: z.object({ at: instant, by: author, excerpt: z.string() }),
  /** Messages of the buyer nobody on the staff has seen. */
  unseen: z.int(),
  created_at: instant,
  moves: z.array(conversationMove),
});
export type ConversationRow = z.output<typeof conversationRow>;
export const conversation = conversationRow.extend({
  version: z.int(),
  contact,
  clocks: z.array(slaClock),
  /** The draft this person left. */
  draft: z
    .object({ text: z.string(), note: z.boolean(), language: z.string().nullable(), updated_at: instant })
    .nullable(),
  reminders: z.array(z.object({ id, at: instant, text: z.string().nullable(), by: named })),
  merged_into: z.object({ id, code: z.string() }).nullable(),
  /** Joins of this conversation that can still be taken back. */
  joins: z.array(
    z.object({
      id,
      kind: z.enum(['merge', 'split']),
      with: z.object({ id, code: z.string() }),
      at: instant,
      by: z.string(),
    }),
  ),
  surveys: z.array(
    z.object({
      kind: z.enum(['csat', 'nps']),
      score: z.int().nullable(),
      comment: z.string().nullable(),
      asked_at: instant,
      answered_at: instant.nullable(),
    }),
  ),
  /** Where a reply would go now. */
  reply_by: z.object({ channel: channelRef, to: z.string().nullable(), online: z.boolean() }).nullable(),
});
export type Conversation = z.output<typeof conversation>;

/** A thread holds messages and what happened to the conversation, its order and its returns, oldest first. */
export const threadItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), id, at: instant, message }),
  z.object({ kind: z.literal('event'), id, at: instant, event: timelineEvent }),
]);
export type ThreadItem = z.output<typeof threadItem>;

export const inboxView = z.enum([
  'mine_and_unassigned',
  'mine',
  'unassigned',
  'mentions',
  'all',
  'breach_soon',
  'breached',
  'spam',
]);
export const inboxShelf = z.enum(['open', 'waiting', 'snoozed', 'assistant', 'resolved', 'closed', 'any']);
const filters = z.object({
  view: inboxView.default('mine_and_unassigned'),
  shelf: inboxShelf.default('open'),
  brand_id: id.optional(),
  team_id: id.optional(),
  assignee_id: id.optional(),
  channel_id: id.optional(),
  channel: channelKind.optional(),
  tag: tagWord.optional(),
  priority: priority.optional(),
  language: z.string().max(10).optional(),
  contact_id: id.optional(),
  customer_id: id.optional(),
  order_id: id.optional(),
  return_id: id.optional(),
});
const conversationRefusals = ['conversation.not_found', 'conversation.wrong_state', 'conversation.merged'] as const;
const move = <const P extends string, B extends z.ZodType>(
  name: P,
  summary: string,
  body: B,
  refusals: readonly string[] = [],
) =>
  endpoint({
    ...writes,
    method: 'POST',
    path: `/v1/conversations/:id/${name}` as const,
    summary,
    params: byId,
    body,
    response: conversation,
    refusals: [...conversationRefusals, ...refusals],
  });
const none = z.object({});
const fileIds = z.array(id).max(20).default([]);

export const inbox = {
  list: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/conversations',
    summary: 'Conversations; those whose promise runs out first stand first',
    query: pageQuery.extend(filters.shape).extend({ sort: z.enum(['clock', 'newest', 'oldest']).default('clock') }),
    response: page(conversationRow),
  }),
  counts: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/conversations/counts',
    summary: 'How many stand on each shelf of a view, and in each view',
    query: filters.pick({ view: true, brand_id: true, team_id: true }),
    response: z.object({ shelves: z.record(inboxShelf, z.int()), views: z.record(inboxView, z.int()) }),
  }),
  read: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/conversations/:id',
    summary: 'One conversation',
    params: byId,
    response: conversation,
    refusals: ['conversation.not_found'],
  }),
  thread: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/conversations/:id/thread',
    summary: 'What was said and what happened, oldest first; `after` an id gives what is new since',
    params: byId,
    query: z.object({
      after: id.optional(),
      before: id.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    response: z.object({ items: z.array(threadItem), more_before: z.boolean() }),
    refusals: ['conversation.not_found'],
  }),
  /** Staff begin a conversation, or log a phone call or text message. */
  start: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/conversations',
    summary: 'Begin a conversation with a buyer, or log a call',
    body: z.object({
      channel_id: id,
      contact_id: id.optional(),
      customer_id: id.optional(),
      order_id: id.optional(),
      /** Somebody new: an e-mail address or a phone number. */
      to: line(200).optional(),
      name: line(120).optional(),
      subject: line(200),
      text: text(20_000),
      /** `in`: the log of what the buyer said on the phone. */
      direction: z.enum(['in', 'out']).default('out'),
      file_ids: fileIds,
    }),
    response: conversation,
    refusals: [
      'channel.not_found',
      'channel.cannot_start',
      'contact.not_found',
      'contact.no_address',
      'contact.blocked',
      'customer.not_found',
      'order.not_found',
      'file.not_found',
    ],
  }),
  /** `seen_message_id`: the newest message the writer had before them. When the buyer or a colleague wrote since, nothing is sent. */
  reply: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/conversations/:id/reply',
    summary: 'Answer the buyer, now or at a set time',
    params: byId,
    body: z.object({
      text: text(20_000).refine((given) => given.length > 0, { error: 'write something' }),
      /** What the author wrote in their own language, where `text` is its translation. */
      original: z.object({ text: text(20_000), language: z.string().max(10) }).optional(),
      language: z.string().max(10).optional(),
      file_ids: fileIds,
      channel_id: id.optional(),
      to: z.array(z.email()).max(10).optional(),
      cc: z.array(z.email()).max(10).optional(),
      send_at: instant.optional(),
      after: z.enum(['open', 'waiting', 'resolved']).default('waiting'),
      seen_message_id: id.nullable(),
      macro_id: id.optional(),
    }),
    response: z.object({ conversation, message }),
    refusals: [
      ...conversationRefusals,
      'conversation.somebody_answered',
      'conversation.buyer_wrote',
      'contact.blocked',
      'contact.no_address',
      'channel.not_found',
      'file.not_found',
      'macro.not_found',
      'message.in_the_past',
      'translation.missing',
    ],
  }),
  note: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/conversations/:id/notes',
    summary: 'A note only staff see; who is mentioned hears of it',
    params: byId,
    body: z.object({
      text: text(20_000).refine((given) => given.length > 0),
      mentions: z.array(id).max(20).default([]),
      file_ids: fileIds,
    }),
    response: z.object({ conversation, message }),
    refusals: [...conversationRefusals, 'staff.not_found', 'file.not_found'],
  }),
  cancelMessage: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/messages/:id/cancel',
    summary: 'Take back a message that waits for its time',
    params: byId,
    response: message,
    refusals: ['message.not_found', 'message.wrong_state'],
  }),
  retryMessage: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/messages/:id/retry',
    summary: 'Send a message again that failed',
    params: byId,
    response: message,
    refusals: ['message.not_found', 'message.wrong_state'],
  }),
  seen: endpoint({
    ...reads,
    method: 'POST',
    path: '/v1/conversations/:id/seen',
    summary: 'This person has read up to here',
    params: byId,
    body: z.object({ message_id: id }),
    response: ok,
    refusals: ['conversation.not_found'],
  }),
  saveDraft: endpoint({
    ...writes,
    method: 'PUT',
    path: '/v1/conversations/:id/draft',
    summary: 'Keep what this person is writing; an empty text forgets it',
    params: byId,
    body: z.object({
      text: text(20_000),
      note: z.boolean().default(false),
      language: z.string().max(10).nullable().default(null),
    }),
    response: ok,
    refusals: ['conversation.not_found'],
  }),
  assign: move(
    'assign',
    'Give it to a person, a team, or nobody',
    z.object({ staff_id: id.nullable(), team_id: id.nullable().optional() }),
    ['staff.not_found', 'team.not_found'],
  ),
  snooze: move('snooze', 'Put it aside until a time, or until the buyer writes', z.object({ until: instant }), [
    'conversation.in_the_past',
  ]),
  wake: move('wake', 'Take it up again before its time', none),
  wait: move('wait', 'The buyer has the next word', none),
  resolve: move('resolve', 'The problem is settled', none),
  reopen: move('reopen', 'It is not settled after all', none),
  close: move('close', 'Nothing more is said here; a new message begins a new conversation', none),
  setPriority: move('priority', 'How urgent it is', z.object({ priority })),
  setTags: move('tags', 'The words it is found by', z.object({ tags: z.array(tagWord).max(30) })),
  setSubject: move('subject', 'What it is about', z.object({ subject: line(200) })),
  setLanguage: move('language', 'The language the buyer reads', z.object({ language: buyerLanguage })),
  /** `order_id` null takes the link away. */
  link: move(
    'link',
    'Say which order and return it is about',
    z.object({ order_id: id.nullable(), return_id: id.nullable().optional() }),
    ['order.not_found', 'return.not_found'],
  ),
  remind: move(
    'remind',
    'Bring it back to me if nothing happens until then',
    z.object({ at: instant, text: line(200).optional() }),
    ['conversation.in_the_past'],
  ),
  forgetReminder: move('forget-reminder', 'Take a reminder back', z.object({ reminder_id: id })),
  merge: move('merge', 'Join another conversation of the same problem into this one', z.object({ other_id: id }), [
    'conversation.other_brand',
    'conversation.same',
  ]),
  split: move(
    'split',
    'Move messages about another problem into a conversation of their own',
    z.object({ message_ids: z.array(id).min(1).max(500), subject: line(200) }),
    ['message.not_found', 'conversation.nothing_left'],
  ),
  undoJoin: move('undo-join', 'Take a merge or a split back', z.object({ join_id: id }), [
    'join.not_found',
    'join.too_late',
  ]),
  spam: move('spam', 'It is spam, or it is not after all', z.object({ spam: z.boolean() })),
  bulk: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/conversations/bulk',
    summary: 'One act on many conversations; each succeeds or fails by itself',
    body: z.object({
      ids: z.array(id).min(1).max(200),
      act: z.discriminatedUnion('do', [
        z.object({ do: z.literal('assign'), staff_id: id.nullable(), team_id: id.nullable().optional() }),
        z.object({ do: z.literal('resolve') }),
        z.object({ do: z.literal('close') }),
        z.object({ do: z.literal('reopen') }),
        z.object({ do: z.literal('snooze'), until: instant }),
        z.object({ do: z.literal('priority'), priority }),
        z.object({ do: z.literal('add_tags'), tags: z.array(tagWord).min(1).max(10) }),
        z.object({ do: z.literal('spam'), spam: z.boolean() }),
      ]),
    }),
    response: z.object({ done: z.array(id), failed: z.array(z.object({ id, code: z.string() })) }),
    perRow: true,
  }),
  related: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/conversations/:id/related',
    summary: 'Other conversations of this buyer, and contacts that may be the same person',
    params: byId,
    response: z.object({
      conversations: z.array(conversationRow),
      doubles: z.array(contact.extend({ because: z.enum(['email', 'phone', 'order', 'name_and_address']) })),
    }),
    refusals: ['conversation.not_found'],
  }),
  /** `language` null: the reader's own. Answers `made: null` where no translator is set up. */
  translateMessage: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/messages/:id/translate',
    summary: 'Translate a message; the original stays beside it',
    params: byId,
    body: z.object({ language: z.string().max(10) }),
    response: z.object({ made: translation.nullable() }),
    refusals: ['message.not_found', 'translation.failed'],
  }),
  translate: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/inbox/translate',
    summary: "Translate what is being written, with the brand's glossary; `back` is the translation read back",
    body: z.object({ brand_id: id, text: text(20_000), from: z.string().max(10).optional(), to: z.string().max(10) }),
    response: z.object({
      text: z.string().nullable(),
      by: z.string().nullable(),
      back: z.string().nullable(),
      /** Terms of the glossary that stand in the translation, and those it left out although asked twice. */
      terms: z.array(z.object({ from: z.string(), to: z.string() })),
      missed: z.array(z.object({ from: z.string(), to: z.string() })),
    }),
    refusals: ['translation.failed'],
  }),
  search: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/search',
    summary: 'Everything said, with order numbers, codes and names; newest first',
    query: z.object({
      q: line(200),
      brand_id: id.optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
      cursor: z.string().max(400).optional(),
    }),
    response: page(
      z.object({
        conversation: conversationRow,
        message_id: id.nullable(),
        at: instant,
        /** The words around the find; what was found stands between U+0001 and U+0002. */ excerpt: z.string(),
      }),
    ),
  }),
  figures: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/figures',
    summary: 'First-contact resolution, handling time, promises kept; definitions in docs/inbox.md',
    query: z.object({
      from: instant,
      to: instant,
      brand_id: id.optional(),
      team_id: id.optional(),
      staff_id: id.optional(),
    }),
    response: z.object({
      conversations: z.int(),
      messages_in: z.int(),
      replies: z.int(),
      resolved: z.int(),
      first_contact_resolved: z.number().nullable(),
      one_touch: z.number().nullable(),
      handling_seconds: z.object({ p50: z.number(), p90: z.number() }).nullable(),
      first_reply_seconds: z.object({ p50: z.number(), p90: z.number() }).nullable(),
      clocks: z.array(
        z.object({ kind: clockKind, policy: z.string(), met: z.int(), breached: z.int(), running: z.int() }),
      ),
      csat: z.object({ answers: z.int(), satisfied: z.number() }).nullable(),
      nps: z.object({ answers: z.int(), score: z.number() }).nullable(),
      by_channel: z.array(z.object({ channel: channelKind, conversations: z.int() })),
    }),
  }),
  contacts: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/contacts',
    summary: 'Who wrote to us, by name, address or number',
    query: pageQuery.extend({ q: line(100).optional(), brand_id: id.optional() }),
    response: page(contact),
  }),
  contact: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/contacts/:id',
    summary: 'One contact',
    params: byId,
    response: contact,
    refusals: ['contact.not_found'],
  }),
  changeContact: endpoint({
    ...writes,
    method: 'PATCH',
    path: '/v1/contacts/:id',
    summary: 'Change the name, language, note or customer of a contact',
    params: byId,
    body: z
      .object({ name: line(120), language: buyerLanguage, note: text(2000).nullable(), customer_id: id.nullable() })
      .partial(),
    response: contact,
    refusals: ['contact.not_found', 'customer.not_found'],
  }),
  block: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/contacts/:id/block',
    summary: 'Take no more messages from this person, or take them again',
    params: byId,
    body: z.object({ blocked: z.boolean(), reason: line(200).optional() }),
    response: contact,
    refusals: ['contact.not_found'],
  }),
  mergeContacts: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/contacts/:id/merge',
    summary: 'Two contacts are one person',
    params: byId,
    body: z.object({ other_id: id }),
    response: contact.extend({ join_id: id }),
    refusals: ['contact.not_found', 'contact.same', 'contact.other_brand'],
  }),
  undoContactMerge: endpoint({
    ...writes,
    method: 'POST',
    path: '/v1/contacts/:id/undo-merge',
    summary: 'They are two people after all',
    params: byId,
    body: z.object({ join_id: id }),
    response: contact,
    refusals: ['contact.not_found', 'join.not_found', 'join.too_late'],
  }),
  /** A picture of a mail as we fetched it: its sender never learns who looked, or when. The token is signed and ends. */
  picture: endpoint({
    tag,
    access: 'public',
    method: 'GET',
    path: '/v1/inbox/pictures/:token',
    summary: 'A picture out of a mail, through our own address',
    params: z.object({ token: z.string().max(4000) }),
    response: z.string(),
    answersFile: 'image/*',
    refusals: ['picture.not_found', 'picture.too_many', 'link.expired'],
  }),
  /** Who may be given work, with what they hold now. */
  colleagues: endpoint({
    ...reads,
    method: 'GET',
    path: '/v1/inbox/colleagues',
    summary: 'Who works in the inbox, their languages, teams and load',
    response: z.object({
      staff: z.array(
        z.object({
          id,
          name: z.string(),
          languages: z.array(staffLanguage.or(buyerLanguage)),
          away: z.boolean(),
          online: z.boolean(),
          holds: z.int(),
          most: z.int(),
        }),
      ),
      teams: z.array(
        z.object({ id, name: z.string(), brand: named.nullable(), member_ids: z.array(id), share_out: z.boolean() }),
      ),
    }),
  }),
  away: endpoint({
    ...writes,
    method: 'PUT',
    path: '/v1/inbox/me',
    summary: 'Whether I take new work, in which languages, and how much at once',
    body: z
      .object({ away: z.boolean(), languages: z.array(buyerLanguage).max(3), most: z.int().min(1).max(500) })
      .partial(),
    response: ok,
  }),
};

/** What travels over the live line of the inbox and is kept nowhere: who looks, who writes. */
export type InboxSignal = {
  conversation_id: string;
  who: { kind: 'staff' | 'buyer' | 'assistant'; id: string; name: string };
  what: 'typing' | 'viewing' | 'left';
};
