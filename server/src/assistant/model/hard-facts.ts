/** The hard facts in a text: amounts, percents, days, spans, codes, links, addresses, numbers. Pure; in the order they stand. */

export type FactKind =
  | 'link'
  | 'email'
  | 'amount'
  | 'percent'
  | 'date'
  | 'weekday'
  | 'when'
  | 'time'
  | 'span'
  | 'phone'
  | 'code'
  | 'number';
export type Fact = { kind: FactKind; value: string; words: string };

/** Figures of any script become 0 to 9, full-width letters plain ones, and the typographic minus a hyphen. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => (/[0-9]/.test(digit) ? digit : String(digitOf(digit))))
    .replace(/[−–—]/g, '-');
}
/** Decimal digits stand in blocks of ten that begin at a zero. */
function digitOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let from = code;
  while (from > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(from - 1))) from -= 1;
  return (code - from) % 10;
}

const EN =
  'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|half|couple|few|several';
const ES =
  'un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|doscientos|quinientos|mil|millón|medio|media';
const SPELLED = `(?:(?:${EN}|${ES})(?:[\\s-]+(?:and|of|y|a)?\\s*))+`;
// So long at most: no number is longer, and a run of them is looked at from every place it may begin.
const ZH = '[零〇一二两三四五六七八九十百千万亿几数]{1,16}';
const DIGITS = '\\d(?:[\\d,.]*\\d)?';
const MONEY_WORDS =
  'USD|EUR|GBP|CNY|RMB|MXN|CAD|dollars?|bucks?|cents?|euros?|pounds?|d[oó]lares?|d[oó]lar|centavos?|pesos?|yuan';
const MONEY_ZH = '美元|美金|欧元|英镑|人民币|美分|元|块钱?|刀';
const UNITS =
  '(?:business |working |calendar )?(?:days?|hours?|hrs?|minutes?|mins?|seconds?|weeks?|months?|years?|d[ií]as?(?: h[áa]biles)?|horas?|semanas?|mes(?:es)?|años?|minutos?)';
const UNITS_ZH = '(?:个?工作日|个?自然日|天|日内|个?小时|个?钟头|分钟|秒|周|个?星期|个月|月内|年)';
const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'enero', 'ene'],
  ['february', 'feb', 'febrero'],
  ['march', 'mar', 'marzo'],
  ['april', 'apr', 'abril', 'abr'],
  ['may', 'mayo'],
  ['june', 'jun', 'junio'],
  ['july', 'jul', 'julio'],
  ['august', 'aug', 'agosto', 'ago'],
  ['september', 'sept', 'sep', 'septiembre'],
  ['october', 'oct', 'octubre'],
  ['november', 'nov', 'noviembre'],
  ['december', 'dec', 'diciembre', 'dic'],
];
const MONTH = MONTHS.flat()
  .sort((a, b) => b.length - a.length)
  .join('|');
const WEEKDAYS: readonly (readonly string[])[] = [
  ['sunday', 'sun', 'domingo', '周日', '星期日', '星期天', '周天', '礼拜天'],
  ['monday', 'mon', 'lunes', '周一', '星期一', '礼拜一'],
  ['tuesday', 'tue', 'tues', 'martes', '周二', '星期二', '礼拜二'],
  ['wednesday', 'wed', 'miércoles', '周三', '星期三', '礼拜三'],
  ['thursday', 'thu', 'thur', 'thurs', 'jueves', '周四', '星期四', '礼拜四'],
  ['friday', 'fri', 'viernes', '周五', '星期五', '礼拜五'],
  ['saturday', 'sat', 'sábado', '周六', '星期六', '礼拜六'],
];
const latin = (words: readonly (readonly string[])[]) =>
  words
    .flat()
    .filter((word) => /[a-z]/.test(word))
    .join('|');
const han = (words: readonly (readonly string[])[]) =>
  words
    .flat()
    .filter((word) => /\p{Script=Han}/u.test(word))
    .join('|');
/** Deadlines in words, by what they say. */
const WHENS: Record<string, string> = {
  today: '\\b(?:today|tonight|hoy|same[- ]day|by end of day)\\b|今天|今日|今晚|当天|当日',
  tomorrow: '\\b(?:tomorrow|mañana|next[- ]day|overnight)\\b|明天|明日|次日|隔天|后天|pasado mañana',
  week: '\\b(?:this week|next week|this weekend|esta semana|(?:la )?pr[oó]xima semana)\\b|本周|这周|下周|周末|这个月|下个月|本月',
  now: '\\b(?:immediately|instantly|right away|right now|at once|straight away|asap|as soon as possible|in no time|de inmediato|inmediatamente|enseguida|cuanto antes|ahora mismo|ya mismo)\\b|马上|立即|立刻|尽快|即刻|即时|火速|秒到|秒退',
  soon: '\\b(?:soon|shortly|pronto|en breve)\\b|很快|稍后|不久',
};

type Finder = { kind: FactKind; pattern: RegExp; value: (words: string) => string };
const lower = (words: string) => words.toLowerCase();
const digitsOf = (words: string) => words.replace(/\D/g, '');
const i = (source: string) => new RegExp(source, 'giu');

/** In this order: what an earlier one took is no part of a later one. */
const finders: readonly Finder[] = [
  {
    kind: 'email',
    pattern: i(
      '[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|\\S*@\\S*|\\b\\w+\\s*[([]?\\s*at\\s*[)\\]]?\\s*\\w+\\s*[([]?\\s*dot\\s*[)\\]]?\\s*\\w+',
    ),
    value: (words) => lower(words).replace(/[.,;:!?]+$/, ''),
  },
  {
    kind: 'link',
    pattern: i(
      '\\b(?:https?|ftp|javascript|data|mailto|tel):[^\\s<>"\'，。）)]+|\\bwww\\.[^\\s，。）)]+|\\b(?:[a-z0-9-]{2,}\\.)+[a-z]{2,24}\\b(?:/[^\\s，。）)]*)?|\\b[a-z0-9-]{2,}\\s?(?:\\[\\.\\]|\\(\\.\\)|\\(dot\\)|\\[dot\\]| dot )\\s?(?:com|net|org|io|co|shop)\\b',
    ),
    value: (words) => lower(words).replace(/[.,;:!?]+$/, ''),
  },
  {
    kind: 'percent',
    pattern: i(
      `${DIGITS}\\s?(?:%|percent|per cent|por ciento)|${SPELLED}(?:%|percent|per cent|por ciento)|百分之[\\d零一二三四五六七八九十百]+|(?:${DIGITS}|${ZH})\\s?(?:折|成)|\\bhalf[- ](?:price|off|of the price|back|the price)\\b|\\bmitad (?:de precio|del precio)\\b|半价|对半`,
    ),
    value: (words) =>
      lower(words)
        .replace(/\s|percent|per cent|por ciento/g, '')
        .replace(/%?$/, '%')
        .replace(/^(\d+)\.0+%/, '$1%'),
  },
  {
    kind: 'amount',
    pattern: i(
      `(?:US|A|C|HK|CA|AU|MX|NZ)?[$€£¥₩₹]\\s?-?${DIGITS}(?:\\s?[km万千百]\\b)?(?:\\s?(?:${MONEY_WORDS})\\b|\\s?(?:${MONEY_ZH}))?|(?:USD|EUR|GBP|CNY|RMB|MXN|CAD)\\s?-?${DIGITS}|-?${DIGITS}\\s?[km万千百]?\\s?(?:[$€£¥₩₹]|(?:${MONEY_WORDS})\\b|${MONEY_ZH})|${SPELLED}(?:${MONEY_WORDS})\\b|${ZH}\\s?(?:${MONEY_ZH})|[$€£]+\\s?${SPELLED}`,
    ),
    value: amountOf,
  },
  {
    kind: 'date',
    pattern: i(
      `\\b\\d{4}-\\d{1,2}-\\d{1,2}\\b|(?:\\d{4}年)?\\d{1,2}月\\d{1,2}[日号]|\\b(?:${MONTH})\\.?\\s\\d{1,2}(?:st|nd|rd|th)?\\b|\\b\\d{1,2}(?:st|nd|rd|th)?(?: of| de)?\\s(?:${MONTH})\\b|\\b\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?\\b|(?:${ZH})月(?:${ZH})[日号]|\\b(?:${MONTH})\\s(?:${EN}|first|second|third|fourth|fifth|tenth|fifteenth|twentieth)\\b`,
    ),
    value: dateOf,
  },
  {
    kind: 'time',
    pattern: i('\\b\\d{1,2}:\\d{2}(?:\\s?[ap]\\.?m\\.?)?|\\b\\d{1,2}\\s?[ap]\\.?m\\b\\.?|\\d{1,2}点(?:半|\\d{1,2}分)?'),
    value: (words) => lower(words).replace(/[\s.]/g, ''),
  },
  {
    kind: 'span',
    pattern: i(
      `${DIGITS}(?:\\s?(?:-|to|or|a|o|至|到|~)\\s?${DIGITS})?[\\s-]?${UNITS}\\b|${DIGITS}(?:\\s?[-~至到]\\s?${DIGITS})?\\s?${UNITS_ZH}|${SPELLED}${UNITS}\\b|\\b(?:a|an|within the)\\s(?:business |working )?(?:day|hour|minute|week|month|year)\\b|(?:${ZH}|半)\\s?${UNITS_ZH}`,
    ),
    value: spanOf,
  },
  {
    kind: 'phone',
    pattern: i('\\+\\d[\\d\\s().-]{6,}\\d|\\(\\d{3}\\)\\s?\\d{3}[\\s.-]?\\d{4}|\\b\\d{3}[\\s.-]\\d{3}[\\s.-]\\d{4}\\b'),
    value: digitsOf,
  },
  ...Object.entries(WHENS).map(([name, source]): Finder => ({ kind: 'when', pattern: i(source), value: () => name })),
  {
    kind: 'weekday',
    pattern: i(`\\b(?:${latin(WEEKDAYS)})\\b|${han(WEEKDAYS)}`),
    value: (words) => String(WEEKDAYS.findIndex((names) => names.includes(lower(words)))),
  },
  {
    kind: 'code',
    pattern: i('#?\\b(?=[a-z0-9-]*\\d)(?=[a-z0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*\\b|#\\d+'),
    value: (words) => lower(words).replace(/^#/, ''),
  },
  {
    kind: 'number',
    pattern: i(`\\d[\\d,]*(?:\\.\\d+)?(?:-\\d+)*|(?:\\b(?:${EN}|${ES})\\b[\\s,-]+){2,}(?:${EN}|${ES})\\b`),
    value: (words) => lower(words).replace(/,/g, ''),
  },
];

function amountOf(words: string): string {
  const currency =
    /[¥]|CNY|RMB|元|块|人民币|yuan/i.test(words) && !/美元|欧元/.test(words)
      ? 'CNY'
      : /€|EUR|euro|欧元/i.test(words)
        ? 'EUR'
        : /£|GBP|pound|英镑/i.test(words)
          ? 'GBP'
          : 'USD';
  const figure = new RegExp(DIGITS).exec(words)?.[0];
  if (!figure)
    return `${lower(words)
      .replace(/[\s-]+/g, ' ')
      .trim()}|${currency}`;
  const isMany = /\d\s?(?:[km]\b|[万千百])/i.test(words);
  const isSmall = /cent|美分/i.test(words);
  const value = Number(figure.replace(/,(?=\d{3}\b)/g, '').replace(',', '.'));
  return `${/-/.test(words) ? '-' : ''}${isMany ? `${lower(words)} ` : ''}${(isSmall ? value / 100 : value).toFixed(2)}|${currency}`;
}

function dateOf(words: string): string {
  const text = lower(words);
  const iso =
    /^\d{4}-(\d{1,2})-(\d{1,2})$/.exec(text) ??
    /^(?:\d{4}年)?(\d{1,2})月(\d{1,2})/.exec(text) ??
    /^(\d{1,2})\/(\d{1,2})/.exec(text);
  if (iso) return `${Number(iso[1])}-${Number(iso[2])}`;
  const month = MONTHS.findIndex((names) =>
    names.some((name) => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'u').test(text)),
  );
  const figure = /\d{1,2}/.exec(text)?.[0];
  return month >= 0 && figure ? `${month + 1}-${Number(figure)}` : text;
}

const SPANS: readonly [string, RegExp][] = [
  ['business_day', /business|working|工作日|hábiles|habiles/],
  ['day', /day|día|dia|天|日/],
  ['hour', /hour|hr|hora|小时|钟头/],
  ['minute', /min|分钟/],
  ['second', /second|秒/],
  ['week', /week|semana|周|星期/],
  ['month', /month|mes|月/],
  ['year', /year|año|年/],
];
function spanOf(words: string): string {
  const text = lower(words);
  const unit = SPANS.find(([, pattern]) => pattern.test(text))?.[0] ?? text;
  const figures = text.match(/\d[\d,.]*/g);
  return `${figures ? figures.map((one) => Number(one.replace(/,/g, ''))).join('-') : text.replace(/[\s-]+/g, ' ')}|${unit}`;
}

/** Every hard fact of a text, in order. The same fact written in two ways (`$24`, `24.00 USD`; `Nov 17`, `11月17日`) has one value. */
export function hardFacts(given: string): Fact[] {
  let rest = plainText(given);
  const found: (Fact & { at: number })[] = [];
  for (const { kind, pattern, value } of finders) {
    rest = rest.replace(pattern, (...match: unknown[]) => {
      const words = String(match[0]);
      const at = match.findLast((part) => typeof part === 'number') as number;
      found.push({ kind, value: value(words.trim()), words: words.trim(), at });
      return ' '.repeat(words.length);
    });
  }
  return found.sort((a, b) => a.at - b.at).map(({ at: _, ...fact }) => fact);
}
