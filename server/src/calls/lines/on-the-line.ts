/** The lines of calls that end in this process, and who is at the other ends of them. A memory of what the database knows. */
import type { CallPeer } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import type { Services } from '../../platform/http.ts';
import { systemCtx } from '../../platform/jobs.ts';
import type { Talker } from '../../platform/sockets.ts';
import type { SeatLine } from './call-lines.ts';
import { type LineNow, type LinePart, stillHere } from './line-parts.store.ts';

/** Said every so often for all pages of a process at once; a page counts as there for so long after. */
const BEAT_MS = 10_000;
export const ALLOWED_MS = 25_000;
/** Who comes back within so long after they were last there goes on as if nothing happened. */
export const GRACE_MS = 45_000;

/** One page on the line of one call, here. */
export type Page = { talker: Talker<SeatLine>; workspaceId: string; callId: string; partId: string; peer: string };
/**
 * `coming`: pages that are being let in. What is told meanwhile may be newer than what they were let in with; and who hears of
 * them the moment that is committed may speak to them before they stand here: that is `held` for them.
 */
type Room = { pages: Map<string, Page>; now: LineNow; coming: number; held: Held[] };
type Held = { to: string; tell: (page: Page) => void };
/** More is said by nobody in the moment somebody comes in; it would be said again. */
const MOST_HELD = 64;
const NOBODY: LineNow = { rows: [], at: 0 };

export type OnTheLine = ReturnType<typeof openLines>;
const all = new WeakMap<Services, OnTheLine>();

/** This process's lines; a process is one product, of which tests run two beside each other. */
export function linesOf(services: Services): OnTheLine {
  const known = all.get(services) ?? openLines(services);
  all.set(services, known);
  return known;
}

function openLines(services: Services) {
  const rooms = new Map<string, Room>();
  const ofTalker = new WeakMap<Talker<SeatLine>, Map<string, Page>>();
  const seats = new Map<string, Set<Talker<SeatLine>>>();
  let beating: NodeJS.Timeout | null = null;
  let closing = false;
  const name = (workspaceId: string, callId: string) => `${workspaceId}:${callId}`;

  function beat(): void {
    const pages = new Map<string, Page[]>();
    for (const room of rooms.values())
      for (const page of room.pages.values())
        pages.set(page.workspaceId, [...(pages.get(page.workspaceId) ?? []), page]);
    for (const [workspaceId, here] of pages) {
      const ctx = systemCtx(services, workspaceId);
      const until = new Date(ctx.now.getTime() + ALLOWED_MS);
      inWorkspace(ctx, (tx) => stillHere(tx, ctx, here, until)).catch((error: unknown) => {
        if (!closing) services.log.error({ err: error }, 'who is on the line of calls was not written down');
      });
    }
  }

  function tidy(key: string): void {
    const room = rooms.get(key);
    if (room?.pages.size === 0 && room.coming === 0) rooms.delete(key);
    if (rooms.size > 0 || !beating) return;
    clearInterval(beating);
    beating = null;
  }

  return {
    /** Somebody is being let in; answers what to say when that is done or failed. */
    expect(workspaceId: string, callId: string): () => void {
      const key = name(workspaceId, callId);
      const room = rooms.get(key) ?? { pages: new Map(), now: NOBODY, coming: 0, held: [] };
      rooms.set(key, room);
      room.coming += 1;
      return () => {
        room.coming -= 1;
        if (room.coming === 0) room.held = [];
        tidy(key);
      };
    },
    /** A page is on the line now; `now`: who is, as the transaction that let it in read it. Answers who is by the newest news. */
    add(page: Page, now: LineNow): readonly LinePart[] {
      const room = rooms.get(name(page.workspaceId, page.callId))!;
      if (now.at > room.now.at) room.now = now;
      room.pages.set(page.peer, page);
      const mine = ofTalker.get(page.talker) ?? new Map<string, Page>();
      ofTalker.set(page.talker, mine.set(page.callId, page));
      const held = room.held.filter(({ to }) => to === page.peer);
      room.held = room.held.filter(({ to }) => to !== page.peer);
      for (const { tell } of held) tell(page);
      if (!beating && !closing) beating = setInterval(beat, BEAT_MS).unref();
      return room.now.rows;
    },
    remove(page: Page): void {
      const key = name(page.workspaceId, page.callId);
      const room = rooms.get(key);
      if (room?.pages.get(page.peer) === page) room.pages.delete(page.peer);
      const mine = ofTalker.get(page.talker);
      if (mine?.get(page.callId) === page) mine.delete(page.callId);
      tidy(key);
    },
    /** What this line is on in a call. */
    page: (talker: Talker<SeatLine>, callId: string): Page | null => ofTalker.get(talker)?.get(callId) ?? null,
    pagesOf: (talker: Talker<SeatLine>): Page[] => [...(ofTalker.get(talker)?.values() ?? [])],
    /** Is it still this page's line that counts? */
    holds: (page: Page): boolean => rooms.get(name(page.workspaceId, page.callId))?.pages.get(page.peer) === page,
    /** The pages of a call that are here; null where nobody of it is, nor comes. */
    here(workspaceId: string, callId: string): Page[] | null {
      const room = rooms.get(name(workspaceId, callId));
      return room ? [...room.pages.values()] : null;
    },
    pageOfPeer: (workspaceId: string, callId: string, peer: string): Page | null =>
      rooms.get(name(workspaceId, callId))?.pages.get(peer) ?? null,
    /** Something for a page: at once where it stands here, and as soon as it does where it is being let in. */
    tell(at: { workspaceId: string; callId: string; to: string }, tell: (page: Page) => void): void {
      const room = rooms.get(name(at.workspaceId, at.callId));
      const page = room?.pages.get(at.to);
      if (page) tell(page);
      else if (room && room.coming > 0 && room.held.length < MOST_HELD) room.held.push({ to: at.to, tell });
    },
    parts: (workspaceId: string, callId: string): readonly LinePart[] =>
      rooms.get(name(workspaceId, callId))?.now.rows ?? [],
    /** False where it is older than what is known. */
    setParts(workspaceId: string, callId: string, now: LineNow): boolean {
      const room = rooms.get(name(workspaceId, callId));
      if (!room || now.at < room.now.at) return false;
      room.now = now;
      return true;
    },
    addSeat(partId: string, talker: Talker<SeatLine>): void {
      seats.set(partId, (seats.get(partId) ?? new Set()).add(talker));
    },
    removeSeat(partId: string, talker: Talker<SeatLine>): void {
      seats.get(partId)?.delete(talker);
      if (seats.get(partId)?.size === 0) seats.delete(partId);
    },
    seats: (partId: string): Talker<SeatLine>[] => [...(seats.get(partId) ?? [])],
    isClosing: () => closing,
    close(): void {
      closing = true;
      if (beating) clearInterval(beating);
    },
  };
}

/** How a part shows to others. Who of the staff it is by id is the staff's business. */
export function peerOf(part: LinePart, now: Date, forBuyer: boolean): CallPeer {
  const { id, kind, mode, name, staff_id, language, peer, joined_at, here_until } = part;
  return {
    peer,
    part: {
      id,
      kind,
      mode,
      name,
      staff_id: forBuyer ? null : staff_id,
      language,
      joined_at,
      left_at: null,
      here: Date.parse(here_until) > now.getTime(),
      knocks: false,
    },
  };
}
