/** Who somebody on a shop's page is, as the shop's own server signed it. Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../platform/refusal.ts';

export type Identity = { id: string; email?: string; name?: string; issued_at: string; signature: string };

/** How long a signature counts, and how far the shop's clock may be ahead of ours. */
const COUNTS_MS = 24 * 3_600_000;
const AHEAD_MS = 5 * 60_000;

/** What is signed: the shop's id of the person, the e-mail or nothing, and when, as they are written in the call. */
export function signedText({ id, email, issued_at }: Omit<Identity, 'signature' | 'name'>): string {
  return `${id}\n${email ?? ''}\n${issued_at}`;
}

/** The hex HMAC-SHA256 a shop's server makes with the channel's identity secret. */
export function signatureOf(secret: string, identity: Omit<Identity, 'signature' | 'name'>): string {
  return createHmac('sha256', secret).update(signedText(identity)).digest('hex');
}

/** Throws `chat.identity_wrong` where the shop did not sign this, and `chat.identity_old` where it did, but not now. */
export function checkIdentity(secret: string, identity: Identity, now: Date): void {
  const expected = Buffer.from(signatureOf(secret, identity));
  const given = Buffer.from(identity.signature.toLowerCase());
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Refusal('chat.identity_wrong');
  const age = now.getTime() - Date.parse(identity.issued_at);
  if (age > COUNTS_MS || age < -AHEAD_MS) throw new Refusal('chat.identity_old', { hours: COUNTS_MS / 3_600_000 });
}
