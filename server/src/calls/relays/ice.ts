import { createHmac } from 'node:crypto';
import type { CallIce, IceServer } from '@recoup/contract';
import type { RelayConfig } from '../../platform/relay-config.ts';
import { sign } from '../../platform/secrets.ts';

/**
 * A credential that a relay checks by itself, as coturn's `use-auth-secret` does: the name says until when it is good, and for
 * whom; the password is HMAC-SHA1 of the name under the secret both know, in Base64. draft-uberti-behave-turn-rest-00, §2.2.
 */
export function turnCredential(
  secret: string,
  expiresAt: Date,
  whom: string,
): { username: string; credential: string } {
  const username = `${Math.floor(expiresAt.getTime() / 1000)}:${whom}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

/** How a seat, or a member of staff, is called towards the relays: the same each time, so that they can hold it to a quota, and nobody's id. */
export function nameAtRelays(secret: string, id: string): string {
  return sign(secret, 'relays', id).subarray(0, 12).toString('base64url');
}

/**
 * What a browser is given to find a way: every region with its servers and a credential good for `ttlSeconds` from `now`.
 * Without a relay the STUN servers alone, and without those nothing: the browsers then try by themselves.
 */
export function iceOf(relays: RelayConfig, whom: string, now: Date, prefer: string | null): CallIce {
  const expiresAt = new Date(now.getTime() + relays.ttlSeconds * 1000);
  const stun: IceServer[] = relays.stunUrls.length > 0 ? [{ urls: relays.stunUrls }] : [];
  const regions = relays.regions.map(({ name, urls, secret }) => ({
    name,
    ice_servers: [...stun, { urls, ...turnCredential(secret, expiresAt, whom) }],
  }));
  const has = regions.length > 0;
  return {
    regions: has ? regions : stun.length > 0 ? [{ name: 'stun', ice_servers: stun }] : [],
    prefer: prefer !== null && regions.some(({ name }) => name === prefer) ? prefer : null,
    relay_only: relays.relayOnly,
    expires_at: has ? expiresAt.toISOString() : null,
  };
}
