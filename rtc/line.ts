/**
 * The line of a call: who is there, and words to them that arrive once and in order, over a socket that breaks and comes back.
 * A reconnect goes on as the same peer; the media in between depends on none of it.
 */
import type { CallChanged, CallEntered, CallGot, CallParts, CallPeer, CallSaid, CallSay } from '@recoup/contract';
import type { Socket } from 'socket.io-client';
import type { CallOptions } from './types.ts';
import { lineTo } from './warm.ts';
import { type Inbox, type Outbox, openInbox, openOutbox } from './words.ts';

/** What is needed of a socket, so that tests can put one of their own in its place. */
export type LineSocket = Pick<
  Socket,
  'connected' | 'active' | 'on' | 'off' | 'timeout' | 'connect' | 'disconnect' | 'io'
>;
export type LineState = 'connecting' | 'open' | 'lost' | 'refused';
type Said = Pick<CallSay, 'word' | 'data'>;
export type Heard = {
  /** The line opened, was lost, or is refused for good, with the code. */
  state(state: LineState, refusal: string | null): void;
  entered(entered: CallEntered): void;
  parts(peers: CallPeer[]): void;
  said(from: string, said: Said): void;
  changed(changed: CallChanged): void;
};
export type Line = {
  say(to: string, word: CallSay['word'], data: unknown, key?: string): void;
  /** Some of its words may not have arrived yet. */
  owes(to: string): boolean;
  /** Stops listening; a line of its own is closed once its last words are out. */
  close(): void;
};

/** Words that overtake each other go at most so often over the server: it counts 600 a minute. */
const PACE_MS = 150;
const LOOK_MS = 50;
/** What to say in place of a word the server does not take: it says nothing. */
const NOTHING: Said = { word: 'rtc', data: { kind: 'candidates', rows: [] } };
/** Refusals after which the same is worth another try. */
const PASSES = new Set(['server.fault', 'call.too_many', 'chat.too_many']);
/** Refusals of a word that will not change. */
const NEVER = new Set(['input.invalid', 'call.said_too_large', 'call.not_allowed', 'call.listens_only']);

export function openLine(options: {
  callId: string;
  peer: string;
  link: CallOptions['line'] | { kind: 'staff'; socket: LineSocket };
  heard: Heard;
}): Line {
  const { callId, peer: me, heard } = options;
  const own = options.link.kind === 'seat';
  const socket: LineSocket = options.link.kind === 'seat' ? ownSocket(options.link) : options.link.socket;
  const outboxes = new Map<string, Outbox<Said>>();
  const inboxes = new Map<string, Inbox<Said>>();
  let here = new Set<string>();
  let entered = false;
  let met = false;
  let closed = false;
  let refused = false;
  let unanswered = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;

  function enter() {
    if (closed || refused || !socket.connected) return;
    clearTimeout(later);
    socket.timeout(8000).emit('call.enter', { call_id: callId, peer: me }, (error: unknown, answer: unknown) => {
      if (closed || !socket.connected) return;
      const code = error ? 'server.fault' : codeOf(answer);
      if (code === 'call.knocks') {
        heard.state('connecting', code);
        later = setTimeout(enter, 3000);
      } else if (code && PASSES.has(code)) later = setTimeout(enter, 2500);
      else if (code) over(code);
      else {
        entered = true;
        met = true;
        unanswered = 0;
        for (const outbox of outboxes.values()) outbox.again();
        const told = answer as CallEntered;
        came(told.peers);
        heard.state('open', null);
        heard.entered({ ...told, peers: others(told.peers) });
        pump();
      }
    });
  }
  /** Who is listed and not there has a broken line: what was said into it is said again when they are back. */
  function came(peers: CallPeer[]) {
    const before = here;
    here = new Set(peers.filter(({ part }) => part.here).map(({ peer }) => peer));
    for (const peer of here) if (!before.has(peer)) outboxes.get(peer)?.again();
  }
  const others = (peers: CallPeer[]) => peers.filter((one) => one.peer !== me);

  function pump() {
    if (!entered || !socket.connected) return stop();
    let left = 0;
    for (const [to, outbox] of outboxes) {
      if (here.has(to)) for (const row of outbox.due(performance.now())) say(to, outbox, row.n, row.said);
      left += here.has(to) ? outbox.size() : 0;
    }
    if (left === 0) stop();
    else timer ??= setInterval(pump, LOOK_MS);
  }
  /** For good: another page took this one's place, the seat was lost, or the call is over. */
  function over(code: string) {
    entered = false;
    refused = true;
    stop();
    heard.state('refused', code);
    if (own) socket.disconnect();
  }
  function stop() {
    clearInterval(timer);
    timer = undefined;
  }
  function say(to: string, outbox: Outbox<Said>, n: number, { word, data }: Said) {
    const said: CallSay = { call_id: callId, to, n, word, data };
    socket.timeout(5000).emit('call.say', said, (error: unknown, answer: unknown) => {
      if (error) return silence();
      unanswered = 0;
      const code = codeOf(answer);
      if (code === 'call.not_entered' && entered) {
        entered = false;
        enter();
      } else if (code && NEVER.has(code)) {
        outbox.replace(n, NOTHING);
        pump();
      }
    });
  }
  /** The socket may not have noticed yet that nothing goes through: it is opened anew. */
  function silence() {
    if (closed || !socket.connected || ++unanswered < 2) return;
    unanswered = 0;
    socket.io.engine.close();
  }

  const hears: Record<string, (said: never) => void> = {
    connect: () => enter(),
    disconnect: (reason: string) => {
      entered = false;
      stop();
      if (closed || refused) return;
      heard.state('lost', null);
      if (own && reason === 'io server disconnect') later = setTimeout(() => !closed && socket.connect(), 300);
    },
    connect_error: (error: Error) => {
      if (closed || refused || !own) return;
      // The server answered, and lets nobody in with this seat.
      if (!socket.active && /^(link|auth|call|contact)\./.test(error.message)) {
        return over(error.message);
      }
      if (met) heard.state('lost', null);
      if (!socket.active) later = setTimeout(() => !closed && socket.connect(), 2000);
    },
    'call.said': (said: CallSaid) => {
      if (said.call_id !== callId) return;
      const inbox = inboxes.get(said.from) ?? openInbox<Said>();
      inboxes.set(said.from, inbox);
      const { heard: words, known } = inbox.take(said.n, { word: said.word, data: said.data });
      if (known) socket.timeout(5000).emit('call.got', { call_id: callId, to: said.from, n: said.n }, () => {});
      for (const word of words) heard.said(said.from, word);
    },
    'call.got': (got: CallGot) => {
      if (got.call_id !== callId) return;
      outboxes.get(got.from)?.got(got.n);
    },
    'call.parts': (told: CallParts) => {
      if (told.call_id !== callId) return;
      came(told.peers);
      heard.parts(others(told.peers));
      pump();
    },
    'call.changed': (changed: CallChanged) => {
      if (changed.call_id !== callId) return;
      heard.changed(changed);
      // Perhaps it was let in.
      if (!entered) enter();
    },
    'call.replaced': ({ call_id }: { call_id: string }) => {
      if (call_id === callId) over('call.replaced');
    },
  };
  for (const [event, listener] of Object.entries(hears)) socket.on(event, listener as (said: unknown) => void);
  if (socket.connected) enter();

  return {
    say(to, word, data, key) {
      if (closed) return;
      const outbox = outboxes.get(to) ?? openOutbox<Said>(PACE_MS);
      outboxes.set(to, outbox);
      outbox.put({ word, data }, key, word);
      pump();
    },
    owes: (to) => (outboxes.get(to)?.size() ?? 0) > 0,
    close() {
      if (closed) return;
      closed = true;
      stop();
      clearTimeout(later);
      for (const [event, listener] of Object.entries(hears)) socket.off(event, listener as (said: unknown) => void);
      const leave = () => own && socket.disconnect();
      if (socket.connected) socket.timeout(2000).emit('call.leave', { call_id: callId }, leave);
      else leave();
    },
  };
}

function codeOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('code' in answer)) return null;
  return String(answer.code);
}

function ownSocket({ server, token }: Extract<CallOptions['line'], { kind: 'seat' }>): LineSocket {
  return lineTo(server, (give) => give({ line: 'call', token: token() }));
}
