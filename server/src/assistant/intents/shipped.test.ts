import { expect, test } from 'vitest';
import { loadUtterances, unpackModel } from './index.ts';
import { readShipped, shippedClassifier } from './shipped.ts';
import { corpusHash, tryOut } from './teach.ts';

const utterances = loadUtterances();
const { head, packed } = readShipped();

test('the shipped model was made of the utterances as they are; else: node tools/train-assistant.ts', () => {
  expect(head.corpus).toBe(corpusHash(utterances));
});

test('it does on the kept test set what it says of itself, and is small', () => {
  const test = utterances.filter(({ split }) => split === 'test');
  expect(tryOut(unpackModel(packed), test)).toEqual(head.figures);
  expect(packed.length).toBeLessThan(2_500_000);
});

test('its answers bear out in English and Chinese', () => {
  const { classify } = shippedClassifier();
  for (const language of ['en', 'zh']) {
    const rows = utterances.filter((one) => one.split === 'test' && one.language === language && one.intent !== 'oos');
    const answered = rows.map((row) => ({ row, said: classify(row.text) })).filter(({ said }) => !said.abstained);
    const right = answered.filter(({ row, said }) => said.intent === row.intent);
    expect(answered.length / rows.length).toBeGreaterThan(0.8);
    expect(right.length / answered.length).toBeGreaterThan(0.75);
  }
});

test('every intent is taught in both languages, and tried by other authors than taught it', () => {
  const count = (split: string, language: string) => {
    const counts = new Map<string, number>();
    for (const one of utterances) {
      if (one.split === split && one.language === language) counts.set(one.intent, (counts.get(one.intent) ?? 0) + 1);
    }
    return counts;
  };
  const { intents } = shippedClassifier();
  for (const language of ['en', 'zh']) {
    for (const intent of intents) {
      expect(count('train', language).get(intent), `${language} ${intent}`).toBeGreaterThanOrEqual(35);
      expect(count('test', language).get(intent), `${language} ${intent}`).toBeGreaterThanOrEqual(9);
    }
  }
});
