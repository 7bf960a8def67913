import { numberKey } from '../../orders/index.ts';
import type { Pending } from '../talk.ts';
import type { Named } from './codes.ts';
import { matches, type Place } from './spelling.ts';

const AMAZON = /(?<!\d)\d{3}-\d{7}-\d{7}(?!\d)/g;
const HASHED = /#\s?((?:[a-z]{1,5}-?)?\d{3,12}[a-z]?)(?![\w-]*\d)/g;
const LETTERED = /(?<![\w-])([a-z]{1,5}-?\d{4,10}[a-z]?)(?![\w-])/g;
const AFTER_WORD =
  /(?:\border|\bordr|\boder|\bpo\b|\bpedido|\borden|\bpurchase|订单号?|单号|订单编号|confirmation)\s*(?:number|numbr|num|nummber|no\.?|nr\.?|id|#|numero|编号)?\s*(?:is|was|es|是|为|[:：#=-])?\s*#?\s*((?:[a-z]{1,5}-?)?\d{3,12}[a-z]?)(?![\w-]*\d)/g;
const BARE =
  /(?<![\w.$€£¥#/-])(\d{3,12})(?![\w%-]|[.,/]\d|\s?(?:%|dollars?|bucks?|usd|days?|weeks?|months?|years?|hours?|minutes?|times|inch|cm|mm|kg|lbs?|oz|volts?|watts?|v\b|w\b|ghz|mhz|元|块|天|周|个|年|月|号|日|小时|分钟|次|寸|瓦|台|件|折))/g;
const ZIP =
  /(?:\bzip(?: ?code)?|\bpostal(?: code)?|\bpost ?code|邮编|邮政编码|codigo postal|\bcp)\s*(?:is|was|es|是|为|[:：#=-])?\s*(\d{5})(?:-?\d{4})?(?!\d)/g;
const STATE_ZIP =
  /\b(?:al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|dc|texas|california|florida|york|ohio|illinois|georgia|oregon|washington|arizona|michigan|virginia|colorado)[.,]?\s+(\d{5})(?:-\d{4})?(?!\d)/g;
const ZIP_PLUS = /(?<![\d-])(\d{5})-\d{4}(?![\d-])/g;
const CANADA = /\b([abceghj-nprstvxy]\d[abceghj-nprstv-z])\s?(\d[abceghj-nprstv-z]\d)\b/g;
/** Words before a bare number that make it something else: a phone, a flat, a year. */
const NO_NUMBER_OF_OURS =
  /(?:phone|call me|tel|cell|mobile|电话|手机|telefono|telefono|apt|apartment|unit|suite|model|型号|version|firmware|room|serial)[^.!?。！？]{0,12}$/;

export type Numbers = { orders: Named[]; postal: Named[] };

/**
 * Numbers of orders as shops write them (#20455, LUM-20455, W2611340, 112-1234567-1234567) and ZIP codes. A bare number is
 * an order's where an order was asked for or the message is little else; a bare one of five digits that nothing tells apart
 * stands in both lists, and whoever looks it up finds which it was. With two of them the first is the order's.
 */
export function numbersIn(text: string, awaiting: Pending | null, known: readonly string[]): Numbers {
  const orders: Named[] = [];
  const postal: Named[] = [];
  const taken: Place[] = [];
  const free = ({ start, end }: Place) => !taken.some((one) => start < one.end && end > one.start);
  const keys = new Set(known.map(numberKey));
  const take = (list: Named[], pattern: RegExp, value: (groups: readonly string[], words: string) => string) => {
    for (const one of matches(text, pattern)) {
      if (!free(one)) continue;
      taken.push(one);
      list.push({ start: one.start, end: one.end, value: value(one.groups, one.words).toUpperCase() });
    }
  };
  take(postal, ZIP, ([zip]) => zip!);
  take(postal, CANADA, ([area, local]) => `${area} ${local}`);
  take(orders, AMAZON, (_, words) => words);
  take(postal, ZIP_PLUS, ([zip]) => zip!);
  take(orders, AFTER_WORD, ([number]) => number!);
  take(orders, HASHED, ([number]) => number!);
  take(postal, STATE_ZIP, ([zip]) => zip!);
  take(orders, LETTERED, ([number]) => number!);
  const asked = awaiting?.kind === 'slot' && awaiting.slot === 'order';
  const bare = matches(text, BARE).filter(
    (one) => free(one) && !NO_NUMBER_OF_OURS.test(text.slice(Math.max(0, one.start - 30), one.start)),
  );
  const others = text.replace(/\d/g, '').replace(/[\s\p{P}]/gu, '').length;
  for (const [at, one] of bare.entries()) {
    const value = one.groups[0]!;
    const place = { start: one.start, end: one.end, value };
    if (keys.has(value)) orders.push(place);
    else if (value.length === 5 && (orders.length > 0 || at > 0) && postal.length === 0) postal.push(place);
    else if (value.length === 5 && postal.length > 0) orders.push(place);
    else if (value.length === 5) {
      orders.push(place);
      if (bare.length === 1) postal.push(place);
    } else if (!/^(?:19|20)\d\d$/.test(value) && (asked || others < 30) && value.length >= 4) orders.push(place);
  }
  return { orders: once(orders), postal: once(postal) };
}

/** A code mailed to the buyer: six digits, while one is awaited. Spaces in between are how people read it out. */
export function codeIn(text: string, awaiting: Pending | null): Named | null {
  if (awaiting?.kind !== 'code') return null;
  const [found] = matches(text, /(?<!\d)(\d{3})[\s-]?(\d{3})(?!\d)/g);
  return found ? { start: found.start, end: found.end, value: found.groups.join('') } : null;
}

const once = (all: readonly Named[]) =>
  all.filter(({ value }, at) => all.findIndex((one) => one.value === value) === at);
