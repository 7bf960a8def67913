/** Which passage of which article answers a question, and whether it truly does. Pure. */
import { lexemesOf } from '../search/lexemes.ts';

/** An article in the reader's language: its title, and its words as plain paragraphs. */
export type Readable = { title: string; words: string; skus: readonly string[] };
export type Passage = {
  index: number;
  /** The words that answer, whole sentences of one place in the article. */
  answer: string;
  /** Of the weight of what was asked, how much stands in that passage and its title, 0 to 1. */
  held: number;
  sure: boolean;
};

/** Longer answers are read in the article. */
export const MOST_LETTERS = 400;
/** What is sure: most of what was asked stands in the passage, or in the title above it; tuned on the cases beside this. */
const SURE_PASSAGE = 0.57;
const SURE_ARTICLE = 0.62;
const SURE_TITLE = 0.7;
/** Below it the article is about something else. */
const LEAST = 0.3;
const IN_TITLE = 0.9;

/** The passage that holds most of the question; null where none holds enough to be looked at. */
export function answeringPassage(
  question: string,
  articles: readonly Readable[],
  skus: readonly string[] = [],
): Passage | null {
  const asked = wordsOf(question);
  if (asked.size === 0) return null;
  const read = articles.map((article) => {
    const title = wordsOf(article.title);
    return { article, title, all: new Set([...title, ...wordsOf(article.words)]) };
  });
  // A word that stands in nearly every article says little about any; one that stands in none must be missed.
  const weight = new Map(
    [...asked].map((word) => {
      const having = read.filter(({ all }) => all.has(word)).length;
      return [word, Math.log(1 + (articles.length + 1) / (having + 0.5))];
    }),
  );
  const whole = [...weight.values()].reduce((sum, one) => sum + one, 0);
  const share = (holds: (word: string) => number) =>
    [...weight].reduce((sum, [word, one]) => sum + one * holds(word), 0) / whole;
  const found = read.flatMap(({ article, title, all }, index): (Passage & { rank: number })[] => {
    if (article.skus.length > 0 && skus.length > 0 && !article.skus.some((sku) => skus.includes(sku))) return [];
    const inAll = share((word) => Number(all.has(word)));
    if (inAll < LEAST) return [];
    const inTitle = share((word) => Number(title.has(word)));
    const [best] = passagesOf(article.words)
      .map((text) => {
        const words = wordsOf(text);
        const own = share((word) => Number(words.has(word)));
        return { text, own, held: share((word) => (words.has(word) ? 1 : title.has(word) ? IN_TITLE : 0)) };
      })
      .sort((a, b) => b.held - a.held || b.own - a.own);
    if (!best) return [];
    // Asked for what the title names, the answer is how the article begins.
    const byTitle = inTitle >= SURE_TITLE && inTitle >= best.own;
    const answer = byTitle ? beginningOf(article.words) : best.text;
    const matched = [...asked].filter((word) => all.has(word)).length;
    const enough = matched >= Math.min(2, asked.size);
    const sure = enough && inAll >= SURE_ARTICLE && best.held >= SURE_PASSAGE && (best.own > 0 || byTitle);
    return [{ index, answer, held: best.held, sure, rank: best.held + 0.2 * inAll }];
  });
  const [first] = found.sort((a, b) => b.rank - a.rank || a.index - b.index);
  return first ? { index: first.index, answer: first.answer, held: first.held, sure: first.sure } : null;
}

/** Sentences that stand together, as many as fit; a paragraph that fits stays whole. */
export function passagesOf(words: string): string[] {
  return words
    .split('\n')
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
    .flatMap((paragraph) => {
      if (paragraph.length <= MOST_LETTERS) return [paragraph];
      const sentences = paragraph.match(/[^.!?。！？]+[.!?。！？]*\s*/g) ?? [paragraph];
      return sentences.map((_, i) => {
        let text = '';
        for (const sentence of sentences.slice(i)) {
          if ((text + sentence).trim().length > MOST_LETTERS) break;
          text += sentence;
        }
        return (text || sentences[i]!.slice(0, MOST_LETTERS - 1)).trim();
      });
    });
}

/** Whole paragraphs from the first on, as many as fit; of one that is too long its first sentences. */
function beginningOf(words: string): string {
  let text = '';
  for (const paragraph of words.split('\n').filter(Boolean)) {
    if (`${text} ${paragraph}`.trim().length > MOST_LETTERS) break;
    text = `${text} ${paragraph}`.trim();
  }
  return text || (passagesOf(words)[0] ?? '');
}

const HAN = /\p{Script=Han}/u;

/** What a text is about: no words that stand in any question, forms of a word as one, Chinese in pairs. */
function wordsOf(text: string): Set<string> {
  const bare = text.replace(EMPTY_HAN, ' ').replace(/\bwi-fi\b/gi, 'wifi');
  return new Set(
    lexemesOf(bare)
      .filter((word) => (HAN.test(word) ? [...word].length > 1 : word.length > 1 && !EMPTY.has(word)))
      .map(stemOf)
      .filter((word) => !EMPTY.has(word)),
  );
}

/** `charging`, `charged`, `charger` → `charg`: near enough to know one by the other, in English and Spanish. */
function stemOf(word: string): string {
  if (HAN.test(word) || /\d/.test(word)) return word;
  const stem = word.replace(
    /(?:ingly|ings?|edly|ed|ers?|es|e|ly|aciones|acion|ando|iendo|ados?|adas?|ar|er|ir|os?|as?|(?<!s)s)$/,
    '',
  );
  // dimming, dimmed: dim
  return stem.length >= 3 ? stem.replace(/([bdgmnprt])\1$/, '$1') : word;
}

const EMPTY_HAN =
  /(?:请问|你好|您好|怎么样|怎么办|怎么|怎样|如何|可以|能不能|能否|是否|是不是|什么|哪里|哪些|为什么|多少|一下|我们|你们|我的|这个|那个|一个|需要|想要|知道|应该|会不会|吗|呢|吧|啊|的|了|我|你|您|它|在|是|有|要|想|就|都|和|与|或|到|至|给|往|从|被|把|对|呀|嘛)/gu;
const EMPTY = new Set(
  `a an the and or but if so of to in on at for from with without by as is are was were be been do does did doe can could would should
  will may might must i me my you your we our it its this that these those there here what which who how when where why
  not no yes please hi hello hey thanks thank need want know tell about any some more most get got long often take have has had hav than then
  just also only very much many way make mak use your us am im dont doesnt cant ive isnt wont work thing possible
  el la los las un una unos unas y o pero si de del al en con sin por para como es son era fue ser estar esta este esto ese eso
  que cual cuando donde quien cuanto cuanta cuantos puedo puede pued hola gracias por favor necesito quiero saber mi tu su me te se lo le yo hay tengo tiene`
    .split(/\s+/)
    .filter(Boolean),
);
