import { randomFillSync, randomInt } from 'node:crypto';

// Randomness is fetched for many ids at a time: asking for it is what an id costs.
const pool = Buffer.alloc(4096);
let used = pool.length;

/** A UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter within the millisecond, 62 random bits. */
let lastMs = 0;
let counter = 0;
export function newId(at: number = Date.now()): string {
  if (at > lastMs) {
    lastMs = at;
    counter = randomInt(0x400);
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  }
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  pool[used] = 0x80 | (pool[used]! & 0x3f);
  const random = pool.toString('hex', used, used + 8);
  used += 8;
  const time = lastMs.toString(16).padStart(12, '0');
  const count = (0x7000 | counter).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${count}-${random.slice(0, 4)}-${random.slice(4)}`;
}

/** Letters and digits that cannot be taken for one another over the phone: no I, O, U, L, 0 or 1. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A short code people can read out: `RMA-7F3K-92QD`. Seven random characters and a check character
 * (weighted sum modulo the alphabet, which catches every single slip and nearly every swap of neighbours).
 */
export function newCode(prefix: string): string {
  let body = '';
  for (let i = 0; i < 7; i++) body += ALPHABET[randomInt(ALPHABET.length)];
  const full = body + checkCharacter(prefix + body);
  return `${prefix}-${full.slice(0, 4)}-${full.slice(4)}`;
}

/** Upper-cases, mends spaces and missing dashes; null where it is not a code with that prefix or its check fails. */
export function readCode(prefix: string, typed: string): string | null {
  const bare = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  if (!bare.startsWith(prefix) || bare.length !== prefix.length + 8) return null;
  const full = bare.slice(prefix.length);
  const body = full.slice(0, 7);
  if ([...full].some((c) => !ALPHABET.includes(c)) || checkCharacter(prefix + body) !== full[7]) return null;
  return `${prefix}-${full.slice(0, 4)}-${full.slice(4)}`;
}

function checkCharacter(text: string): string {
  let sum = 0;
  [...text].forEach((c, i) => {
    const value = ALPHABET.indexOf(c);
    sum += (value < 0 ? c.charCodeAt(0) : value) * weights[i % weights.length]!;
  });
  return ALPHABET[sum % ALPHABET.length]!;
}
// Coprime with 30, so that no change of one character keeps the sum.
const weights = [1, 7, 11, 13, 17, 19, 23, 29];
