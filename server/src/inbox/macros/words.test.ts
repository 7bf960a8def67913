import { expect, it } from 'vitest';
import { checkWords, fill, type Values } from './words.ts';

const values: Values = {
  contact: { name: 'Dana Whitfield', first_name: 'Dana', email: null, phone: null },
  order: { number: '#W-20377', date: 'Nov 2', total: '$129.00', items: 'Lamp', address: null, tracking: null },
  return: null,
  agent: { name: '李娜', first_name: '李娜' },
  brand: { name: 'Lumora', email: 'help@lumora.example' },
  conversation: { code: 'C-7F3K-92QD', subject: 'Lamp' },
};

it.each([
  ['Hi {{ contact.first_name }}, {{ order.number }}.', 'Hi Dana, #W-20377.', []],
  ['{% if return %}Return {{ return.code }}.{% else %}No return yet.{% endif %}', 'No return yet.', []],
  ['{% if order %}About {{ order.number }}.{% endif %} Bye', 'About #W-20377. Bye', []],
  ['{% unless return %}none{% endunless %}', 'none', []],
  ['Track it: {{ order.tracking }}', 'Track it:', ['order.tracking']],
  ['Your return {{ return.code }}', 'Your return', ['return.code']],
  ['Write to {{ contact.email | default: "us" }}', 'Write to us', []],
  ['{% if contact.phone %}{{ contact.phone }}{% endif %}ok', 'ok', []],
  ['{{ contact.name | upcase }}', 'DANA WHITFIELD', []],
])('«%s» says «%s» and misses %j', (source, text, missing) => {
  expect(fill(source, values)).toEqual({ text, missing });
});

it("a buyer's name is words, not a template", () => {
  const contact = { ...values.contact, first_name: '{{ agent.name }} <b>' };
  expect(fill('Hi {{ contact.first_name }}', { ...values, contact }).text).toBe('Hi {{ agent.name }} <b>');
});

it.each([
  ['a variable there is none of', '{{ order.secret }}', { unknown: 'order.secret' }],
  ['a thing there is none of', '{{ process.env }}', { unknown: 'process.env' }],
  ['a tag that is not closed', '{% if order %}yes', {}],
  ['a tag there is none of', '{% frobnicate %}', {}],
  ['a filter there is none of', '{{ order.number | frobnicate }}', {}],
  ['a file', '{% include "secrets" %}', {}],
  ['a loop without end', '{% for i in (1..100000000) %}{{ i }}{% endfor %}', {}],
])('%s is refused when it is written', (_what, source, details) => {
  expect(() => checkWords({ en: source })).toThrow(expect.objectContaining({ code: 'macro.words_broken' }));
  try {
    checkWords({ en: source });
  } catch (error) {
    expect(error).toMatchObject({ details });
  }
});

it('a loop and a variable of its own are fine', () => {
  checkWords({ en: '{% assign name = contact.name %}{{ name }}{% for i in (1..3) %}{{ i }}{% endfor %}' });
});
