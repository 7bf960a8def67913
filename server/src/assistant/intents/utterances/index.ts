/** The product's own messages with their intents, data that anybody can add to: <split>.<language>.csv of text,intent,author. */
import { readdirSync, readFileSync } from 'node:fs';
import { readRows } from './read-rows.ts';

export type Utterance = {
  text: string;
  intent: string;
  /** In whose manner it is written. An author is in one split only. */
  author: string;
  language: string;
  split: 'train' | 'test';
};

const NAME = /^(?:[a-z-]+\.)?(train|test)\.([a-z]{2})\.csv$/;

/** All of them, in the order of the files' names. Throws where a row has no author or an author stands in both splits. */
export function loadUtterances(): Utterance[] {
  const folder = new URL('./', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  return partedByAuthor(
    files.sort().flatMap((name) => {
      const [, split, language] = name.match(NAME) ?? [];
      if (!split || !language)
        throw new Error(`utterances/${name}: name it train.<language>.csv or test.<language>.csv.`);
      return readRows(readFileSync(new URL(name, folder), 'utf8'), `utterances/${name}`).map((row) => {
        if (!row.author) throw new Error(`utterances/${name}: “${row.text}” has no author.`);
        return { ...row, author: row.author, language, split: split as Utterance['split'] };
      });
    }),
  );
}

/** Nobody may be tested on their own turns of phrase. */
export function partedByAuthor(all: Utterance[]): Utterance[] {
  const taught = new Set(
    all.filter(({ split }) => split === 'train').map(({ language, author }) => `${language} ${author}`),
  );
  const both = all.find(({ split, language, author }) => split === 'test' && taught.has(`${language} ${author}`));
  if (both) throw new Error(`The author ${both.author} (${both.language}) has messages to train on and to test on.`);
  return all;
}
