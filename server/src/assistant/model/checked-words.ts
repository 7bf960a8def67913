/** The check all of a model's words pass before anybody reads them: they may say less than was given, and nothing more. Pure. */
import type { BuyerLanguage } from '@recoup/contract';
import { languageOf } from '../../inbox/index.ts';
import { type FactKind, hardFacts, plainText } from './hard-facts.ts';
import { foreignNames } from './own-words.ts';
import { promisesIn, saysNo, sentencesOf, undisguised } from './promises.ts';

export type Finding = {
  kind:
    | FactKind
    | 'promise'
    | 'name'
    | 'markup'
    | 'hidden'
    | 'script'
    | 'language'
    | 'leak'
    | 'empty'
    | 'too_long'
    | 'left_out'
    | 'turned_round';
  words: string;
};
/** What was given: the words that may be said another way; and what else is known, which may be named and promises nothing. */
export type Given = { text: string; also: readonly string[]; language: BuyerLanguage };

/** Facts that bind: a rewording keeps every one, in its order, so that two amounts cannot change places. */
const BINDING: ReadonlySet<FactKind> = new Set(['amount', 'percent', 'date', 'span', 'time', 'when', 'weekday']);

// Zero-width, direction and tag characters, variation selectors, private use; a tab or line break is none of them.
const HIDDEN = /[\p{Cf}\p{Co}\p{Cn}]|[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]|(?![\n\r\t])\p{Cc}/u;
const MARKUP =
  /<\/?[a-z!?][^>]*>?|&(?:#\w+|[a-z]+);|\]\s*\(|!\[|```|`|\*\*|__|^\s{0,3}#{1,6}\s|^\s*[-*]\s|\{\{|\{%|\$\{|\\u[0-9a-f]{4}|^\s*\||[{}]|%[0-9a-f]{2}%/im;
const LEAK =
  /system (?:prompt|message)|\bprompts?\b|my (?:instructions|guidelines|rules|programming)|(?:these|the|previous|above|hidden) instructions|language model|\bllm\b|\bas an ai\b|\bai model\b|i was (?:told|instructed|programmed)|developer mode|jailb\w*|\bopenai\b|\banthropic\b|\bgpt\b|\bclaude\b|\bapi key\b|\bsk-\w+|-[0-9a-f]{16}\b|tool[_ ]call\w*|function[_ ]call\w*|系统提示|提示词|语言模型|我的指令|我的设定|开发者模式|大模型|instrucciones (?:del sistema|internas|ocultas)|mis instrucciones|modelo de lenguaje/iu;
/** It never passes for a person. */
const HUMAN =
  /\bi(?:'m| am) (?:really |actually )?(?:a |an )?(?:real |live |actual )?(?:human|person|not a (?:ro)?bot|not automat\w*)|我是(?:真人|人工|真的人)|不是(?:机器人|自动)|\bsoy (?:una )?(?:persona|humano|humana)\b/iu;
const AUTOMATIC = /automat|自动|智能客服|机器人|automátic/iu;
const SPACED = /(?:(?<![\p{L}\p{N}])\p{L}[\s._\-·*]+){3,}\p{L}(?![\p{L}\p{N}])/u;

/** Everything in what was said that what was given does not bear. Empty: it may be said. */
export function unborne(said: string, given: Given): Finding[] {
  const all = [given.text, ...given.also].join('\n');
  const found: Finding[] = [];
  const add = (kind: Finding['kind'], words: string) => found.push({ kind, words: words.slice(0, 80) });
  if (HIDDEN.test(said)) add('hidden', `U+${said.match(HIDDEN)![0].codePointAt(0)!.toString(16)}`);
  const marked = MARKUP.exec(said)?.[0];
  if (marked && !all.includes(marked)) add('markup', marked);
  for (const pattern of [LEAK, HUMAN]) {
    const words = pattern.exec(undisguised(said))?.[0] ?? pattern.exec(plainText(said))?.[0];
    if (words && !all.toLowerCase().includes(words.toLowerCase())) add('leak', words);
  }
  const spaced = SPACED.exec(said)?.[0];
  if (spaced && !all.includes(spaced)) add('hidden', spaced);
  const borne = new Set(hardFacts(all).map(({ kind, value }) => `${kind} ${value}`));
  const figures = new Set(
    hardFacts(all).flatMap(({ kind, value }) =>
      kind === 'code' || kind === 'number' || kind === 'phone' ? [value] : [],
    ),
  );
  for (const { kind, value, words } of hardFacts(said)) {
    const isKnown = borne.has(`${kind} ${value}`) || ((kind === 'code' || kind === 'number') && figures.has(value));
    if (!isKnown) add(kind, words);
  }
  const allowed = promisesIn(given.text); // a name or a list that is known besides promises nothing
  for (const { what, firmness, words } of promisesIn(said)) {
    const same = allowed.filter((one) => one.what === what).map((one) => one.firmness);
    const isBorne = firmness === 0 ? same.includes(0) : same.some((given) => given >= firmness);
    if (!isBorne) add('promise', words);
  }
  for (const words of foreignNames(said, [all])) add('name', words);
  const strange = [...said].find(
    (letter) => /\p{L}/u.test(letter) && !/[\p{Script=Latin}\p{Script=Han}]/u.test(letter),
  );
  if (strange && !all.includes(strange)) add('script', strange);
  return found;
}

/**
 * Of words that stand for other words: besides what `unborne` finds, that they keep what binds, its order, a no and a question,
 * that they are in the buyer's language and no more than twice as long. `given.text` is what they stand for.
 */
export function wrongInRewording(said: string, given: Given): Finding[] {
  const text = said.trim();
  if (text === '') return [{ kind: 'empty', words: '' }];
  if (text.length > Math.max(80, 2 * given.text.length)) return [{ kind: 'too_long', words: String(text.length) }];
  const found = unborne(text, given);
  const binding = (words: string) => hardFacts(words).filter(({ kind }) => BINDING.has(kind));
  const [kept, had] = [binding(text), binding(given.text)];
  const values = (facts: typeof kept) => facts.map(({ kind, value }) => `${kind} ${value}`).join(' · ');
  if (values(kept) !== values(had)) {
    const lost = had.find(({ value }) => !kept.some((one) => one.value === value));
    found.push(
      lost
        ? { kind: 'left_out', words: lost.words }
        : {
            kind: 'turned_round',
            words: kept
              .map(({ words }) => words)
              .join(', ')
              .slice(0, 80),
          },
    );
  }
  if (saysNo(text) !== saysNo(given.text)) found.push({ kind: 'turned_round', words: saysNo(text) ? 'no' : 'yes' });
  if (/[?？]/.test(given.text) && !/[?？]/.test(text)) found.push({ kind: 'left_out', words: '?' });
  if (AUTOMATIC.test(given.text) && !AUTOMATIC.test(text))
    found.push({ kind: 'left_out', words: AUTOMATIC.exec(given.text)![0] });
  for (const { kind, value, words } of hardFacts(given.text)) {
    if ((kind === 'link' || kind === 'email') && !hardFacts(text).some((one) => one.value === value))
      found.push({ kind: 'left_out', words });
  }
  if (isOtherLanguage(text, given)) found.push({ kind: 'language', words: languageOf(text) ?? '' });
  return found;
}

/** Where the language cannot be told from a few words, their script tells. */
export function isOtherLanguage(said: string, { language, text, also }: Given): boolean {
  const hasHan = (words: string) => /\p{Script=Han}/u.test(words);
  if (language === 'zh') return !hasHan(said) && hasHan(text);
  if (hasHan(said) && ![text, ...also].some(hasHan)) return true;
  const told = languageOf(said);
  return told !== null && told !== language;
}

/** More than anybody was asked for; whoever writes on without end is not read. */
const MOST_SAID = 6_000;
const MOST_SENTENCES = 80;

/**
 * For a draft that a person reads before it is sent: the sentences that what was given bears, and those held back. Nothing is
 * left of a draft in another language, one that has no end, or one whose shape alone is wrong.
 */
export function bearable(said: string, given: Given): { text: string | null; held: string[] } {
  if (said.length > MOST_SAID || sentencesOf(said).length > MOST_SENTENCES)
    return { text: null, held: [said.trim().slice(0, 300)] };
  const shape = unborne(said, given).filter(({ kind }) => kind === 'markup' || kind === 'hidden' || kind === 'script');
  if (shape.length > 0 || isOtherLanguage(said, given)) return { text: null, held: [said.trim().slice(0, 300)] };
  const held: string[] = [];
  const paragraphs = said.split(/\n+/).map((paragraph) =>
    sentencesOf(paragraph)
      .filter((sentence) => {
        const isBorne = unborne(sentence, given).length === 0;
        if (!isBorne) held.push(sentence.slice(0, 300));
        return isBorne;
      })
      .join(given.language === 'zh' ? '' : ' '),
  );
  const text = paragraphs.filter((one) => one !== '').join('\n\n');
  return { text: text === '' ? null : text, held };
}
