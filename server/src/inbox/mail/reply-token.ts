import { timingSafeEqual } from 'node:crypto';
import { readCode } from '../../platform/ids.ts';
import { sign } from '../../platform/secrets.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** 60 bits: nobody guesses one by sending mails. */
const LETTERS = 12;

/**
 * The word by which an answer finds its conversation though its program lost the thread: the conversation's code and a
 * signature, so that nobody enters another's conversation by trying codes. `C-7F3K-92QD-QWERTYUIOPAS`.
 */
export function replyToken(secret: string, workspaceId: string, code: string): string {
  const mac = sign(secret, 'reply-token', `${workspaceId}:${code}`);
  return `${code}-${Array.from({ length: LETTERS }, (_, n) => ALPHABET[mac[n]! & 31]).join('')}`;
}

const WORD = /\bC-?([0-9A-Z]{4})-?([0-9A-Z]{4})[-.]([A-Z2-7]{12})\b/gi;
const SUBJECT_WORD = /\s*\[#C-[0-9A-Z]{4}-[0-9A-Z]{4}-[A-Z2-7]{12}\]/gi;

/** The codes of the tokens in these texts (addresses, a subject, what is quoted) that we signed, each once. */
export function codesIn(secret: string, workspaceId: string, texts: readonly (string | null)[]): string[] {
  const codes = texts.flatMap((text) =>
    [...(text ?? '').slice(0, 200_000).matchAll(WORD)].slice(0, 50).flatMap(([, a = '', b = '', mac = '']) => {
      const code = readCode('C', `C${a}${b}`);
      if (code === null) return [];
      const given = Buffer.from(`${code}-${mac.toUpperCase()}`);
      const right = Buffer.from(replyToken(secret, workspaceId, code));
      return given.length === right.length && timingSafeEqual(given, right) ? [code] : [];
    }),
  );
  return [...new Set(codes)];
}

/** `help@lumora.example` → `help+c.7f3k92qd.qwertyuiopas@lumora.example`; null where the name before the @ would be too long. */
export function replyAddress(address: string, token: string): string | null {
  const at = address.lastIndexOf('@');
  const [, a = '', b = '', mac = ''] = token.split('-');
  const name = `${address.slice(0, at)}+c.${a}${b}.${mac}`.toLowerCase();
  return at > 0 && name.length <= 64 ? name + address.slice(at).toLowerCase() : null;
}

/** The token in an address made by `replyAddress`, as `codesIn` reads it. */
export function tokenOfAddress(address: string): string | null {
  const [, code, mac] = /\+c\.([0-9a-z]{8})\.([a-z2-7]{12})@/i.exec(address) ?? [];
  return code && mac ? `C-${code.slice(0, 4)}-${code.slice(4)}-${mac}` : null;
}

/** A subject as people wrote it. */
export function withoutToken(subject: string): string {
  return subject.replace(SUBJECT_WORD, '').trim();
}
