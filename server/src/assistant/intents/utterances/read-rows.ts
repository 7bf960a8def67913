import { CsvError, type Info, parse } from 'csv-parse/sync';
import { OUT_OF_SCOPE } from '../held-out.ts';

export type MarkedRow = { text: string; intent: string; author?: string };

/** What the columns are called in the sets that people publish. */
const NAMES: Record<keyof MarkedRow, readonly string[]> = {
  text: ['text', 'utterance', 'message', 'sentence', 'query'],
  intent: ['intent', 'label', 'category', 'class'],
  author: ['author'],
};

/** Other ways of writing that a row asks for nothing known. */
const NOTHING_KNOWN: ReadonlySet<string> = new Set(['oos', 'ood', 'out_of_scope', 'out-of-scope']);

/** Says what is wrong with a file of rows, and on which line of it. */
export class UnreadableRows extends Error {}

/**
 * Messages with their intents out of a CSV: with or without a first line of names, in any order of columns where it has one,
 * else text, intent, author. Quotes, commas and line breaks in quotes are fine. Throws UnreadableRows naming the line.
 */
export function readRows(csv: string, file: string): MarkedRow[] {
  const lines = recordsOf(csv, file);
  const first = lines[0];
  if (!first) throw new UnreadableRows(`${file}: there are no rows.`);
  const names = first.record.map((cell) => cell.trim().toLowerCase());
  const place = (column: keyof MarkedRow) => names.findIndex((name) => NAMES[column].includes(name));
  const named = place('text') >= 0 && place('intent') >= 0;
  const [text, intent, author] = named ? [place('text'), place('intent'), place('author')] : [0, 1, 2];
  const rows = lines.slice(named ? 1 : 0).map(({ record, line }) => {
    const problem = (what: string) => new UnreadableRows(`${file}, line ${line}: ${what}`);
    if (record.length < 2) {
      throw problem(`one column only, text and intent are needed: ${JSON.stringify(record[0]?.slice(0, 60))}`);
    }
    const row = { text: record[text!]?.trim() ?? '', intent: record[intent!]?.trim() ?? '' };
    if (row.text === '') throw problem('the text is empty.');
    if (row.intent === '') throw problem('the intent is empty.');
    if (NOTHING_KNOWN.has(row.intent.toLowerCase())) row.intent = OUT_OF_SCOPE;
    const by = author! >= 0 ? record[author!]?.trim() : '';
    return by ? { ...row, author: by } : row;
  });
  if (rows.length === 0) throw new UnreadableRows(`${file}: there is a first line of names and nothing under it.`);
  return rows;
}

type Line = { record: string[]; line: number };

function recordsOf(csv: string, file: string): Line[] {
  try {
    return parsed(csv).filter(({ record }) => record.length > 1 || record[0]?.trim() !== '');
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code !== 'CSV_QUOTE_NOT_CLOSED') {
      throw new UnreadableRows(`${file}, line ${Number(error.lines)}: ${error.message}`);
    }
    // An open quote swallows the rest of the file; the row that opened it is the one after the last whole one.
    const before = Number(error.records);
    const opened = before === 0 ? 1 : parsed(csv, before).at(-1)!.next;
    throw new UnreadableRows(`${file}, line ${opened}: a quote is opened here and never closed.`);
  }
}

/** The first records of a file (all, if no number is given) with the line each begins on, and the one the next does. */
function parsed(csv: string, upTo = -1): (Line & { next: number })[] {
  const options = { bom: true, relax_column_count: true, info: true, to: upTo } as const;
  let next = 1;
  return (parse(csv, options) as unknown as { record: string[]; info: Info }[]).map(({ record, info }) => {
    const line = next;
    next = info.lines + 1;
    return { record, line, next };
  });
}
