import type { BuyerLanguage } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { sign } from '../../platform/secrets.ts';
import { type Call, isOver } from '../calls/call.ts';
import { insertPart, type Part, partsOf, savePart } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { tellParts, tellSeatsLost } from '../lines/tell-parts.ts';
import { buyersName } from './seats.store.ts';
import { whichSeat } from './which-seat.ts';

export type Comer = {
  /** What the browser keeps and says each time it comes. */
  seat: string;
  proven: boolean;
  language: BuyerLanguage | null;
  /** What it tells of itself: name and version, system, network. */
  browser?: object;
};

/**
 * A buyer's browser takes its seat in a call, or knocks. `at` is held by `lockCall`. Answers the call, whose version counts a
 * knock, and the part; `part.knocks` says whether it is in.
 *
 * Throws `call.over`, `call.not_let_in`, `call.somebody_knocks`.
 */
export async function takeSeat(tx: Tx, ctx: Ctx, at: Call, comer: Comer): Promise<{ call: Call; part: Part }> {
  if (isOver(at)) throw new Refusal('call.over');
  const seat = seatDigest(ctx, at.id, comer.seat);
  const parts = await partsOf(tx, ctx, at.id);
  const seating = whichSeat(parts, { seat, proven: comer.proven }, ctx.now);
  const told = comer.browser ? { browser: JSON.stringify(comer.browser) } : {};
  const fresh = async (knocks: boolean): Promise<Part> =>
    insertPart(tx, ctx, at, {
      kind: 'buyer',
      name: await buyersName(tx, ctx, at.contact_id),
      language: comer.language ?? at.language,
      seat,
      knocks,
      invited_at: ctx.now,
      ...told,
    });
  if (seating.seats === 'old') {
    await savePart(tx, ctx, seating.part.id, { seat, ...told });
    return { call: at, part: parts.find(({ id }) => id === seating.part.id)! };
  }
  if (seating.seats === 'new') {
    if (seating.loses) await loseSeat(tx, ctx, seating.loses.id);
    const part = await fresh(false);
    if (seating.loses) await tellParts(tx, ctx, at.id);
    return { call: at, part };
  }
  if (seating.part) return { call: at, part: parts.find(({ id }) => id === seating.part?.id)! };
  if (seating.forgets) await loseSeat(tx, ctx, seating.forgets.id);
  const part = await fresh(true);
  return { call: await settleCall(tx, ctx, at, {}, [{ type: 'call.knocked' }]), part };
}

/** Its token opens nothing any more, and its line is cut. One that knocked stays one that knocked. */
export async function loseSeat(tx: Tx, ctx: Ctx, partId: string): Promise<void> {
  await savePart(tx, ctx, partId, {
    left_at: ctx.now,
    refused_at: ctx.now,
    peer: null,
    here_until: null,
  });
  await tellSeatsLost(tx, ctx, [partId]);
}

/** What a browser keeps is not kept here: of one call's digests nothing is learned about another's. */
export const seatDigest = (ctx: Pick<Ctx, 'config'>, callId: string, seat: string): string =>
  sign(ctx.config.secret, 'call-seat', `${callId}:${seat}`).subarray(0, 18).toString('base64url');
