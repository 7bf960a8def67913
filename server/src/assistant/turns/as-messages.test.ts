import type { ChatCard } from '@recoup/contract';
import { expect, test } from 'vitest';
import type { Say } from '../talk.ts';
import { asMessages } from './as-messages.ts';

const card: ChatCard = {
  id: '01936f5e-0000-7000-8000-000000000001',
  kind: 'remedy',
  state: 'open',
  title: 'Spare part: driver board',
  value: 'Free',
  detail: 'With you by November 24. Nothing to send back.',
  photo_url: null,
  url: null,
  remedy: 'spare_part',
  yes: 'Send it',
  no: 'Something else',
  expires_at: null,
};
const say = (text: string, more: Partial<Say> = {}): Say => ({ step: null, text, choices: [], card: null, ...more });
const choices = [
  { value: 'yes', words: 'Yes' },
  { value: 'no', words: 'No' },
];
const chat = { channel: 'chat' as const, language: 'en' as const, name: 'Lumora Assistant', portalUrl: null };
const mail = { ...chat, channel: 'email' as const, portalUrl: 'https://lumora.example/o/1' };

test('on a chat what needs no tap is said in one breath, and only the last message has short answers', () => {
  expect(asMessages([say('Hello.'), say('What went wrong?', { choices })], chat)).toEqual([
    { text: 'Hello.\n\nWhat went wrong?', choices, card: null },
  ]);
});

test('on a chat a card stands below its own words, and what follows it stands by itself', () => {
  expect(asMessages([say('This mends it.', { card }), say('Anything else?', { choices })], chat)).toEqual([
    { text: 'This mends it.', choices: [], card },
    { text: 'Anything else?', choices, card: null },
  ]);
});

test('a card without words is a message all the same, and nothing said is none', () => {
  expect(asMessages([say('', { card })], chat)).toEqual([{ text: '', choices: [], card }]);
  expect(asMessages([say(' ')], chat)).toEqual([]);
  expect(asMessages([say(' ')], mail)).toEqual([]);
});

test('by mail the answers stand in words, under a line that says who writes', () => {
  const [one, ...more] = asMessages([say('Did it help?', { choices })], mail);
  expect(more).toEqual([]);
  expect(one).toEqual({
    text: 'Did it help?\n\nYou can answer: “Yes” or “No”.\n\nLumora Assistant writes automatically. Ask for a person at any time, and one answers you.',
    choices: [],
    card: null,
  });
  const [zh] = asMessages([say('解决了吗？', { choices: [{ value: 'yes', words: '解决了' }] })], {
    ...mail,
    language: 'zh',
    name: 'Lumora 智能客服',
  });
  expect(zh!.text).toContain('您可以回复：“解决了”。');
});

test('by mail a card is told in words, with where it can be tapped instead', () => {
  const [one] = asMessages([say('This mends it.', { card })], mail);
  expect(one!.text).toBe(
    [
      'This mends it.',
      'Spare part: driver board: Free\nWith you by November 24. Nothing to send back.',
      'You can answer: “Send it” or “Something else”.',
      'Or choose on your order’s page: https://lumora.example/o/1',
      'Lumora Assistant writes automatically. Ask for a person at any time, and one answers you.',
    ].join('\n\n'),
  );
});
