import { createHash } from 'node:crypto';
import type { Config } from '../platform/config.ts';
import { sign } from '../platform/secrets.ts';

/**
 * The secret in an invitation's link, made from its id and the installation's secret: the mail can be written (and
 * written again) in a reaction, while the table keeps only the hash.
 */
export function invitationToken(config: Config, invitationId: string): string {
  return sign(config.secret, 'invitation', invitationId).toString('base64url');
}

export function hashOfInvitation(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
