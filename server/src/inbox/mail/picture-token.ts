import { Refusal } from '../../platform/refusal.ts';
import { isSigned, sign } from '../../platform/secrets.ts';

/** Which picture, for which workspace. */
export type PictureClaims = { workspaceId: string; url: string };

const PURPOSE = 'inbox-picture';
const MAC = 16;
const DAY = 86_400_000;

/** The address of a remote picture through us, good until the end of tomorrow (UTC) and the same all day, so that browsers keep it. */
export function pictureUrl(secret: string, now: Date, { workspaceId, url }: PictureClaims): string {
  const expires = Buffer.alloc(4);
  expires.writeUInt32BE(((Math.floor(now.getTime() / DAY) + 2) * DAY) / 1000);
  const body = Buffer.concat([expires, Buffer.from(workspaceId.replaceAll('-', ''), 'hex'), Buffer.from(url)]);
  const mac = sign(secret, PURPOSE, body).subarray(0, MAC);
  return `/v1/inbox/pictures/${Buffer.concat([mac, body]).toString('base64url')}`;
}

/** Throws `picture.not_found` for a token that is not ours, `link.expired` when its time is over. */
export function readPictureToken(secret: string, now: Date, token: string): PictureClaims {
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(MAC);
  if (body.length <= 20 || bytes.toString('base64url') !== token) throw new Refusal('picture.not_found');
  if (!isSigned(secret, PURPOSE, body, bytes.subarray(0, MAC))) throw new Refusal('picture.not_found');
  if (body.readUInt32BE(0) * 1000 <= now.getTime()) throw new Refusal('link.expired');
  const id = body.toString('hex', 4, 20);
  const workspaceId = id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { workspaceId, url: body.toString('utf8', 20) };
}
