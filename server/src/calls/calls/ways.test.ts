import type { CallEnd } from '@recoup/contract';
import { type CallStage, callEnd, callMove, callStage } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import {
  type BuyerMove,
  buyerStep,
  buyerWays,
  type ClockMove,
  clockStep,
  clockWays,
  isOver,
  movesOf,
  type Standing,
  stageAfter,
  step,
  ways,
} from './call.ts';
import { insteadOf } from './instead.ts';
import { callWords, endLine } from './line-words.ts';
import { afterMissedCall } from './missed-call.ts';
import { initialsOf, shownName } from './shown-name.ts';

const stages = callStage.options;
const refusal = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const actor = (...permissions: string[]) => ({ kind: 'staff' as const, id: 'me', permissions: new Set(permissions) });
const agent = actor('calls.read', 'calls.take');
const lead = actor('calls.read', 'calls.take', 'calls.supervise');
const nobodyIn: Standing = {
  stage: 'waiting',
  staff_id: null,
  origin: 'widget',
  call_back: false,
  wrapped_at: null,
  rings_for_me: false,
  i_am_in: false,
  i_was_invited: false,
  full: false,
  has_heir: false,
};

describe('the table of ways', () => {
  test('every move of staff, of the buyer and of the clock leads where the table says, and no other is possible', () => {
    const buyers: BuyerMove[] = ['take', 'come', 'wish', 'leave'];
    const clocks: ClockMove[] = ['ring', 'give_up', 'no_show', 'too_long', 'drop'];
    for (const stage of stages) {
      for (const move of callMove.options) {
        const next = ways[stage][move];
        if (next) expect([stage, move, step({ stage }, move)]).toEqual([stage, move, next]);
        else expect([stage, move, refusal(() => step({ stage }, move))]).toEqual([stage, move, 'call.wrong_stage']);
      }
      for (const move of buyers)
        expect(refusal(() => buyerStep({ stage }, move))).toBe(buyerWays[stage][move] ? null : 'call.wrong_stage');
      for (const move of clocks)
        expect(refusal(() => clockStep({ stage }, move))).toBe(clockWays[stage][move] ? null : 'call.wrong_stage');
    }
  });

  test('whatever is over stays over, but for a call back, another time, and words after it', () => {
    for (const stage of stages.filter((one) => isOver({ stage: one }))) {
      const leads = [
        ...Object.values(ways[stage]),
        ...Object.values(buyerWays[stage]),
        ...Object.values(clockWays[stage]),
      ];
      expect(leads.filter((next) => !isOver({ stage: next }))).toEqual(
        stage === 'missed' ? ['scheduled', 'waiting'] : [],
      );
    }
  });

  test('every stage can be reached from a call that was asked for or agreed', () => {
    const reached = new Set<CallStage>(['waiting', 'scheduled']);
    for (let size = 0; size < reached.size; ) {
      size = reached.size;
      for (const stage of [...reached])
        for (const table of [ways, buyerWays, clockWays])
          for (const next of Object.values(table[stage])) reached.add(next);
    }
    expect([...reached].sort()).toEqual([...stages].sort());
  });

  test('a live call ends whatever the reason; what was not live is missed, or declined where somebody said no', () => {
    const declined: CallEnd[] = ['buyer_declined', 'cancelled', 'staff_hung_up'];
    for (const because of callEnd.options) {
      expect(stageAfter('live', because)).toBe('ended');
      for (const stage of ['scheduled', 'waiting', 'ringing'] as const)
        expect(stageAfter(stage, because)).toBe(declined.includes(because) ? 'declined' : 'missed');
    }
  });
});

describe('moves that come back with a call', () => {
  const moves = (at: Partial<Standing>, who: typeof agent = agent) => movesOf({ ...nobodyIn, ...at }, who).sort();

  test('who may only look may do nothing', () => {
    for (const stage of stages) expect(moves({ stage }, actor('calls.read'))).toEqual([]);
  });

  test('what rings for me I answer or pass; what rings for somebody else I may pick up', () => {
    const rings = moves({ stage: 'ringing', rings_for_me: true });
    expect(rings).toEqual(expect.arrayContaining(['answer', 'pass']));
    expect(rings).not.toContain('pick_up');
    const others = moves({ stage: 'ringing' });
    expect(others).toContain('pick_up');
    expect(others).not.toContain('answer');
  });

  test('nobody picks up what a colleague is calling the buyer for', () => {
    const calling = { stage: 'ringing', staff_id: 'grace', origin: 'thread' } as const;
    expect(moves(calling)).not.toContain('pick_up');
    expect(moves(calling)).not.toContain('end');
    expect(moves(calling, lead)).toContain('end');
  });

  test('who leads joins as they like, others where they were asked in, nobody where it is full', () => {
    const live = { stage: 'live', staff_id: 'grace' } as const;
    expect(moves(live)).not.toContain('join');
    expect(moves(live, lead)).toContain('join');
    expect(moves({ ...live, i_was_invited: true })).toContain('join');
    expect(moves({ ...live, i_was_invited: true, full: true })).not.toContain('join');
    expect(moves({ ...live, i_am_in: true }, lead)).not.toContain('join');
  });

  test('the third side leaves; the agent ends, or leaves it to a colleague who talks', () => {
    expect(moves({ stage: 'live', staff_id: 'grace', i_am_in: true })).toEqual(
      expect.arrayContaining(['leave', 'bring_in']),
    );
    const mine = moves({ stage: 'live', staff_id: 'me', i_am_in: true });
    expect(mine).toContain('end');
    expect(mine).not.toContain('leave');
    expect(moves({ stage: 'live', staff_id: 'me', i_am_in: true, has_heir: true })).toContain('leave');
  });

  test('my own call is wrapped up once', () => {
    expect(moves({ stage: 'ended', staff_id: 'me' })).toEqual(['wrap_up']);
    expect(moves({ stage: 'ended', staff_id: 'grace' })).toEqual([]);
    expect(moves({ stage: 'ended', staff_id: 'me', wrapped_at: new Date() })).toEqual([]);
  });
});

describe('what is offered in place of waiting', () => {
  const settings = { enabled: true, call_back: true, slots: { enabled: true } } as Parameters<typeof insteadOf>[1];
  const at = (change: object) =>
    insteadOf({ stage: 'waiting', staff_id: null, call_back: false, ended_because: null, ...change }, settings);

  test('photos, a slot, a call back and writing while one waits or after nobody came; nothing while somebody is on', () => {
    expect(at({})).toEqual(['photos', 'slot', 'call_back', 'chat']);
    expect(at({ stage: 'missed', ended_because: 'nobody_answered' })).toEqual(['photos', 'slot', 'call_back', 'chat']);
    expect(at({ call_back: true })).toEqual(['photos', 'slot', 'chat']);
    for (const stage of ['scheduled', 'live', 'ended', 'declined'] as const) expect(at({ stage })).toEqual([]);
    expect(at({ stage: 'ringing', staff_id: 'grace' })).toEqual([]);
    expect(at({ stage: 'missed', ended_because: 'buyer_left' })).toEqual([]);
  });

  test('only what the brand offers', () => {
    const none = { ...settings, call_back: false, slots: { ...settings.slots, enabled: false } };
    const waits = { stage: 'waiting' as const, staff_id: null, call_back: false, ended_because: null };
    expect(insteadOf(waits, none)).toEqual(['photos', 'chat']);
  });
});

describe('a call nobody answered', () => {
  const conversation = {
    state: 'waiting',
    priority: 'normal',
    holder: 'assistant',
    merged_into: null,
    spam: false,
    reopened: 0,
    team_id: null,
  } as Parameters<typeof afterMissedCall>[0];

  test('opens its conversation again, urgently, and takes it from the assistant', () => {
    const { change, events } = afterMissedCall(conversation, 'nobody_answered');
    expect(change).toMatchObject({ state: 'open', priority: 'high', holder: 'nobody', snoozed_until: null });
    expect(events.map(({ type }) => type)).toEqual([
      'conversation.reopened',
      'conversation.priority_set',
      'conversation.handed_over',
    ]);
  });

  test('leaves it with the colleague who holds it, and makes nothing less urgent', () => {
    const held = {
      ...conversation,
      holder: 'staff',
      assignee_id: 'grace',
      priority: 'urgent',
      state: 'open',
    } as typeof conversation;
    const { change, events } = afterMissedCall(held, 'nobody_answered');
    expect(change).toEqual({ state: 'open', snoozed_until: null });
    expect(events).toEqual([]);
  });

  test('is no affair of the conversation where the buyer went away, or it is spam', () => {
    for (const because of callEnd.options.filter((one) => one !== 'nobody_answered'))
      expect(afterMissedCall(conversation, because)).toEqual({ change: {}, events: [] });
    expect(afterMissedCall({ ...conversation, spam: true }, 'nobody_answered').events).toEqual([]);
  });
});

test('the lines of a call say in each language how it ended, and the same things are there in all', () => {
  const ended = { stage: 'ended', origin: 'widget', call_back: false, because: 'buyer_hung_up', seconds: 734 } as const;
  expect(endLine('en', ended)).toBe('Video call ended · 12 min');
  expect(endLine('zh', ended)).toBe('视频通话已结束 · 12 分钟');
  expect(endLine('es', { ...ended, seconds: 9 })).toBe('Videollamada terminada · menos de un minuto');
  const missed = { ...ended, stage: 'missed', because: 'nobody_answered', seconds: null } as const;
  expect(endLine('en', missed)).toContain('could not answer');
  expect(endLine('en', { ...missed, origin: 'thread' })).toBe('We tried to call you by video');
  expect(endLine('en', { ...missed, because: 'buyer_left' })).toBe('You left the queue for a video call');
  expect(Object.keys(callWords('zh'))).toEqual(Object.keys(callWords('en')));
  expect(Object.keys(callWords('es'))).toEqual(Object.keys(callWords('en')));
});

test('buyers meet our people by their first names; a Chinese name is said whole', () => {
  expect([shownName('Grace Okafor'), initialsOf('Grace Okafor')]).toEqual(['Grace', 'GO']);
  expect([shownName('陈晓'), initialsOf('陈晓')]).toEqual(['陈晓', '陈']);
  expect([shownName('  Luis '), initialsOf('luis')]).toEqual(['Luis', 'L']);
});
