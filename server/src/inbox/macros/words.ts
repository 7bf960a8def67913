/** The words of a macro: LiquidJS, held to the variables there are, and honest about those that have no value here. */
import type { Words } from '@recoup/contract';
import { Drop, Liquid } from 'liquidjs';
import { Refusal } from '../../platform/refusal.ts';

/** What a macro may say. Null where a thing is not there: the conversation is about no order, or no return. */
export type Values = {
  contact: { name: string; first_name: string; email: string | null; phone: string | null };
  order: {
    number: string;
    date: string;
    total: string;
    items: string;
    address: string | null;
    tracking: string | null;
  } | null;
  return: { code: string; stage: string } | null;
  agent: { name: string; first_name: string };
  brand: { name: string; email: string | null };
  conversation: { code: string; subject: string };
};

/** All there is, for checking what somebody writes and for the list in the editor. */
export const VARIABLES: { [K in keyof Values]: readonly (keyof NonNullable<Values[K]>)[] } = {
  contact: ['name', 'first_name', 'email', 'phone'],
  order: ['number', 'date', 'total', 'items', 'address', 'tracking'],
  return: ['code', 'stage'],
  agent: ['name', 'first_name'],
  brand: ['name', 'email'],
  conversation: ['code', 'subject'],
};

/** One of the things, which remembers what was asked of it. A thing that is not there is false in conditions. */
class Thing extends Drop {
  readonly #name: string;
  readonly #values: Record<string, string | null> | null;
  readonly #asked: (path: string) => void;

  constructor(name: string, values: Record<string, string | null> | null, asked: (path: string) => void) {
    super();
    this.#name = name;
    this.#values = values;
    this.#asked = asked;
  }
  override valueOf(): unknown {
    return this.#values === null ? null : this;
  }
  override liquidMethodMissing(key: string | number): string | null {
    this.#asked(`${this.#name}.${key}`);
    const value = this.#values?.[key];
    return value === undefined || value === '' ? null : value;
  }
}

/** An engine that reads no files, runs for a moment only, and tells of every output that was empty. */
function engine(emptied: () => void): Liquid {
  return new Liquid({
    templates: {},
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: 20_000,
    renderLimit: 250,
    memoryLimit: 1_000_000,
    outputEscape: (value) => {
      if (value === null || value === undefined || value === '') emptied();
      return value === null || value === undefined ? '' : String(value);
    },
  });
}

/**
 * Fills in one language. `missing` names the variables that were to be shown and have no value: what stands around them
 * reads wrong, so a person looks before it is sent. Conditions and `default` may ask for what is not there.
 * Throws `macro.words_broken`.
 */
export function fill(source: string, values: Values): { text: string; missing: string[] } {
  const missing = new Set<string>();
  let last: string | null = null;
  const liquid = engine(() => {
    if (last) missing.add(last);
    last = null;
  });
  const scope = Object.fromEntries(
    Object.entries(values).map(([name, thing]) => {
      return [name, new Thing(name, thing, (path) => (last = path))];
    }),
  );
  try {
    const text = liquid.parseAndRenderSync(source, scope);
    return {
      text: String(text)
        .replace(/[ \t]+$/gm, '')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
      missing: [...missing],
    };
  } catch (error) {
    throw new Refusal('macro.words_broken', { because: reasonOf(error) });
  }
}

/** Throws `macro.words_broken` with the language, and what is wrong: a tag that is not closed, a variable there is none of. */
export function checkWords(body: Words | null): void {
  for (const [language, source] of Object.entries(body ?? {})) {
    if (source === undefined) continue;
    const unknown = unknownIn(source, language).find((path) => !isKnown(path));
    if (unknown) throw new Refusal('macro.words_broken', { language, unknown });
    fill(source, SAMPLE);
  }
}

function unknownIn(source: string, language: string): string[] {
  try {
    return engine(() => {}).globalFullVariablesSync(source);
  } catch (error) {
    throw new Refusal('macro.words_broken', { language, because: reasonOf(error) });
  }
}
function isKnown(path: string): boolean {
  const [thing = '', field] = path.split('.');
  const fields = (VARIABLES as Record<string, readonly string[]>)[thing];
  return fields !== undefined && (field === undefined || fields.includes(field));
}
const reasonOf = (error: unknown) => (error instanceof Error ? error.message.slice(0, 200) : 'unreadable');

const SAMPLE: Values = {
  contact: { name: 'Dana Whitfield', first_name: 'Dana', email: 'dana@example.com', phone: null },
  order: { number: '#W-20377', date: '2026-11-02', total: '$129.00', items: 'Lamp', address: null, tracking: null },
  return: { code: 'RMA-7F3K-92QD', stage: 'approved' },
  agent: { name: 'Li Na', first_name: 'Li' },
  brand: { name: 'Lumora', email: null },
  conversation: { code: 'C-7F3K-92QD', subject: 'Lamp' },
};
