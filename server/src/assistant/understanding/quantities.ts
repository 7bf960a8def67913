import type { Pending } from '../talk.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  'a pair of': 2,
  both: 2,
  single: 1,
  一: 1,
  两: 2,
  二: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  un: 1,
  una: 1,
  uno: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  ambos: 2,
  ambas: 2,
};
const WORD = 'one|two|three|four|five|six|seven|eight|nine|ten|\\d{1,3}';
const COUNTED = [
  new RegExp(
    `(?<![\\d.$#-])\\b(${WORD})\\s+(?:of\\s+(?:them|these|those|the)|pieces?|pcs|units?|items?|sets?|pairs?|of it)\\b`,
  ),
  /(?<![\d.#-])(\d{1,3}|[一两二三四五六七八九十])\s?[个台盏件只套把条双支张块副](?![月星礼小])/,
  /(俩)/,
  /\b(both|ambos|ambas)\b/,
  /\b(dos|tres|cuatro|cinco|seis|\d{1,3}) (?:de ellos|de ellas|unidades|piezas)\b/,
  /\bqty\.?:?\s*(\d{1,3})\b|\bquantity:?\s*(\d{1,3})\b|数量[:：]?\s*(\d{1,3})|\bx\s?(\d{1,2})\b/,
];
const ALONE = new RegExp(
  `^\\W*(?:just |only |就|只(?:要)?|solo )?(${WORD}|[一两二三四五六七八九十]|dos|tres|un[oa]?)\\W*(?:please|pls|个|台|件|por favor)?\\W*$`,
);

/** How many pieces are meant; null where it is not said. A bare number counts when it was asked for. */
export function quantityIn(text: string, awaiting: Pending | null): number | null {
  const asked = awaiting?.kind === 'slot' && awaiting.slot === 'quantity';
  for (const pattern of asked ? [...COUNTED, ALONE] : COUNTED) {
    const word = text.match(pattern)?.slice(1).find(Boolean);
    if (word === undefined) continue;
    const found = NUMBERS[word] ?? Number(word);
    if (found >= 1 && found <= 500) return found;
  }
  return null;
}
