import { describe, expect, it } from 'vitest';
import { classify, train } from './classifier.ts';
import { explain } from './explain.ts';
import { OUT_OF_SCOPE, type TrainingRow } from './held-out.ts';
import { packModel, unpackModel } from './packed.ts';

const SAID: Record<string, string[]> = {
  return: [
    'I want to return my order',
    'how do I send this back',
    'can I return the lamp',
    'please take it back, I want to return it',
    'send back the speaker',
    'I would like to give this back',
    '我想退货',
    '怎么退货',
    '这个灯可以退吗',
    '要退掉这个音箱',
    '能不能退货',
    '帮我退一下',
  ],
  where_is_my_order: [
    'where is my order',
    'when will my package arrive',
    'my parcel has not come yet',
    'tracking has not moved since Monday',
    'where is the package you shipped',
    'has my order shipped yet',
    '我的订单到哪了',
    '包裹什么时候到',
    '快递还没到',
    '物流一直没更新',
    '怎么还没送到',
    '订单发货了吗',
  ],
  does_not_work: [
    'it does not turn on',
    'the lamp stopped working',
    'my speaker will not charge',
    'it does not pair with my phone',
    'there is no light at all',
    'the button does nothing',
    '打不开机',
    '灯不亮了',
    '连不上手机',
    '充不进电',
    '用了两天就不能用了',
    '按了没反应',
  ],
};
const ROWS: TrainingRow[] = Object.entries(SAID).flatMap(([intent, said]) => said.map((text) => ({ text, intent })));
const model = train(ROWS, { quantile: 0.1 });
const said = (text: string) => classify(model, text);

describe('what a message asks for', () => {
  it.each([
    ['Hello, can I send the lamp back please?', 'return'],
    ['wanna retrun this lamp', 'return'],
    ['你好，我想把这个退货', 'return'],
    ['Where is the order W-20345 I made?', 'where_is_my_order'],
    ['我的快递到哪了', 'where_is_my_order'],
    ['the speaker does not turn on any more', 'does_not_work'],
    ['灯打不开', 'does_not_work'],
    ['我的 lamp does not turn on', 'does_not_work'],
  ])('“%s” is %s', (text, intent) => {
    const answer = said(text);
    expect(answer.intent).toBe(intent);
    expect(answer.abstained).toBe(false);
    expect(answer.score).toBeGreaterThanOrEqual(0);
  });

  it('ranks every intent, and the likelihoods make one', () => {
    const { ranking, intent, confidence } = said('where is my package');
    expect(ranking.map((one) => one.intent).sort()).toEqual(Object.keys(SAID).sort());
    expect(ranking.reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1, 6);
    expect(ranking[0]).toEqual({ intent, p: confidence });
  });

  it.each(['', '   ???  ', '😡😡😡', 'zzzz qqqq'])('abstains from “%s”', (text) => {
    expect(said(text).abstained).toBe(true);
  });

  it('is less sure the more of a message it has never seen', () => {
    const sure = said('where is my package');
    const less = said('where is my package quoth the zephyr obliquely');
    expect(less.score).toBeLessThan(sure.score);
  });

  it('is not led astray by numbers: an order number, a mail address or a link changes no intent', () => {
    const plain = said('where is my order');
    for (const text of [
      'where is my order #W-99871',
      'where is my order jo@mail.example',
      'where is my order https://a.example/x',
    ]) {
      expect(said(text)).toMatchObject({ intent: plain.intent, abstained: false });
    }
  });

  it('reads full-width letters and shouting like any other', () => {
    expect(said('ＷＨＥＲＥ ＩＳ ＭＹ ＯＲＤＥＲ').ranking).toEqual(said('where is my order').ranking);
  });

  it('reads a message of a million characters no longer than its beginning', () => {
    const from = performance.now();
    said('where is my order '.repeat(60_000));
    expect(performance.now() - from).toBeLessThan(500);
  });
});

describe('training', () => {
  it('gives the same model for the same rows and seed, bit by bit, and another for another seed', () => {
    const again = packModel(train(ROWS, { quantile: 0.1 }));
    expect(Buffer.compare(again, packModel(model))).toBe(0);
    expect(Buffer.compare(again, packModel(train(ROWS, { quantile: 0.1, seed: 2 })))).not.toBe(0);
  });

  it('takes marked out-of-scope rows as examples of nothing, not as an intent', () => {
    const jokes = ['tell me a joke', 'sing me a song', 'tell me a story about a lamp', 'what is a joke about an order'];
    const taught = train([...ROWS, ...jokes.map((text) => ({ text, intent: OUT_OF_SCOPE }))], { quantile: 0.1 });
    expect(taught.intents).not.toContain(OUT_OF_SCOPE);
    expect(taught.trained.outOfScope).toBe(4);
    const about = 'tell me a joke about my order';
    expect(classify(taught, about).confidence).toBeLessThan(said(about).confidence);
    expect(classify(taught, 'tell me a joke').confidence).toBeLessThan(0.5);
  });

  it('gives up more messages at a higher quantile', () => {
    const strict = train(ROWS, { quantile: 0.5 });
    expect(strict.thresholds.han).toBeGreaterThan(model.thresholds.han);
    expect(strict.thresholds.letters).toBeGreaterThan(model.thresholds.letters);
  });

  it('needs two intents', () => {
    expect(() =>
      train([
        { text: 'a', intent: 'one' },
        { text: 'b', intent: OUT_OF_SCOPE },
      ]),
    ).toThrow(/two intents/);
  });

  it('stands rows without a word, and rows said twice', () => {
    const rows = [...ROWS, ...ROWS, { text: '?!', intent: 'return' }, { text: '', intent: 'does_not_work' }];
    expect(classify(train(rows), 'where is my order').intent).toBe('where_is_my_order');
  });
});

describe('a model kept as bytes', () => {
  it('answers exactly the same after it was packed and read again', () => {
    const read = unpackModel(packModel(model));
    for (const { text } of [...ROWS, { text: 'something else 别的东西' }])
      expect(classify(read, text)).toEqual(said(text));
    expect(read.trained).toEqual(model.trained);
  });

  it('refuses bytes that are no model, of another version, or cut off', () => {
    const packed = packModel(model);
    expect(() => unpackModel(new TextEncoder().encode('not a model at all'))).toThrow(/no intent model/);
    const other = packed.slice();
    other[4] = 99;
    expect(() => unpackModel(other)).toThrow(/version 99/);
    expect(() => unpackModel(packed.subarray(0, packed.length - 5))).toThrow(/cut off/);
    expect(() => unpackModel(packed.subarray(0, 20))).toThrow(/cut off/);
  });

  it('is read from the middle of a larger buffer too', () => {
    const packed = packModel(model);
    const larger = new Uint8Array(packed.length + 3);
    larger.set(packed, 3);
    expect(classify(unpackModel(larger.subarray(3)), '怎么退货')).toEqual(said('怎么退货'));
  });
});

describe('why', () => {
  it.each([
    ['Hi, how do I send this back? Order W-20345', 'send this back'],
    ['你好，我想退货，谢谢', '退'],
    ['so the lamp stopped working today', 'stopped working'],
  ])('of “%s” it quotes “%s”', (text, quote) => {
    const [strongest] = explain(model, text);
    expect(strongest!.quote).toContain(quote);
    expect(text.slice(strongest!.start, strongest!.end)).toBe(strongest!.quote);
    expect(strongest!.share).toBeGreaterThan(0);
    expect(strongest!.share).toBeLessThanOrEqual(1);
  });

  it('can say what spoke for another intent than the likeliest', () => {
    const [strongest] = explain(model, 'I want to return it, it does not turn on', 'does_not_work');
    expect(strongest!.quote).toContain('turn on');
  });

  it('quotes nothing of a message in which nothing was ever seen', () => {
    expect(explain(model, '???')).toEqual([]);
  });
});
