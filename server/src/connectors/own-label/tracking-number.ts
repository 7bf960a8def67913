import { createHash } from 'node:crypto';

/**
 * The number of an own label: RL, eighteen digits drawn from the label's id, and a check digit. The same id always
 * gives the same number, so making a label twice makes one.
 */
export function trackingNumber(labelId: string): string {
  const digits = createHash('sha256').update(labelId).digest().readBigUInt64BE() % 10n ** 18n;
  const body = digits.toString().padStart(18, '0');
  return `RL${body}${checkDigit(body)}`;
}

/** The check digit of GS1 (General Specifications, 7.9): weights 3 and 1 from the right, up to the next ten. */
function checkDigit(body: string): number {
  const sum = [...body].reverse().reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

/** Is it a number of ours, without a slip of the finger? */
export function isTrackingNumber(text: string): boolean {
  const body = /^RL(\d{18})(\d)$/.exec(text);
  return body !== null && checkDigit(body[1]!) === Number(body[2]);
}
