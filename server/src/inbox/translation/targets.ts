import type { Reader } from './translation.store.ts';

/** Into which languages a text is translated so that everyone who works on it can read it: their screens' languages. */
export function targetsFor(readers: readonly Reader[], language: string): string[] {
  const lost = readers.filter(({ reads }) => !reads.includes(language));
  return [...new Set(lost.map((reader) => reader.language))].filter((target) => target !== language).sort();
}
