import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculatorKinds } from '@recoup/contract/calculator-presets';
import { calculatorFields, calculatorParts } from '@recoup/contract/cost-of-returns';
import { assumptionWords, firstWeekWords, modelWords, remarkWords, sayPlan } from '@recoup/contract/plan-words';
import { describe, expect, test } from 'vitest';
import { channels, choices, questions, usualAnswers } from './assessment/usual.ts';
import en from './words/en.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };

const here = import.meta.dirname;
const sources = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !name.includes('.test.'),
);
const codeOf = (name: string) => readFileSync(join(here, name), 'utf8');
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

/** Keys put together from what the contract lists. */
const composed = [
  ...calculatorKinds.map((kind) => `kind.${kind}`),
  ...calculatorFields.map((field) => `field.${field}`),
  ...calculatorParts.map((part) => `part.${part}`),
  ...questions.flatMap((name) => [`q.${name}`, `q.${name}.note`]),
  ...Object.entries(choices).flatMap(([name, all]) => [
    `q.${name}.changes`,
    ...all.flatMap((one) => [`q.${name}.${one}`, `q.${name}.${one}.note`]),
  ]),
  ...usualAnswers.goals.flatMap((goal) => [`goal.${goal}`, `goal.${goal}.note`]),
  ...channels.map((one) => `channel.${one}`),
];

describe('the words of the public pages', () => {
  test('Chinese has every text of English, with the same values in it', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en))
      expect([key, holes(zh[key as keyof typeof en])]).toEqual([key, holes(text)]);
  });

  test('every key the pages name exists, also those put together', () => {
    expect(sources.length).toBeGreaterThan(20);
    const used = sources.flatMap((name) =>
      [...codeOf(name).matchAll(/\b(?:t|line)\(\s*'([\w.-]+)'/g)].map((match) => match[1]!),
    );
    expect(used.length).toBeGreaterThan(80);
    expect([...used, ...composed].filter((key) => !(key in en))).toEqual([]);
  });

  test('no text waits for a page that has gone', () => {
    const all = sources.map(codeOf).join('\n');
    const unused = Object.keys(en).filter((key) => {
      if (composed.includes(key) || all.includes(`'${key}'`)) return false;
      // `part.${code}`: the stem is named, the rest comes from a list.
      const stem = key.slice(0, key.lastIndexOf('.') + 1);
      return !all.includes(`\`${stem}\${`);
    });
    expect(unused).toEqual([]);
  });

  test('no page says words of its own', () => {
    const spoken = sources.flatMap((name) =>
      [...codeOf(name).matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+)[^<{]*</g)].map((match) => `${name}: ${match[1]}`),
    );
    expect(spoken).toEqual([]);
  });
});

test('the words of the plan are in both languages, with the same values in them', () => {
  const texts = [
    ...Object.values(assumptionWords),
    ...Object.values(firstWeekWords),
    ...Object.values(remarkWords),
    ...Object.values(modelWords).flatMap(({ name, what }) => [name, what]),
  ];
  for (const text of texts) {
    expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(holes(text.zh)).toEqual(holes(text.en));
  }
});

test('a remark says shares, people and money as what they are', () => {
  const text = { en: '{share} {people} {amount} {returns}', zh: '' };
  expect(sayPlan(text, 'en', { share: 1_750, people: 15, amount: -94_805, returns: 1_200 })).toBe(
    '17.5% 1.5 −$948.05 1,200',
  );
});
