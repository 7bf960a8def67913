import { readCode } from '../../platform/ids.ts';
import { matches, type Place } from './spelling.ts';

export type Named = Place & { value: string };

const MAIL = /[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/g;
/** As people write it where a form forbids it: `dana at gmail dot com`. */
const SPELT_MAIL =
  /\b([a-z0-9][\w.+-]*)\s*(?:\(at\)|\[at\]|\s+at\s+|\s+arroba\s+)\s*([a-z0-9-]+)\s*(?:\(dot\)|\[dot\]|\s+dot\s+|\s+punto\s+|\.)\s*(com|net|org|edu|gov|io|co|us|cn|es|mx)\b/g;

/** E-mail addresses, in lower case. */
export function emailsIn(text: string): Named[] {
  const found: Named[] = matches(text, MAIL).map(({ start, end, words }) => ({ start, end, value: words }));
  for (const { start, end, groups } of matches(text, SPELT_MAIL)) {
    if (found.some((one) => start < one.end && end > one.start)) continue;
    found.push({ start, end, value: `${groups[0]}@${groups[1]}.${groups[2]}` });
  }
  return found;
}

const RETURN = /\brma[\s:#-]{0,2}([0-9a-z]{4})[\s-]?([0-9a-z]{4})(?![0-9a-z])/g;
/** Numbers of returns whose check character is right: RMA-7F3K-92QD, as it was mailed or read out. */
export function returnCodesIn(text: string): Named[] {
  return matches(text, RETURN).flatMap(({ start, end, groups }) => {
    const value = readCode('RMA', `RMA${groups[0]}${groups[1]}`);
    return value ? [{ start, end, value }] : [];
  });
}

/** How each carrier numbers its parcels, and where only its name beside the number tells it from an order's. */
const TRACKING: readonly { pattern: RegExp; beside?: RegExp }[] = [
  { pattern: /\b1z[\s-]?(?:[0-9a-z][\s-]?){15}[0-9a-z]\b/g },
  // USPS: 20 to 22 digits that begin with 9, in fours; UPU S10 of any post: EE123456785US.
  { pattern: /(?<!\d)9[1-5](?:\s?\d){18,20}(?!\d)/g },
  { pattern: /(?<!\d)420\d{5}9[1-5]\d{18,20}(?!\d)/g },
  { pattern: /\b[a-z]{2}\d{9}[a-z]{2}\b/g },
  { pattern: /\btba\d{10,14}\b/g },
  // 顺丰, 云途, 燕文, 4PX, 京东, 圆通, 极兔.
  {
    pattern:
      /(?<![a-z0-9])(?:sf\d{12,15}|yt\d{13,16}|4px\d{10,18}[a-z]{0,2}|jd[a-z]?\d{12,15}|jt\d{13}|uniuni?\w{10,16})(?![a-z0-9])/g,
  },
  {
    pattern: /(?<!\d)\d{12}(?!\d)|(?<!\d)\d{15}(?!\d)|(?<!\d)96\d{20}(?!\d)/g,
    beside: /fedex|fed ex|联邦|tracking|track|快递|运单|物流|guia|guia|rastreo|seguimiento/,
  },
  { pattern: /(?<!\d)\d{10}(?!\d)/g, beside: /dhl|敦豪/ },
  {
    pattern: /(?<![a-z\d])(?=[a-z]*\d)[a-z\d]{10,30}(?![a-z\d])/g,
    beside: /(?:tracking|track|快递单|运单|物流单|guia|guia|rastreo|seguimiento)[^.!?。！？]{0,24}$/,
  },
];
const NEAR = 40;

/** Numbers of parcels, in capitals and without spaces. */
export function trackingNumbersIn(text: string): Named[] {
  const found: Named[] = [];
  for (const { pattern, beside } of TRACKING) {
    for (const { start, end, words } of matches(text, pattern)) {
      if (found.some((one) => start < one.end && end > one.start)) continue;
      const value = words.replace(/[\s-]/g, '').toUpperCase();
      if ((value.match(/\d/g)?.length ?? 0) < 6) continue;
      const context = pattern.source.startsWith('(?<![a-z\\d])(?=')
        ? text.slice(Math.max(0, start - NEAR), start)
        : text.slice(Math.max(0, start - NEAR), end + NEAR);
      if (beside && !beside.test(context)) continue;
      found.push({ start, end, value });
    }
  }
  return found;
}

const SERIAL =
  /(?:\bserial(?: ?(?:number|no\.?|num|#))?|\bs\/n|\bsn|序列号|机身号|机器码|numero de serie)\s*(?:is|es|是|为|[:：#-])?\s*([a-z0-9](?:[a-z0-9-]{4,28})[a-z0-9])/g;
/** Serial numbers that are named as such, in capitals. */
export function serialsIn(text: string): Named[] {
  return matches(text, SERIAL).flatMap(({ start, end, groups: [value] }) =>
    /\d/.test(value!) ? [{ start, end, value: value!.toUpperCase() }] : [],
  );
}
