import { describe, expect, it } from 'vitest';
import { mixed, withTypo } from './augment.ts';
import { dice } from './dice.ts';
import { learnFeatures, vectorise, vectoriseAll } from './features.ts';
import { CHARS, eachNgram, WORDS } from './ngrams.ts';
import { scriptOf, tokens } from './tokens.ts';

const forms = (text: string) => tokens(text).map(({ form }) => form);
const ngrams = (text: string, wanted: 0 | 1) => {
  const keys: string[] = [];
  eachNgram(tokens(text), { concepts: false }, (block, key) => block === wanted && keys.push(key));
  return keys;
};

describe('the pieces of a message', () => {
  it.each([
    ["I DON'T want it", ['i', 'dont', 'want', 'it']],
    ['it’s sooooo bad', ['its', 'soo', 'bad']],
    ['order W-20345, RMA-7F3K-92QD or 1Z999AA10123456784', ['order', '<code>', '<code>', 'or', '<code>']],
    ['paid $45.99 for 2', ['paid', '00.00', 'for', '0']],
    ['mail jo.b@mail.example', ['mail', '<mail>']],
    ['see https://shop.example/p?x=1 ok', ['see', '<link>', 'ok']],
    ['我的lamp坏了', ['我', '的', 'lamp', '坏', '了']],
    ['café naïve', ['café', 'naïve']],
    ['ｏｒｄｅｒ　１２', ['order', '00']],
    ['?!', []],
  ])('of “%s”', (text, expected) => {
    expect(forms(text)).toEqual(expected);
  });

  it('know where they stand', () => {
    const text = 'Hi, 我想 return W-20345!';
    for (const { start, end, form } of tokens(text)) {
      if (form !== '<code>') expect(text.slice(start, end).toLowerCase()).toBe(form);
      else expect(text.slice(start, end)).toBe('W-20345');
    }
  });

  it('are mostly letters or mostly characters', () => {
    expect(scriptOf(tokens('我的lamp坏了'))).toBe('han');
    expect(scriptOf(tokens('my 灯 is broken'))).toBe('letters');
  });
});

describe('n-grams', () => {
  it('words stand alone, in pairs, and first and last', () => {
    expect(ngrams('send it back', WORDS).sort()).toEqual(
      ['send', 'it', 'back', 'send it', 'it back', '^ send', 'back $'].sort(),
    );
  });

  it('characters stay inside a word, with a space at either end', () => {
    expect(ngrams('go', CHARS)).toEqual([' g', ' go', ' go ', 'go', 'go ', 'o ']);
  });

  it('Chinese needs no segmenter: characters, pairs and longer runs', () => {
    expect(ngrams('退货', WORDS).sort()).toEqual(['退', '货', '退 货', '^ 退', '货 $'].sort());
    expect(ngrams('退货', CHARS)).toEqual(['退', '货', ' 退', ' 退货', ' 退货 ', '退货', '退货 ', '货 ']);
  });

  it('a number that is looked up tells by its kind, not by its spelling', () => {
    expect(ngrams('W-20345', CHARS)).toEqual([]);
    expect(ngrams('W-20345', WORDS)).toContain('<code>');
  });
});

describe('a message as numbers', () => {
  const rows = ['send it back', 'send it now', 'where is it', 'where now'].map(tokens);
  const features = learnFeatures(rows, [1, 1]);
  const lengths = (text: string) => {
    const { indices, values } = vectorise(features, tokens(text));
    const words = features.blocks[WORDS].idf.length;
    const of = (is: (index: number) => boolean) => Math.hypot(...values.filter((_, at) => is(indices[at]!)));
    return { words: of((index) => index < words), chars: of((index) => index >= words) };
  };

  it('weighs idf = ln((1+N)/(1+df)) + 1', () => {
    const { ids, idf } = features.blocks[WORDS];
    expect(idf[ids.get('it')!]).toBeCloseTo(Math.log(5 / 4) + 1, 5);
    expect(idf[ids.get('back')!]).toBeCloseTo(Math.log(5 / 2) + 1, 5);
  });

  it('words and characters are each of length one when all is known', () => {
    expect(lengths('send it back').words).toBeCloseTo(1, 5);
    expect(lengths('send it back').chars).toBeCloseTo(1, 5);
  });

  it('unknown wording shrinks it, by the weight ln(1+N) + 1 of each n-gram never seen', () => {
    // Known: back, ^ back. Unknown: zebra, back zebra, zebra $.
    const known = 2 * (Math.log(5 / 2) + 1) ** 2 - (Math.log(5 / 2) + 1) ** 2;
    const unknown = 4 * (Math.log(5) + 1) ** 2;
    expect(lengths('back zebra').words).toBeCloseTo(Math.sqrt(known / (known + unknown)), 5);
  });

  it('counts what is said twice as 1 + ln 2', () => {
    const { indices, values } = vectorise(features, tokens('now now'));
    const at = (key: string) => values[indices.indexOf(features.blocks[WORDS].ids.get(key)!)]!;
    // “now” in two of four rows, “now $” in the same two.
    expect(at('now') / at('now $')).toBeCloseTo(1 + Math.log(2), 5);
  });

  it('leaves out what stands in fewer rows than asked', () => {
    const fewer = learnFeatures(rows, [2, 2]).blocks[WORDS].ids;
    expect(fewer.has('send')).toBe(true);
    expect(fewer.has('back')).toBe(false);
  });

  it('is the same alone and among many', () => {
    const { starts, indices, values } = vectoriseAll(features, rows);
    const second = vectorise(features, rows[1]!);
    expect([...indices.subarray(starts[1], starts[2])]).toEqual(second.indices);
    for (const [at, value] of second.values.entries()) expect(values[starts[1]! + at]).toBeCloseTo(value, 6);
  });
});

describe('rows made of others', () => {
  it('a slip of the finger changes one word by one letter', () => {
    const chance = dice(3);
    for (let n = 0; n < 200; n++) {
      const text = 'where is my package';
      const slipped = withTypo(text, chance);
      expect(Math.abs(slipped.length - text.length)).toBeLessThanOrEqual(1);
      const [before, after] = [text.split(' '), slipped.split(' ')];
      expect(after.length).toBe(before.length);
      expect(after.filter((word, at) => word !== before[at]).length).toBeLessThanOrEqual(1);
    }
  });

  it('a slip in Chinese leaves one character out, never one of three', () => {
    expect(withTypo('怎么退', dice(1))).toBe('怎么退');
    expect(withTypo('我的订单到哪了', dice(1))).toHaveLength(6);
  });

  it('a mixed one takes the words of two by turns', () => {
    const made = mixed(tokens('where is my order'), tokens('我想退货'));
    expect(made.map(({ form }) => form)).toEqual(['where', '我', '想', 'is', '退', '货', 'my', 'order']);
  });
});
