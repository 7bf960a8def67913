import { Refusal } from '../../platform/refusal.ts';
import { standsIn } from '../search/stands.ts';
import type { Term, Translator } from './translator.ts';

export type GlossaryTerm = { en: string; zh?: string; es?: string };
export type Rendered = {
  text: string;
  /** Terms that stand in the translation as the glossary wants them, and those that do not, asked twice. */
  held: Term[];
  missed: Term[];
};

/** The glossary's terms that a text holds, with the words they are to become; longer terms before those inside them. */
export function termsIn(
  glossary: readonly GlossaryTerm[],
  { text, from, to }: { text: string; from: string | null; to: string },
): Term[] {
  const words = (term: GlossaryTerm, language: string) => (term as Record<string, string | undefined>)[language];
  return glossary
    .flatMap((term): Term[] => {
      const target = words(term, to);
      const sources = from === null ? [term.en, term.zh, term.es] : [words(term, from)];
      const source = sources.find((word) => word !== undefined && standsIn(text, word));
      return target && source ? [{ from: source, to: target }] : [];
    })
    .sort((a, b) => b.from.length - a.from.length);
}

/** A translation is of about the length of its text: Chinese grows about fourfold, and something is allowed on top. */
export function isOfLikelyLength(text: string, translation: string): boolean {
  return translation.length <= text.length * 6 + 120;
}

/**
 * Translates a text with the terms it must keep. An answer that leaves one out, or is empty or far too long, is asked for
 * once more; terms that are missing then are named. Throws `translation.failed` where no usable answer comes.
 */
export async function render(
  translator: Translator,
  ask: { text: string; from: string | null; to: string; terms: readonly Term[] },
): Promise<Rendered> {
  const first = await attempt(translator, ask, []);
  if (first && first.missed.length === 0) return first;
  const second = await attempt(translator, ask, first?.missed ?? []);
  const best = first && second ? (second.missed.length < first.missed.length ? second : first) : (second ?? first);
  if (!best) throw new Refusal('translation.failed', { translator: translator.name, reason: 'unusable' });
  return best;
}

async function attempt(
  translator: Translator,
  ask: { text: string; from: string | null; to: string; terms: readonly Term[] },
  missed: readonly Term[],
): Promise<Rendered | null> {
  let text: string;
  try {
    text = (await translator.translate({ ...ask, ...(missed.length > 0 ? { missed } : {}) })).trim();
  } catch (error) {
    // The inside of somebody's service is for the log; who asked is told that it did not answer.
    throw Object.assign(new Refusal('translation.failed', { translator: translator.name, reason: 'no_answer' }), {
      cause: error,
    });
  }
  if (text === '' || !isOfLikelyLength(ask.text, text)) return null;
  const clean = withoutControls(text);
  const has = (term: Term) => standsIn(clean, term.to);
  return { text: clean, held: ask.terms.filter(has), missed: ask.terms.filter((term) => !has(term)) };
}

function withoutControls(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
}
