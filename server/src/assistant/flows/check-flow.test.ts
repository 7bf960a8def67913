import { type Flow, flow as flowShape } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { amountIn } from './amounts-in-words.ts';
import { checkFlow } from './check-flow.ts';

type Step = z.input<typeof flowShape>['steps'][number];
const words = (en: string) => ({ en, zh: en, es: en });
const title = { en: 'A step', zh: '一步' };
const end: Step = { id: '9', kind: 'says', title, say: words('All set.'), ends: 'answered' };
const order: Step = { id: '1', kind: 'looks_up', look_up: 'order', title, next: [{ to: '9' }] };

const flowOf = (...steps: Step[]): Flow =>
  flowShape.parse({ key: 'invoice', name: title, starts: { intents: ['invoice_request'], surer_than: 50 }, steps });
const codes = (flow: Flow, others: Flow[] = []) => checkFlow(flow, others).map(({ step, code }) => `${step}: ${code}`);

test('a flow that asks, looks and ends has nothing wrong with it', () => {
  expect(checkFlow(flowOf(order, end), [])).toEqual([]);
});

describe('each thing that can be wrong is named where it stands', () => {
  const asked = (next: Step['next']): Step => ({
    id: '2',
    kind: 'says',
    title,
    say: words('Shall I?'),
    choices: [
      { value: 'yes', words: words('Yes') },
      { value: 'no', words: words('No') },
    ],
    next,
  });
  const says = (en: string, more: Partial<Step> = {}): Step => ({ ...end, say: words(en), ...more });
  test.each<[string, Flow, string[]]>([
    ['a way to a step that is not there', flowOf({ ...order, next: [{ to: '7' }] }), ['1: unknown_next']],
    ['a step nothing leads to', flowOf(order, end, { ...end, id: '8' }), ['8: never_reached']],
    [
      'no way on',
      flowOf({ ...order, next: [{ to: '2' }] }, asked([{ when: [{ fact: 'answer.2', is: 'yes' }], to: '9' }]), end),
      ['2: no_way_on'],
    ],
    ['a step that leads nowhere and does not end', flowOf({ ...order, next: [] }), ['1: no_way_on']],
    [
      'a way round',
      flowOf({ ...order, next: [{ to: '2' }] }, { ...order, id: '2', next: [{ to: '1' }] }),
      ['1: goes_in_circles', '2: goes_in_circles'],
    ],
    ['a look-up that looks nothing up', flowOf({ ...order, look_up: undefined }, end), ['1: kind_incomplete']],
    [
      'an act that knows no no',
      flowOf(
        { ...order, next: [{ to: '2' }] },
        {
          id: '2',
          kind: 'does',
          act: 'send_receipt',
          title,
          say: words('Shall I?'),
          next: [{ when: [{ fact: 'done.2', is: 'done' }], to: '9' }],
        },
        end,
      ),
      ['2: no_way_on'],
    ],
    [
      'a condition on two things at once',
      flowOf({ ...order, next: [{ when: [{ fact: 'order.days', over: 3, is: 'x' }], to: '9' }, { to: '9' }] }, end),
      ['1: kind_incomplete'],
    ],
    [
      'a fact nobody gives',
      flowOf({ ...order, next: [{ when: [{ fact: 'order.colour', is: 'red' }], to: '9' }, { to: '9' }] }, end),
      ['1: unknown_fact'],
    ],
    [
      'a fact that was not looked up',
      flowOf({ ...order, next: [{ when: [{ fact: 'guide.found', is: true }], to: '9' }, { to: '9' }] }, end),
      ['1: unknown_fact'],
    ],
    [
      'a word a fact never is',
      flowOf({ ...order, next: [{ when: [{ fact: 'problem', is: 'boredom' }], to: '9' }, { to: '9' }] }, end),
      ['1: unknown_fact'],
    ],
    ['a variable nobody gives', flowOf(order, says('Your {{order.colour}} one.')), ['9: unknown_variable']],
    ['a variable that was not looked up', flowOf(order, says('Until {{window.until}}.')), ['9: unknown_variable']],
    [
      'a variable that is looked up on one way only',
      flowOf(
        { ...order, next: [{ when: [{ fact: 'order.known', is: true }], to: '2' }, { to: '9' }] },
        { id: '2', kind: 'looks_up', look_up: 'window', title, next: [{ to: '9' }] },
        says('Until {{window.until}}.'),
      ),
      ['9: unknown_variable'],
    ],
    [
      'an amount of its own',
      flowOf(order, says('You get $5 back.')),
      ['9: amount_in_words', '9: amount_in_words', '9: amount_in_words'],
    ],
    [
      'a language left out',
      flowOf(order, { ...end, say: { en: 'All set.', zh: ' ', es: 'Listo.' } }),
      ['9: words_missing'],
    ],
    [
      'a language that says other things',
      flowOf(order, {
        ...end,
        say: { en: 'Order {{order.number}}.', zh: '订单 {{order.number}}。', es: 'Su pedido.' },
      }),
      ['9: words_missing'],
    ],
    ['a step that is there twice', flowOf(order, end, end), ['null: twice']],
    [
      'a choice that is there twice',
      flowOf(
        { ...order, next: [{ to: '2' }] },
        {
          ...asked([{ to: '9' }]),
          choices: [
            { value: 'yes', words: words('Yes') },
            { value: 'yes', words: words('Sure') },
          ],
        },
        end,
      ),
      ['2: twice'],
    ],
  ])('%s', (_, flow, expected) => {
    const found = codes(flow).map((one) => (one === '9: twice' ? 'null: twice' : one));
    expect(found).toEqual(expected);
  });

  test('an intent that begins another flow already', () => {
    const other = { ...flowOf(order, end), key: 'complaint' as const };
    expect(codes(flowOf(order, end), [other])).toEqual(['null: intent_taken']);
    expect(codes(flowOf(order, end), [flowOf(order, end)])).toEqual([]);
  });
});

describe('amounts, days and promises in words', () => {
  test.each([
    'You get $24.00 back',
    '24 USD',
    '20% off',
    'within 3 business days',
    'in two weeks',
    '三天内到账',
    '3个工作日',
    '打八折',
    '退您20元',
    'en dos días',
    'en 3 a 5 días',
    'tomorrow',
    '明天发货',
    'by Friday',
    'before Nov 17',
    '11月17日',
    'a full refund',
    'free of charge',
    '免费补发',
    'es gratis',
    'guaranteed',
  ])('%s', (said) => {
    expect(amountIn(said)).not.toBeNull();
  });

  test.each([
    'Hold the button until it blinks.',
    'Use the 2.4 GHz network',
    'I need the code from the mail',
    'One check first',
    '一点就好',
    'You have until {{window.until}}, {{window.freight}}',
    'Which one would you like instead?',
    'De acuerdo, un momento',
    'Si no puede, dígamelo.',
    '问题一会儿解决',
    'See step 2',
  ])('and not: %s', (said) => {
    expect(amountIn(said)).toBeNull();
  });
});
