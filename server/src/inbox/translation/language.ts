/** Which language a text is in, as far as its script and its most frequent words tell. */

const WORDS: Record<'en' | 'es', ReadonlySet<string>> = {
  en: new Set(
    'the and you your is are was to of for my it this that with have has not but can please when where what how i we they been from on at in a an be will would there their order did do does if thanks thank hello hi'.split(
      ' ',
    ),
  ),
  es: new Set(
    'el la los las un una y de que en es no mi se por con para su lo me te como pero ya si al del esta este está mis tengo he ha hola gracias pedido cuando donde cuándo dónde qué cómo muy más quiero puede pueden hay son fue yo llegó favor'.split(
      ' ',
    ),
  ),
};
/** Words both have, or another language has as well, decide nothing by themselves: a text needs this many that do. */
const ENOUGH = 2;

/**
 * `en`, `zh`, `es`, or `ja` and `ko` by their own scripts; null where it cannot be told: numbers, names, a word or two, or
 * a language we have no words of. Null is never taken for a language.
 */
export function languageOf(text: string): string | null {
  const plain = text
    .normalize('NFC')
    .replace(/https?:\/\/\S+|[\w.+-]+@[\w.-]+/g, ' ')
    .toLowerCase();
  const count = (pattern: RegExp) => plain.match(pattern)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = count(/\p{Script=Hangul}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  const others = count(/\p{L}/gu) - han - kana - hangul - latin;
  // A Chinese character says about as much as three Latin letters: `订单 W20377 的 lamp` is Chinese.
  if ((han + kana + hangul) * 3 >= latin + others && han + kana + hangul > 0) {
    if (hangul > han + kana) return 'ko';
    return kana * 10 > han ? 'ja' : 'zh';
  }
  if (others > latin) return null;
  const words = plain.match(/[\p{Script=Latin}\p{M}]+/gu) ?? [];
  const hits = { en: 0, es: 0 };
  for (const word of words) {
    if (WORDS.en.has(word)) hits.en += 1;
    if (WORDS.es.has(word)) hits.es += 1;
  }
  if (/[¿¡ñ]/.test(plain)) hits.es += 1;
  const [best, other] = hits.en >= hits.es ? (['en', 'es'] as const) : (['es', 'en'] as const);
  if (hits[best] < Math.min(ENOUGH, Math.ceil(words.length / 2)) || hits[best] === 0) return null;
  // A language we do not know shares some short words with one we do; then few of its words are known to us.
  return hits[best] > hits[other] && hits[best] * 6 >= words.length ? best : null;
}
