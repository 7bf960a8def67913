import { describe, expect, it } from 'vitest';
import { type GuideQuestion, type Offered, solving } from './find-guides.ts';

const article = (title: string, words: string, more: Partial<Offered> = {}): Offered => ({
  title,
  words,
  skus: [],
  intents: [],
  category: null,
  ...more,
});
const articles = [
  article('When it will not charge or dock', 'Wipe the contacts of the dock.', { skus: ['LM-R7-WHT'] }),
  article('How to return something', 'Choose what to return, print the label.'),
  article('First set-up of the Halo lamp', 'Connect the lamp, set the light.', {
    skus: ['LM-H1'],
    intents: ['how_to'],
  }),
  article('闪烁怎么办', '灯光闪烁时，先换灯泡。', { skus: ['LM-H1'] }),
  article('Glowing', 'What a brand marked for it itself.', { intents: ['battery_drains'] }),
];
const problem = (change: Partial<GuideQuestion>): GuideQuestion => ({
  sku: 'LM-H1',
  title: 'Halo lamp',
  category: 'lamp',
  reason: 'damaged-or-defective',
  detail: null,
  ...change,
});

describe('help for a problem', () => {
  it.each([
    ['the article about that fault of that product', { sku: 'LM-R7-WHT', detail: 'wont_charge_or_dock' }, [0]],
    ['nothing of another product', { sku: 'LM-X', detail: 'wont_charge_or_dock' }, []],
    ['a set-up guide to who cannot use it', { reason: 'cannot-use' as const }, [2]],
    ['an article in Chinese by its words', { detail: 'flickers' }, [3]],
    ['what was marked for the detail', { sku: 'LM-Z', detail: 'battery_drains' }, [4]],
    ['nothing to who changed their mind', { reason: 'changed-my-mind' as const }, []],
  ])('gives %s', (_what, change, expected) => {
    expect(solving(problem(change), articles)).toEqual(expected);
  });
});
