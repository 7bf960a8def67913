import { beforeAll, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { buyerOf } from '../testing/buyer.ts';
import { lexemesOf, termsOf, tsquery } from './lexemes.ts';
import { findSaid, writeSaid } from './said.store.ts';

// More than the newest rows that are read as they stand, so that the index answers, too.
const ROWS = 9_000;
const START = Date.UTC(2026, 0, 1);

let door: FrontDoor;
let brandId: string;
let otherBrand: string;
const texts: string[] = [];

/** The nth row, from the oldest: `the` in all, `oat` in every hundredth, `quokka` in three that are far apart, and an `ibis` long ago. */
function textOf(n: number): string {
  const words = ['the', `lamp${n % 7}`];
  if (n % 2 === 0) words.push('theme');
  if (n % 100 === 0) words.push('oat');
  if (n === 10 || n === 4_500 || n === 8_990) words.push('quokka 台灯');
  if (n < 40) words.push('ibis');
  return words.join(' ');
}

beforeAll(async () => {
  door = await openFrontDoor();
  brandId = (await door.makeBrand()).id;
  otherBrand = (await door.makeBrand()).id;
  const buyer = await buyerOf(door, brandId);
  const { conversation_id } = await buyer.write('.');
  for (let start = 0; start < ROWS; start += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, i) => {
      const n = start + i;
      texts[n] = textOf(n);
      const brand_id = n % 3_000 === 5 ? otherBrand : brandId;
      // Ten rows share each moment: ids tell them apart.
      const at = new Date(START + Math.floor(n / 10) * 1_000);
      return { id: newId(), conversation_id, brand_id, at, lexemes: lexemesOf(`${textOf(n)} n${n}n`) };
    });
    await inWorkspace(door.ctx(), (tx) => writeSaid(tx, door.ctx(), rows));
  }
});

/** Walks all pages; the numbers of the rows found, from what only they say. */
async function walk(typed: string, most: number, brandIds: string[] | null = null): Promise<number> {
  const ctx = { ...door.ctx(), actor: { ...door.ctx().actor, brandIds } };
  const query = tsquery(door.workspaceId, brandIds, termsOf(typed))!;
  const seen: string[] = [];
  let before: { at: string; id: string } | null = null;
  let last = Number.POSITIVE_INFINITY;
  for (;;) {
    const page = await inWorkspace(ctx, (tx) => findSaid(tx, query, { before, most }));
    for (const row of page) {
      expect(row.at.getTime()).toBeLessThanOrEqual(last);
      last = row.at.getTime();
      seen.push(row.id);
    }
    if (page.length < most) break;
    const end = page.at(-1)!;
    before = { at: end.at.toISOString(), id: end.id };
  }
  expect(new Set(seen).size).toBe(seen.length);
  return seen.length;
}

const holding = (...words: string[]) =>
  texts.filter((text) => words.every((word) => text.split(' ').some((one) => one === word))).length;

test.each([
  ['a word in all rows', 'the ', 500, () => ROWS],
  ['a word in all rows, unfinished', 'th', 500, () => ROWS],
  ['a page longer than what is read as it stands', 'the ', 4_500, () => ROWS],
  ['a word in every second row', 'theme ', 700, () => holding('theme')],
  ['a word now and then', 'oat ', 7, () => 90],
  ['a word said three times', 'quokka', 2, () => 3],
  ['Chinese said three times', '台灯', 2, () => 3],
  ['a word of long ago', 'ibis', 7, () => 40],
  ['a rare word and one still typed that is everywhere', 'quokka the', 2, () => 3],
  ['a common word and a rare one still typed', 'the quok', 2, () => 3],
  ['two rare words said together once', 'quokka oat ', 5, () => 1],
  ['what nobody said', 'kayak', 5, () => 0],
])('%s: every page, no gap, no double', async (_what, typed, most, count) => {
  expect(await walk(typed, most)).toBe(count());
});

test('the index is asked for the brands somebody may see', async () => {
  expect(await walk('the ', 2, [otherBrand])).toBe(3);
  expect(await walk('quokka', 2, [otherBrand])).toBe(0);
  expect(await walk('quokka', 2, [brandId, otherBrand])).toBe(3);
});
