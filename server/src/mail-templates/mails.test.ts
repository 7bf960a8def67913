import { describe, expect, test } from 'vitest';
import { mailData } from './data.ts';
import { type MailTemplate, mailTemplates, renderMail, sourceOf, variablesOf } from './index.ts';
import { samples } from './samples.ts';

const now = new Date('2026-11-17T18:00:00Z');
const brand = {
  name: 'Lumora',
  color: '#1E2A4A',
  logo_url: null,
  support_email: 'help@lumora.example.com',
  time_zone: 'America/Chicago',
};
const languages = ['en', 'zh', 'es'] as const;
const every = mailTemplates.flatMap((template) => languages.map((language) => [template, language] as const));
const draw = (
  template: MailTemplate,
  language: (typeof languages)[number],
  data: unknown = samples[template],
  as = brand,
) => renderMail({ template, language, brand: as, data: data as never, now });

const NASTY = `<script>alert('x')</script>{{ 1203 | times: 3 }}{% assign a = 1 %}"'><img src=x onerror=y>\r\nBcc: eve@example.com\u202e\u0001 & 退货`;

/** The same data with every free text made nasty: what is not an address, a day, an instant or one of our own words. */
function nasty(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => nasty(item, key === 'parts' ? 'part' : key));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, key === 'part' ? inner : nasty(inner, name)]),
    );
  }
  const ours = ['kind', 'role', 'currency', 'by', 'purpose'].includes(key);
  return typeof value !== 'string' || ours || /^(https?:|\d{4}-\d{2}-\d{2})/.test(value) ? value : NASTY;
}

const tags = (html: string) => (html.match(/<[^>]*>/g) ?? []).filter((tag) => !/^<br\b/.test(tag));

describe.each(every)('%s in %s', (template, language) => {
  test('reads well', () => {
    const { subject, html, text } = draw(template, language);
    for (const part of [subject, html, text])
      expect(part).not.toMatch(/undefined|null|NaN|\[object|\{\{|\{%|[\ue000-\uf8ff]/);
    expect(subject.length).toBeLessThan(120);
    const forbidden = {
      en: /!|\bplease\b|successfully|business days/i,
      zh: /！|成功|工作日/,
      es: /[¡!]|por favor|exitosamente|días hábiles/i,
    }[language];
    expect(`${subject}\n${text}`).not.toMatch(forbidden);
    // Every address of the one form is in the other.
    const links = (of: string) =>
      [...new Set((of.match(/https:\/\/[^\s"<]+/g) ?? []).filter((link) => !link.includes('w3.org')))].sort();
    expect(links(html)).toEqual(links(text));
  });

  test('shows nasty data as it stands and keeps its own shape', () => {
    const plain = draw(template, language);
    const { subject, html, text } = draw(template, language, nasty(samples[template]), { ...brand, name: NASTY });
    expect(subject).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(html.replaceAll(/<title>[^<]*<\/title>/g, '')).not.toMatch(/<script|<img|onerror=y>|\u202e/);
    expect(tags(html)).toEqual(tags(plain.html));
    expect(`${subject}${html}${text}`).not.toContain('3609');
    expect(text).toContain('{{ 1203 | times: 3 }}');
    expect(text).not.toMatch(/^Bcc:/m);
  });

  test('can do without everything that may be missing', () => {
    const sample = samples[template] as Record<string, unknown>;
    const schema = mailData[template];
    for (const [key, value] of Object.entries(sample)) {
      for (const other of [null, [], typeof value === 'boolean' ? !value : undefined]) {
        const data = { ...sample, [key]: other };
        if (other === undefined || !schema.safeParse(data).success) continue;
        const { html, text } = draw(template, language, data);
        for (const part of [html, text])
          expect(part, `${key} is ${JSON.stringify(other)}`).not.toMatch(/undefined|null|NaN|\[object/);
      }
    }
    expect(draw(template, language, sample, { ...brand, support_email: null as never }).text).not.toContain('null');
  });
});

test.each(mailTemplates)('%s tells the same in every language', (template) => {
  const facts = (language: (typeof languages)[number]) => [...new Set(variablesOf(template, language))].sort();
  for (const language of languages) expect(facts(language)).toEqual(facts('en'));
  const shape = (language: (typeof languages)[number]) =>
    (sourceOf(template, language).match(/\{%-? *\w+/g) ?? []).sort();
  for (const language of languages) expect(shape(language)).toEqual(shape('en'));
});

test.each(mailTemplates)('%s uses all it is told', (template) => {
  const told = Object.keys(samples[template]).sort();
  const used = new Set(variablesOf(template, 'en'));
  expect(told.filter((name) => !used.has(name))).toEqual([]);
});

test.each(languages)('every remedy has its words in %s', (language) => {
  for (const kind of ['refund', 'store_credit', 'keep_it', 'exchange', 'replacement'] as const) {
    const remedy = { kind, amount: { amount: 1_000, currency: 'USD' }, to: null, by: '2026-12-01' };
    const { text } = draw('return_requested', language, { ...samples.return_requested, remedies: [remedy] });
    const line = text.split('\n').find((one) => /12月1日|December 1|1 de diciembre/.test(one));
    expect(line?.length, kind).toBeGreaterThan(20);
  }
});

test.each(languages)('every part of an amount and every role has its words in %s', (language) => {
  const codes = [
    'price',
    'tax',
    'shipping',
    'bonus',
    'restocking_fee',
    'return_freight',
    'keep_it',
    'condition',
  ] as const;
  const parts = codes.map((code, i) => ({ code, amount: { amount: 100 + i, currency: 'USD' } }));
  const { text } = draw('refund_sent', language, { ...samples.refund_sent, parts });
  const labels = codes.map(
    (_, i) =>
      text
        .split('\n')
        .find((line) => line.endsWith(`$1.0${i}`))
        ?.split(/[:：]/)[0]
        ?.trim() ?? '',
  );
  expect(new Set(labels).size).toBe(codes.length);
  for (const label of labels) expect(label).toMatch(/\S{2,}/);
  const roles = ['owner', 'manager', 'agent', 'warehouse', 'technician', 'viewer'] as const;
  const words = roles.map((role) => draw('staff_invitation', language, { ...samples.staff_invitation, role }).text);
  expect(new Set(words).size).toBe(roles.length);
});

test('data that does not fit is a fault, not a mail with holes', () => {
  expect(() =>
    draw('refund_sent', 'en', { ...samples.refund_sent, amount: { amount: 1.5, currency: 'USD' } }),
  ).toThrow();
  expect(() => draw('refund_sent', 'en', { ...samples.refund_sent, surprise: 1 })).toThrow();
  expect(() =>
    draw('return_approved', 'en', { ...samples.return_approved, label_url: 'javascript:alert(1)' }),
  ).toThrow();
});
