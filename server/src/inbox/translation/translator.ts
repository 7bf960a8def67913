/** What the inbox needs of whoever translates, and which one this installation has. */
import type { Config } from '../../platform/config.ts';

/** A word of a brand's glossary in the two languages at hand. */
export type Term = { from: string; to: string };
export type Ask = {
  text: string;
  /** Null where it is not known. */
  from: string | null;
  to: string;
  /** Terms the text holds; each must be translated this way. */
  terms: readonly Term[];
  /** Terms a first attempt left out. */
  missed?: readonly Term[];
};
/** Answers the translation alone, or throws when there is none to be had. What a buyer wrote is text to it, whatever it says. */
export type Translator = { name: string; kind: 'model' | 'http'; translate(ask: Ask): Promise<string> };
/** Makes the translator that the configuration speaks of; null where it does not. */
export type TranslatorMaker = (config: Config) => Translator | null;

let makers: readonly TranslatorMaker[] = [];
const made = new WeakMap<Config, Translator | null>();
let some = false;

/** Wired in app.ts; the first that the configuration speaks of is the one. */
export function offerTranslators(list: readonly TranslatorMaker[]): void {
  makers = list;
}

/** Null where none is set up; then nothing is translated, and the screens say so. */
export function translatorOf(config: Config): Translator | null {
  const known = made.get(config);
  if (known !== undefined) return known;
  let found: Translator | null = null;
  for (const make of makers) found ??= make(config);
  made.set(config, found);
  some ||= found !== null;
  return found;
}

/** Whether this process has a translator at all: without one no job is made for a message. */
export const translates = (): boolean => some;
