import type { TriedTurn } from '@recoup/contract';
import { expect, test } from 'vitest';
import { type Tried, walkedIn } from './try-talk.tsx';

const turn = (flow: string | null, path: string[], step: string | null) =>
  ({ text: '', says: [], why: { flow, path, step } }) as unknown as TriedTurn;
const tried = (...turns: TriedTurn[]) => ({ turns }) as unknown as Tried;

test('the way walked is the last reading of the flow, and it stands at its last step', () => {
  const talk = tried(turn('return', ['1', '2'], '2'), turn('return', ['1', '2', '3b', '4b'], '4b'));
  expect(walkedIn(talk, 'return')).toEqual({ path: ['1', '2', '3b', '4b'], at: '4b' });
});

test('a talk that went on in another flow leaves its way, and stands elsewhere', () => {
  const talk = tried(turn('return', ['1', '9a'], '9a'), turn('refund_status', ['1'], '1'));
  expect(walkedIn(talk, 'return')).toEqual({ path: ['1', '9a'], at: null });
  expect(walkedIn(talk, 'refund_status')).toEqual({ path: ['1'], at: '1' });
});

test('after a hand-over it stands where it handed over, whatever the buyer says', () => {
  const talk = tried(turn('return', ['1', '6', '6e'], '6e'), turn(null, [], null));
  expect(walkedIn(talk, 'return')).toEqual({ path: ['1', '6', '6e'], at: '6e' });
  expect(walkedIn(undefined, 'return')).toEqual({ path: [], at: null });
});
