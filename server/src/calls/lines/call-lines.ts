/** What is said on the lines of calls: contract/call-lines.ts has the words. Kept nowhere; each side repeats what the other has not got. */
import {
  type CallChanged,
  type CallEntered,
  type CallGot,
  type CallSaid,
  callEnter,
  callGot,
  callSay,
} from '@recoup/contract';
import { z } from 'zod';
import { buyerRooms } from '../../inbox/index.ts';
import { type Ctx, may } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type App, buyerOf, type SeatCtx, type Services } from '../../platform/http.ts';
import { systemCtx } from '../../platform/jobs.ts';
import { tellLinesAtLength } from '../../platform/long-signals.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readSeatToken } from '../../platform/secrets.ts';
import type { LiveLines, Show, Talker } from '../../platform/sockets.ts';
import type { ToldRing, ToldRings } from '../calls/tell.ts';
import { deskSeen } from '../desks/take-calls.ts';
import { openSeat } from '../seats/open-seat.ts';
import { comeOnTheLine, leaveTheLine, lineBroke } from './come-and-go.ts';
import { type LinePart, onTheLine } from './line-parts.store.ts';
import { linesOf, type Page, peerOf } from './on-the-line.ts';
import type { ToldCut, ToldParts } from './tell-parts.ts';
import { checkWord } from './words.ts';

/** A browser with a seat in a call. */
export type SeatLine = { ctx: Omit<SeatCtx, 'now'> };
type Line = Talker<SeatLine>;
/** A word on its way to the process in which its receiver is. */
type Passed = { call_id: string; to: string; event: 'call.said' | 'call.got'; data: CallSaid | CallGot };

const SAYS_A_MINUTE = 600;
const ENTERS_A_MINUTE = 30;
const GOTS_A_MINUTE = 1200;
const HERES_A_MINUTE = 20;
/** So much nonsense within a minute comes from no page of ours: such a line is cut. So is one that goes on shouting. */
const BAD_A_MINUTE = 50;
const SHOUTS_A_MINUTE = 3000;

const byCall = z.object({ call_id: z.uuid() });
const here = z.object({ visible: z.boolean() });

const seatRoom = (workspaceId: string, partId: string) => `callseat:${workspaceId}:${partId}`;
const seatsRoom = (workspaceId: string, callId: string) => `callseats:${workspaceId}:${callId}`;
const callRoom = (workspaceId: string, callId: string) => `call:${workspaceId}:${callId}`;
const staffRoom = (workspaceId: string, staffId: string) => `calls:${workspaceId}:${staffId}`;

export const callLines: LiveLines<SeatLine> = {
  line: 'call',
  async admit(services, { token }) {
    const now = services.clock();
    const { workspaceId, brandId, callId, partId } = readSeatToken(services.config.secret, token, now);
    const actor = { ...buyerOf(brandId), id: partId };
    const ctx = { ...contextOf(services, workspaceId, actor), call: { callId, partId } };
    await inWorkspace({ ...ctx, now }, (tx) => openSeat(tx, { ...ctx, now }, { over: true, knocks: true }));
    return { who: { ctx }, rooms: [seatRoom(workspaceId, partId), seatsRoom(workspaceId, callId)] };
  },
  hears: {
    async 'call.enter'(talker, given) {
      limit(talker, 'call.enter', ENTERS_A_MINUTE);
      const enter = parsed(talker, callEnter, given);
      const ctx = ctxOf(talker);
      if (ctx.call && ctx.call.callId !== enter.call_id) throw new Refusal('call.not_found');
      const lines = linesOf(talker.services);
      if (ctx.call) lines.addSeat(ctx.call.partId, talker);
      const { workspaceId } = ctx;
      const done = lines.expect(workspaceId, enter.call_id);
      try {
        const { call, part, on } = await comeOnTheLine(ctx, enter, talker.id);
        const page: Page = { talker, workspaceId, callId: call.id, partId: part.id, peer: enter.peer };
        const before = lines.page(talker, call.id);
        if (before) lines.remove(before);
        const parts = lines.add(page, on);
        await talker.join(callRoom(workspaceId, call.id));
        const shown = parts.map((one) => peerOf(one, ctx.now, talker.who.kind === 'guest'));
        const me = shown.find(({ peer }) => peer === enter.peer);
        // Another page of theirs came in the same moment.
        if (!me) throw new Refusal('call.replaced');
        const peers = shown.filter(({ peer }) => peer !== enter.peer);
        return { me: me.part, stage: call.stage, version: call.version, peers } satisfies CallEntered;
      } finally {
        done();
      }
    },
    async 'call.leave'(talker, given) {
      limit(talker, 'call.leave', ENTERS_A_MINUTE);
      const page = linesOf(talker.services).page(talker, parsed(talker, byCall, given).call_id);
      if (!page) return;
      await forget(page);
      await leaveTheLine(ctxOf(talker), page);
    },
    async 'call.say'(talker, given) {
      limit(talker, 'call.say', SAYS_A_MINUTE);
      const { to, word, n, ...said } = parsed(talker, callSay, given);
      const page = pageOf(talker, said.call_id);
      const [me, other] = await both(page, to);
      const data = good(talker, () => checkWord({ word, data: said.data }, me));
      const told: CallSaid = { call_id: said.call_id, n, word, data, from: page.peer, part_id: page.partId };
      await pass(page, { call_id: said.call_id, to: other.peer, event: 'call.said', data: told });
    },
    async 'call.got'(talker, given) {
      limit(talker, 'call.got', GOTS_A_MINUTE);
      const { call_id, to, n } = parsed(talker, callGot, given);
      const page = pageOf(talker, call_id);
      const [, other] = await both(page, to);
      await pass(page, { call_id, to: other.peer, event: 'call.got', data: { call_id, from: page.peer, n } });
    },
    async 'call.here'(talker, given) {
      limit(talker, 'call.here', HERES_A_MINUTE);
      parsed(talker, here, given);
      const ctx = ctxOf(talker);
      if (talker.who.kind !== 'staff' || ctx.actor.kind !== 'staff' || !ctx.actor.id || !may(ctx.actor, 'calls.take'))
        throw new Refusal('permission.not_allowed');
      const room = staffRoom(ctx.workspaceId, ctx.actor.id);
      if (!talker.isIn(room)) await talker.join(room);
      await deskSeen(ctx, ctx.actor.id);
    },
  },
  async gone(talker) {
    const lines = linesOf(talker.services);
    if (talker.who.kind === 'guest') lines.removeSeat(talker.who.guest.ctx.call.partId, talker);
    for (const page of lines.pagesOf(talker)) {
      const counted = lines.holds(page);
      lines.remove(page);
      // A process that ends takes its lines with it; everybody comes back at the next one.
      if (counted && !lines.isClosing()) await lineBroke(ctxOf(talker), page);
    }
  },
  signals: {
    'call.parts': (services, workspaceId, told: ToldParts, show) => {
      showParts(services, workspaceId, told, show).catch((error: unknown) =>
        services.log.error({ err: error }, 'who is on the line of a call was not told'),
      );
    },
    'call.passed': (services, workspaceId, { call_id, to, event, data }: Passed, show) => {
      linesOf(services).tell({ workspaceId, callId: call_id, to }, (page) => show([page.talker.id], event, data));
    },
    'call.changed': (_services, workspaceId, told: CallChanged, show) => {
      show([callRoom(workspaceId, told.call_id), seatsRoom(workspaceId, told.call_id)], 'call.changed', told);
    },
    'call.ring': (_services, workspaceId, { call_id, staff_ids }: ToldRing, show) => {
      show(
        staff_ids.map((id) => staffRoom(workspaceId, id)),
        'call.ring',
        { call_id },
      );
    },
    'call.ring_over': (_services, workspaceId, { call_id, staff_ids }: ToldRing, show) => {
      show(
        staff_ids.map((id) => staffRoom(workspaceId, id)),
        'call.ring_over',
        { call_id },
      );
    },
    'call.rings': (_services, workspaceId, { call_id, with: name, ...at }: ToldRings, show) => {
      show(buyerRooms(workspaceId, at), 'call.rings', { call_id, with: name });
    },
    'call.cut': (services, _workspaceId, { part_ids }: ToldCut) => {
      for (const id of part_ids) for (const talker of linesOf(services).seats(id)) talker.cut();
    },
  },
};

/** When the process ends its lines are not told as broken: they come back elsewhere. */
export function lineRoutes({ server, services }: App): void {
  server.addHook('preClose', async () => linesOf(services).close());
}

function contextOf({ db, config, log }: Services, workspaceId: string, actor: Ctx['actor']) {
  return { workspaceId, actor, db, config, log, requestId: null };
}

function ctxOf(talker: Line): Ctx {
  const now = talker.services.clock();
  if (talker.who.kind === 'guest') return { ...talker.who.guest.ctx, now };
  const { workspaceId, actor } = talker.who.caller;
  return { ...contextOf(talker.services, workspaceId, actor), now };
}

function limit(talker: Line, what: string, max: number): void {
  if (!talker.mayStill('call.shout', SHOUTS_A_MINUTE)) talker.cut();
  if (!talker.mayStill(what, max)) throw new Refusal('call.too_many');
}

function parsed<T>(talker: Line, schema: z.ZodType<T>, given: unknown): T {
  return good(talker, () => {
    const read = schema.safeParse(given);
    if (!read.success) throw new Refusal('input.invalid');
    return read.data;
  });
}

/** Counts what is malformed; too much of it, and the line is cut. */
function good<T>(talker: Line, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const isBad = error instanceof Refusal && (error.code === 'input.invalid' || error.code === 'call.said_too_large');
    if (isBad && !talker.mayStill('call.bad', BAD_A_MINUTE)) talker.cut();
    throw error;
  }
}

/** What this line is on in a call. Throws `call.not_entered`. */
function pageOf(talker: Line, callId: string): Page {
  const page = linesOf(talker.services).page(talker, callId);
  if (!page) throw new Refusal('call.not_entered');
  return page;
}

/** Who speaks and who is spoken to, both on the line. Throws `call.not_entered`, `call.peer_gone`. */
async function both(page: Page, to: string): Promise<[LinePart, LinePart]> {
  const { talker, workspaceId, callId, partId } = page;
  const lines = linesOf(talker.services);
  const find = (peer: string) => lines.parts(workspaceId, callId).find((part) => part.peer === peer);
  // Whoever has just come to another process may be named before we heard of them.
  if (!find(to) && talker.mayStill('call.look', 60)) {
    const ctx = systemCtx(talker.services, workspaceId);
    lines.setParts(workspaceId, callId, await inWorkspace(ctx, (tx) => onTheLine(tx, ctx, callId)));
  }
  const [me, other] = [find(page.peer), find(to)];
  if (!me || me.id !== partId) throw new Refusal('call.not_entered');
  if (!other || other.id === me.id) throw new Refusal('call.peer_gone');
  return [me, other];
}

/** Straight to the other side where its line ends here, else by way of the database to wherever it ends. */
async function pass({ talker, workspaceId }: Page, passed: Passed): Promise<void> {
  const near = linesOf(talker.services).pageOfPeer(workspaceId, passed.call_id, passed.to);
  if (near) return talker.show([near.talker.id], passed.event, passed.data);
  const signal = { name: 'call.passed', workspace_id: workspaceId, data: passed };
  if (!(await tellLinesAtLength(talker.services.db, signal))) throw new Refusal('call.said_too_large');
}

/** Shows who is on the line, lets go of pages that another one took the place of, and of ghosts of lines that came in elsewhere. */
async function showParts(services: Services, workspaceId: string, told: ToldParts, show: Show): Promise<void> {
  const lines = linesOf(services);
  const { call_id, came } = told;
  const mine = lines.here(workspaceId, call_id);
  if (!mine) return;
  const ctx = systemCtx(services, workspaceId);
  const now = told.rows
    ? { rows: told.rows, at: told.at }
    : await inWorkspace(ctx, (tx) => onTheLine(tx, ctx, call_id));
  if (!lines.setParts(workspaceId, call_id, now)) return;
  const parts = now.rows;
  for (const page of mine) {
    const isGhost = came?.peer === page.peer && came.line !== page.talker.id;
    const stands = parts.some(({ peer, id }) => peer === page.peer && id === page.partId);
    if (isGhost || !stands) {
      await forget(page);
      const isReplaced = parts.some(({ id, peer }) => id === page.partId && peer !== page.peer);
      if (isReplaced) show([page.talker.id], 'call.replaced', { call_id });
    } else {
      const isBuyer = page.talker.who.kind === 'guest';
      const peers = parts.map((part) => peerOf(part, ctx.now, isBuyer));
      show([page.talker.id], 'call.parts', { call_id, peers });
    }
  }
}

async function forget(page: Page): Promise<void> {
  linesOf(page.talker.services).remove(page);
  await page.talker.leave(callRoom(page.workspaceId, page.callId));
}
