/**
 * How many calls one process signals at once: pairs of sockets as the two browsers of a call open them, all of them on one
 * server. Each pair enters, exchanges an offer and an answer of real size and eight candidates each way, every word acknowledged
 * by the other side. Beside it, in the same run, the same words over a bare socket.io server that checks nothing, knows nobody
 * and only passes on to a room.
 */
import { spawn } from 'node:child_process';
import type { CallEntered, CallGot, CallSaid } from '@recoup/contract';
import { chat } from '@recoup/contract';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { signSeatToken } from '../../server/src/platform/secrets.ts';
import { inParallel, type Place, quantile, round, SECRET } from '../lib/place.ts';
import { caller, overHttp } from '../lib/shop.ts';
import { type CallShop, serveCalls } from './shop.ts';

/** Pairs that begin each second; a shop with a thousand calls at once sees a few. */
const RATE = 25;
const sdp = (bytes: number) =>
  'v=0\r\no=- 46117 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n'
    .padEnd(bytes - 2, 'a=rtcp-fb:96 transport-cc\r\na=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1\r\n')
    .replace(/[\r\n]*$/, '\r\n');
const offer = { kind: 'description', type: 'offer', sdp: sdp(7_000) };
const answer = { kind: 'description', type: 'answer', sdp: sdp(4_000) };
const candidates = (n: number) => ({
  kind: 'candidates',
  rows: [
    {
      candidate: `candidate:84216304${n} 1 udp 1677729535 203.0.113.7 ${46_000 + n} typ srflx raddr 0.0.0.0 rport 0`,
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: 'Kx7p',
    },
  ],
});
const ROUNDS = [offer, answer, ...Array.from({ length: 8 }, (_, n) => candidates(n))];

export type LinesMeasured = {
  pairs: number;
  up: number;
  lost: number;
  p50: number;
  p99: number;
  entered_p50: number;
  /** Bytes of the server for each line. */
  line: number;
  floor: { up: number; p50: number; p99: number; line: number };
};
type Side = { socket: Socket; peer: string };
type Pair = { call_id: string; buyer: Side; agent: Side };

function open(url: string, auth: object, headers: Record<string, string> = {}): Promise<Socket> {
  const socket = io(url, {
    transports: ['websocket'],
    auth,
    extraHeaders: headers,
    forceNew: true,
    reconnection: false,
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => reject(new Error(`a line was not opened: ${error.message}`)));
  });
}

/** One word to the other side and its acknowledgement back. Answers the milliseconds until the other side had it. */
function word(call_id: string, from: Side, to: Side, n: number, data: unknown): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => end(() => reject(new Error('a word was lost'))), 10_000);
    let there = 0;
    const said = (told: CallSaid) => {
      if (told.call_id !== call_id || told.n !== n || told.from !== from.peer) return;
      there = performance.now() - began;
      to.socket.emit('call.got', { call_id, to: from.peer, n });
    };
    const got = (told: CallGot) => {
      if (told.call_id === call_id && told.n === n && told.from === to.peer) end(() => resolve(there));
    };
    const end = (then: () => void) => {
      clearTimeout(late);
      to.socket.off('call.said', said);
      from.socket.off('call.got', got);
      then();
    };
    to.socket.on('call.said', said);
    from.socket.on('call.got', got);
    from.socket.emit('call.say', { call_id, to: to.peer, n, word: 'rtc', data }, (reply: { code?: string }) => {
      if (reply.code) end(() => reject(new Error(reply.code)));
    });
  });
}

type Seen = { up: number; lost: number; times: number[]; entered: number[] };

/** All pairs, begun at one pace whatever the answers take. */
async function converse(pairs: readonly Pair[]): Promise<Seen> {
  const seen: Seen = { up: 0, lost: 0, times: [], entered: [] };
  const from = performance.now();
  await Promise.all(
    pairs.map(async ({ call_id, buyer, agent }, at) => {
      const wait = from + (at * 1000) / RATE - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      try {
        for (const side of [buyer, agent]) {
          const began = performance.now();
          const entered: CallEntered & { code?: string } = await side.socket
            .timeout(10_000)
            .emitWithAck('call.enter', { call_id, peer: side.peer });
          if (entered.code) throw new Error(entered.code);
          seen.entered.push(performance.now() - began);
        }
        for (const [n, data] of ROUNDS.entries()) {
          if (data !== answer) seen.times.push(await word(call_id, buyer, agent, n + 1, data));
          if (data !== offer) seen.times.push(await word(call_id, agent, buyer, n + 1, data));
        }
        seen.up += 1;
      } catch (error) {
        seen.lost += 1;
        if (seen.lost === 1) process.stderr.write(`a pair did not come up: ${String(error)}\n`);
      }
    }),
  );
  return seen;
}

/** Live calls as rows, each with a buyer's seat and a part of the one member of staff; answering 500 by hand is not what is measured. */
async function makeCalls(place: Place, database: string, shop: CallShop, count: number, talk: string) {
  const client = new pg.Client({ connectionString: place.url(database) });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; buyer: string }>(
      `with more as (insert into conversations select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'code', 'BENCH-' || n))).*
       from conversations c, generate_series(1, $3) n where c.id = $2 returning id, contact_id, brand_id),
     made as (insert into calls (workspace_id, id, code, brand_id, conversation_id, contact_id, stage, origin, staff_id, asked_at, answered_at)
       select $1, gen_random_uuid(), 'CALL-BENCH-' || row_number() over (), more.brand_id, more.id, more.contact_id, 'live', 'widget',
         (select id from staff where workspace_id = $1 limit 1), now(), now() from more returning id, brand_id, staff_id),
     ours as (insert into call_parts (workspace_id, id, call_id, brand_id, kind, name, staff_id, joined_at)
       select $1, gen_random_uuid(), id, brand_id, 'agent', 'Grace Hall', staff_id, now() from made)
     insert into call_parts (workspace_id, id, call_id, brand_id, kind, name, joined_at)
     select $1, gen_random_uuid(), id, brand_id, 'buyer', 'Dana Whitfield', now() from made returning call_id as id, id as buyer`,
      [shop.workspaceId, talk, count],
    );
    return rows;
  } finally {
    await client.end();
  }
}

async function product(place: Place, shop: CallShop, pairsWanted: number): Promise<Seen & { line: number }> {
  await place.create('lines', 'calls');
  const server = await serveCalls(place, 'lines', {});
  const call = (headers: Record<string, string> = {}) => caller(overHttp(server.url), headers);
  const { token } = await call()(chat.session, { params: { key: shop.key }, body: {} });
  const { conversation } = await call({ authorization: `Bearer ${token}` })(chat.say, {
    body: { conversation_id: null, client_id: 'first-0000001', text: 'Hello' },
  });
  const made = await makeCalls(place, 'lines', shop, pairsWanted, conversation.id);
  const staff = { cookie: shop.cookie, origin: server.url, 'recoup-workspace': shop.workspaceId };
  const before = server.memory();
  const pairs: Pair[] = [];
  await inParallel(made, 16, async ({ id, buyer }) => {
    const seat = signSeatToken(SECRET, {
      workspaceId: shop.workspaceId,
      brandId: shop.brandId,
      callId: id,
      partId: buyer,
      expiresAt: new Date(Date.now() + 3_600_000),
    });
    const n = pairs.push({
      call_id: id,
      buyer: { socket: await open(server.url, { line: 'call', token: seat }), peer: `buyer-${id}`.slice(0, 40) },
      agent: {
        socket: await open(server.url, { workspace_id: shop.workspaceId }, staff),
        peer: `agent-${id}`.slice(0, 40),
      },
    });
    if (n % 100 === 0) process.stderr.write(`${n} pairs are there\n`);
  });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const seen = await converse(pairs);
  const line = (server.memory() - before) / (2 * pairs.length);
  for (const { buyer, agent } of pairs) for (const { socket } of [buyer, agent]) socket.close();
  await server.stop();
  return { ...seen, line };
}

const BARE = `
const { createServer } = require('node:http');
const { Server } = require('socket.io');
const http = createServer();
const io = new Server(http, { transports: ['websocket'], httpCompression: false, perMessageDeflate: false, maxHttpBufferSize: 98304 });
io.on('connection', (socket) => {
  socket.on('call.enter', ({ peer }, answer) => { socket.join(peer); socket.data.peer = peer; answer({ ok: true }); });
  socket.on('call.say', ({ to, ...said }, answer) => { io.to(to).emit('call.said', { ...said, from: socket.data.peer }); answer({ ok: true }); });
  socket.on('call.got', ({ to, ...got }) => io.to(to).emit('call.got', { ...got, from: socket.data.peer }));
});
http.listen(Number(process.argv[1]), '127.0.0.1', () => console.log('ready ' + process.pid));
`;

async function bare(place: Place, pairsWanted: number): Promise<Seen & { line: number }> {
  const port = 49_500 + Math.floor(Math.random() * 400);
  const cwd = new URL('../..', import.meta.url).pathname;
  const child = spawn(process.execPath, ['-e', BARE, String(port)], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  place.onEnd(() => child.kill());
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const { readFileSync } = await import('node:fs');
  const memory = () =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  const before = memory();
  const pairs: Pair[] = [];
  await inParallel([...Array(pairsWanted).keys()], 16, async (n) => {
    const url = `http://127.0.0.1:${port}`;
    const side = async (peer: string): Promise<Side> => ({ socket: await open(url, {}), peer });
    pairs.push({ call_id: `${n}`, buyer: await side(`buyer-${n}`), agent: await side(`agent-${n}`) });
  });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const seen = await converse(pairs);
  const line = (memory() - before) / (2 * pairs.length);
  for (const { buyer, agent } of pairs) for (const { socket } of [buyer, agent]) socket.close();
  child.kill();
  return { ...seen, line };
}

/** Part `lines` of the bench of calls. `shop` was made in the database `calls`, to which nobody is connected now. */
export async function measureLines(
  place: Place,
  shop: CallShop,
  { quick }: { quick: boolean },
): Promise<LinesMeasured> {
  const pairs = quick ? 60 : 500;
  // Before and after: of a busy machine's two answers the better one is the floor.
  const before = await bare(place, pairs);
  const ours = await product(place, shop, pairs);
  const after = await bare(place, pairs);
  const floor = quantile(before.times, 0.5) < quantile(after.times, 0.5) ? before : after;
  return {
    pairs,
    up: ours.up,
    lost: ours.lost,
    p50: round(quantile(ours.times, 0.5)),
    p99: round(quantile(ours.times, 0.99)),
    entered_p50: round(quantile(ours.entered, 0.5)),
    line: Math.round(ours.line),
    floor: {
      up: floor.up,
      p50: round(quantile(floor.times, 0.5)),
      p99: round(quantile(floor.times, 0.99)),
      line: Math.round(floor.line),
    },
  };
}

export const rowsOfLines = (seen: LinesMeasured): [string, string][] => [
  ['lines: calls signalled at once by one process', `${seen.up} of ${seen.pairs} pairs (bare ${seen.floor.up})`],
  [
    'lines: said → the other side has it',
    `p50 ${seen.p50} ms, p99 ${seen.p99} ms; bare socket.io p50 ${seen.floor.p50} ms, p99 ${seen.floor.p99} ms`,
  ],
  ['lines: coming on the line', `p50 ${seen.entered_p50} ms`],
  ['lines: memory for each line', `${round(seen.line / 1024, 1)} KB; bare ${round(seen.floor.line / 1024, 1)} KB`],
];
