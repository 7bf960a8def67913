import type { AnswerOf, BodyOf, CallSeat, callLinks } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { buyerOf } from '../../platform/http.ts';
import { type Limit, limitAttempts, NO_WORKSPACE } from '../../platform/limits.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readCallLink } from '../../platform/secrets.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import { fileKey } from '../calls/buyer-view.read.ts';
import { type Call, isOver } from '../calls/call.ts';
import { findCall, lockCall, partsOf } from '../calls/calls.store.ts';
import { seatIn } from '../calls/seat.ts';
import { initialsOf } from '../calls/shown-name.ts';
import { takeCall } from '../calls/take-call.ts';
import { seatDigest, takeSeat } from '../seats/take-seat.ts';
import { calendarOfCall } from '../slots/tell-time.ts';
import { linkState, linkUrl, opensAt } from './call-link.ts';
import { findLink, type LinkRow, saveLink } from './links.store.ts';
import { inviterOf, languageOf } from './make-link.ts';
import { setBuyersPlace } from './place.store.ts';

/** A link cannot be guessed; whoever tries is stopped before they are a load. A phone company may be one address. */
const WRONG: Limit = { max: 30, windowSeconds: 600 };
const JOINED: Limit = { max: 60, windowSeconds: 600 };

type Opened = { ctx: Ctx; linkId: string };
type At = { link: LinkRow; call: Call };

/** Where a token leads. Throws `link.not_found`, `link.expired`, `call.too_many` after many wrong ones. */
async function open(visitor: Ctx, token: string, address: string): Promise<Opened> {
  try {
    const { workspaceId, brandId, linkId } = readCallLink(visitor.config.secret, token, visitor.now);
    return { ctx: { ...visitor, workspaceId, actor: buyerOf(brandId) }, linkId };
  } catch (error) {
    const wrong = { ...visitor, workspaceId: NO_WORKSPACE };
    await limitAttempts(wrong, `call:link:${address}`, WRONG, 'call.too_many');
    throw error;
  }
}

async function find(tx: Tx, ctx: Ctx, linkId: string, read: typeof findCall): Promise<At> {
  const link = await findLink(tx, ctx, linkId);
  if (!link) throw new Refusal('link.not_found');
  return { link, call: await read(tx, ctx, link.call_id) };
}

/** Whoever opened the page of a link reads where it leads; nothing is used up by looking. Throws `link.not_found`, `link.expired`, `call.too_many`. */
export async function lookAtLink(
  visitor: Ctx,
  token: string,
  address: string,
): Promise<AnswerOf<(typeof callLinks)['look']>> {
  const { ctx, linkId } = await open(visitor, token, address);
  return inWorkspace(ctx, async (tx) => {
    const { link, call } = await find(tx, ctx, linkId, findCall);
    const brand = await brandOf(tx, call.brand_id);
    const name = await inviterOf(tx, ctx, call);
    if (!link.opened_at) await saveLink(tx, ctx, link.id, { opened_at: ctx.now });
    const { logo_file_id: logo, color, dot } = brand.look;
    return {
      state: linkState(link, call, ctx.now),
      stage: call.stage,
      brand: {
        name: brand.name,
        slug: brand.slug,
        color,
        dot: dot ?? null,
        logo_url: logo ? fileUrlOr(ctx, await fileKey(tx, ctx, logo)) : null,
      },
      with: name ? { name, initials: initialsOf(name) } : null,
      language: languageOf(call, brand),
      audio_only: call.audio_only,
      scheduled_for: call.scheduled_minutes === null ? null : (call.scheduled_for?.toISOString() ?? null),
      minutes: call.scheduled_minutes,
      opens_at: opensAt(call, ctx.now)?.toISOString() ?? null,
      expires_at: link.expires_at.toISOString(),
    };
  });
}

/**
 * A buyer's browser comes into the call by its link: the first one takes the seat, the same one gets it again however late, and
 * another one knocks. It rings as soon as its time has come.
 *
 * Throws `link.not_found`, `link.expired`, `call.link_revoked`, `call.over`, `call.somebody_knocks`, `call.not_let_in`,
 * `call.already_open` where they are in another call of that conversation, `call.too_many`.
 */
export async function comeByLink(
  visitor: Ctx,
  token: string,
  asked: BodyOf<(typeof callLinks)['join']>,
  address: string,
): Promise<CallSeat> {
  const { ctx, linkId } = await open(visitor, token, address);
  await limitAttempts(ctx, `call:join:${linkId}`, JOINED, 'call.too_many');
  return inWorkspace(ctx, async (tx) => {
    const { link, call } = await find(tx, ctx, linkId, lockCall);
    if (link.revoked_at) throw new Refusal('call.link_revoked');
    if (isOver(call)) throw new Refusal('call.over');
    // Who is in already comes back, also after the link has run out: a page is loaded again in the middle of a call.
    if (link.expires_at <= ctx.now && !(await holdsSeat(tx, ctx, call, asked.seat))) throw new Refusal('link.expired');
    const { part } = await takeSeat(tx, ctx, call, {
      seat: asked.seat,
      proven: false,
      language: asked.language ?? null,
      browser: asked.browser,
    });
    await setBuyersPlace(tx, ctx, call, { language: asked.language, time_zone: asked.time_zone });
    if (!part.knocks && !link.used_at) await saveLink(tx, ctx, link.id, { used_at: ctx.now });
    const isTime = opensAt(call, ctx.now) === null;
    const rings = isTime && (!part.knocks || call.stage === 'scheduled');
    const next = rings ? await takeCall(tx, ctx, call.id, part) : await findCall(tx, ctx, call.id);
    return seatIn(tx, ctx, next, part);
  });
}

async function holdsSeat(tx: Tx, ctx: Ctx, call: Call, seat: string): Promise<boolean> {
  const digest = seatDigest(ctx, call.id, seat);
  const parts = await partsOf(tx, ctx, call.id);
  return parts.some((part) => part.seat === digest && !part.left_at && !part.refused_at);
}

/** The agreed time, for whoever has the link. Throws `link.not_found` (also where no time is agreed), `link.expired`, `call.too_many`. */
export async function readCalendar(visitor: Ctx, token: string, address: string): Promise<string> {
  const { ctx, linkId } = await open(visitor, token, address);
  return inWorkspace(ctx, async (tx) => {
    const { link, call } = await find(tx, ctx, linkId, findCall);
    if (link.revoked_at || call.scheduled_minutes === null) throw new Refusal('link.not_found');
    const { slug } = await brandOf(tx, call.brand_id);
    return calendarOfCall(tx, ctx, call.id, linkUrl(ctx, slug, link));
  });
}
