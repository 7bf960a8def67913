import { describe, expect, test } from 'vitest';
import type { Pending } from '../talk.ts';
import { type Context, type Said, shippedClassifier, understand } from './understand.ts';

const line = (order_line_id: string, title: string, sku: string, quantity = 1) => ({
  order_line_id,
  title,
  sku,
  quantity,
});
const orders: Context['orders'] = [
  {
    order_id: 'o1',
    number: '#20455',
    lines: [line('l1', 'Halo floor lamp, Black', 'HALO-BLK'), line('l2', 'Sweep R7 robot vacuum', 'SWEEP-R7', 2)],
  },
  { order_id: 'o2', number: '#20460', lines: [line('l3', 'Glow bedside lamp', 'GLOW-WHT')] },
];
const hear = (text: string, change: Partial<Omit<Said, 'context'>> & { context?: Partial<Context> } = {}) =>
  understand(
    {
      text,
      language: null,
      choice: null,
      message_ids: ['m1'],
      file_ids: [],
      ...change,
      context: {
        now: new Date('2026-11-21T16:30:00Z'),
        zone: 'America/Chicago',
        awaiting: null,
        orders,
        extra_words: [],
        ...change.context,
      },
    },
    shippedClassifier(),
  );
const slot = (of: 'opened' | 'quantity' | 'offer' | 'question' | 'company' | 'cancel_reason' | 'order'): Pending => ({
  kind: 'slot',
  step: '2',
  slot: of,
  tries: 0,
});

describe('intents, in the words of buyers', () => {
  test.each([
    ['I want to return my lamp', 'want_return'],
    ['Hi, where is my order?', 'where_is_order'],
    ['pls cancel my order', 'cancel_order'],
    ['i need a reciept', 'invoice_request'],
    ['it wont conect to wifi', 'wont_pair'],
    ['talk to a human', 'talk_to_person'],
    ['台灯开不了机', 'wont_turn_on'],
    ['配不上网', 'wont_pair'],
    ['少发了一个螺丝', 'missing_part'],
    ['我想退货', 'want_return'],
    ['转人工', 'talk_to_person'],
    ['退款到了没', 'refund_status'],
    ['quiero devolver mi pedido', 'want_return'],
  ])('«%s» is %s', (text, intent) => {
    const { understood } = hear(text);
    expect(understood.intent).toBe(intent);
    expect(understood.because.length).toBeGreaterThan(0);
    expect(understood.ranking[0]?.intent).toBe(intent);
  });

  test.each(['what is the capital of Australia', '今晚有流星雨吗', 'zzz qqq xxyy'])(
    '«%s» is nothing it knows',
    (text) => {
      expect(hear(text).understood.intent).toBeNull();
    },
  );

  test('a bare yes or no is that, and what was tapped is not asked what it may mean', () => {
    expect(hear('ok').understood.intent).toBe('yes');
    expect(hear('不用了').understood.intent).toBe('no');
    expect(hear('My lamp will not turn on', { choice: 'wont_turn_on' })).toMatchObject({
      choice: 'wont_turn_on',
      yes: null,
      understood: { intent: null },
    });
  });
});

describe('what the words name', () => {
  test.each([
    ['the floor lamp is broken', ['l1'], 'o1'],
    ['the bedside lamp is broken', ['l3'], 'o2'],
    ['my vaccum does not work', ['l2'], 'o1'],
    ['my robot stopped', ['l2'], 'o1'],
    ['the R7 is dead', ['l2'], 'o1'],
    ['GLOW-WHT is broken', ['l3'], 'o2'],
    ['落地灯坏了', ['l1'], 'o1'],
    ['扫地机不工作了', ['l2'], 'o1'],
    ['la aspiradora no funciona', ['l2'], 'o1'],
    ['the floor lamp and the vacuum are both broken', ['l1', 'l2'], 'o1'],
  ])('«%s»', (text, lines, order) => {
    const { slots } = hear(text);
    expect(slots.item?.map((one) => one.order_line_id)).toEqual(lines);
    expect(slots.order?.order_id).toBe(order);
  });

  test('of two lamps “the lamp” is neither, until the order is named', () => {
    expect(hear('the lamp is broken').slots.item).toBeUndefined();
    expect(hear('the lamp of order #20455 is broken').slots.item?.map((one) => one.order_line_id)).toEqual(['l1']);
  });

  test.each([
    ['I want to return two of them', 2],
    ['退两个', 2],
    ['both are broken', 2],
    ['it broke after two days', undefined],
    ['3 pcs missing', 3],
  ])('the quantity in «%s»', (text, quantity) => expect(hear(text).slots.quantity).toBe(quantity));

  test.each([
    ['It arrived with a crack', 'damaged-or-defective'],
    ['the shoes are too small', 'too-small'],
    ['I want to return it, it is too big', 'too-big'],
    ['you sent me the wrong item', 'received-the-wrong-item'],
    ['screws were missing from the box', 'missing-parts-or-accessories'],
    ['I changed my mind', 'changed-my-mind'],
    ['not as described', 'item-not-as-described'],
    ['it will not connect to my wifi', 'cannot-use'],
    ['我要退货，灯罩裂了', 'damaged-or-defective'],
    ['想退，不喜欢', 'changed-my-mind'],
    ['where is my order', undefined],
    ['quiero devolverlo, llegó roto', 'damaged-or-defective'],
  ])('the problem in «%s» is %s', (text, problem) => expect(hear(text).slots.problem).toBe(problem));

  test.each([
    ['I want my money back', 'refund'],
    ['no refund, just send me a new one', 'replacement'],
    ["I don't want a refund, I want an exchange", 'exchange'],
    ["I'll keep it for 20% off", 'keep_it'],
    ['just send the missing screws', 'spare_part'],
    ['can you repair it', 'repair'],
    ['I want to return it', 'return'],
    ['cancel my order', 'cancel'],
    ['不要退款，给我换个新的', 'replacement'],
    ['退一部分钱我就留着', 'keep_it'],
    ['补发一个螺丝就行', 'spare_part'],
    ['我要退款', 'refund'],
    ['where is my refund', undefined],
    ['quiero un reembolso', 'refund'],
  ])('what is wished in «%s» is %s', (text, wanted) => expect(hear(text).slots.wanted).toBe(wanted));

  test.each([
    ['I want to return it, never opened', false],
    ['still sealed in the box', false],
    ['没拆封', false],
    ['I opened it and tried it', true],
    ['用过两次了', true],
  ])('«%s»: opened %s', (text, opened) => expect(hear(text).slots.opened).toBe(opened));

  test('a question that was asked is answered by a bare word', () => {
    expect(hear('yes', { context: { awaiting: slot('opened') } }).slots.opened).toBe(true);
    expect(hear('没有', { context: { awaiting: slot('opened') } }).slots.opened).toBe(false);
    expect(hear('2', { context: { awaiting: slot('quantity') } }).slots.quantity).toBe(2);
    expect(hear('the refund please', { context: { awaiting: slot('offer') } }).slots.offer).toBe('refund');
    expect(hear('Acme Robotics Inc.', { context: { awaiting: slot('company') } }).slots.company).toBe(
      'Acme Robotics Inc.',
    );
    expect(hear('by mistake', { context: { awaiting: slot('cancel_reason') } }).slots.cancel_reason).toBe(
      'ordered-by-mistake',
    );
  });

  test('photos are what came with the message', () => {
    expect(hear('here', { file_ids: ['f1'] }).slots.photos).toEqual(['f1']);
  });

  test('a receipt is made out to the company that is named', () => {
    expect(hear('I need an invoice, company name: Acme Robotics Inc').slots.company).toBe('Acme Robotics Inc');
    expect(hear('开发票，抬头：上海明灯科技有限公司').slots.company).toBe('上海明灯科技有限公司');
  });
});

describe('several problems in one message', () => {
  test.each([
    ['The floor lamp arrived broken. Also, where is my other order?', 'item_damaged', ['where_is_order']],
    ['My floor lamp arrived cracked and the vacuum is missing its charger', 'item_damaged', ['missing_part']],
    ['我的落地灯碎了。另外我的退款什么时候到账？', 'item_damaged', ['refund_status']],
    ['Please cancel my order. And could you send me an invoice for the last one?', 'cancel_order', ['invoice_request']],
  ])('«%s»', (text, intent, also) => {
    const heard = hear(text);
    expect(heard.understood.intent).toBe(intent);
    expect(heard.also.map(({ understood }) => understood.intent)).toEqual(also);
  });

  test('each has its own things', () => {
    const heard = hear('My floor lamp arrived cracked and the vacuum is missing its charger');
    expect(heard.slots).toMatchObject({ item: [{ order_line_id: 'l1' }], problem: 'damaged-or-defective' });
    expect(heard.also[0]?.slots).toMatchObject({
      item: [{ order_line_id: 'l2' }],
      problem: 'missing-parts-or-accessories',
    });
  });

  test.each([
    'Hi, I hope you are well. I bought the floor lamp last week. It looked great. But now it won’t turn on and I want a refund.',
    'The lamp is cracked. I want my money back!',
    '你好，我上周买的落地灯，刚开始挺好的，现在不亮了，我想退款',
    'thanks for the quick reply! it still does not work',
  ])('a story of one thing is one matter: «%s»', (text) => expect(hear(text).also).toEqual([]));

  test('who asks for a person gets one, whatever else is said', () => {
    expect(hear('The lamp is broken and nobody helps. Let me talk to a human please.').understood.intent).toBe(
      'talk_to_person',
    );
  });
});

describe('how it sounds', () => {
  test('anger, joy, haste and danger', () => {
    expect(hear('THIS IS THE WORST COMPANY, I WANT MY MONEY BACK NOW!!!').understood.sentiment).toBeLessThan(-0.5);
    expect(hear('垃圾客服，再也不买了！').understood).toMatchObject({ severity: 'serious' });
    expect(hear('thank you so much, I love it').understood.sentiment).toBeGreaterThan(0.4);
    expect(hear('where is my order').understood).toMatchObject({ sentiment: 0, severity: 'none', urgent: false });
    expect(hear('I need it asap').understood.urgent).toBe(true);
    expect(hear('急用，尽快').understood.urgent).toBe(true);
    expect(hear('it is smoking').understood).toMatchObject({ severity: 'danger', alarm: { kind: 'safety' } });
    expect(hear('not bad at all').understood.sentiment).toBeGreaterThanOrEqual(0);
  });
});

describe('the language to answer in', () => {
  test.each([
    ['我想退货', 'en', 'zh'],
    ['ok', 'zh', 'zh'],
    ['20455', 'es', 'es'],
    ['where is my order?', 'zh', 'en'],
    ['no enciende', 'en', 'es'],
    ['quiero devolver mi pedido', null, 'es'],
    ['好的', 'en', 'zh'],
    ['???', null, 'en'],
    ['我的 floor lamp 坏了', null, 'zh'],
  ] as const)('«%s» in a conversation in %s: %s', (text, language, answers) => {
    expect(hear(text, { language }).language).toBe(answers);
  });
});

test('whatever is written is understood quickly, and never throws', () => {
  const began = performance.now();
  const texts = [
    '',
    '\n',
    '。'.repeat(5000),
    'a'.repeat(5000),
    'also and '.repeat(600),
    'lamp and vacuum and '.repeat(250),
    '𝕴 𝖜𝖆𝖓𝖙',
    '\u202eretfer',
    '另外'.repeat(2000),
    `${'{'.repeat(2000)}`,
    'İİİİ lamp',
    '<script>alert(1)</script>',
    '1'.repeat(5000),
  ];
  for (const text of texts) {
    const { understood } = hear(text);
    expect(understood.by).toBe('offline');
  }
  expect(performance.now() - began).toBeLessThan(8000);
});
