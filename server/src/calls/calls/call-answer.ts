/** A call as staff see it. */
import type { CallPart, CallRow } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import { movesOf, type Standing } from './call.ts';
import type { LoadedCall, LoadedGoods, LoadedPart } from './calls.read.ts';
import { MOST_SIDES } from './sides.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const isoOr = (at: string | null): string | null => at && new Date(at).toISOString();

const isIn = ({ joined_at, left_at, refused_at, knocks }: LoadedPart): boolean =>
  joined_at !== null && left_at === null && refused_at === null && !knocks;

/** How many hold a seat in it. */
export const sidesOf = (parts: readonly LoadedPart[]): number =>
  1 + parts.filter((part) => part.kind !== 'buyer' && isIn(part)).length;

export function callRow(ctx: Ctx, row: LoadedCall): CallRow {
  const me = ctx.actor.kind === 'staff' ? ctx.actor.id : null;
  const mine = row.parts.filter(({ staff_id }) => staff_id !== null && staff_id === me);
  const standing: Standing = {
    ...row,
    rings_for_me: me !== null && row.rings.includes(me),
    i_am_in: mine.some(isIn),
    i_was_invited: mine.some(({ invited_at, left_at }) => invited_at !== null && left_at === null),
    full: sidesOf(row.parts) >= MOST_SIDES,
    has_heir: row.parts.some(
      (part) => part.staff_id !== null && part.staff_id !== me && part.mode === 'talks' && isIn(part),
    ),
  };
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    brand: row.brand,
    stage: row.stage,
    origin: row.origin,
    conversation: row.conversation,
    buyer: { contact_id: row.contact_id, name: row.buyer_name, place: row.place || null, time_zone: row.buyer_zone },
    language: row.language,
    staff: row.staff,
    goods: row.goods && goodsAnswer(ctx, row.goods),
    asked_at: row.asked_at.toISOString(),
    scheduled_for: iso(row.scheduled_for),
    call_back: row.call_back,
    answered_at: iso(row.answered_at),
    ended_at: iso(row.ended_at),
    ended_because: row.ended_because,
    seconds: secondsOf(row),
    verdict: row.verdict,
    stills: row.stills,
    recorded: row.recorded,
    score: scoreOf(row.quality),
    csat: row.csat,
    wrap_up_until: row.wrapped_at ? null : iso(row.wrap_up_until),
    moves: movesOf(standing, ctx.actor),
  };
}

export function goodsAnswer(ctx: Ctx, { photo_key, ...goods }: LoadedGoods): NonNullable<CallRow['goods']> {
  return { ...goods, photo_url: fileUrlOr(ctx, photo_key) };
}

export function partAnswer(ctx: Ctx, part: LoadedPart): CallPart {
  const { id, kind, mode, name, staff_id, language, knocks } = part;
  return {
    id,
    kind,
    mode,
    name,
    staff_id,
    language,
    joined_at: isoOr(part.joined_at),
    left_at: isoOr(part.left_at),
    here: part.left_at === null && part.here_until !== null && new Date(part.here_until) > ctx.now,
    knocks: knocks && part.refused_at === null && part.left_at === null,
  };
}

/** Seconds both sides were on, once it is over. */
function secondsOf({ stage, answered_at, ended_at }: LoadedCall): number | null {
  if (stage !== 'ended' || !answered_at || !ended_at) return null;
  return Math.round((ended_at.getTime() - answered_at.getTime()) / 1000);
}

/** The score of the whole call, as it was reckoned from its minutes. */
function scoreOf(quality: unknown): number | null {
  const { score } = (quality ?? {}) as { score?: unknown };
  return typeof score === 'number' ? score : null;
}
