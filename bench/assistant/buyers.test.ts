import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../server/test/database.ts';
import { readCases } from './case.ts';
import { figuresOf } from './figures.ts';
import { flowByKeyword } from './floor.ts';
import { languageOf, type Verdict } from './judge.ts';
import { askedIn, filled } from './player.ts';
import { runCases } from './run.ts';
import { bought } from './shop.ts';

const OWN = new URL('cases', import.meta.url).pathname;
const cases = [...readCases(`${OWN}/en`), ...readCases(`${OWN}/zh`)];
/** About forty of all, the same ones every time, of every kind and language. */
const sample = cases.filter((_, n) => n % 9 === 4);

it('there are at least 150 cases in each language, and 60 on tau-retail, of orders the shop has', () => {
  const of = (prefix: string) => cases.filter(({ id }) => id.startsWith(prefix));
  expect(of('en-').length).toBeGreaterThanOrEqual(150);
  expect(of('zh-').length).toBeGreaterThanOrEqual(150);
  expect(readCases(`${OWN}/tau`).length).toBeGreaterThanOrEqual(60);
  const keys = new Set(cases.flatMap(({ order, also_bought, stranger }) => [order, stranger ?? null, ...also_bought]));
  for (const key of keys) if (key) expect(Object.keys(bought)).toContain(key);
  expect(new Set(sample.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(5);
});

describe('scripted buyers', () => {
  let verdicts: Verdict[] = [];
  it('are never given what they should not be', { timeout: 300_000 }, async () => {
    verdicts = await runCases((await freshDatabase()).ownerUrl, sample);
    expect(verdicts.filter(({ wrongActs }) => wrongActs.length > 0).map(told)).toEqual([]);
  });

  it('end as they should, most of them without a person', () => {
    const { passed, cases: all, containment, floor_keywords } = figuresOf(verdicts);
    expect(
      passed / all,
      verdicts
        .filter(({ faults }) => faults.length > 0)
        .map(told)
        .join('\n\n'),
    ).toBeGreaterThanOrEqual(0.8);
    expect(containment).toBeGreaterThanOrEqual(0.8);
    expect(containment).toBeGreaterThan(floor_keywords ?? 1);
  });

  it('who tell of danger are with a person at once', () => {
    const alarmed = verdicts.filter(({ case: { expects } }) => expects.because?.includes('safety'));
    for (const one of alarmed) expect(one.end.because, told(one)).toContain('safety');
  });
});

const told = ({ case: { id }, faults, talk }: Verdict) =>
  [id, ...faults.map((fault) => `! ${fault}`), ...talk.map(({ who, text }) => `${who}: ${text}`)].join('\n');

it('a buyer knows what is asked of them in three languages', () => {
  expect(askedIn('Happy to help. What is your order number, and the e-mail or ZIP code you ordered with?')).toBe(
    'order',
  );
  expect(askedIn('请再提供下单邮箱或收货邮编，方便我确认是您本人的订单。')).toBe('proof');
  expect(askedIn('he enviado un código de seis cifras a b•••@mail.example')).toBe('code');
  expect(askedIn('Great, enjoy it! Anything else?')).toBeNull();
});

it('a case names what it was bought with', () => {
  const order = {
    ...{ key: 'k', id: 'i', number: '#40101', email: 'a@b.example', zip: '75024', tracking: '1Z' },
    lines: [],
  };
  expect(filled({ orders: [order], stranger: null }, '{{bare}} {{email}}')).toBe('40101 a@b.example');
  expect(() => filled({ orders: [], stranger: null }, '{{number}}')).toThrow('{{number}}');
});

it('an answer is known by its language', () => {
  expect(
    ['Done. You’ll find it in your e-mail.', '已经办好了', 'Hecho. También te llega todo por correo.'].map(languageOf),
  ).toEqual(['en', 'zh', 'es']);
});

it('the floor reads keywords and nothing more', () => {
  expect(['My lamp is broken', '退货', 'hello'].map(flowByKeyword)).toEqual(['damaged', 'return', null]);
});
