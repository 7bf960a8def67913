import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

const here = import.meta.dirname;
const sources = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !name.includes('.test.'),
);
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('the words of the buyer pages', () => {
  test.each([
    ['zh', zh],
    ['es', es],
  ] as const)('%s has every text of English, with the same values in it', (_, catalogue) => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en))
      expect([key, holes(catalogue[key as keyof typeof en])]).toEqual([key, holes(text)]);
  });

  test('every key the pages name exists', () => {
    expect(sources.length).toBeGreaterThan(15);
    const used = sources.flatMap((name) =>
      [...readFileSync(join(here, name), 'utf8').matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1]!),
    );
    expect(used.length).toBeGreaterThan(60);
    expect(used.filter((key) => !(key in en))).toEqual([]);
  });

  test('no page says words of its own', () => {
    const spoken = sources.flatMap((name) =>
      [...readFileSync(join(here, name), 'utf8').matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+)[^<{]*</g)].map(
        (match) => `${name}: ${match[1]}`,
      ),
    );
    expect(spoken).toEqual([]);
  });
});
