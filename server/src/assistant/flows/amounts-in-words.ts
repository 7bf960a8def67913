/** Amounts, days and promises in what a flow says by itself. They may come from look-ups alone. */

const UNITS =
  /(?:business )?(?:days?|hours?|hrs?|weeks?|months?|years?|minutes?|mins?)|(?:个)?(?:工作日|天|日|小时|周|星期|月|年|分钟)|d[ií]as?|horas?|semanas?|meses|mes|años?|minutos?/;
const NUMBERS =
  /\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty|sixty|ninety|[一二两三四五六七八九十百]+|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince|treinta/;
const PATTERNS: readonly RegExp[] = [
  /[$€£¥￥]\s?\d|\d+(?:[.,]\d+)?\s?(?:[$€£¥￥]|usd|eur|cny|rmb|dollars?|euros?|cents?|美元|美金|元|块|dólares)/i,
  /\d+(?:[.,]\d+)?\s?[%％]|\b(?:percent|por ciento)\b|百分之|[一二三四五六七八九]折|\d折/i,
  new RegExp(
    `(?<![\\p{L}])(?:${NUMBERS.source})(?:\\s*(?:-|to|a|至|到)\\s*(?:${NUMBERS.source}))?\\s?(?:${UNITS.source})(?![a-z])`,
    'iu',
  ),
  /\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\b|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b|\d{1,2}月\d{1,2}[日号]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b/i,
  /\b(?:tomorrow|tonight|by (?:mon|tues|wednes|thurs|fri|satur|sun)day|mañana)\b|明天|后天|(?:今|当|次)天?(?:内|之内|就能)/i,
  /\b(?:free of charge|for free|free shipping|guaranteed?|full refund|half price)\b|免费|包退|保证|全额退款|\b(?:gratis|garantizad[oa]s?|reembolso (?:completo|total))\b/i,
];

/** The words that state an amount, a day or a promise; null where there are none. */
export function amountIn(text: string): string | null {
  const bare = text.replace(/\{\{[^}]*\}\}/g, '\u0000');
  for (const pattern of PATTERNS) {
    const found = pattern.exec(bare);
    if (found) return found[0].trim();
  }
  return null;
}
