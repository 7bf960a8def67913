import { buyerCalls, calls } from '@recoup/contract';
import { beforeAll, expect, test } from 'vitest';
import { type CallsWorld, openCallsWorld } from '../testing/calls-world.ts';

let world: CallsWorld;
beforeAll(async () => {
  world = await openCallsWorld();
}, 60_000);

test('a buyer taps, one agent rings, answers, and hangs up; the buyer sees each of it', async () => {
  const grace = await world.agent();
  const buyer = await world.buyer();
  const { token, call } = await buyer.call();
  const mine = world.seat(token);
  expect(call).toMatchObject({ stage: 'ringing', queue: { ahead: 0, expected_seconds: 0 }, with: null });
  const now = await grace.call(calls.now, {});
  expect(now.ringing.map(({ id }) => id)).toEqual([call.id]);
  expect(now.ringing[0]!.moves).toContain('answer');
  const answered = await grace.call(calls.answer, { params: { id: call.id } });
  expect(answered).toMatchObject({ stage: 'live', staff: { id: grace.id } });
  expect(await mine.call(buyerCalls.read)).toMatchObject({ stage: 'live', with: { name: 'agent' } });
  const ended = await grace.call(calls.end, { params: { id: call.id }, body: {} });
  expect(ended).toMatchObject({ stage: 'ended', ended_because: 'staff_hung_up' });
  expect(await mine.call(buyerCalls.read)).toMatchObject({ stage: 'ended', ask_csat: true });
  await world.door.drain();
});
