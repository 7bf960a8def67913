/**
 * A server for tests of calls in real browsers: it passes words on as contract/call-lines.ts says, knows whoever names themselves,
 * and serves one page. It can be told to lose its lines, as a server that restarts.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CallEnter,
  type CallPart,
  type CallPeer,
  type CallSay,
  callEnter,
  callGot,
  callSay,
} from '@recoup/contract';
import { Server as Sockets } from 'socket.io';

type Here = { part: CallPart; peer: string; line: string | null };

export type Relay = {
  origin: string;
  /** Every line breaks, and nobody is let in for so long. */
  restart(ms: number): Promise<void>;
  close(): Promise<void>;
};

export async function openRelay(files: Record<string, { type: string; body: string }>): Promise<Relay> {
  const server: Server = createServer((request, response) => {
    const file = files[(request.url ?? '/').split('?')[0]!];
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' });
    response.end(file?.body ?? '');
  });
  const here = new Map<string, Here>();
  let shut = false;
  const io = new Sockets(server, { transports: ['websocket'], allowRequest: (_request, say) => say(null, !shut) });
  const shown = () =>
    [...here.values()].map(({ part, peer, line }) => ({ part: { ...part, here: line !== null }, peer }));
  const tell = () => io.emit('call.parts', { call_id: CALL, peers: shown() satisfies CallPeer[] });
  const lineOf = (peer: string) => io.sockets.sockets.get(here.get(peer)?.line ?? '');

  io.on('connection', (socket) => {
    const { kind, id } = partNamed(String(socket.handshake.auth.token));
    let me = '';
    socket.on('call.enter', (given: CallEnter, answer: (given: unknown) => void) => {
      me = callEnter.parse(given).peer;
      for (const [peer, one] of here) if (one.part.id === id && peer !== me) here.delete(peer);
      here.set(me, { part: partOf(id, kind), peer: me, line: socket.id });
      const others = shown().filter(({ peer }) => peer !== me);
      answer({ me: partOf(id, kind), stage: 'live', version: 1, peers: others });
      tell();
    });
    socket.on('call.say', (given: CallSay, answer: (given: unknown) => void) => {
      const { to, ...said } = callSay.parse(given);
      answer({ ok: true });
      lineOf(to)?.emit('call.said', { ...said, from: me, part_id: id });
    });
    socket.on('call.got', (given: unknown) => {
      const { to, n } = callGot.parse(given);
      lineOf(to)?.emit('call.got', { call_id: CALL, from: me, n });
    });
    socket.on('call.leave', (_given: unknown, answer: (given: unknown) => void) => {
      here.delete(me);
      answer({ ok: true });
      tell();
    });
    socket.on('disconnect', () => {
      const one = here.get(me);
      if (one?.line === socket.id) one.line = null;
      tell();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async restart(ms) {
      shut = true;
      for (const socket of io.sockets.sockets.values()) socket.conn.close();
      await new Promise((done) => setTimeout(done, ms));
      shut = false;
    },
    async close() {
      await io.close();
    },
  };
}

import { KNOWN_CALL as CALL } from './known.ts';

/** `buyer:1`: who somebody is in these tests is what they say they are. */
function partNamed(token: string): { kind: CallPart['kind']; id: string } {
  const [kind, n] = token.split(':') as [CallPart['kind'], string];
  return { kind, id: `01890000-0000-7000-8000-00000000000${n}` };
}
function partOf(id: string, kind: CallPart['kind']): CallPart {
  const none = { staff_id: null, language: null, left_at: null, knocks: false };
  return { id, kind, mode: 'talks', name: kind, joined_at: null, here: true, ...none };
}
