import type { ChatChoice } from '@recoup/contract';
import { lexemesOf } from '../../inbox/index.ts';
import { dayIn, type Finds, plainCard } from './look.ts';
import { askedAs, questionOf } from './the-question.ts';

type Part = { part_id: string; title: string; title_zh: string | null; title_es: string | null };
const MOST_CHOICES = 6;

/**
 * The part that is missing or broken: of those known to mend the problem, the one the buyer named or chose. The only one is
 * asked for, too: who misses a cable is not sent screws because nothing else is known to go missing.
 */
export const part: Finds = async (look) => {
  const { of } = look;
  const question = await questionOf(look);
  const asked = question && (await askedAs(look.at, question, of.slots));
  const all = asked?.answer.lines.flatMap(({ parts }) => parts) ?? [];
  const titleOf = (one: Part) =>
    (of.language === 'zh' ? one.title_zh : of.language === 'es' ? one.title_es : null) ?? one.title;
  const meant = all.find(({ part_id }) => part_id === of.slots.part?.part_id) ?? namedIn(of.text, all);
  const way = asked?.ways.find(({ kind }) => kind === 'spare_part');
  const isOffered = way?.offers.some(({ goods }) => goods?.some(({ id }) => id === meant?.part_id));
  const by = isOffered ? way?.offers[0]?.by : null;
  return {
    facts: {
      found: all.length > 0,
      known_which: meant !== undefined,
      in_stock: meant ? meant.in_stock > 0 : all.some(({ in_stock }) => in_stock > 0),
    },
    variables: { title: meant && titleOf(meant), by: by && dayIn(look, by) },
    fills: meant ? { part: { part_id: meant.part_id, title: titleOf(meant) } } : {},
    cards: meant ? [plainCard('guide', { title: titleOf(meant), photo_url: meant.photo_url })] : [],
    choices: meant
      ? []
      : all.slice(0, MOST_CHOICES).map((one): ChatChoice => ({ value: one.part_id, words: titleOf(one) })),
    sources: meant ? [{ kind: 'part', id: meant.part_id, title: titleOf(meant) }] : [],
  };
};

/** The one part whose name shares more words with the text than any other's. Pure. */
export function namedIn<P extends Part>(text: string, parts: readonly P[]): P | undefined {
  const said = new Set(lexemesOf(text));
  const scored = parts.map((one) => {
    const names = [one.title, one.title_zh, one.title_es].filter((name) => name !== null);
    const words = new Set(names.flatMap((name) => lexemesOf(name)));
    return { one, hits: [...words].filter((word) => said.has(word)).length };
  });
  const most = Math.max(0, ...scored.map(({ hits }) => hits));
  const best = scored.filter(({ hits }) => hits === most && most > 0);
  return best.length === 1 ? best[0]!.one : undefined;
}
