/** What a scanned or typed text may be read as, before anything is looked up. Pure. */
import { numberKey } from '../orders/index.ts';
import { readCode } from '../platform/ids.ts';

export type Readings = {
  /** What was scanned, without the noise of keyboards and scanners. */
  text: string;
  rma: string | null;
  lpn: string | null;
  /** Spellings of a carrier's number, the likeliest first. */
  tracking: string[];
  orderKey: string;
  bin: string;
  /** SKU, UPC, EAN, ASIN or FNSKU, in upper case. */
  products: string[];
  serials: string[];
};

/**
 * Reads a scan. Tolerated: lower case, spaces, missing dashes, full-width letters of a Chinese keyboard, an AIM
 * symbology identifier before the code (`]C1`, ISO/IEC 15424), GS1 element strings and digital links (AI 01 goods,
 * 21 serial, 00 SSCC, 420 ZIP; GS1 General Specifications), a printed `S/N:`, and a link that holds the code.
 */
export function readScan(scanned: string): Readings {
  const text = bare(scanned);
  const upper = text.toUpperCase();
  const gs1 = readGs1(text);
  const compact = upper.replace(/[\s-]/g, '');
  const codes = gs1.goods ? [gs1.goods] : [upper, compact];
  const serial = gs1.serial ?? text.replace(/^s(?:erial)?\s*[./]?\s*n(?:o|umber)?\s*[.:#]*\s+|^s\/?n[.:#]\s*/i, '');
  return {
    text,
    rma: findCode('RMA', upper),
    lpn: findCode('LPN', upper),
    tracking: unique([...carrierNumbers(compact), compact, upper, text]),
    orderKey: numberKey(text),
    bin: upper.replace(/\s+/g, ''),
    products: unique(codes.flatMap(productSpellings)),
    serials: unique([serial, serial.toUpperCase(), serial.toLowerCase()]),
  };
}

/** How a tracking number is kept: upper case, without spaces and dashes, and without what a label adds to it. */
export function trackingNumber(scanned: string): string {
  const compact = bare(scanned).toUpperCase().replace(/[\s-]/g, '');
  return carrierNumbers(compact)[0] ?? compact;
}

/** Stands for the group separator of GS1, which keyboards send in several ways. */
const GS = '␝';

function bare(scanned: string): string {
  const text = scanned
    .normalize('NFKC')
    .replaceAll('\u001d', GS)
    .replace(/<GS>|\{GS\}/g, GS)
    .trim();
  return text.replace(/^\][A-Za-z][0-9A-Za-z]/, '').trim();
}

/** Our own code anywhere in the text (in a link, say), or the text itself where only its prefix was left out. */
function findCode(prefix: 'RMA' | 'LPN', upper: string): string | null {
  const shaped = new RegExp(`${prefix}(?:[\\s_.-]|%20)*[0-9A-Z]{4}(?:[\\s_.-]|%20)*[0-9A-Z]{4}(?![0-9A-Z])`, 'g');
  for (const [match] of upper.matchAll(shaped)) {
    const code = readCode(prefix, match.replaceAll('%20', ''));
    if (code) return code;
  }
  return /^[0-9A-Z]{4}[\s_.-]*[0-9A-Z]{4}$/.test(upper) ? readCode(prefix, prefix + upper) : null;
}

type Gs1 = { goods: string | null; serial: string | null };

/** The goods (GTIN) and the serial of a GS1 text: `(01)…(21)…`, `01…21…`, or a digital link `/01/…/21/…`. */
function readGs1(text: string): Gs1 {
  const link = text.match(/^https?:\/\/[^?#]*\/01\/(\d{8,14})(?:[^?#]*?\/21\/([^/?#]+))?/i);
  if (link) return { goods: link[1]!, serial: link[2] ? decoded(link[2]) : null };
  const parts = new Map([...text.matchAll(/\((\d{2,4})\)([^(␝]+)/g)].map(([, ai, value]) => [ai!, value!.trim()]));
  if (parts.size > 0) return { goods: parts.get('01') ?? null, serial: parts.get('21') ?? null };
  const plain = text.match(/^01(\d{14})(.*)$/s);
  if (!plain || !isGtin(plain[1]!)) return { goods: null, serial: null };
  // Dates (11, 15, 17) have six digits; a batch (10) ends at the separator; the serial (21) is what we look for.
  const rest = plain[2]!.replace(/^(?:␝|1[157]\d{6}|10[^␝]*␝)*/, '');
  const serial = rest.match(/^21([^␝]+)/);
  return { goods: plain[1]!, serial: serial ? serial[1]! : null };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The check digit of GS1: weights 3 and 1 from the right, to the next ten. */
function isGtin(digits: string): boolean {
  const [check, ...body] = [...digits].reverse().map(Number) as [number, ...number[]];
  const sum = body.reduce((all, digit, at) => all + digit * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === check;
}

/** UPC-A, EAN-13 and GTIN-14 write the same number with zeros before it. */
function productSpellings(code: string): string[] {
  if (!/^\d{12,14}$/.test(code)) return [code];
  const significant = code.replace(/^0{1,2}/, '');
  const shortest = significant.padStart(12, '0');
  return [code, ...[12, 13, 14].filter((length) => length >= shortest.length).map((n) => shortest.padStart(n, '0'))];
}

/**
 * The number a carrier's customer knows, out of what its label holds. Forms as collected in jkeen/tracking_number_data:
 * UPS 1Z; USPS IMpb after 420 and the ZIP; FedEx Ground 96 (22 digits, the last 15), FedEx Express and 96 GSN
 * (34 digits, the last 12).
 */
function carrierNumbers(compact: string): string[] {
  const forms = [
    /(1Z[0-9A-Z]{16})/,
    /^420\d{5}(9[1-5]\d{20,24})$/,
    /^420\d{9}(9[1-5]\d{20,24})$/,
    /^96\d{5}(\d{15})$/,
    /^(?:100|96)\d{19,20}(\d{12})$/,
  ];
  return forms.flatMap((form) => compact.match(form)?.[1] ?? []);
}

const unique = (texts: string[]) => [...new Set(texts)].filter((text) => text !== '');
