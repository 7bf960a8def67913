import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../refusal.ts';

/**
 * A short-lived pass for one file, to stand in an address (`/files/<pass>`): whoever holds it may read that file until it
 * expires, and nothing else. The secret is the installation's; the purpose is mixed in, so no other signature passes here.
 */
export function signFile(key: string, secret: string, expires: Date): string {
  const body = `${Buffer.from(key).toString('base64url')}.${Math.floor(expires.getTime() / 1000).toString(36)}`;
  return `${body}.${mac(body, secret)}`;
}

/** The key a pass was made for. Refusals: `file.link_unknown` (made up or changed), `file.link_expired`. */
export function verifyFile(pass: string, secret: string, now: Date): string {
  const parts = pass.split('.');
  const [key = '', expires = '', signature = ''] = parts;
  const given = Buffer.from(signature);
  const right = Buffer.from(mac(`${key}.${expires}`, secret));
  if (parts.length !== 3 || given.length !== right.length || !timingSafeEqual(given, right))
    throw new Refusal('file.link_unknown');
  if (Number.parseInt(expires, 36) * 1000 <= now.getTime()) throw new Refusal('file.link_expired');
  return Buffer.from(key, 'base64url').toString();
}

function mac(body: string, secret: string): string {
  return createHmac('sha256', secret).update('recoup file pass 1\n').update(body).digest('base64url');
}
