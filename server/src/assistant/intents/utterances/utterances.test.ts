import { describe, expect, it } from 'vitest';
import { loadUtterances, partedByAuthor, type Utterance } from './index.ts';
import { readRows } from './read-rows.ts';

const read = (csv: string) => readRows(csv, 'rows.csv');

describe('a file of messages and intents', () => {
  it.each([
    ['with a first line of names', 'text,intent\nhello,greet\n', [{ text: 'hello', intent: 'greet' }]],
    [
      'without one',
      'hello,greet\nbye,leave\n',
      [
        { text: 'hello', intent: 'greet' },
        { text: 'bye', intent: 'leave' },
      ],
    ],
    [
      'in another order, under other names',
      'label,id,utterance\ngreet,1,hello\n',
      [{ text: 'hello', intent: 'greet' }],
    ],
    [
      'with quotes, commas and line breaks in quotes',
      '"he said ""hi"", twice\nat least",greet\n',
      [{ text: 'he said "hi", twice\nat least', intent: 'greet' }],
    ],
    ['with authors', 'text,intent,author\n退货,return,terse\n', [{ text: '退货', intent: 'return', author: 'terse' }]],
    [
      'with Excel’s first sign and Windows line ends',
      '\ufefftext,intent\r\nhello,greet\r\n',
      [{ text: 'hello', intent: 'greet' }],
    ],
    [
      'with empty lines',
      'hello,greet\n\nbye,leave\n\n',
      [
        { text: 'hello', intent: 'greet' },
        { text: 'bye', intent: 'leave' },
      ],
    ],
    [
      'with the ways of writing out of scope',
      'hello,OOS\nbye,out_of_scope\n',
      [
        { text: 'hello', intent: 'oos' },
        { text: 'bye', intent: 'oos' },
      ],
    ],
  ])('is read %s', (_, csv, rows) => {
    expect(read(csv)).toEqual(rows);
  });

  it.each([
    ['', /^rows\.csv: there are no rows/],
    ['text,intent\n', /nothing under it/],
    ['hello,greet\nno intent at all\n', /^rows\.csv, line 2: one column only.*no intent at all/],
    ['hello,greet\n\n\nbye,\n', /^rows\.csv, line 4: the intent is empty/],
    ['"two\nlines",greet\n,greet\n', /^rows\.csv, line 3: the text is empty/],
    ['hello,greet\n"never closed,greet\nbye,leave\n', /^rows\.csv, line 2: a quote is opened here/],
    ['"never closed,greet\n', /^rows\.csv, line 1: a quote is opened here/],
    ['text,intent\nhe said "hi",greet\n', /^rows\.csv, line 2: .*quote/i],
  ])('%j is refused, saying where and why', (csv, why) => {
    expect(() => read(csv)).toThrow(why);
  });
});

describe('our own messages', () => {
  const all = loadUtterances();

  it('are there in both languages, to train on and to test on, and no author stands on both sides', () => {
    for (const language of ['en', 'zh']) {
      for (const split of ['train', 'test']) {
        expect(all.some((one) => one.language === language && one.split === split)).toBe(true);
      }
    }
  });

  // “hey” is everybody's own; what is longer than a word was somebody's.
  it('are said once: no test message of more than a word was trained on, however it is written', () => {
    const plain = ({ text }: Utterance) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    const taught = new Set(all.filter(({ split }) => split === 'train').map(plain));
    expect(
      all
        .filter((one) => one.split === 'test' && plain(one).length > 4 && taught.has(plain(one)))
        .map(({ text }) => text),
    ).toEqual([]);
  });

  it('every intent that is tested is taught, in the same language', () => {
    const taught = new Set(all.filter(({ split }) => split === 'train').map((one) => `${one.language} ${one.intent}`));
    const strange = all.filter((one) => one.split === 'test' && !taught.has(`${one.language} ${one.intent}`));
    expect(strange.map(({ intent, text }) => `${intent}: ${text}`)).toEqual([]);
  });

  it('an author on both sides is refused', () => {
    const row = { text: 'a', intent: 'return', author: 'terse', language: 'en' };
    const both: Utterance[] = [
      { ...row, split: 'train' },
      { ...row, split: 'test' },
    ];
    expect(() => partedByAuthor(both)).toThrow(/terse \(en\)/);
    expect(partedByAuthor([both[0]!, { ...both[1]!, language: 'zh' }])).toHaveLength(2);
  });
});
