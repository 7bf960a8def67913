import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  acceptance,
  binPurpose,
  buyerLanguage,
  disposition,
  outcome,
  reasons,
  remedyKind,
  remedyOffer,
  returnFacts,
  returnStage,
  roles,
  unit,
  unitStage,
} from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import en from './en.json' with { type: 'json' };
import type { TermList } from './terms.ts';
import zh from './zh.json' with { type: 'json' };

const server = fileURLToPath(new URL('../../../server/src/', import.meta.url));
const details = [
  ...new Set(
    [...readFileSync(`${server}returns/reasons.ts`, 'utf8').matchAll(/\['[a-z-]+', '([a-z_]+)'\]/g)].map(
      ([, one]) => one!,
    ),
  ),
];
const parts = remedyOffer.shape.parts.element.shape.code.options;
const templates = globSync('mail-templates/en/*.liquid', { cwd: server })
  .map((path) => path.split('/').at(-1)!.replace('.liquid', ''))
  .filter((name) => !name.startsWith('_'));

const lists: [TermList, readonly string[]][] = [
  ['reason', reasons],
  ['detail', details],
  ['remedy', remedyKind.options],
  ['part', parts],
  ['stage', returnStage.options],
  ['decision', returnFacts.shape.decision.shape.state.options.filter((state) => state !== 'none')],
  ['money', returnFacts.shape.money.shape.state.options],
  ['disposition', disposition.options],
  ['acceptance', acceptance.options],
  ['arrival', unit.shape.arrival.options],
  ['outcome', outcome.options],
  ['unit_stage', unitStage.options],
  ['bin', binPurpose.options],
  ['language', buyerLanguage.options],
  ['role', roles],
  ['mail', templates],
];

test('the lists were found', () => {
  expect(details.length).toBeGreaterThan(25);
  expect(parts.length).toBeGreaterThan(5);
  expect(templates.length).toBeGreaterThan(10);
});

describe.each([
  ['en', en],
  ['zh', zh],
])('in %s', (_, words) => {
  test.each(lists)('every %s has a word', (list, codes) => {
    const has = words[list] as Record<string, string>;
    expect(codes.filter((code) => !has[code])).toEqual([]);
  });
});
