import { matches, type Place } from './spelling.ts';

const SIGNS: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  usd: 'USD',
  dollar: 'USD',
  dollars: 'USD',
  buck: 'USD',
  bucks: 'USD',
  dolares: 'USD',
  美元: 'USD',
  美金: 'USD',
  刀: 'USD',
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  欧元: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
  pounds: 'GBP',
  英镑: 'GBP',
  '¥': 'CNY',
  '￥': 'CNY',
  元: 'CNY',
  块: 'CNY',
  块钱: 'CNY',
  rmb: 'CNY',
  cny: 'CNY',
  人民币: 'CNY',
};
const FIRST = /(us\$|usd|eur|gbp|rmb|cny|[$€£¥￥])\s?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?(?![\d.]*\d)/g;
const LAST =
  /(?<![\d.,#-])(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?\s?(dollars?|bucks?|usd|euros?|eur|gbp|dolares|rmb|cny|美元|美金|刀|欧元|英镑|人民币|块钱|块|元|€|\$)(?![\p{Script=Latin}])/gu;
const SHARE =
  /(?<![\d.])(\d{1,3})\s?(?:%|percent\b|per cent\b|por ciento\b)|(?:百分之)(\d{1,3}|百)|打?([一二三四五六七八九])折/g;

export type Amount = Place & { minor: number; currency: string | null; words: string };

/** Amounts of money that are named, in minor units. They are what a buyer says, and decide nothing. */
export function amountsIn(text: string): Amount[] {
  const found: Amount[] = [];
  const add = (place: Place & { words: string }, sign: string, whole: string, cents: string) => {
    if (found.some(({ start, end }) => place.start < end && place.end > start)) return;
    const minor = Number(whole.replaceAll(',', '')) * 100 + Number(cents.padEnd(2, '0') || 0);
    found.push({ start: place.start, end: place.end, words: place.words, minor, currency: SIGNS[sign] ?? null });
  };
  for (const one of matches(text, FIRST)) add(one, one.groups[0]!, one.groups[1]!, one.groups[2]!);
  for (const one of matches(text, LAST)) add(one, one.groups[2]!, one.groups[0]!, one.groups[1]!);
  return found.sort((a, b) => a.start - b.start);
}

const TENTHS = '一二三四五六七八九';
/** Shares of the price: `50%`, 百分之50; 五折 is half of it off. */
export function sharesIn(text: string): (Place & { percent: number; words: string })[] {
  return matches(text, SHARE)
    .map(({ start, end, words, groups: [percent, chinese, tenths] }) => {
      const share = tenths
        ? 100 - 10 * (TENTHS.indexOf(tenths) + 1)
        : Number(chinese === '百' ? 100 : percent || chinese);
      return { start, end, words, percent: share };
    })
    .filter(({ percent }) => percent <= 100);
}
