/** The spellings under which things are looked up: written beside what people see, never shown. */

const MARKS = /\p{M}/gu;
const NOT_IN_A_CODE = /[^\p{L}\p{N}]/gu;

/** `#W-20377` → `W20377`: upper case, only letters and digits, as it is typed, scanned or read out. */
export function numberKey(number: string): string {
  return number.normalize('NFKC').replace(NOT_IN_A_CODE, '').toUpperCase();
}

/** `78701-4412` → `78701`: a ZIP+4 is known by its first five digits. Other countries' codes stay whole. */
export function postalKey(postalCode: string): string {
  const key = numberKey(postalCode);
  return /^\d{9}$/.test(key) ? key.slice(0, 5) : key;
}

export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

/** `Zoë  Müller` → `zoe muller`. */
export function nameKey(name: string): string {
  return name.normalize('NFKD').replace(MARKS, '').normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The last word of a name, by which people with a family name are looked up: `zoe muller` → `muller`. */
export function lastNameKey(name: string): string {
  return nameKey(name).split(' ').at(-1) ?? '';
}

/** The first key in code point order that no longer begins with `prefix`. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
