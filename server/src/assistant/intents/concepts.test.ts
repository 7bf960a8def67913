import { describe, expect, it } from 'vitest';
import { chooseReading } from './choose-reading.ts';
import { classify, train } from './classifier.ts';
import { mentions } from './concepts.ts';
import { dice } from './dice.ts';
import type { TrainingRow } from './held-out.ts';
import { tokens } from './tokens.ts';
import { tuned } from './tuning.ts';

const named = (text: string) => mentions(tokens(text)).map(({ concept }) => concept);

describe('concepts', () => {
  it.each([
    ['I want my money back, reimburse me', ['want', 'money', 'refund']],
    ['the bulb shattered', ['light', 'broken']],
    ['物流单号查不了', ['ship', 'track', 'track', 'not']],
    ['退货', ['return']],
    ['退款', ['refund']],
    ['发错货了', ['wrong']],
    ['lamp 坏了', ['light', 'broken']],
    ['xylophone', []],
  ])('of “%s”', (text, concepts) => {
    expect(named(text)).toEqual(concepts);
  });

  it('of two Chinese words that begin alike the longer is read, and a gap ends a word', () => {
    expect(mentions(tokens('我要退货'))).toContainEqual({ concept: 'return', from: 1, to: 2 });
    expect(named('退，货')).not.toContain('return');
  });
});

/** Each intent said in other words by every author, but by the same concepts. */
const SHOP: [string, string[]][] = [
  ['refund', ['refund please', 'my reimbursement', 'money repaid', '退款', '退钱', '赔偿我']],
  ['cancel', ['cancel this', 'abort the thing', 'revoke it', '取消', '不要了', '撤单']],
  ['invoice', ['invoice', 'a receipt', 'vat bill', '发票', '开票', '税号']],
  ['person', ['human', 'an agent', 'your manager', '人工', '客服', '找经理']],
  ['address', ['my address', 'the zip', 'new street', '地址', '邮编', '门牌']],
  ['warranty', ['warranty', 'any guarantee', 'coverage', '保修', '质保', '三包']],
];
const rowsOf = (shop: typeof SHOP): TrainingRow[] =>
  shop.flatMap(([intent, said]) => said.map((text, at) => ({ text, intent, author: `author ${at}` })));

describe('whether concepts are read', () => {
  const choose = (rows: TrainingRow[]) =>
    chooseReading(rows, [...new Set(rows.map(({ intent }) => intent))], tuned(rows.length, SHOP.length), dice(1))
      .concepts;

  it('they are where they tell intents apart that words alone do not', () => {
    expect(choose(rowsOf(SHOP))).toBe(true);
  });

  it('they are not where messages are about something else', () => {
    const sky = ['venus', 'saturn', 'pluto', 'orion', 'sirius', 'vega'].map((star): [string, string[]] => [
      star,
      ['rises', 'sets', 'shines', 'fades', 'glows'].map((verb) => `${star} ${verb}`),
    ]);
    expect(choose(rowsOf(sky))).toBe(false);
  });

  it('who was taught one word of a concept understands another, in the other language too', () => {
    const rows = rowsOf(SHOP).filter(({ text }) => !/保修|质保|三包/.test(text));
    const model = train(rows, { reading: { concepts: true } });
    const plain = train(rows, { reading: { concepts: false } });
    const asked = '还在质保吗';
    expect(classify(model, asked).intent).toBe('warranty');
    const inPlain = classify(plain, asked).ranking.find(({ intent }) => intent === 'warranty')!;
    expect(classify(model, asked).confidence).toBeGreaterThan(inPlain.p);
  });
});
