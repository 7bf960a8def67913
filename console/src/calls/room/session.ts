/**
 * The call this tab is in. It stands outside of the pages: an agent may look something up elsewhere in the console, and the
 * call goes on. One tab of a browser holds a call; another may take it over.
 */
import { type CallIce, callLine, callRelay } from '@recoup/contract';
import { type Call, type CallState, type Media, makeReady, openCall, openMedia, type Store } from '@recoup/rtc';
import { openReport } from '@recoup/rtc/report';
import { useCallback, useSyncExternalStore } from 'react';
import { call as ask } from '../../app/api.ts';
import { onLine, openLine } from '../../app/live.ts';
import { ApiProblem } from '../../app/problem.ts';

export type Session = {
  callId: string;
  call: Call;
  media: Media;
  /** Came back by itself after the page was loaded anew, not by an answer. */
  returned: boolean;
};
/** opening: it is being entered. elsewhere: another tab has it. taken: another tab took it from this one. */
export type Standing =
  | { at: 'none' }
  | { at: 'opening' | 'elsewhere' | 'taken' | 'failed'; callId: string }
  | { at: 'in'; callId: string; session: Session };

let standing: Standing = { at: 'none' };
const listeners = new Set<() => void>();
function stand(next: Standing) {
  standing = next;
  for (const each of listeners) each();
}
function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useStanding(): Standing {
  return useSyncExternalStore(subscribe, () => standing);
}
/** The call this tab is in, whatever page is shown. */
export function useCurrent(): Session | null {
  const now = useStanding();
  return now.at === 'in' ? now.session : null;
}

export type { CallState };
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(
    useCallback((listener: () => void) => store.subscribe(listener), [store]),
    () => store.state,
  );
}

// ── ways to the other side ───────────────────────────────────────────────────────────────────────────────────────────

let iceOf: { callId: string; asked: Promise<CallIce> } | null = null;
/** Asked while it still rings, so that nothing waits for it after the answer. */
export function prepareIce(callId: string): Promise<CallIce> {
  if (iceOf?.callId !== callId) {
    const asked = ask(callRelay.iceOfCall, { params: { id: callId } });
    iceOf = { callId, asked };
    asked.catch(() => {
      if (iceOf?.asked === asked) iceOf = null;
    });
  }
  return iceOf!.asked;
}

/** What was asked ahead, while it is fresh; else anew. */
async function iceNow(callId: string): Promise<CallIce> {
  const known = await prepareIce(callId);
  if (known.expires_at === null || Date.parse(known.expires_at) - Date.now() > 60_000) return known;
  iceOf = null;
  return prepareIce(callId);
}

// ── in and out ───────────────────────────────────────────────────────────────────────────────────────────────────────

let entering: string | null = null;
/** A person has just answered or joined: they do not come back, they come in. */
export function comesIn(callId: string) {
  entering = callId;
}

let warm: { callId: string; media: Media } | null = null;
/** At the press of "Answer": the microphone is asked for while the server is. */
export function warmUp(callId: string) {
  comesIn(callId);
  if (warm?.callId === callId || (standing.at === 'in' && standing.callId === callId)) return;
  warm?.media.close();
  warm = { callId, media: openMedia({ camera: 'off', microphone: true }) };
  // Where it fails it is asked again on entering, and told there.
  makeReady(warm.media, prepareIce(callId));
}
/** Nothing came of it. */
export function coolDown(callId: string) {
  if (warm?.callId !== callId) return;
  warm.media.close();
  warm = null;
}

const lockOf = (callId: string) => `recoup.call.${callId}`;
let letGo: (() => void) | null = null;

/** Enters a call, or comes back into it. `take`: from another tab of this browser that has it. */
export function enterSession(callId: string, options: { listens: boolean; take?: boolean }) {
  const here = standing.at !== 'none' && standing.callId === callId;
  if (here && (standing.at === 'in' || standing.at === 'opening')) return;
  leaveSession();
  stand({ at: 'opening', callId });
  if (!('locks' in navigator)) return void open(callId, options.listens);
  const hold = (lock: Lock | null) => {
    if (!lock) {
      stand({ at: 'elsewhere', callId });
      return;
    }
    void open(callId, options.listens);
    return new Promise<void>((done) => {
      letGo = done;
    });
  };
  const how = options.take ? { steal: true } : { ifAvailable: true };
  navigator.locks.request(lockOf(callId), how, hold).catch(() => {
    // Another tab took it: this one falls silent, and says so.
    if (standing.at === 'none' || standing.callId !== callId) return;
    close();
    stand({ at: 'taken', callId });
  });
}

async function open(callId: string, listens: boolean) {
  const returned = entering !== callId;
  entering = null;
  const media = warm?.callId === callId ? warm.media : openMedia({ camera: 'off', microphone: !listens });
  warm = null;
  const stillWanted = () => standing.at === 'opening' && standing.callId === callId;
  try {
    const socket = await lineOpen();
    if (!stillWanted()) return media.close();
    const report = reportOf(callId);
    const call = openCall({
      callId,
      line: { kind: 'staff', socket },
      media,
      ice: () => iceNow(callId),
      listens,
      onSamples: report.samples,
    });
    unwatch = report.watch(call, media);
    stand({ at: 'in', callId, session: { callId, call, media, returned } });
  } catch {
    media.close();
    if (stillWanted()) {
      letGo?.();
      letGo = null;
      stand({ at: 'failed', callId });
    }
  }
}

let unwatch: (() => void) | null = null;
/** How the line is, and why it could not be had, is kept with the call. */
function reportOf(callId: string) {
  const of = { params: { id: callId } };
  return openReport({
    samples: (body) => ask(callLine.sample, { ...of, body }),
    failure: (body) => ask(callLine.failure, { ...of, body }),
    isFinal: (error) => error instanceof ApiProblem && !error.unknown && error.status < 500,
  });
}

/** The line this screen has; waits until there is one. */
function lineOpen() {
  const line = openLine();
  if (line) return Promise.resolve(line);
  return new Promise<NonNullable<ReturnType<typeof openLine>>>((done) => {
    const off = onLine(() => {
      off();
      done(openLine()!);
    });
  });
}

function close() {
  if (standing.at !== 'in') return;
  unwatch?.();
  unwatch = null;
  standing.session.call.leave();
  standing.session.media.close();
}

/** Out of the call: over, or left as its third side. */
export function leaveSession() {
  close();
  letGo?.();
  letGo = null;
  iceOf = null;
  if (standing.at !== 'none') stand({ at: 'none' });
}
