import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import en from './en.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

const rules = fileURLToPath(new URL('../../../server/src/policies/', import.meta.url));
const files = globSync('{rules/*.ts,eligibility.ts}', { cwd: rules });
const codes = [
  ...new Set(
    files.flatMap((path) =>
      [
        ...readFileSync(rules + path, 'utf8').matchAll(
          /'((?:order|delivery|line|policy|window|reason|opened|value|buyer|warranty)\.[a-z_]+)'/g,
        ),
      ].map((found) => found[1]!),
    ),
  ),
].sort();

const at = (words: object, path: string): unknown =>
  path.split('.').reduce<unknown>((here, part) => (here as Record<string, unknown> | undefined)?.[part], words);

test('the rules were read', () => {
  expect(files.length).toBeGreaterThan(5);
  expect(codes.length).toBeGreaterThan(15);
  expect(codes).toContain('window.closed');
});

test.each([
  ['en', en],
  ['zh', zh],
])('every reason of policy is told in %s, in a word and in a sentence', (_, words) => {
  for (const code of [...codes, 'site.none', 'override.asked']) {
    expect(at(words, code), code).toBeTypeOf('string');
    expect(at(words, `said.${code}`) ?? at(words, `said.${code}_other`), `said.${code}`).toBeTypeOf('string');
  }
});
