/** How an address of somebody is written so that the same is found as the same. Pure. */
import type { BuyerLanguage, Contact } from '@recoup/contract';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Sender } from '../channel.ts';

export type PointKind = Sender['points'][number]['kind'];
type ContactPoint = Contact['points'][number];
export type Point = { kind: PointKind; value: string; verified: boolean };

/** Numbers without a country are taken as American, where the buyers are. */
const HOME = 'US';

/** E-mail in lower case, phone in E.164 (ITU-T) where it is a number at all. Null for an empty one. */
export function normalPoint(kind: PointKind, value: string): string | null {
  const bare = value
    .normalize('NFKC')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 320);
  if (bare === '') return null;
  if (kind === 'email') return bare.toLowerCase();
  if (kind !== 'phone') return bare;
  return parsePhoneNumberFromString(bare, HOME)?.number ?? (bare.replace(/[^\d+]/g, '') || null);
}

/** A phone number as it is kept, E.164 where it is one; null for what has no digits. */
export const normalPhone = (typed: string): string | null => normalPoint('phone', typed);

/** A point as people read it: a hook's id without its channel, a shop account's id as what it is, an id of another service. */
export function shownPoint({ kind, value, verified }: Point): ContactPoint {
  return {
    kind: kind === 'shop' ? 'external' : kind,
    value: kind === 'external' ? value.replace(/^[0-9a-f-]{36}:/, '') : value,
    verified,
  };
}

/** The ways people write a phone number down, as digits alone: with its country and without. */
export function phoneSpellings(e164: string): string[] {
  const digits = e164.replace(/\D/g, '');
  const national = parsePhoneNumberFromString(e164)?.nationalNumber;
  return [...new Set([digits, ...(national ? [national] : [])])].filter((one) => one.length >= 7);
}

/** The points of a sender, each once, the proved ones first. */
export function pointsOf(sender: Sender): Point[] {
  const seen = new Map<string, Point>();
  for (const { kind, value, proved } of sender.points) {
    const normal = normalPoint(kind, value);
    if (normal === null) continue;
    const key = `${kind}:${normal}`;
    seen.set(key, { kind, value: normal, verified: proved || (seen.get(key)?.verified ?? false) });
  }
  return [...seen.values()].sort((a, b) => Number(b.verified) - Number(a.verified));
}

/** `es-MX` → `es`; null for a language we do not answer in. */
export function buyerLanguageOf(language: string | null | undefined): BuyerLanguage | null {
  const short = language?.toLowerCase().split(/[-_]/)[0];
  return short === 'en' || short === 'zh' || short === 'es' ? short : null;
}

/** What to call somebody who did not say: the address they wrote from. */
export function nameOf(sender: Sender, points: readonly Point[]): string {
  const given = sender.name
    ?.replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 120);
  if (given) return given;
  const address = points.find(({ kind }) => kind === 'email' || kind === 'phone');
  return address?.value ?? 'Guest';
}
