/** What a browser tells the server of a call, over a line that comes and goes. */
import { expect, test, vi } from 'vitest';
import { openReport } from './report.ts';
import type { Call, Connection, Media, Sample, Trouble } from './types.ts';

const sample = (n: number) => ({ at: new Date(n * 2000).toISOString(), part_id: 'x', rtt: n }) as Sample;
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
const settled = () => new Promise<void>((done) => setImmediate(done));

function told() {
  const batches: number[][] = [];
  const failures: string[] = [];
  const at = { answer: 'ok' as 'ok' | 'down' | 'no' };
  const answer = async () => {
    if (at.answer !== 'ok') throw new Error(at.answer);
  };
  const report = openReport({
    samples: async ({ samples }) => {
      await answer();
      batches.push(samples.map(({ rtt }) => rtt!));
    },
    failure: async ({ reason }) => {
      await answer();
      failures.push(reason);
    },
    isFinal: (error) => (error as Error).message === 'no',
  });
  return { report, batches, failures, at };
}

test('what was measured while the line was away comes with the next, in batches the server takes, and once', async () => {
  const { report, batches, at } = told();
  at.answer = 'down';
  report.samples(numbers(0, 100).map(sample));
  await settled();
  expect(batches).toEqual([]);
  at.answer = 'ok';
  report.samples(numbers(100, 105).map(sample));
  await settled();
  expect(batches).toEqual([numbers(0, 90), numbers(90, 105)]);
  // What the server will never take is let go.
  at.answer = 'no';
  report.samples([sample(200)]);
  await settled();
  at.answer = 'ok';
  report.samples([sample(201)]);
  await settled();
  expect(batches.at(-1)).toEqual([201]);
});

/** A call and its media whose states a test sets. */
function room() {
  const listeners = new Set<() => void>();
  const state = { peers: [] as object[] };
  const media = { asking: true, cameraTrouble: null as Trouble | null, microphoneTrouble: null };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const tell = () => {
    for (const each of listeners) each();
  };
  return {
    call: { state, subscribe } as unknown as Call,
    media: { state: media, subscribe } as unknown as Media,
    peer(connection: Connection, relayed = false) {
      state.peers = [{ peer: 'p', connection, relayed }];
      tell();
    },
    camera(cameraTrouble: Trouble) {
      Object.assign(media, { asking: false, cameraTrouble });
      tell();
    },
  };
}

test.each([
  { what: 'never reached', goes: [['connecting'], ['failed']], reason: 'ice_failed' },
  { what: 'lost', goes: [['connected'], ['lost'], ['failed']], reason: 'line_lost' },
  {
    what: 'lost through a relay',
    goes: [
      ['connected', true],
      ['failed', true],
      ['failed', true],
    ],
    reason: 'relay_down',
  },
] as { what: string; goes: [Connection, boolean?][]; reason: string }[])(
  '$what, it says so once',
  async ({ goes, reason }) => {
    const { report, failures } = told();
    const { call, media, peer } = room();
    const stop = report.watch(call, media);
    for (const [connection, relayed] of goes) peer(connection, relayed);
    stop();
    await settled();
    expect(failures).toEqual([reason]);
  },
);

test('a camera that was refused is told once, and a connection that was left unmade', async () => {
  const { report, failures } = told();
  const { call, media, peer, camera } = room();
  const clock = vi.spyOn(Date, 'now').mockReturnValue(0);
  const stop = report.watch(call, media);
  camera('blocked');
  peer('connecting');
  camera('blocked');
  clock.mockReturnValue(16_000);
  stop();
  clock.mockRestore();
  await settled();
  expect(failures).toEqual(['camera_blocked', 'timed_out']);
});
