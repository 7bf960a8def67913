/** What a code read from the picture is: one thing we sold, a product, or nothing we know. Pure. */
import type { CodeFound } from '@recoup/contract';

export type CodeFacts = {
  /** What the call is about; null where it is about an order as a whole, or about none. */
  order_line_id: string | null;
  order_id: string | null;
  customer_id: string | null;
  lines: { id: string; variant_id: string | null; sku: string; title: string; serials: string[] }[];
  /** Sales this serial left with, newest first. */
  sales: {
    serial: string;
    order_id: string;
    order_number: string;
    order_line_id: string;
    customer_id: string;
    sku: string;
    title: string;
    placed_at: Date;
  }[];
  /** Single things with this serial that came back to us, newest first. */
  units: {
    serial: string;
    lpn: string;
    arrived_at: Date;
    rma: string | null;
    order_id: string | null;
    gone: boolean;
  }[];
  /** Products the code names. */
  products: { variant_id: string; by: 'barcode' | 'sku' | 'fnsku' | 'asin'; sku: string; title: string }[];
};

/** What is said of a code, and whether it looks as if another thing is shown than was sold. */
export type Judged = { found: CodeFound; swap: boolean; expected: string[] };

/**
 * Tells what a code is. A sale in this order counts before everything, unless the thing came back after that sale; then whose it
 * is else; a stranger's order is only said to be one.
 */
export function judgeCode(text: string, facts: CodeFacts): Judged {
  const line = facts.lines.find(({ id }) => id === facts.order_line_id) ?? null;
  const expected = (line ? [line] : facts.lines).flatMap(({ serials }) => serials);
  const found = whatIs(facts, line?.id ?? null);
  return { found, expected, swap: looksSwapped(found, text, expected) };
}

function whatIs(facts: CodeFacts, about: string | null): CodeFound {
  const here = facts.sales.find(({ order_id }) => order_id === facts.order_id);
  const back = facts.units[0];
  const cameBack = back && (!here || back.arrived_at > here.placed_at);
  if (cameBack && !soldSince(facts, back.arrived_at)) {
    const { serial, arrived_at, rma, lpn, gone } = back;
    return { kind: 'returned_before', serial, at: arrived_at.toISOString(), rma, lpn, with_us: !gone };
  }
  if (here) {
    const { order_line_id, title, sku, serial } = here;
    const kind = about === null || order_line_id === about ? 'this_line' : 'other_line';
    return { kind, order_line_id, title, sku, serial };
  }
  const own = facts.sales.find(({ customer_id }) => facts.customer_id !== null && customer_id === facts.customer_id);
  if (own) {
    const { order_line_id, title, sku, serial, order_id, order_number, placed_at } = own;
    const sold = { order_line_id, title, sku, serial, order_id, order_number };
    return { kind: 'other_order_of_buyer', ...sold, placed_at: placed_at.toISOString() };
  }
  if (facts.sales[0]) return { kind: 'sold_elsewhere', serial: facts.sales[0].serial };
  const product = facts.products[0];
  if (!product) return { kind: 'unknown' };
  const { by, sku, title, variant_id } = product;
  const in_order = facts.lines.some((line) => line.variant_id === variant_id || line.sku === sku);
  return { kind: 'product_only', by, sku, title, in_order };
}

/** Sold anew after it came back: then the newest sale says whose it is. */
const soldSince = (facts: CodeFacts, arrived: Date): boolean =>
  facts.sales.some(({ placed_at }) => placed_at > arrived);

/** A serial of somebody else, of another order, or of goods that came back; or one written like ours that we do not know. */
function looksSwapped(found: CodeFound, text: string, expected: readonly string[]): boolean {
  if (found.kind === 'sold_elsewhere' || found.kind === 'other_order_of_buyer' || found.kind === 'returned_before') {
    return true;
  }
  if (found.kind !== 'unknown') return found.kind === 'product_only' && !found.in_order;
  return codesIn(text).some((code) => expected.some((serial) => shapeOf(serial) === shapeOf(code)));
}

/** `LH-2203A` → `AA-9999A`: serials of one maker look alike. */
const shapeOf = (serial: string) => serial.toUpperCase().replace(/\p{L}/gu, 'A').replace(/\d/g, '9');

const SERIAL_WORD = /^(?:s\s*\/?\s*n|serial(?:\s*(?:no|number|nr))?|序列号|机身号)\s*[.:：#-]*\s*/i;
const GROUP = '\u001d';

/**
 * The spellings under which a read text may be known: as it is; without `S/N:` before it; the serial and the GTIN of a GS1 code
 * (General Specifications, application identifiers 01 and 21); the last part of a link; a GTIN with its leading zeros or without.
 */
export function codesIn(text: string): string[] {
  const whole = text.trim();
  const found = [whole, whole.replace(SERIAL_WORD, '').trim(), ...fromGs1(whole), ...fromLink(whole)];
  for (const code of [...found]) if (/^\d{8,14}$/.test(code)) found.push(...gtins(code));
  return [...new Set(found.filter((code) => code.length >= 3))];
}

function fromGs1(text: string): string[] {
  const bracketed = [...text.matchAll(/\((\d{2,4})\)([^(]+)/g)].map(([, ai, value]) => [ai, value] as const);
  if (bracketed.length > 0) {
    return bracketed.flatMap(([ai, value]) => (ai === '01' || ai === '21' ? [value!.trim()] : []));
  }
  const bare = text.replace(/^\][A-Za-z]\d/, '').replace(new RegExp(`^${GROUP}`), '');
  const [, gtin, rest = ''] = /^01(\d{14})(.*)$/s.exec(bare) ?? [];
  if (!gtin) return [];
  const [, serial] = new RegExp(`(?:^|${GROUP})21([^${GROUP}]{1,20})`).exec(rest) ?? [];
  return serial ? [gtin, serial] : [gtin];
}

function fromLink(text: string): string[] {
  if (!/^https?:\/\//i.test(text)) return [];
  try {
    const url = new URL(text);
    const named = ['sn', 'serial', 's', 'code'].flatMap((name) => url.searchParams.get(name) ?? []);
    const last = decodeURIComponent(url.pathname.split('/').filter(Boolean).at(-1) ?? '');
    return [...named, last].map((part) => part.trim());
  } catch {
    return [];
  }
}

/** GTIN-8, 12, 13 and 14 are one number with leading zeros. */
function gtins(code: string): string[] {
  const bare = code.replace(/^0+/, '');
  return [8, 12, 13, 14].filter((length) => length >= bare.length).map((length) => bare.padStart(length, '0'));
}
