/** Amounts and counts as people and programs write them in tables, read exactly: no floats on the way. */
import { RowRefusal } from '../bulk/rows.ts';

const digits = new Map<string, number>();
/** How many decimals a currency has: 2 for USD and CNY, 0 for JPY, 3 for KWD (ISO 4217). */
export function decimalsOf(currency: string): number {
  let found = digits.get(currency);
  if (found === undefined) {
    found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digits.set(currency, found);
  }
  return found;
}

/**
 * `$1,299.50`, `1.299,50 €`, `￥１２９９．５`, `1299.5` → 129950 minor units of a currency with two decimals.
 * Throws a RowRefusal `field.amount` for what is no amount, or has more decimals than the currency knows.
 */
export function readAmount(text: string, currency: string, field: string): number {
  const plain = text
    .normalize('NFKC')
    .replace(/[A-Za-z]{0,3}\p{Sc}[A-Za-z]{0,3}|[\s'’`]|元|圆|[A-Za-z]{3}/gu, '')
    .replace(/[，]/g, ',')
    .replace(/[−–—]/g, '-');
  const [, open = '', sign = '', number = '', closed = ''] = plain.match(/^(\(?)([+-]?)([\d.,]+)(\)?)$/) ?? [];
  const parts = splitNumber(number);
  if (!parts || Boolean(open) !== Boolean(closed)) throw notAnAmount(text, field);
  const decimals = decimalsOf(currency);
  const fraction = parts.fraction.replace(/0+$/, '');
  if (fraction.length > decimals) {
    throw new RowRefusal('field.amount', field, `${field}: ${text} has more decimals than ${currency} knows`);
  }
  const minor = Number(parts.whole + fraction.padEnd(decimals, '0'));
  if (!Number.isSafeInteger(minor)) throw notAnAmount(text, field);
  return open || sign === '-' ? -minor || 0 : minor;
}

function notAnAmount(text: string, field: string): RowRefusal {
  return new RowRefusal('field.amount', field, `${field}: ${text.slice(0, 60)} is no amount`);
}

/** Tells the sign before the decimals from the one between thousands. */
function splitNumber(number: string): { whole: string; fraction: string } | null {
  const dot = number.lastIndexOf('.');
  const comma = number.lastIndexOf(',');
  const [decimal, group] =
    dot >= 0 && comma >= 0 ? (dot > comma ? ['.', ','] : [',', '.']) : lone(number, dot >= 0 ? '.' : ',');
  const [whole = '', fraction = '', ...more] = decimal === null ? [number] : number.split(decimal);
  if (more.length > 0) return null;
  const groups = group === null ? [whole] : whole.split(group);
  if (groups.length > 1 && !(/^\d{1,3}$/.test(groups[0]!) && groups.slice(1).every((part) => /^\d{3}$/.test(part)))) {
    return null;
  }
  const joined = groups.join('');
  return /^\d*$/.test(joined) && /^\d*$/.test(fraction) && joined + fraction !== ''
    ? { whole: joined || '0', fraction }
    : null;
}

/** With one kind of sign only: `1,234` and `1.234.567` are thousands; `12,5` and `12.5` and `1.234` are decimals. */
function lone(number: string, sign: '.' | ','): [string | null, string | null] {
  const count = number.split(sign).length - 1;
  if (count === 0) return [null, null];
  const grouped = /^\d{1,3}([.,]\d{3})+$/.test(number);
  return grouped && (count > 1 || sign === ',') ? [null, sign] : [sign, null];
}

/** `2`, `2.0`, `２件`, `2 pcs` → 2. Throws a RowRefusal `field.count`. */
export function readCount(text: string, field: string): number {
  const plain = text.normalize('NFKC').replace(/[\s,]|件|个|台|只|套|pcs?\.?|x$/giu, '');
  const [, whole] = plain.match(/^(-?\d{1,9})(?:\.0*)?$/) ?? [];
  if (whole === undefined)
    throw new RowRefusal('field.count', field, `${field}: ${text.slice(0, 60)} is no whole number`);
  return Number(whole);
}

const YES = new Set(['true', 'yes', 'y', '1', 'x', '是', '有', '对', '真', '√']);
const NO = new Set(['false', 'no', 'n', '0', '', '否', '无', '没有', '假', '×']);
/** Throws a RowRefusal `field.yes_no`. */
export function readYesNo(text: string, field: string): boolean {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  if (YES.has(plain)) return true;
  if (NO.has(plain)) return false;
  throw new RowRefusal('field.yes_no', field, `${field}: ${text.slice(0, 60)} is neither yes nor no`);
}
