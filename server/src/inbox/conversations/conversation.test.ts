import type { ConversationMove, ConversationState } from '@recoup/contract';
import { conversationMove, conversationState } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../platform/ctx.ts';
import {
  afterBuyerMessage,
  afterReply,
  assign,
  type Conversation,
  close,
  comesBack,
  markSpam,
  movesOf,
  notSpam,
  reopen,
  resolve,
  type Said,
  snooze,
  step,
  wait,
  wake,
  ways,
} from './conversation.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 17, hour));
const open: Conversation = {
  id: 'c',
  code: 'C-2345-6789',
  brand_id: 'b',
  contact_id: 'k',
  customer_id: null,
  channel_id: 'chat',
  reply_channel_id: 'chat',
  order_id: null,
  return_id: null,
  subject: 'Crisper plate missing',
  state: 'open',
  snoozed_until: null,
  holder: 'nobody',
  assignee_id: null,
  team_id: null,
  priority: 'normal',
  tags: [],
  spam: false,
  language: 'en',
  intent: null,
  merged_into: null,
  clock_kind: null,
  clock_by: null,
  unseen: 1,
  last_message_id: 'm1',
  last_at: at(9),
  last_buyer_at: at(9),
  last_staff_at: null,
  first_reply_at: null,
  resolved_at: null,
  resolved_by: null,
  reopened: 0,
  version: 1,
  created_at: at(9),
};
const agent: Actor = {
  kind: 'staff',
  id: 'grace',
  name: 'Grace',
  permissions: new Set(['inbox.read', 'inbox.write']),
  brandIds: null,
  siteIds: null,
};
const types = ({ events }: { events: { type: string }[] }) => events.map(({ type }) => type);
const states = conversationState.options;
const moves = conversationMove.options;
const needsFact: Partial<Record<ConversationMove, Partial<Conversation>>> = {
  wake: { snoozed_until: at(20) },
  not_spam: { spam: true },
};

describe('the ways of a conversation', () => {
  test.each(states.flatMap((state) => moves.map((move) => [state, move] as const)))(
    '%s, %s: taken if and only if the table has it',
    (state: ConversationState, move: ConversationMove) => {
      const conversation = { ...open, state, ...needsFact[move] };
      const next = ways[state][move];
      if (next) expect(step(conversation, move)).toBe(next);
      else expect(() => step(conversation, move)).toThrow('conversation.wrong_state');
    },
  );

  test('one that was joined into another is only read: every move says where it went', () => {
    const gone = { ...open, merged_into: 'other' };
    for (const move of moves) expect(() => step(gone, move)).toThrow('conversation.merged');
    expect(movesOf(gone, agent)).toEqual([]);
  });

  test('spam is noted on, closed, blocked or cleared, and nothing else', () => {
    expect(movesOf({ ...open, spam: true }, agent)).toEqual(['note', 'close', 'not_spam', 'block']);
  });

  test('the buttons are what would not be refused, and who may only look has none', () => {
    expect(movesOf(open, agent)).not.toContain('wake');
    expect(movesOf({ ...open, snoozed_until: at(20) }, agent)).toContain('wake');
    for (const state of states) {
      const conversation = { ...open, state };
      for (const move of movesOf(conversation, agent)) expect(() => step(conversation, move)).not.toThrow();
    }
    expect(movesOf(open, { ...agent, permissions: new Set(['inbox.read']) })).toEqual([]);
  });
});

describe('what a message of the buyer does', () => {
  const heard = { message_id: 'm2', at: at(12), channel_id: 'mail', automatic: null };

  test('the next word is ours, on the channel they used', () => {
    const { change, events } = afterBuyerMessage({ ...open, state: 'waiting' }, heard);
    expect(change).toMatchObject({ state: 'open', reply_channel_id: 'mail', unseen: 2, last_message_id: 'm2' });
    expect(events).toEqual([]);
  });

  test('it wakes what was put aside', () => {
    const decided = afterBuyerMessage({ ...open, snoozed_until: at(20) }, heard);
    expect(decided.change.snoozed_until).toBeNull();
    expect(decided.events).toEqual([{ type: 'conversation.woken', data: { because: 'buyer' } }]);
  });

  test('it reopens what was resolved, and that is counted', () => {
    const decided = afterBuyerMessage(
      { ...open, state: 'resolved', resolved_at: at(10), resolved_by: 'staff', reopened: 1 },
      heard,
    );
    expect(decided.change).toMatchObject({ state: 'open', resolved_at: null, resolved_by: null, reopened: 2 });
    expect(types(decided)).toEqual(['conversation.reopened']);
  });

  test('a holiday notice wakes and reopens nothing', () => {
    const decided = afterBuyerMessage({ ...open, state: 'resolved' }, { ...heard, automatic: 'auto_reply' });
    expect(decided).toEqual({ change: { last_message_id: 'm2', last_at: at(12) }, events: [] });
  });

  test('a closed one takes no message', () => {
    expect(() => afterBuyerMessage({ ...open, state: 'closed' }, heard)).toThrow('conversation.wrong_state');
  });
});

describe('what our answer does', () => {
  const said: Said = {
    message_id: 'm3',
    at: at(13),
    channel_id: 'chat',
    author: { kind: 'staff', id: 'grace', name: 'Grace' },
    automatic: null,
    after: 'waiting',
  };

  test('who answers what nobody holds takes it, and the buyer has the next word', () => {
    const decided = afterReply(open, said);
    expect(decided.change).toMatchObject({
      state: 'waiting',
      holder: 'staff',
      assignee_id: 'grace',
      unseen: 0,
      first_reply_at: at(13),
    });
    expect(types(decided)).toEqual(['conversation.assigned', 'conversation.waiting']);
  });

  test('who answers what a colleague holds leaves it with them', () => {
    const decided = afterReply({ ...open, holder: 'staff', assignee_id: 'helen' }, said);
    expect(decided.change.assignee_id).toBeUndefined();
    expect(types(decided)).toEqual(['conversation.waiting']);
  });

  test('a person takes it from the assistant, the assistant holds nothing by answering', () => {
    expect(afterReply({ ...open, holder: 'assistant' }, said).change).toMatchObject({ holder: 'staff' });
    const bot = afterReply(open, { ...said, author: { kind: 'assistant', id: null, name: 'Assistant' } });
    expect(bot.change.holder).toBeUndefined();
  });

  test('the first reply stays the first', () => {
    expect(afterReply({ ...open, first_reply_at: at(10) }, said).change.first_reply_at).toEqual(at(10));
  });

  test('answer and resolve in one', () => {
    const decided = afterReply(open, { ...said, after: 'resolved' });
    expect(decided.change).toMatchObject({ state: 'resolved', resolved_at: at(13), resolved_by: 'staff' });
    expect(types(decided)).toEqual(['conversation.assigned', 'conversation.resolved']);
  });

  test('an answer to what was resolved opens it again, unless it resolves it again', () => {
    const resolved: Conversation = { ...open, state: 'resolved', holder: 'staff', assignee_id: 'grace' };
    expect(types(afterReply(resolved, said))).toEqual(['conversation.reopened', 'conversation.waiting']);
    expect(types(afterReply(resolved, { ...said, after: 'resolved' }))).toEqual([]);
  });

  test('an answer wakes what was put aside', () => {
    const decided = afterReply({ ...open, snoozed_until: at(20), holder: 'staff', assignee_id: 'grace' }, said);
    expect(types(decided)).toEqual(['conversation.woken', 'conversation.waiting']);
  });

  test('what a rule sends answers nobody', () => {
    expect(afterReply(open, { ...said, automatic: 'rule' })).toEqual({
      change: { last_message_id: 'm3', last_at: at(13) },
      events: [],
    });
  });

  test('one set for later leaves a conversation closed that was closed meanwhile', () => {
    expect(afterReply({ ...open, state: 'closed' }, said).change.state).toBeUndefined();
  });
});

describe('what staff do', () => {
  test('resolving ends a snooze and says who', () => {
    const { change, events } = resolve({ ...open, snoozed_until: at(20) }, 'staff', at(14));
    expect(change).toEqual({ state: 'resolved', resolved_at: at(14), resolved_by: 'staff', snoozed_until: null });
    expect(events[0]).toMatchObject({ type: 'conversation.resolved', data: { by: 'staff' }, sides: true });
  });

  test('taking up one that waits is no second start', () => {
    expect(reopen({ ...open, state: 'waiting' }).change.reopened).toBe(0);
    expect(reopen({ ...open, state: 'resolved' }).change.reopened).toBe(1);
  });

  test('closing is no solution', () => {
    expect(close(open).change).toEqual({ state: 'closed', snoozed_until: null });
  });

  test('nothing is put aside until the past', () => {
    expect(() => snooze(open, at(9), at(9))).toThrow('conversation.in_the_past');
    expect(snooze(open, at(10), at(9)).change).toEqual({ state: 'open', snoozed_until: at(10) });
  });

  test('what wakes is work again, also where the buyer had the next word', () => {
    expect(wake({ ...open, state: 'waiting', snoozed_until: at(20) }, 'time').change.state).toBe('open');
  });

  test('waiting ends a snooze', () => {
    expect(wait({ ...open, snoozed_until: at(20) }).change).toEqual({ state: 'waiting', snoozed_until: null });
  });

  test('giving it to who has it already is no event', () => {
    const held: Conversation = { ...open, holder: 'staff', assignee_id: 'grace' };
    expect(assign(held, { staff: { id: 'grace', name: 'Grace' } }, 'person')).toEqual({ change: {}, events: [] });
  });

  test('the team stays where only the person changes', () => {
    const held: Conversation = { ...open, team_id: 'us' };
    expect(assign(held, { staff: null }, 'person')).toEqual({ change: {}, events: [] });
    expect(assign(held, { staff: { id: 'grace', name: 'Grace' } }, 'person').change.team_id).toBe('us');
  });

  test('spam is marked once and cleared once', () => {
    expect(types(markSpam(open))).toEqual(['conversation.marked_spam']);
    expect(markSpam({ ...open, spam: true }).events).toEqual([]);
    expect(types(notSpam({ ...open, spam: true }))).toEqual(['conversation.not_spam']);
    expect(notSpam(open).events).toEqual([]);
  });

  test('a reminder brings back what waits or sleeps, and only points at what is done', () => {
    const reminder = { note: 'did the part arrive?', staff_id: 'grace' };
    expect(comesBack({ ...open, state: 'waiting' }, reminder).change).toEqual({ state: 'open', snoozed_until: null });
    expect(comesBack({ ...open, state: 'resolved' }, reminder).change).toEqual({});
    expect(types(comesBack({ ...open, state: 'resolved' }, reminder))).toEqual(['conversation.reminded']);
  });
});
