import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as contract from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { readCode } from './words-in-code.ts';

const src = fileURLToPath(new URL('../src/', import.meta.url));
const languages = ['en', 'zh'] as const;
type Catalogue = Record<string, string>;

/** `{a: {b: 'x'}}` as `{'a.b': 'x'}`. */
function flat(words: object, before = ''): Catalogue {
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[before + key, value]] : Object.entries(flat(value as object, `${before}${key}.`)),
    ),
  );
}
function read(folder: string, language: string): Catalogue {
  return flat(JSON.parse(readFileSync(`${src}${folder}/${language}.json`, 'utf8')) as object);
}

const folders = globSync('**/{en,zh}.json', { cwd: src }).map((path) => path.replace(/\/(en|zh)\.json$/, ''));
const catalogues = new Map([...new Set(folders)].map((folder) => [folder.split('/').at(-1)!, folder]));
const code = globSync('**/*.{ts,tsx}', { cwd: src }).filter((path) => !/\.test\.|^gallery\//.test(path));
const readings = code.map((path) => readCode(path, readFileSync(src + path, 'utf8'), path.split('/')[0]!));
/** Files that may hold Chinese: formats are made of it, and a language is named in itself. */
const mayHoldChinese = /^(ui\/format\.ts|app\/language-switch\.tsx|app\/language-names\.ts):/;

const plural = /_(zero|one|two|few|many|other)$/;
/** `late` of `late_one` and `late_other`, which count something; `pick_one` and `held_by_other` are no plurals. */
const baseOf = (key: string, words: Catalogue) => {
  const base = key.replace(plural, '');
  return words[`${base}_other`]?.includes('{{count}}') ? base : key;
};
const bases = (words: Catalogue) => [...new Set(Object.keys(words).map((key) => baseOf(key, words)))].sort();
const slots = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}|\{(\w+)\}/g)].map((slot) => slot[0].replace(/\s/g, '')).sort();

test('the catalogues and the code were found', () => {
  expect(catalogues.size).toBeGreaterThanOrEqual(4);
  expect(code.length).toBeGreaterThan(50);
  expect(readings.flatMap((reading) => reading.keys).length).toBeGreaterThan(150);
});

describe.each([...catalogues])('words of %s', (_, folder) => {
  test('stand in both languages', () => {
    for (const language of languages) expect(existsSync(`${src}${folder}/${language}.json`), language).toBe(true);
    expect(bases(read(folder, 'zh'))).toEqual(bases(read(folder, 'en')));
  });

  test('have the plural forms of their language', () => {
    for (const [language, forms] of [
      ['en', ['one', 'other']],
      ['zh', ['other']],
    ] as const) {
      const words = read(folder, language);
      for (const base of bases(words).filter((key) => !(key in words))) {
        const has = Object.keys(words).filter((key) => key !== base && baseOf(key, words) === base);
        expect(has.map((key) => key.slice(base.length + 1)).sort(), `${language} ${base}`).toEqual([...forms]);
      }
    }
  });

  test('have the same slots in both languages', () => {
    const [en, zh] = [read(folder, 'en'), read(folder, 'zh')];
    for (const base of bases(en)) {
      const whole = (words: Catalogue) => words[base] ?? words[`${base}_other`] ?? '';
      expect(slots(whole(zh)), base).toEqual(slots(whole(en)));
    }
  });

  test('are not empty, and the Chinese is not the English', () => {
    const [en, zh] = [read(folder, 'en'), read(folder, 'zh')];
    for (const [key, text] of Object.entries({ ...en, ...zh })) expect(text.trim(), key).not.toBe('');
    const same = Object.keys(en).filter((key) => zh[key] === en[key] && /[a-z]{4}.*\s.*[a-z]{4}/i.test(en[key]!));
    expect(same).toEqual([]);
  });
});

test('every key the code asks for is in its catalogue', () => {
  const missing = readings
    .flatMap((reading) => reading.keys)
    .filter(({ namespace, key, prefix }) => {
      const folder = catalogues.get(namespace);
      if (!folder) return true;
      const keys = bases(read(folder, 'en'));
      return prefix ? !keys.some((each) => each.startsWith(key)) : !keys.includes(key);
    });
  expect(missing.map(({ at, namespace, key }) => `${at} ${namespace}:${key}`)).toEqual([]);
});

test('no key lies in a catalogue that nobody asks for', () => {
  const strings = new Set(readings.flatMap((reading) => reading.strings));
  const asked = readings.flatMap((reading) => reading.keys);
  const idle: string[] = [];
  for (const [namespace, folder] of catalogues) {
    for (const key of bases(read(folder, 'en'))) {
      // The formats of ui read theirs directly.
      if (namespace === 'ui' && key.startsWith('format.')) continue;
      const used = asked.some(
        (each) => each.namespace === namespace && (each.prefix ? key.startsWith(each.key) : key === each.key),
      );
      const named =
        strings.has(key) || key.split('.').some((_, at, parts) => at > 0 && strings.has(parts.slice(0, at).join('.')));
      if (!used && !named) idle.push(`${namespace}:${key}`);
    }
  }
  expect(idle).toEqual([]);
});

test('no words are written into the screens themselves', () => {
  const hard = readings.flatMap((reading) => reading.hard).filter(({ at }) => !mayHoldChinese.test(at));
  expect(hard.map(({ at, text }) => `${at} “${text}”`)).toEqual([]);
});

test('every refusal of the contract has words', () => {
  const codes = new Set<string>();
  for (const group of Object.values(contract) as unknown[]) {
    if (!group || typeof group !== 'object') continue;
    for (const each of Object.values(group) as unknown[]) {
      for (const code of (each as { refusals?: readonly string[] } | null)?.refusals ?? []) codes.add(code);
    }
  }
  expect(codes.size).toBeGreaterThan(50);
  for (const language of languages) {
    const words = read('app/refusals', language);
    expect(
      [...codes].filter((code) => !words[code]),
      language,
    ).toEqual([]);
  }
});

describe('the reading of the code', () => {
  const screen = `
    export function Screen() {
      const { t } = useTranslation('returns');
      // t('in.a.comment')
      return <p title="Written here" className="some class">{t('a.b')} {t('ui:close')} {t(x ? 'yes' : 'no')} {t(\`kind.\${k}\`)} Hello there {'你好'}</p>;
    }`;
  const found = readCode('returns/screen.tsx', screen, 'returns');

  test('finds the keys with their namespaces, and none in a comment', () => {
    expect(found.keys.map(({ namespace, key, prefix }) => [namespace, key, prefix])).toEqual([
      ['returns', 'a.b', false],
      ['ui', 'close', false],
      ['returns', 'yes', false],
      ['returns', 'no', false],
      ['returns', 'kind.', true],
    ]);
  });

  test('finds words written into the screen, and no class names', () => {
    expect(found.hard.map(({ text }) => text)).toEqual(['Written here', 'Hello there', '你好']);
  });
});
