import {
  type Flow,
  type FlowCondition,
  flowKey,
  flowStep,
  flowVariables,
  lookUp,
  lookUpFacts,
  slotFacts,
} from '@recoup/contract';
import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import {
  conditionWords,
  factName,
  factsFor,
  lineWords,
  newCondition,
  turned,
  type WordsOf,
  whenWords,
  withValues,
} from './condition-words.ts';
import en from './en.json' with { type: 'json' };
import samples from './sample-words.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

const step = (given: unknown) => flowStep.parse(given);
const say = (text: string, chinese: string) => ({ en: text, zh: chinese, es: text });
const flow: Flow = {
  key: 'missing_part',
  name: { en: 'Something is missing', zh: '缺件' },
  starts: { intents: ['missing_part'], surer_than: 60 },
  steps: [
    step({
      id: '1',
      kind: 'looks_up',
      title: { en: 'Finds the order', zh: '找订单' },
      look_up: 'order',
      next: [{ to: '2' }],
    }),
    step({
      id: '2',
      kind: 'says',
      title: { en: 'Offers the part', zh: '提出补发' },
      say: say('Shall we send it?', '给您补发好吗？'),
      choices: [
        { value: 'yes', words: say('Send it', '补发') },
        { value: 'no', words: say('No thanks', '不用了') },
      ],
      next: [
        { when: [{ fact: 'answer.2', is: 'yes' }], to: '3' },
        {
          when: [
            { fact: 'problem', in: ['missing-parts-or-accessories', 'damaged-or-defective'] },
            { fact: 'order.days', over: 30 },
          ],
          to: '4',
          label: null,
        },
        { to: '4' },
      ],
    }),
    step({
      id: '3',
      kind: 'does',
      title: { en: 'Sends it', zh: '补发' },
      act: 'give_remedy',
      say: say('Done', '好了'),
      ends: 'settled',
    }),
    step({ id: '4', kind: 'hands_over', title: { en: 'A person', zh: '人工' }, because: 'asked' }),
  ],
};

async function wordsIn(language: 'en' | 'zh'): Promise<WordsOf> {
  const i18n = i18next.createInstance();
  await i18n.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { assistant: { en, zh }[language] } },
    defaultNS: 'assistant',
    interpolation: { escapeValue: false },
  });
  const t = i18n.t.bind(i18n) as unknown as WordsOf['t'];
  const or = (items: readonly string[]) =>
    items.length < 2 ? (items[0] ?? '') : t('or', { list: items.slice(0, -1).join(t('comma')), last: items.at(-1) });
  return { t, language, or, terms: { reason: (code) => `R ${code}`, remedy: (code) => `M ${code}` } };
}

describe('a condition reads as a sentence', async () => {
  const english = await wordsIn('en');
  const chinese = await wordsIn('zh');
  test.each<[FlowCondition, string, string]>([
    [{ fact: 'order.shipped', is: true }, 'the order has shipped', '订单已发货'],
    [{ fact: 'order.shipped', is: false }, 'the order has not shipped', '订单还没发货'],
    [{ fact: 'order.shipped', is: false, not: true }, 'the order has shipped', '订单已发货'],
    [{ fact: 'part', is: true, not: true }, 'the part is not known', '不知道是哪个配件'],
    [{ fact: 'problem', is: 'cannot-use' }, 'the problem is r cannot-use', '问题是R cannot-use'],
    [{ fact: 'answer.2', is: 'no', not: true }, 'the answer at 2 is not “No thanks”', '第 2 步的回答不是“不用了”'],
    [
      { fact: 'done.3', in: ['declined', 'refused'] },
      'step 3 was declined or refused',
      '第 3 步被买家拒绝或被政策拒绝',
    ],
    [{ fact: 'order.days', over: 30 }, 'days since delivery over 30', '签收后的天数超过 30'],
    [{ fact: 'remedies.offers_keep_it', is: true }, 'policy offers: M keep_it', '政策可给：M keep_it'],
    [{ fact: 'order.colour', is: true }, '“order.colour” holds', '“order.colour”成立'],
  ])('%j', (condition, inEnglish, inChinese) => {
    expect(conditionWords(condition, flow, english)).toBe(inEnglish);
    expect(conditionWords(condition, flow, chinese)).toBe(inChinese);
  });

  test('several are joined, and none at all is no clause', () => {
    expect(whenWords(flow.steps[1]!.next[1]!.when, flow, english)).toBe(
      'the problem is r missing-parts-or-accessories or r damaged-or-defective and days since delivery over 30',
    );
    expect(whenWords([], flow, english)).toBe('');
  });

  test('on a line it is cut, a label of the staff comes before it, and the last way says otherwise', () => {
    const second = flow.steps[1]!;
    expect(lineWords(second, 1, flow, english)).toMatch(/^the problem is .*…$/);
    expect(lineWords(second, 2, flow, english)).toBe('otherwise');
    const labelled = { ...second, next: [{ ...second.next[0]!, label: { en: 'picks it', zh: '要' } }] };
    expect(lineWords(labelled, 0, flow, chinese)).toBe('要');
    expect(lineWords(flow.steps[0]!, 0, flow, english)).toBe('');
  });

  test('every fact there is has words in both languages, turned round as well', () => {
    const facts = [
      ...Object.keys(slotFacts),
      ...Object.entries(lookUpFacts).flatMap(([key, { facts: of }]) => Object.keys(of).map((name) => `${key}.${name}`)),
    ];
    for (const words of [english, chinese]) {
      for (const fact of facts) {
        const condition = newCondition(fact, flow.steps);
        for (const text of [
          factName(fact, flow, words),
          conditionWords(condition, flow, words),
          conditionWords(turned(condition, true), flow, words),
        ]) {
          expect(text, fact).not.toMatch(/^(flag|known|fact|is|value)\.|\{\{|flag\.|known\./);
        }
        expect(conditionWords(turned(condition, true), flow, words)).not.toBe(conditionWords(condition, flow, words));
      }
      for (const key of flowKey.options) expect(words.t(`flow.${key}`)).not.toContain('flow.');
      for (const name of flowVariables)
        expect(words.t(`variable.${name.replace('.', '_')}`)).not.toContain('variable.');
      for (const key of lookUp.options) expect(words.t(`look_up.${key}`)).not.toContain('look_up.');
    }
  });

  test('every variable has an example in the preview, in each language of buyers', () => {
    for (const language of ['en', 'zh', 'es'] as const) {
      expect(flowVariables.filter((name) => !(name in samples[language]))).toEqual([]);
    }
  });
});

test('a condition that is turned and turned back is the same', () => {
  for (const condition of [
    { fact: 'order.shipped', is: true },
    { fact: 'problem', is: 'cannot-use' },
    { fact: 'order.days', over: 3 },
  ]) {
    expect(turned(turned(condition, true), false)).toEqual(condition);
  }
});

test('one value is written as one, several as a list', () => {
  expect(withValues({ fact: 'problem', in: ['a', 'b'] }, ['c'])).toEqual({ fact: 'problem', is: 'c' });
  expect(withValues({ fact: 'problem', is: 'c', not: true }, ['a', 'b'])).toEqual({
    fact: 'problem',
    in: ['a', 'b'],
    not: true,
  });
});

test('a way may read what came before its step, and nothing of what comes after', () => {
  const facts = (id: string) => factsFor(flow, id).flatMap((group) => group.facts);
  expect(facts('2')).toContain('answer.2');
  expect(facts('2')).toContain('order.shipped');
  expect(facts('2')).not.toContain('done.3');
  expect(facts('1')).not.toContain('answer.2');
  expect(facts('3')).toContain('done.3');
});
