import { dice } from './dice.ts';

/**
 * Made-up messages of a wanted shape, only to time training on: words of syllables, some common and some an intent's own, in
 * twenty sentence patterns for each intent. How well they are told apart says nothing about real ones.
 */
export function madeRows(intents: number, perIntent: number, seed: number): { text: string; intent: string }[] {
  const draw = dice(seed);
  const below = (end: number) => Math.floor(draw.uniform() * end);
  const syllables = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru sha the'.split(
    ' ',
  );
  const word = () => Array.from({ length: 1 + below(3) }, () => syllables[below(syllables.length)]).join('');
  const common = Array.from({ length: 120 }, word);
  const rare = Array.from({ length: 5_000 }, word);
  const often = (words: readonly string[]) => words[Math.floor(words.length * draw.uniform() ** 3)]!;
  return Array.from({ length: intents }, (_, intent) => {
    const own = Array.from({ length: 25 }, () => often(rare));
    const patterns = Array.from({ length: 20 }, () =>
      Array.from({ length: 5 + below(6) }, () => (draw.uniform() < 0.45 ? null : often(common))),
    );
    return Array.from({ length: perIntent }, () => ({
      text: patterns[below(20)]!.map((said) => said ?? (draw.uniform() < 0.75 ? often(own) : often(rare))).join(' '),
      intent: `intent-${intent}`,
    }));
  }).flat();
}
