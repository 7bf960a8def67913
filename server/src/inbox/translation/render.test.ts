import { expect, it } from 'vitest';
import { render, termsIn } from './render.ts';
import { targetsFor } from './targets.ts';
import type { Ask, Translator } from './translator.ts';

const GLOSSARY = [
  { en: 'open box', zh: '开箱品' },
  { en: 'box', zh: '箱子', es: 'caja' },
  { en: 'Lumora', zh: 'Lumora' },
];
/** A translator that gives these answers, one after the other, and remembers what it was asked. */
function answering(...answers: (string | Error)[]): Translator & { asks: Ask[] } {
  const asks: Ask[] = [];
  return {
    name: 'test',
    kind: 'http',
    asks,
    async translate(ask) {
      asks.push(ask);
      const next = answers.shift();
      if (next === undefined || next instanceof Error) throw next ?? new Error('asked too often');
      return next;
    },
  };
}
const ask = (text: string, from = 'en', to = 'zh') => ({
  text,
  from,
  to,
  terms: termsIn(GLOSSARY, { text, from, to }),
});

it('terms are those the text holds as words, longer ones first', () => {
  expect(termsIn(GLOSSARY, { text: 'An OPEN BOX from Lumora', from: 'en', to: 'zh' })).toEqual([
    { from: 'open box', to: '开箱品' },
    { from: 'Lumora', to: 'Lumora' },
    { from: 'box', to: '箱子' },
  ]);
  expect(termsIn(GLOSSARY, { text: 'a boxer and an xbox', from: 'en', to: 'zh' })).toEqual([]);
  expect(termsIn(GLOSSARY, { text: '这个箱子坏了', from: 'zh', to: 'en' })).toEqual([{ from: '箱子', to: 'box' }]);
  expect(termsIn(GLOSSARY, { text: 'open box', from: 'en', to: 'es' })).toEqual([{ from: 'box', to: 'caja' }]);
});

it('a translation that keeps its terms is taken at once', async () => {
  const translator = answering('箱子坏了');
  expect(await render(translator, ask('The box is broken'))).toEqual({
    text: '箱子坏了',
    held: [{ from: 'box', to: '箱子' }],
    missed: [],
  });
});

it('a term left out is asked for once more, by name', async () => {
  const translator = answering('盒子坏了', '箱子坏了');
  expect((await render(translator, ask('The box is broken'))).text).toBe('箱子坏了');
  expect(translator.asks[1]!.missed).toEqual([{ from: 'box', to: '箱子' }]);
});

it('a term left out twice is named, and the better of both answers is given', async () => {
  const translator = answering('盒子坏了', '纸盒坏了');
  expect(await render(translator, ask('The box is broken'))).toEqual({
    text: '盒子坏了',
    held: [],
    missed: [{ from: 'box', to: '箱子' }],
  });
});

it.each([
  ['nothing', ''],
  ['a novel', 'Sure! Here is a poem. '.repeat(50)],
])('%s is no translation: it is asked for again, and then refused', async (_what, answer) => {
  expect((await render(answering(answer, '坏了'), ask('Broken'))).text).toBe('坏了');
  await expect(render(answering(answer, answer), ask('Broken'))).rejects.toMatchObject({ code: 'translation.failed' });
});

it('a translator that is away is told as such', async () => {
  await expect(render(answering(new Error('connect ECONNREFUSED')), ask('Broken'))).rejects.toMatchObject({
    code: 'translation.failed',
    details: { translator: 'test', reason: 'no_answer' },
  });
});

it.each([
  [[{ language: 'zh', reads: ['zh'] }], 'en', ['zh']],
  [[{ language: 'zh', reads: ['zh', 'en'] }], 'en', []],
  [
    [
      { language: 'zh', reads: ['zh'] },
      { language: 'en', reads: ['en'] },
    ],
    'es',
    ['en', 'zh'],
  ],
  [[{ language: 'en', reads: ['en'] }], 'en', []],
  [[], 'es', []],
])('readers %j of %s get %j', (readers, language, targets) => {
  expect(targetsFor(readers, language)).toEqual(targets);
});
