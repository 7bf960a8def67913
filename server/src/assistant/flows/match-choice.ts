/** Which of the shown answers a buyer's words mean. */
import type { ChatChoice } from '@recoup/contract';

/** Words too common to tell one answer from another, in the three languages. */
const COMMON = new Set(
  (
    'the a an it is was i im my me to of and or in on for with that this be do does not no yes want would like please just ' +
    'el la los las un una de que y o en por para con mi me es lo se no si quiero ' +
    '的 了 我 是 不 要 一 个 这 那'
  ).split(' '),
);
const ORDINALS: readonly RegExp[] = [
  /^(?:1|1st|(?:the )?first(?: one)?|(?:el |la )?primer[oa]?|第一个?|第1个?|一)$/,
  /^(?:2|2nd|(?:the )?second(?: one)?|(?:el |la )?segund[oa]|第二个?|第2个?|二)$/,
  /^(?:3|3rd|(?:the )?third(?: one)?|(?:el |la )?tercer[oa]?|第三个?|第3个?|三)$/,
  /^(?:4|4th|(?:the )?fourth(?: one)?|(?:el |la )?cuart[oa]|第四个?|第4个?|四)$/,
];
const LAST = /^(?:the )?last(?: one)?$|^(?:el |la )?últim[oa]$|^最后一个$/;
const ALL = /\b(?:all|both|everything)\b|全部|都(?:要|退|换|是|坏)|两个都|\b(?:todos?|todas?|ambos|ambas)\b/i;

export const meansAll = (text: string): boolean => ALL.test(text);

export type Match = { choice: ChatChoice; how: 'clear' | 'weak' };

/**
 * The one answer these words mean: by its place ("the second one"), by its own words, or by a word only it has. Null where none
 * or several are meant. `weak` is a word or two in a longer message, to be taken only where nothing else explains it.
 */
export function matchChoice(text: string, choices: readonly ChatChoice[]): Match | null {
  const said = plain(text);
  if (!said) return null;
  const same = choices.filter(({ words, value }) => plain(words) === said || plain(value) === said);
  if (same.length === 1) return { choice: same[0] as ChatChoice, how: 'clear' };
  const place = LAST.test(said) ? choices.length - 1 : ORDINALS.findIndex((ordinal) => ordinal.test(said));
  const placed = place >= 0 ? choices[place] : undefined;
  if (placed) return { choice: placed, how: 'clear' };

  const saidWords = new Set(wordsIn(said));
  const scored = choices.map((choice) => {
    const own = wordsIn(plain(choice.words)).filter((word) => !COMMON.has(word));
    const only = own.filter((word) => choices.every((other) => other === choice || !plain(other.words).includes(word)));
    const hits = only.filter((word) => saidWords.has(word));
    return { choice, hits: hits.length, share: own.length ? hits.length / own.length : 0 };
  });
  const [best, second] = scored.sort((a, b) => b.hits - a.hits || b.share - a.share);
  if (!best || best.hits === 0 || (second && second.hits === best.hits)) return null;
  const short = !/\p{Script=Han}/u.test(said) && saidWords.size <= best.hits + 3;
  return { choice: best.choice, how: best.share >= 0.6 || short ? 'clear' : 'weak' };
}

/** Every answer the words name: for things, of which several may be meant. */
export function matchChoices(text: string, choices: readonly ChatChoice[]): ChatChoice[] {
  if (meansAll(text)) return [...choices];
  const one = matchChoice(text, choices);
  const said = new Set(wordsIn(plain(text)));
  const named = choices.filter((choice) =>
    wordsIn(plain(choice.words)).some(
      (word) =>
        !COMMON.has(word) && said.has(word) && choices.every((o) => o === choice || !plain(o.words).includes(word)),
    ),
  );
  if (named.length > 1) return named;
  return one ? [one.choice] : named;
}

/** The answer that is a yes, or a no, by its value as flows name them; the first of several. Null where there is none. */
export function choiceFor(yes: boolean, values: readonly string[]): string | null {
  const meant = yes ? /^(?:yes|worked|found)(?:_|$)/ : /^(?:no|not|none)(?:_|$)/;
  return values.find((value) => meant.test(value)) ?? null;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Latin words, plural or not; Chinese in pairs of characters. */
function wordsIn(said: string): string[] {
  return said.split(' ').flatMap((word) => {
    if (!/\p{Script=Han}/u.test(word)) return word.length > 3 ? [word.replace(/s$/, '')] : [word];
    const chars = [...word];
    return chars.length < 2 ? chars : chars.slice(1).map((char, at) => `${chars[at]}${char}`);
  });
}
