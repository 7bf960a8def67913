import { expect, test } from 'vitest';
import { heard, TestTalk, tap, yes } from './testing/talk.ts';

const shop = {
  remedies: [
    { kind: 'exchange' as const, title: 'Exchange it for another one' },
    { kind: 'refund' as const, title: 'Send it back' },
  ],
};
const back = heard('I want to return my lamp', 'want_return');

test('who would rather have another one is asked which, before it is exchanged', async () => {
  const talk = new TestTalk({ shop });
  await talk.through(back, tap('changed_my_mind'), tap('exchange'));
  expect(talk.asked).toBe('variant');
  expect(talk.world.offered).toEqual([]);
  await talk.through(heard('the white one'), yes());
  expect(talk.world.offered.map(({ slots }) => [slots.offer, slots.variant?.title])).toEqual([['exchange', 'White']]);
});

test('whose own is broken gets the same again, and is asked for no other', async () => {
  const talk = new TestTalk({ shop });
  await talk.through(back, tap('received_the_wrong_item'), tap('exchange'), yes());
  expect(talk.world.offered.map(({ slots }) => [slots.offer, slots.variant])).toEqual([['exchange', undefined]]);
});
