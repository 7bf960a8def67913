import type { Parcel } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { ApiProblem } from '../../app/problem.ts';
import { type Kept, refusedOf, toSend } from './kept.ts';
import { type CountAnswer, type Line, type Outcome, sendKept } from './send-kept.ts';

const base = { parcel_id: 'parcel 1', box: 'RMA-7F3K-92QD', at: 0 };
const count = (id: string): Kept => ({ ...base, kind: 'count', id, title: id, body: { return_line_id: 'line' } });
const close: Kept = { ...base, kind: 'close', id: 'close', title: 'Box empty' };
const noLine = new ApiProblem({ code: 'network.offline', status: 0 });
const said = (code: string) => new ApiProblem({ code, status: 409 });

/** A dock whose server answers what the test says, step by step. */
function dock(steps: Kept[], answers: Record<string, (ApiProblem | 'yes')[]>, now = 1_000) {
  let kept: readonly Kept[] = steps;
  const asked: string[] = [];
  const told: Outcome[] = [];
  const tried = new Set<string>();
  const answer = (id: string) => {
    asked.push(id);
    const next = answers[id]?.shift() ?? 'yes';
    return next === 'yes' ? Promise.resolve() : Promise.reject(next);
  };
  const line: Line = {
    steps: () => kept,
    change: (by) => {
      kept = by(kept);
    },
    count: ({ id }) => answer(id).then(() => ({ repeated: false }) as CountAnswer),
    close: ({ id }) => answer(id).then(() => ({ stage: 'unpacked' }) as Parcel),
    words: (problem) => `words of ${problem.code}`,
    now: () => now,
  };
  return { asked, told, kept: () => kept, send: () => sendKept(line, (outcome) => told.push(outcome), tried) };
}

describe('steps written down at the dock', () => {
  test('go out in the order they were made', async () => {
    const here = dock([count('one'), count('two'), close], {});
    expect(await here.send()).toBe(true);
    expect(here.asked).toEqual(['one', 'two', 'close']);
    expect(here.kept()).toEqual([]);
  });

  test('wait where they are while there is no line, and none overtakes another', async () => {
    const here = dock([count('one'), count('two')], { one: [noLine] });
    expect(await here.send()).toBe(false);
    expect(here.asked).toEqual(['one']);
    expect(toSend(here.kept()).map(({ id }) => id)).toEqual(['one', 'two']);
    expect(await here.send()).toBe(true);
    expect(here.asked).toEqual(['one', 'one', 'two']);
  });

  test('wait as well while the server restarts or nobody is signed in', async () => {
    for (const status of [401, 429, 502, 503]) {
      const here = dock([count('one')], { one: [new ApiProblem({ code: 'x', status })] });
      expect(await here.send()).toBe(false);
      expect(here.kept()).toHaveLength(1);
    }
  });

  test('a refusal is told, and does not hold up what comes after', async () => {
    const here = dock([count('one'), count('two')], { one: [said('unit.serial_here_already')] });
    expect(await here.send()).toBe(true);
    expect(here.told.map(({ to }) => to)).toEqual(['refused', 'counted']);
    expect(here.kept()).toEqual([]);
  });

  test('a refusal long after the scan is kept until somebody has read it', async () => {
    const here = dock([count('one')], { one: [said('parcel.closed')] }, 60_000);
    await here.send();
    expect(refusedOf(here.kept())).toMatchObject([{ id: 'one', refused: 'words of parcel.closed' }]);
    expect(toSend(here.kept())).toEqual([]);
  });

  test('a close whose answer was lost has closed the box', async () => {
    const here = dock([close], { close: [noLine, said('parcel.closed')] });
    expect(await here.send()).toBe(false);
    expect(await here.send()).toBe(true);
    expect(here.told).toEqual([{ step: close, to: 'closed', parcel: null }]);
  });

  test('a close that somebody else was quicker with is a refusal', async () => {
    const here = dock([close], { close: [said('parcel.closed')] });
    await here.send();
    expect(here.told).toMatchObject([{ to: 'refused' }]);
  });
});
