/** An offer on a call: when it is over, who must still say yes, and what may be said beside it. Pure. */
import type { Because, OfferState, RemedyKind } from '@recoup/contract';
import { type Actor, may } from '../../platform/ctx.ts';
import type { Request, RequestPreview } from '../../returns/index.ts';
import type { Call } from '../calls/call.ts';

/** So long it lies on the buyer's screen; and after the call so long, for a yes that was on its way. */
export const HOLDS_MS = 30 * 60_000;
export const AFTER_CALL_MS = 10 * 60_000;

export type Said = { title: string; value: string | null; detail: string | null; says: string };
/** What was promised: compared at the yes, and told in the buyer's words. */
export type Promised = {
  what: unknown;
  given: number;
  waits_for: Because[];
  outside: string | null;
  language: 'en' | 'zh' | 'es';
  said: Said;
};
export type Offer = {
  id: string;
  brand_id: string;
  call_id: string;
  order_id: string;
  request: { remedy: RemedyKind; ask: Request; approve: string | null };
  promised: Promised;
  amount: number;
  currency: string;
  state: OfferState | 'doing';
  made_by: { kind: 'staff' | 'api_key'; id: string; name: string };
  made_at: Date;
  expires_at: Date;
  seen_at: Date | null;
  answered_at: Date | null;
  return_id: string | null;
  result: { because?: string; what_else?: boolean } | null;
};

/** Until when a yes counts: its own time, or a little after the call, whichever is first. */
export function holdsUntil(offer: Pick<Offer, 'expires_at'>, call: Pick<Call, 'ended_at'>): Date {
  const after = call.ended_at ? call.ended_at.getTime() + AFTER_CALL_MS : Number.POSITIVE_INFINITY;
  return new Date(Math.min(offer.expires_at.getTime(), after));
}
export const isOver = (offer: Pick<Offer, 'expires_at'>, call: Pick<Call, 'ended_at'>, now: Date): boolean =>
  holdsUntil(offer, call) <= now;

/** What another person must say yes to, whoever asks: limits, exceptions nobody here may make, signs of trouble. */
const others = (code: string) => code.startsWith('limit.') || code.startsWith('risk.') || code === 'override.asked';

/**
 * For what the buyer's yes still waits, with the facts. What policy only wants a person to look at is settled by the agent
 * who looks, where they may decide returns; what is beyond their limit or the policy waits for somebody else.
 */
export function waitsFor(
  { review, because, limits }: Pick<RequestPreview, 'review' | 'because' | 'limits'>,
  actor: Actor,
): Because[] {
  const left = review.filter((code) => others(code) || !may(actor, 'returns.decide'));
  return left.map(
    (code) => [...limits, ...because].find((one) => one.code === code) ?? { rule: 'review', code, facts: {} },
  );
}

/** Does the yes need the agent's own approval on top of the request: a person was wanted, and they are that person. */
export const approvedByAgent = (preview: Pick<RequestPreview, 'review'>, waits: readonly Because[]): boolean =>
  preview.review.length > 0 && waits.length === 0;

const FIGURES = /\d+(?:[.,:]\d+)*/g;
const figuresIn = (text: string) => text.match(FIGURES) ?? [];

/**
 * Figures in the agent's own words that the offer does not say: a sum, a day, a percentage nobody promised. Empty where the
 * words may stand.
 */
export function figuresNotOffered(words: string, said: Omit<Said, 'says'>, usual: string): string[] {
  const known = new Set([said.title, said.value, said.detail, usual].flatMap((text) => figuresIn(text ?? '')));
  return figuresIn(words).filter((figure) => !known.has(figure));
}
