/** The signature both directions carry: `Recoup-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`. Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../platform/refusal.ts';

export const SIGNATURE = 'recoup-signature';
const MOST_SECONDS = 300;

export function signed(secret: string, body: string | Buffer, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${mac(secret, seconds, body).toString('hex')}`;
}

/**
 * Holds a body to its signature. Throws `hook.not_signed` where there is none, or it was made with another secret or over
 * another body, and `hook.too_old` where it was made more than five minutes before or after now.
 */
export function checkSignature(
  secret: string | null,
  header: string | undefined,
  body: string | Buffer,
  now: Date,
): void {
  const parts = (header ?? '').split(',').map((part) => part.trim());
  const seconds = Number(parts.find((part) => /^t=\d{1,12}$/.test(part))?.slice(2) ?? Number.NaN);
  const given = parts
    .filter((part) => /^v1=[0-9a-f]{64}$/i.test(part))
    .map((part) => Buffer.from(part.slice(3), 'hex'));
  if (secret === null || Number.isNaN(seconds) || given.length === 0) throw new Refusal('hook.not_signed');
  const expected = mac(secret, seconds, body);
  if (!given.some((one) => timingSafeEqual(one, expected))) throw new Refusal('hook.not_signed');
  if (Math.abs(now.getTime() / 1000 - seconds) > MOST_SECONDS) throw new Refusal('hook.too_old');
}

function mac(secret: string, seconds: number, body: string | Buffer): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
}
