import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import type { Ctx } from './ctx.ts';
import { type Database, inWorkspace, openDatabase } from './db.ts';
import { newId } from './ids.ts';
import { countAttempt, forgetAttempts, limitAttempts } from './limits.ts';

let db: Database;
beforeAll(async () => {
  db = openDatabase((await freshDatabase()).ownerUrl, 3);
});
afterAll(() => db.close());

const limit = { max: 5, windowSeconds: 900 };
const start = new Date('2026-11-22T10:00:30Z');
const at = (seconds: number, workspaceId = first) => ({
  workspaceId,
  db,
  now: new Date(start.getTime() + seconds * 1000),
});
const first = newId();

test('of many attempts at once exactly the allowed number pass', async () => {
  const attempts = await Promise.all(Array.from({ length: 20 }, () => countAttempt(at(0), 'burst', limit)));
  expect(attempts.filter(({ allowed }) => allowed)).toHaveLength(5);
  expect(
    attempts
      .map(({ left }) => left)
      .sort()
      .at(-1),
  ).toBe(4);
});

test('the window slides: who waits it out may try again, who does not may not', async () => {
  for (let i = 0; i < 5; i++) expect((await countAttempt(at(i), 'slide', limit)).left).toBe(4 - i);
  const over = await countAttempt(at(10), 'slide', limit);
  expect(over.allowed).toBe(false);
  expect(over.retryAt.getTime() - start.getTime()).toBeLessThanOrEqual(900_000);
  expect((await countAttempt(at(600), 'slide', limit)).allowed).toBe(false);
  expect((await countAttempt(at(1700), 'slide', limit)).allowed).toBe(true);
});

test('attempts spread over the window are counted together', async () => {
  const spread = [0, 170, 340, 510, 680];
  for (const seconds of spread) expect((await countAttempt(at(seconds), 'spread', limit)).allowed).toBe(true);
  expect((await countAttempt(at(700), 'spread', limit)).allowed).toBe(false);
});

test('an attempt counts although its request is rolled back, and does not wait for a connection the request holds', async () => {
  const actor = { brandIds: null, siteIds: null } as unknown as Ctx['actor'];
  const ctx = { ...at(0), actor } as unknown as Ctx;
  const tries = Array.from({ length: 6 }, () =>
    inWorkspace(ctx, async (tx) => {
      await limitAttempts({ ...ctx, tx }, 'guess', { max: 2, windowSeconds: 60 }, 'lookup.too_many');
      throw new Error('rolled back');
    }).catch((error: Error) => error.message),
  );
  const outcomes = (await Promise.all(tries)).sort();
  expect(outcomes).toEqual([...Array(4).fill('lookup.too_many'), ...Array(2).fill('rolled back')]);
});

test('buckets and workspaces do not count for each other, odd names are just names, and a bucket is forgotten', async () => {
  const odd = `x'; drop table attempts; --\\`;
  for (let i = 0; i < 5; i++) await countAttempt(at(0), odd, limit);
  expect((await countAttempt(at(0), odd, limit)).allowed).toBe(false);
  expect((await countAttempt(at(0, newId()), odd, limit)).allowed).toBe(true);
  expect((await countAttempt(at(0), 'another', limit)).left).toBe(4);
  await forgetAttempts(at(0), odd);
  expect((await countAttempt(at(0), odd, limit)).left).toBe(4);
});
