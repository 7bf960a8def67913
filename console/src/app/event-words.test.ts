import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Terms } from '../terms/terms.ts';
import type { Format } from '../ui/locale.tsx';
import { details } from './event-details.ts';
import { eventLooks } from './event-looks.ts';
import en from './events/en.json' with { type: 'json' };
import zh from './events/zh.json' with { type: 'json' };

const server = fileURLToPath(new URL('../../../server/src/', import.meta.url));
const files = globSync('**/*.ts', { cwd: server }).filter((path) => !/\.test\.ts$|(^|\/)testing\/|^demo\//.test(path));

const name = '[a-z_]+\\.[a-z_]+';
/** Where code names the type of an event it records: its type, one of two types, the helper that makes it, or whose sign-in it is. */
const places = [
  new RegExp(`\\btype: '(${name})'`, 'g'),
  new RegExp(`\\btype = [^;]*?'(${name})'[^;]*?'(${name})'`, 'g'),
  new RegExp(`\\w+Event\\(\\s*'(${name})'`, 'g'),
  new RegExp(`\\btell\\([^)]*'(${name})'`, 'g'),
  new RegExp(`noteForUser\\([^)]*'(${name})'`, 'g'),
  /^\s*'\/[a-z/-]+': '(staff\.[a-z_]+)'/gm,
];
/** Types put together from a state; every state is given here. */
const composed: Record<string, readonly string[]> = {
  'call.offer_${state}': ['call.offer_withdrawn', 'call.offer_expired', 'call.offer_declined', 'call.offer_refused'],
  'mail.${state}': ['mail.sent', 'mail.kept', 'mail.failed'],
  'clock.${what}': ['clock.warned', 'clock.breached'],
};
/** Pointers and signals for the live lines: nothing that happened, kept nowhere. */
const passing = ['clock.reckoned', 'inbox.signal', 'call.changed', 'call.ring', 'call.ring_over', 'call.rings'];
/** Named by reactions and the law of the modules, recorded by modules that are yet to come. */
const foreseen = ['order.created', 'order.updated', 'credit.issued'];

function recorded(): Set<string> {
  const found = new Set<string>();
  for (const path of files) {
    const code = readFileSync(server + path, 'utf8');
    for (const place of places) {
      for (const [, ...types] of code.matchAll(place)) for (const type of types) found.add(type!);
    }
    for (const [, template] of code.matchAll(/\btype: `([a-z_]+\.\$\{(?!string\})[^`]+)`/g)) {
      const types = composed[template!];
      if (!types)
        throw new Error(`${path} puts an event type together: ${template}. Say in this test what may come out`);
      for (const type of types) found.add(type);
    }
  }
  return found;
}
const types = [...recorded()].filter((type) => !passing.includes(type)).sort();

test('the server was read', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(types.length).toBeGreaterThan(70);
  expect(types).toEqual(
    expect.arrayContaining([
      'return.requested',
      'return.approved',
      'label.failed',
      'tracking.recorded',
      'parcel.unpacked',
      'unit.arrived',
      'refund.owed',
      'mail.sent',
      'policy.published',
      'staff.password_reset',
      'staff.two_factor_on',
    ]),
  );
});

describe.each([
  ['en', en],
  ['zh', zh],
] as const)('in %s', (language, words) => {
  const t = i18next.createInstance();
  beforeAll(() =>
    t.init({ lng: language, resources: { [language]: { events: words } }, interpolation: { escapeValue: false } }),
  );
  const say = {
    t: ((key: string, options: Record<string, string>) => t.t(key, options)) as TFunction,
    review: (code: string) => code,
    terms: new Proxy({}, { get: () => (code: unknown) => (typeof code === 'string' ? code : '') }) as Terms,
    f: {
      language,
      number: String,
      money: (amount: number, currency: string) => `${currency} ${amount}`,
      calendarDay: String,
      weekdayDate: String,
      duration: String,
      dateTime: String,
      listed: (items: readonly string[]) => items.join(' + '),
    } as unknown as Format,
  };
  const titleOf = (type: string, data: Record<string, unknown>) =>
    details[type]?.(data, say).title ?? t.t(`events:${type}.title`);

  test.each([...new Set([...types, ...foreseen])])('%s has a picture and words', (type) => {
    expect(eventLooks[type], `${type} in event-looks.ts`).toBeDefined();
    const title = titleOf(type, {});
    expect(title).not.toContain('.title');
    expect(title).not.toMatch(/\{\{|undefined|null/);
  });

  test('an event without its data, or with strange data, is still told', () => {
    const strange = {
      lines: 'x',
      review: 7,
      amount: 3,
      value: null,
      missing: [null],
      outcomes: {},
      failed: [{}],
      from: [],
      to: 4,
    };
    for (const [type, tell] of Object.entries(details)) {
      for (const data of [{}, strange]) {
        const told = tell(data, say);
        const words = [told.title, ...(told.parts ?? []), told.text].filter(Boolean).join('|');
        expect(words, type).not.toMatch(/undefined|\[object|NaN|\{\{|events:/);
      }
    }
  });

  test('amounts, counts and reasons are said', () => {
    const money = { amount: 31284, currency: 'USD' };
    const told = (type: string, data: Record<string, unknown>) => {
      const { title = '', parts = [] } = details[type]!(data, say);
      return [title, ...parts.filter(Boolean)].join(' | ');
    };
    expect(told('refund.owed', { kind: 'refund', code: 'RF-1', amount: money })).toContain('USD 31284');
    expect(told('refund.sent', { kind: 'store_credit', amount: money })).toContain(
      language === 'zh' ? '购物金' : 'Store credit',
    );
    expect(told('return.declined', { reason: 'Too late' })).toContain('“Too late”');
    expect(
      told('parcel.unpacked', { outcomes: ['short'], units: 1, missing: [{ title: 'Dust bags', quantity: 2 }] }),
    ).toMatch(/short.*Dust bags/);
    expect(
      told('unit.decided', { disposition: 'open_box', suggested: 'restock', net: money, override_reason: 'Scratched' }),
    ).toMatch(/open_box.*USD 31284.*restock.*Scratched/);
  });
});
