/** A message in parts that may be about different things: sentences, and what begins anew with "also". */

/** Abbreviations and numbers whose dot ends no sentence. */
const ENDS =
  /(?<=[。！？；;\n])|(?<=[!?])\s+|(?<=(?<!\b(?:no|mr|mrs|ms|dr|vs|st|apt|approx|e\.g|i\.e|qty|ref|tel))\.)\s+(?=\S)/i;
const ANEW =
  /(?:^|[,，、\s])(?=(?:and |but |y |oh and |plus[, ])?(?:also\b(?! (?:available|come|work|be\b))|another (?:thing|question|issue|problem)\b|one more (?:thing|question)\b|by the way\b|btw\b|on top of that\b|in addition\b|secondly\b|separately\b|besides\b(?! (?:the|that))|adem[aá]s\b|tambi[eé]n\b|por otro lado\b|por cierto\b)|(?:另外|还有(?![一二两三几]|多少|多久|没有|吗|货|库存|机会|效|效果)|顺便|再问|还想问|对了[,，]|其次|再有|而且(?=.{0,4}(?:上|那|我|吸|灯|另))|第二[个,，、]))/i;
/** Two things in one breath: "the lamp is cracked and the vacuum has no filter". */
const AND = /\s*,?\s+(?:and|but|while|plus|y|pero)\s+|[，,]\s*(?:但是?|而且|然后|同时)?/i;

/** Sentences, in order. Nothing is lost but the spaces between. */
export function sentences(text: string): string[] {
  return text
    .split(ENDS)
    .flatMap((sentence) => sentence.split(ANEW))
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .slice(0, MOST);
}
/** A story of more parts is read as a whole. */
const MOST = 24;

export const beginsAnew = (part: string) =>
  new RegExp(`^(?:(?:and|but|y|oh and|plus)[, ]+)?(?:${OPENERS})`, 'i').test(part);
const OPENERS =
  'also\\b|another\\b|one more\\b|by the way\\b|btw\\b|on top of that\\b|in addition\\b|secondly\\b|separately\\b|besides\\b|adem[aá]s\\b|tambi[eé]n\\b|por otro lado\\b|por cierto\\b|另外|还有|顺便|再问|还想问|对了|其次|再有|第二';

/** The halves of a sentence that may speak of two things; the sentence itself where it has no halves. */
export function halves(sentence: string): string[] {
  const parts = sentence.split(AND).filter((part) => part && /[\p{L}\p{N}]/u.test(part));
  const long = parts.filter(meaty);
  return long.length === parts.length && parts.length > 1 ? parts : [sentence];
}
const meaty = (part: string) =>
  (part.match(/\p{Script=Han}/gu)?.length ?? 0) >= 4 || (part.match(/[\p{Script=Latin}\d]+/gu)?.length ?? 0) >= 3;
