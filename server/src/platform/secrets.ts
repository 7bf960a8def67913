import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** What a buyer's link carries: the one order it leads to, perhaps the one return, and until when. */
export type PortalClaims = {
  workspaceId: string;
  brandId: string;
  orderId: string;
  returnId?: string;
  /** It opens the papers of the order (its receipt, labels) and nothing else: such a link is passed on. */
  papers?: boolean;
  expiresAt: Date;
};

const VERSION = 1;
const PAPERS = 2;
const MAC_BYTES = 16;

/** A keyed digest of `text`. Each purpose has its own key, so that a signature made for one is worth nothing for another. */
export function sign(secret: string, purpose: string, text: string | Buffer): Buffer {
  const key = createHmac('sha256', secret).update(purpose).digest();
  return createHmac('sha256', key).update(text).digest();
}

/** True when `signature` is ours for that purpose and text; takes the same time whatever the answer. */
export function isSigned(secret: string, purpose: string, text: string | Buffer, signature: Buffer): boolean {
  const expected = sign(secret, purpose, text).subarray(0, signature.length);
  return signature.length >= MAC_BYTES && timingSafeEqual(expected, signature);
}

/**
 * Writes the token of a buyer's link. It is stateless and cannot be taken back, so give it a short life: it opens one
 * order of one brand and nothing else.
 */
export function signPortalToken(secret: string, claims: PortalClaims): string {
  const ids = [claims.workspaceId, claims.brandId, claims.orderId, ...(claims.returnId ? [claims.returnId] : [])];
  return writeToken(secret, 'portal', claims.papers ? PAPERS : VERSION, claims.expiresAt, ids);
}

/**
 * Reads a buyer's token. `forPapers`: one that opens papers alone will do. Throws `link.not_found` when it is not ours or was
 * changed, `link.expired` when its time is over.
 */
export function readPortalToken(secret: string, token: string, now: Date, { forPapers = false } = {}): PortalClaims {
  const { kind, ids, expiresAt } = readToken(
    secret,
    'portal',
    token,
    now,
    (written, count) => (written === VERSION || (forPapers && written === PAPERS)) && (count === 3 || count === 4),
  );
  const [workspaceId, brandId, orderId, returnId] = ids;
  return {
    workspaceId: workspaceId!,
    brandId: brandId!,
    orderId: orderId!,
    ...(returnId ? { returnId } : {}),
    ...(kind === PAPERS ? { papers: true } : {}),
    expiresAt,
  };
}

/** What a chat session's token carries. `verified`: the shop's server signed who this is. */
export type ChatClaims = {
  workspaceId: string;
  brandId: string;
  channelId: string;
  contactId: string;
  verified: boolean;
  expiresAt: Date;
};
const GUEST = 1;
const VERIFIED = 2;

/** Writes the token of a chat session. It opens what this contact said and was told, and nothing else. */
export function signChatToken(secret: string, claims: ChatClaims): string {
  const { workspaceId, brandId, channelId, contactId } = claims;
  const ids = [workspaceId, brandId, channelId, contactId];
  return writeToken(secret, 'chat', claims.verified ? VERIFIED : GUEST, claims.expiresAt, ids);
}

/** Reads a chat session's token. Throws `link.not_found`, `link.expired`. */
export function readChatToken(secret: string, token: string, now: Date): ChatClaims {
  const known = (kind: number, count: number) => (kind === GUEST || kind === VERIFIED) && count === 4;
  const { kind, ids, expiresAt } = readToken(secret, 'chat', token, now, known);
  const [workspaceId, brandId, channelId, contactId] = ids as [string, string, string, string];
  return { workspaceId, brandId, channelId, contactId, verified: kind === VERIFIED, expiresAt };
}

/** What the token of a seat in a call carries: it opens this call to this side, until it has ended. */
export type SeatClaims = { workspaceId: string; brandId: string; callId: string; partId: string; expiresAt: Date };

/** Writes the token of a seat. Whether the seat is still held is asked of its row each time. */
export function signSeatToken(secret: string, { workspaceId, brandId, callId, partId, expiresAt }: SeatClaims): string {
  return writeToken(secret, 'seat', VERSION, expiresAt, [workspaceId, brandId, callId, partId]);
}

/** Reads the token of a seat. Throws `link.not_found`, `link.expired`. */
export function readSeatToken(secret: string, token: string, now: Date): SeatClaims {
  const { ids, expiresAt } = readToken(secret, 'seat', token, now, (kind, count) => kind === VERSION && count === 4);
  const [workspaceId, brandId, callId, partId] = ids as [string, string, string, string];
  return { workspaceId, brandId, callId, partId, expiresAt };
}

/** What a link into a call carries: the row that says what it opens, to whom it went, and whether it still does. */
export type CallLinkClaims = { workspaceId: string; brandId: string; linkId: string; expiresAt: Date };

export function signCallLink(secret: string, { workspaceId, brandId, linkId, expiresAt }: CallLinkClaims): string {
  return writeToken(secret, 'call-link', VERSION, expiresAt, [workspaceId, brandId, linkId]);
}

/** Reads a link into a call. Throws `link.not_found`, `link.expired`. */
export function readCallLink(secret: string, token: string, now: Date): CallLinkClaims {
  const { ids, expiresAt } = readToken(
    secret,
    'call-link',
    token,
    now,
    (kind, count) => kind === VERSION && count === 3,
  );
  const [workspaceId, brandId, linkId] = ids as [string, string, string];
  return { workspaceId, brandId, linkId, expiresAt };
}

function writeToken(secret: string, purpose: string, kind: number, expiresAt: Date, ids: readonly string[]): string {
  const body = Buffer.concat([Buffer.from([kind]), seconds(expiresAt), ...ids.map(bytesOf)]);
  return Buffer.concat([body, sign(secret, purpose, body).subarray(0, MAC_BYTES)]).toString('base64url');
}

function readToken(
  secret: string,
  purpose: string,
  token: string,
  now: Date,
  known: (kind: number, ids: number) => boolean,
): { kind: number; ids: string[]; expiresAt: Date } {
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(0, -MAC_BYTES);
  const count = (body.length - 6) / 16;
  // A token is compared in its one spelling, so that stray characters do not make a second address of the same link.
  if (bytes.toString('base64url') !== token || !known(body[0] ?? 0, count)) throw notFound();
  if (!isSigned(secret, purpose, body, bytes.subarray(-MAC_BYTES))) throw notFound();
  const expiresAt = new Date(body.readUIntBE(1, 5) * 1000);
  if (expiresAt <= now) throw new Refusal('link.expired');
  const ids = Array.from({ length: count }, (_, n) => idOf(body.subarray(6 + n * 16, 22 + n * 16)));
  return { kind: body[0]!, ids, expiresAt };
}

const notFound = () => new Refusal('link.not_found');

function seconds(at: Date): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUIntBE(Math.floor(at.getTime() / 1000), 0, 5);
  return bytes;
}

function bytesOf(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new Error(`not an id: ${id}`);
  return bytes;
}

function idOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const SEALED = /sealed-([A-Za-z0-9_-]{38,})/g;

/** Hides a secret that must be written down for later (AES-256-GCM): nobody but this installation opens it again. */
export function seal(secret: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sign(secret, 'seal', 'key'), iv);
  const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `sealed-${Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64url')}`;
}

/** Opens every sealed secret in a text. Throws when one was changed or is not ours. */
export function unseal(secret: string, text: string): string {
  return text.replace(SEALED, (_, sealed: string) => {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', sign(secret, 'seal', 'key'), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  });
}
