import { describe, expect, test } from 'vitest';
import { startTalk } from '../flows/run-turn.ts';
import type { Found, Matter } from '../talk.ts';
import { handOverOf, isComplete, type Known, priorityOf } from './hand-over.ts';

const at = new Date('2026-11-17T19:20:00Z');
const found = (look_up: Found['look_up'], facts: Found['facts'], variables: Found['variables'] = {}): Found => ({
  look_up,
  facts,
  variables,
  sources: [],
  fills: {},
  cards: [],
  choices: [],
});
const lamp: Matter = {
  id: '01936f5e-0000-7000-8000-000000000001',
  flow: 'return',
  slots: {
    order: { order_id: '01936f5e-0000-7000-8000-0000000000aa', number: '#20455' },
    item: [{ order_line_id: '01936f5e-0000-7000-8000-0000000000bb', title: 'Halo lamp', sku: 'HALO', quantity: 1 }],
    problem: 'cannot-use',
    wanted: 'refund',
  },
  answers: {},
  said: {},
  acts: {},
  tried: [{ kind: 'guide', title: 'Join Wi-Fi on 2.4 GHz', outcome: 'declined' }],
  ending: 'handed_over',
};
const calm = {
  intent: 'want_refund',
  confidence: 0.71,
  ranking: [],
  because: [],
  language: 'en',
  slots: [],
  sentiment: -0.3,
  severity: 'none' as const,
  urgent: false,
  alarm: null,
  by: 'offline' as const,
};
const known: Known = {
  reason: 'disputes',
  at,
  state: { ...startTalk('en'), matters: [lamp] },
  matter: lamp,
  found: [
    found('order', { 'order.known': true, 'order.days': 6 }, { 'order.title': 'Halo lamp' }),
    found('window', { 'window.inside': true }, { 'window.freight': '$5.95' }),
    found('remedies', { 'remedies.any': true }, { 'offer.to': 'Visa 6140' }),
  ],
  about: 'want_refund',
  understood: calm,
  said: '5.95?? it never worked. that’s on you',
  suggested: null,
};

describe('what a person gets with a conversation', () => {
  test('says what it is, since when, what was tried, what is disputed and what is wanted', () => {
    const { summary } = handOverOf(known);
    expect(summary.en).toBe(
      'Halo lamp, day 6, #20455: cannot get it to work. Refused the guide “Join Wi-Fi on 2.4 GHz” once. Disputes the $5.95 freight. Wants a refund to Visa 6140.',
    );
    expect(summary.zh).toBe(
      'Halo lamp，签收第 6 天，#20455：不会用或用不了。拒绝过一次使用指南“Join Wi-Fi on 2.4 GHz”。对$5.95运费有异议。想要退款，退回 Visa 6140。',
    );
  });

  test('names the words of danger, and the buyer’s own where nothing else is known', () => {
    const { summary, priority, problem } = handOverOf({
      ...known,
      reason: 'safety',
      matter: null,
      state: startTalk('en'),
      found: [],
      understood: { ...calm, intent: 'safety_report', severity: 'danger', alarm: { kind: 'safety', words: ['smoke'] } },
      said: 'there is smoke coming out of it',
    });
    expect(summary.en).toBe('No order known. Tells of danger. Words: smoke. Wrote: “there is smoke coming out of it”');
    expect(summary.zh).toContain('触发词：smoke。');
    expect([priority, problem]).toEqual(['urgent', null]);
  });

  test('says what was done, offered and refused before', () => {
    const act = { confirmation_id: 'c', act: 'give_remedy' as const, under: '' };
    const { summary } = handOverOf({
      ...known,
      reason: 'policy_says_no',
      matter: {
        ...lamp,
        tried: [],
        acts: {
          5: { ...act, state: 'declined', variables: { 'offer.title': 'Spare part: driver' } },
          7: { ...act, state: 'refused' },
        },
      },
    });
    expect(summary.en).toContain('Said no to “Spare part: driver”. The remedy was refused by policy. Wants a refund');
    expect(summary.en).toContain('Policy does not allow what they want.');
  });

  test('rises by how serious it is, never by itself above a normal question', () => {
    expect(priorityOf('asked', calm)).toBe('normal');
    expect(priorityOf('asked', { ...calm, severity: 'serious' })).toBe('high');
    expect(priorityOf('asked', { ...calm, urgent: true })).toBe('high');
    expect(priorityOf('legal', calm)).toBe('high');
    expect(priorityOf('upset', null)).toBe('high');
    expect(priorityOf('asked', { ...calm, severity: 'danger' })).toBe('urgent');
    expect(priorityOf('safety', null)).toBe('urgent');
  });

  test('is complete where nobody has to ask again', () => {
    expect(isComplete(lamp, 'want_refund')).toBe(true);
    const { problem: _, ...withoutProblem } = lamp.slots;
    expect(isComplete({ ...lamp, slots: withoutProblem }, 'want_refund')).toBe(false);
    const { order: _order, ...withoutOrder } = lamp.slots;
    expect(isComplete({ ...lamp, slots: withoutOrder }, 'want_refund')).toBe(false);
    expect(isComplete({ ...lamp, flow: 'where_is_it', slots: withoutProblem }, 'where_is_order')).toBe(true);
    expect(isComplete(null, 'talk_to_person')).toBe(false);
  });
});
