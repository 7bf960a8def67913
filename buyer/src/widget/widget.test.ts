import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ChatMessage } from '@recoup/contract';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildWidget } from '../../vite.widget.ts';
import { linked, rows } from './rows.ts';
import { safe } from './safe.ts';
import { askFrom, merge, readUpTo, stillQueued } from './thread.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 17, 15, minute)).toISOString();
const message = (n: number, change: Partial<ChatMessage> = {}): ChatMessage => ({
  id: `0190000${n}-0000-7000-8000-000000000000`,
  conversation_id: 'c',
  at: at(n),
  mine: n % 2 === 1,
  author: n % 2 === 1 ? { kind: 'buyer', name: 'Guest' } : { kind: 'staff', name: 'Grace' },
  text: `message ${n}`,
  files: [],
  client_id: n % 2 === 1 ? `client-${n}` : null,
  read_at: null,
  article: null,
  card: null,
  choices: [],
  ...change,
});
const [one, two, three] = [message(1), message(2), message(3)];

describe('what the widget holds', () => {
  test('what is heard twice, or out of order, stands once and in its place', () => {
    expect(merge([one], [three, two, one])).toEqual([one, two, three]);
  });
  test('a later copy that was read takes the place of the earlier, and never the other way', () => {
    const read = { ...one, read_at: at(9) };
    expect(merge([one], [read])[0]?.read_at).toBe(at(9));
    expect(merge([read], [one])[0]?.read_at).toBe(at(9));
  });
  test('what was written waits until the server has it, by the id the widget gave it', () => {
    const queued = (client_id: string) => ({ client_id, conversation_id: null, text: 'x', files: [], at: at(0) });
    expect(stillQueued([queued('client-1'), queued('client-9')], [one, two]).map((q) => q.client_id)).toEqual([
      'client-9',
    ]);
  });
  test('after a break it asks from a minute before the newest, as clocks of servers differ', () => {
    expect(askFrom([])).toBeNull();
    expect(askFrom([one])).toBeNull();
    expect(askFrom([one, two, three])).toBe(two.id);
  });
  test('only the buyer’s own words are marked as read by a person', () => {
    expect(readUpTo([one, two, three], two.id, at(8)).map(({ read_at }) => read_at)).toEqual([at(8), null, null]);
  });
  test('who joins is said once, and a name stands above the first of theirs alone', () => {
    const kinds = rows([one, two, message(4), three], () => 'today').map((row) =>
      row.kind === 'message' ? row.label : row.kind,
    );
    expect(kinds).toEqual([false, 'joined', true, false, false]);
  });
});

describe('what comes over the wire never runs', () => {
  test.each([
    ['See https://lumora.example/help.', ['See ', '*https://lumora.example/help', '.']],
    ['javascript:alert(1)', ['javascript:alert(1)']],
    ['<a href="https://x.example">x</a>', ['<a href="', '*https://x.example', '">x</a>']],
    ['看这里：https://lumora.example/a。谢谢', ['看这里：', '*https://lumora.example/a', '。谢谢']],
  ])('%s', (text, expected) => {
    expect(linked(text).map((part) => (part.href ? `*${part.href}` : part.text))).toEqual(expected);
  });
  test('an address is http or none', () => {
    expect(safe('/v1/files/a', 'https://desk.example')).toBe('https://desk.example/v1/files/a');
    expect(safe('javascript:alert(1)', 'https://desk.example')).toBeUndefined();
    expect(safe('data:text/html,x', 'https://desk.example')).toBeUndefined();
  });
});

describe('the words of the widget', () => {
  const here = import.meta.dirname;
  const catalogue = (name: string) =>
    JSON.parse(readFileSync(join(here, `words/${name}.json`), 'utf8')) as Record<string, string>;
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
  test.each(['zh', 'es', 'zh.more', 'es.more'])('%s has every text of English, with the same values in it', (name) => {
    const en = catalogue(name.replace(/^../, 'en'));
    const other = catalogue(name);
    expect(Object.keys(other).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) expect([key, holes(other[key]!)]).toEqual([key, holes(text)]);
  });
  test('every key the widget names exists', () => {
    const all = { ...catalogue('en'), ...catalogue('en.more') };
    const used = readdirSync(here)
      .filter((name) => name.endsWith('.tsx'))
      .flatMap((name) =>
        [...readFileSync(join(here, name), 'utf8').matchAll(/\bw\(\s*'([\w.-]+)'/g)].map((found) => found[1]!),
      );
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter((key) => !(key in all))).toEqual([]);
  });
});

describe('what a shop’s page loads', () => {
  let folder: string;
  let parts: { name: string; bytes: number }[];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'recoup-widget-'));
    // As it is built for the world: a test's own mode makes it larger.
    vi.stubEnv('NODE_ENV', 'production');
    await buildWidget(folder);
    vi.unstubAllEnvs();
    parts = ['widget.js', ...readdirSync(join(folder, 'widget/assets')).map((name) => `widget/assets/${name}`)].map(
      (name) => ({ name, bytes: gzipSync(readFileSync(join(folder, name)), { level: 9 }).length }),
    );
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const sum = (names: Iterable<string>) =>
    [...names].reduce((total, one) => total + parts.find(({ name }) => name === one)!.bytes, 0);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const called = (start: string) => parts.find(({ name }) => name.startsWith(`widget/assets/${start}-`))!.name;
  /** A part and everything it cannot be without. */
  const withAll = (name: string, known = new Set<string>()): Set<string> => {
    if (known.has(name)) return known;
    known.add(name);
    for (const [, next] of read(name).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
      withAll(`widget/assets/${next}`, known);
    return known;
  };
  const first = () => new Set(['widget.js', ...withAll(called('panel'))]);

  test('the loader is a plain script of a few kilobytes that needs nothing else to draw the button', () => {
    expect(sum(['widget.js'])).toBeLessThan(4_000);
    expect(read('widget.js')).not.toMatch(/import\.meta|^import |^export /m);
  });
  test('loader and first sight of the panel stay within 20 KB, in any language', () => {
    for (const spoken of ['en', 'zh', 'es']) expect(sum([...first(), called(spoken)])).toBeLessThanOrEqual(20 * 1024);
  });
  test('the whole of it, with the live line and one language, stays within 60 KB', () => {
    const whole = ['line', 'rest', 'pictures'].flatMap((name) => [...withAll(called(name))]);
    expect(sum(new Set([...first(), ...whole, called('zh'), called('zh.more')]))).toBeLessThanOrEqual(60 * 1024);
  });
  test('a call is fetched when it is wanted: its own screen within 30 KB, and nothing of it comes along before', () => {
    const before = new Set([...first(), ...['line', 'rest', 'pictures'].flatMap((name) => [...withAll(called(name))])]);
    const own = [called('mount'), called('call.zh')];
    expect(own.filter((name) => before.has(name))).toEqual([]);
    expect(sum(own)).toBeLessThanOrEqual(30 * 1024);
  });
});
