import { likeness } from '../macros/similarity.ts';
import { lexemesOf, termsOf } from '../search/lexemes.ts';

/** An article as it is searched: title and words in any languages. */
export type Searched = { title: string; words: string };

/**
 * Which of some articles answer what was typed, best first: those that hold every word, then those that hold most of a
 * question's words. What stands in the title counts threefold. Indexes into the list; empty where nothing fits.
 */
export function answering(typed: string, articles: readonly Searched[]): number[] {
  const terms = termsOf(typed);
  if (terms.length === 0) return [];
  const holdsTerm = (lexemes: ReadonlySet<string>) =>
    terms.map(({ any }) =>
      any.some(
        ({ lexeme, begins }) => lexemes.has(lexeme) || (begins && [...lexemes].some((one) => one.startsWith(lexeme))),
      ),
    );
  const hits = articles.map(({ title, words }) => {
    return { title: holdsTerm(new Set(lexemesOf(title))), words: holdsTerm(new Set(lexemesOf(words))) };
  });
  // A word that stands in nearly every article says little about any of them.
  const weights = terms.map((_, t) => {
    const having = hits.filter((hit) => hit.title[t] || hit.words[t]).length;
    return Math.log(1 + articles.length / (1 + having)) + 0.05;
  });
  const scored = hits.map((hit, index) => {
    const found = terms.filter((_, t) => hit.title[t] || hit.words[t]).length;
    const score = weights.reduce((sum, weight, t) => sum + (hit.title[t] ? 3 * weight : hit.words[t] ? weight : 0), 0);
    return { index, found, score };
  });
  return scored
    .filter(({ found }) => found * 2 >= terms.length && found > 0)
    .sort((a, b) => Number(b.found === terms.length) - Number(a.found === terms.length) || b.score - a.score)
    .map(({ index }) => index);
}

const ALIKE = 0.1;

/** Articles for what a buyer wrote, the likeliest first; those of the conversation's intent before all others. */
export function suggested(
  text: string,
  intent: string | null,
  articles: readonly (Searched & { intents: readonly string[] })[],
): number[] {
  const alike = likeness(
    text,
    articles.map(({ title, words }) => `${title} ${title} ${words}`),
  );
  return articles
    .map(({ intents }, index) => ({
      index,
      intended: intent !== null && intents.includes(intent),
      like: alike[index]!,
    }))
    .filter(({ intended, like }) => intended || like >= ALIKE)
    .sort((a, b) => Number(b.intended) - Number(a.intended) || b.like - a.like)
    .map(({ index }) => index);
}
