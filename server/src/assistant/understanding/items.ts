import type { Item } from '../talk.ts';
import type { KnownLine, KnownOrder, KnownProduct } from './said.ts';
import { plain, slips } from './spelling.ts';

/** What goods are called in Chinese and Spanish, where the shop's titles are English. Longer names come before the words in them. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/落地灯|立灯/g, 'floor lamp'],
  [/床头灯/g, 'bedside lamp'],
  [/台灯/g, 'desk table bedside lamp'],
  [/灯罩/g, 'shade'],
  [/灯泡/g, 'bulb'],
  [/灯/g, 'lamp light'],
  [/扫地机器人|扫地机|扫拖/g, 'robot vacuum'],
  [/吸尘器/g, 'vacuum'],
  [/空气炸锅|炸锅/g, 'air fryer'],
  [/(?<!炸)锅/g, 'pot fryer cooker'],
  [/蓝牙耳机|耳机|耳塞/g, 'headphones earbuds earphones headset'],
  [/键盘/g, 'keyboard'],
  [/鼠标/g, 'mouse'],
  [/音箱|音响|喇叭/g, 'speaker'],
  [/充电器/g, 'charger adapter'],
  [/充电宝|移动电源/g, 'power bank'],
  [/手表|腕表/g, 'watch'],
  [/水瓶|水杯|保温杯/g, 'water bottle'],
  [/水壶|热水壶/g, 'kettle'],
  [/背包|书包/g, 'backpack'],
  [/行李箱|箱包/g, 'luggage suitcase'],
  [/鞋/g, 'shoes boots sneakers'],
  [/[tＴ]恤/gi, 't-shirt shirt'],
  [/衬衫|衣服/g, 'shirt'],
  [/外套|夹克/g, 'jacket'],
  [/裤/g, 'pants'],
  [/椅/g, 'chair'],
  [/书桌|桌/g, 'desk table'],
  [/摄像头|相机/g, 'camera'],
  [/净化器/g, 'purifier'],
  [/加湿器/g, 'humidifier'],
  [/电动牙刷|牙刷/g, 'toothbrush'],
  [/平板/g, 'tablet'],
  [/笔记本电脑|电脑/g, 'laptop computer'],
  [/手机壳/g, 'case'],
  [/拼图/g, 'puzzle'],
  [/头盔/g, 'helmet'],
  [/自行车/g, 'bicycle'],
  [/滑板/g, 'skateboard'],
  [/lampara de pie/g, 'floor lamp'],
  [/lampara de (?:noche|mesa|mesilla)/g, 'bedside lamp'],
  [/lampara/g, 'lamp'],
  [/robot aspirador\w*|aspiradora robot/g, 'robot vacuum'],
  [/aspirador\w*/g, 'vacuum'],
  [/freidora(?: de aire)?/g, 'air fryer'],
  [/auriculares|audifonos/g, 'headphones earbuds'],
  [/cargador/g, 'charger'],
  [/teclado/g, 'keyboard'],
  [/raton/g, 'mouse'],
  [/altavoz|bocina/g, 'speaker'],
  [/mochila/g, 'backpack'],
  [/zapatos|zapatillas/g, 'shoes sneakers'],
  [/camiseta/g, 't-shirt shirt'],
  [/silla/g, 'chair'],
  [/黑色/g, 'black'],
  [/白色/g, 'white'],
  [/红色/g, 'red'],
  [/蓝色/g, 'blue'],
  [/绿色/g, 'green'],
  [/灰色/g, 'gray grey'],
  [/\bnegr[oa]\b/g, 'black'],
  [/\bblanc[oa]\b/g, 'white'],
];
/** Words of titles that name no thing. */
const EMPTY = new Set(
  'a an the of with for and in on by to my your set pack pcs piece new pro plus mini max inch qt size color colour one two'.split(
    ' ',
  ),
);

type Word = { form: string; at: number };
type Match = { at: number; weight: number };

/** The words of a message, Chinese and Spanish names of goods as English ones in the place they stand. */
function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let left = text;
  for (const [pattern, english] of NAMES) {
    left = left.replace(pattern, (match: string, ...rest: unknown[]) => {
      const at = rest.find((one): one is number => typeof one === 'number')!;
      for (const form of english.split(' ')) words.push({ form, at });
      return ' '.repeat(match.length);
    });
  }
  for (const match of left.matchAll(/[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}'-]*/gu)) {
    words.push({ form: singular(match[0]), at: match.index });
  }
  return words;
}

const singular = (word: string) => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word);
const titleWords = (title: string) => [
  ...new Set((plain(title).match(/[\p{L}\p{N}]+/gu) ?? []).map(singular).filter((word) => !EMPTY.has(word))),
];
/** Chinese titles are compared by pairs of characters. */
const pairsOf = (text: string) =>
  (text.match(/\p{Script=Han}{2,}/gu) ?? []).flatMap((run) => [...run].slice(1).map((_, at) => run.slice(at, at + 2)));

function like(said: string, word: string): number {
  if (said === word) return 1;
  if (word.length < 4 || said.length < 4 || /\d/.test(word)) return 0;
  const most = word.length >= 7 ? 2 : 1;
  return slips(said, word, most) <= most && said[0] === word[0] ? 0.8 : 0;
}

/** What of a title the words name: where in the message, and how telling it is among the titles there are. */
function matched(title: string, words: readonly Word[], text: string, weigh: (word: string) => number): Match[] {
  const found: Match[] = [];
  for (const word of titleWords(title)) {
    let best: Match | null = null;
    for (const { form, at } of words) {
      const weight = like(singular(form), word) * weigh(word);
      if (weight > (best?.weight ?? 0)) best = { at, weight };
    }
    if (best) found.push(best);
  }
  for (const pair of new Set(pairsOf(title))) {
    const at = text.indexOf(pair);
    if (at >= 0) found.push({ at, weight: weigh(pair) });
  }
  return found;
}

type Candidate<T> = { thing: T; matches: Match[]; score: number };

/**
 * The things a message names. One that is named by the same words as another, and by fewer, is not meant: "floor lamp" is not
 * the bedside lamp. Two that are named by exactly the same words are `unsure`.
 */
function named<T extends { title: string }>(things: readonly T[], text: string): { sure: T[]; unsure: T[] } {
  const words = wordsOf(text);
  const titles = [...new Set(things.map(({ title }) => title))];
  const within = new Map<string, number>();
  for (const title of titles) {
    for (const word of new Set([...titleWords(title), ...pairsOf(title)]))
      within.set(word, (within.get(word) ?? 0) + 1);
  }
  const weigh = (word: string) => Math.log(1 + titles.length / (within.get(word) ?? 1));
  const candidates: Candidate<T>[] = things
    .map((thing) => {
      const matches = matched(thing.title, words, text, weigh);
      return { thing, matches, score: matches.reduce((sum, { weight }) => sum + weight, 0) };
    })
    .filter(({ score }) => score > 0);
  const kept = candidates.filter((one) => !candidates.some((other) => other !== one && covers(other, one)));
  const places = ({ matches }: Candidate<T>) =>
    matches
      .map(({ at }) => at)
      .sort((a, b) => a - b)
      .join(' ');
  const twins = new Map<string, Candidate<T>[]>();
  for (const one of kept) twins.set(places(one), [...(twins.get(places(one)) ?? []), one]);
  const sure: T[] = [];
  const unsure: T[] = [];
  for (const group of twins.values()) (group.length === 1 ? sure : unsure).push(...group.map(({ thing }) => thing));
  return { sure, unsure };
}

/** The other is named by all the words this one is, and says more. */
function covers<T>(other: Candidate<T>, one: Candidate<T>): boolean {
  const at = new Set(other.matches.map((match) => match.at));
  return other.score > one.score + 1e-9 && one.matches.every((match) => at.has(match.at));
}

export type NamedItems = {
  /** Lines of the buyer's orders that are meant, each of one order. */
  items: (Item & { order_id: string; order_number: string })[];
  /** Lines that the words fit alike: "the lamp", where there are two. */
  either: (Item & { order_id: string; order_number: string })[];
  skus: string[];
};

const ALL =
  /\b(?:both|all of (?:it|them)|everything|the whole order|entire order|all items)\b|全部|所有|都(?:要|想|退|换|坏)|两个都|整单|整个订单|\b(?:todo|todos|todas|ambos|ambas|los dos|las dos)\b/;
export const meansAll = (text: string) => ALL.test(text);

/**
 * Which of this buyer's goods a message is about (its text in plain spelling): by SKU, else by words of their titles with slips
 * forgiven, in the order that is named where one is.
 */
export function itemsIn(text: string, orders: readonly KnownOrder[]): NamedItems {
  const lines = orders.flatMap((order) =>
    order.lines.map((line) => ({ ...item(line), order_id: order.order_id, order_number: order.number })),
  );
  const bySku = lines.filter(({ sku }) => hasSku(text, sku));
  if (bySku.length > 0) return { items: bySku, either: [], skus: [...new Set(bySku.map(({ sku }) => sku))] };
  const { sure, unsure } = named(lines, text);
  if (meansAll(text) && sure.length === 0) {
    return unsure.length > 0 || orders.length !== 1
      ? { items: unsure, either: [], skus: [] }
      : { items: lines, either: [], skus: [] };
  }
  return { items: sure, either: unsure, skus: [] };
}

const item = ({ order_line_id, title, sku, quantity }: KnownLine): Item => ({ order_line_id, title, sku, quantity });

/** Products of the brand that are named, for questions before anything is bought. */
export function productsIn(text: string, products: readonly KnownProduct[]): KnownProduct[] {
  const bySku = products.filter(({ skus }) => skus.some((sku) => hasSku(text, sku)));
  return bySku.length > 0 ? bySku : named(products, text).sure;
}

/**
 * The same, with those the words fit alike: "the lamp", where the shop has two. Of a whole shop's goods some name is near to
 * any word ("changed", a charger), so only what is spelt right counts.
 */
export function productsMeant(text: string, products: readonly KnownProduct[]): KnownProduct[] {
  const said = new Set(wordsOf(text).map(({ form }) => form));
  const { sure, unsure } = named(products, text);
  return [...sure, ...unsure].filter(({ title }) => titleWords(title).some((word) => said.has(word)));
}

function hasSku(text: string, sku: string): boolean {
  const wanted = sku.toLowerCase();
  if (wanted.length < 3) return false;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + wanted.length] ?? ' '}`;
    if (!/[\p{Script=Latin}\p{N}-]/u.test(around)) return true;
  }
  return false;
}
