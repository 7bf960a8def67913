import { expect, test } from 'vitest';
import { answersFirst, mayAnswer, type Standing } from './may-answer.ts';

const held: Standing = {
  conversation: { holder: 'assistant', state: 'open', spam: false, merged_into: null },
  blocked: false,
  silent: false,
  staffWrote: false,
  began: 'chat',
  channel: 'chat',
  settings: { answers: { chat: 'always' } },
  saidThisHour: 0,
};
const given = (change: Partial<Standing>) => mayAnswer({ ...held, ...change }).answer;
const as = (change: Partial<Standing['conversation']>) => given({ conversation: { ...held.conversation, ...change } });

test('it answers what it holds, and nothing else', () => {
  expect(given({})).toBe('yes');
  expect(as({ holder: 'staff' })).toBe('no');
  expect(as({ holder: 'nobody' })).toBe('no');
  expect(as({ state: 'waiting' })).toBe('yes');
  expect(as({ state: 'resolved' })).toBe('yes');
  expect(as({ state: 'closed' })).toBe('no');
  expect(as({ merged_into: 'another' })).toBe('no');
});

test('it never answers spam, the blocked, or over a person', () => {
  expect(as({ spam: true })).toBe('no');
  expect(given({ blocked: true })).toBe('no');
  expect(given({ silent: true })).toBe('goes_silent');
  expect(given({ staffWrote: true })).toBe('goes_silent');
});

test('put off for a channel, it hands over what it holds there', () => {
  expect(given({ settings: { answers: {} } })).toBe('hands_over');
  expect(given({ settings: { answers: { chat: 'never', email: 'always' } } })).toBe('hands_over');
  expect(given({ settings: { answers: { chat: 'when_away' } } })).toBe('yes');
  expect(given({ began: 'form', channel: 'email', settings: { answers: { form: 'always' } } })).toBe('yes');
  expect(given({ channel: 'phone' })).toBe('hands_over');
});

test('it says no more in an hour than a person would read', () => {
  expect(given({ saidThisHour: 39 })).toBe('yes');
  expect(given({ saidThisHour: 40 })).toBe('hands_over');
  const mail = {
    began: 'email' as const,
    channel: 'email' as const,
    settings: { answers: { email: 'always' as const } },
  };
  expect(given({ ...mail, saidThisHour: 5 })).toBe('yes');
  expect(given({ ...mail, saidThisHour: 6 })).toBe('hands_over');
});

test('it answers first always, when nobody is there, or never; and never on the phone', async () => {
  const first = (when: 'always' | 'when_away' | 'never' | undefined, away: boolean) =>
    answersFirst({ answers: when ? { chat: when } : {} }, 'chat', async () => away);
  expect(await first('always', false)).toBe(true);
  expect(await first('when_away', true)).toBe(true);
  expect(await first('when_away', false)).toBe(false);
  expect(await first('never', true)).toBe(false);
  expect(await first(undefined, true)).toBe(false);
  expect(await answersFirst({ answers: { phone: 'always' } }, 'phone', async () => true)).toBe(false);
});
