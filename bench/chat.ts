/**
 * Chat under load: 2,000 widgets and 50 agents on one server process. Buyers say something over HTTP as the widget does, it
 * is kept and shown on the line of every agent who has the conversation open; agents answer, and it shows in the widget.
 * Beside it, in the same run and on the same machine, a bare socket.io server with as many sockets passes the same texts on
 * to as many sockets and keeps nothing.   npm run bench -- chat [--quick]
 *
 * Three times are told. `said → seen`: from the moment the sender begins the request to the moment the other side's line has
 * it: limits, rights, the message, its conversation, its events and the find's words in one committed transaction, then the
 * line. `kept → seen`, the delivery alone: from the sender's answer that it is kept to the other side's line; nothing where
 * the line was first. `written → seen`: that somebody is writing, which is kept nowhere: from line to line by way of the database's notices.
 */
import { spawn } from 'node:child_process';
import { accounts, chat, inbox, inboxSetup } from '@recoup/contract';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { createWorkspace } from '../server/src/accounts/index.ts';
import { inParallel, measure, type Place, quantile, report, round } from './lib/place.ts';
import { type Caller, caller, intoProcess, openInside, overHttp } from './lib/shop.ts';

const quick = process.argv.includes('--quick');
const WIDGETS = quick ? 300 : 2_000;
const AGENTS = quick ? 10 : 50;
const TALKS = quick ? 40 : 100;
/** Messages a second, buyers and agents by turns; a shop with 2,000 open widgets sees about a tenth of it. */
const RATE = 20;
const SECONDS = quick ? 10 : 30;
const TEXT = 'The metal plate that goes in the bottom of the basket was not in the box. ';

// Limits count by address; every widget has one of its own, as behind a proxy.
process.env.TRUSTED_PROXIES = '1';

type Talk = { n: number; token: string; id: string; widget: Socket; last: string };
const address = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
const now = () => performance.timeOrigin + performance.now();

async function makeChat(
  databaseUrl: string,
  folder: string,
): Promise<{ key: string; cookie: string; origin: string; workspaceId: string }> {
  const inside = await openInside(databaseUrl, folder);
  const { product, db } = inside;
  const { config, log } = product.services;
  const owner = {
    email: 'owner@bench.example',
    name: 'Owner',
    language: 'en' as const,
    timeZone: 'America/Chicago',
    password: 'measured twice',
  };
  const { workspaceId } = await createWorkspace(
    { db, config, log, now: new Date() },
    { name: 'Bench', kind: 'brand', currency: 'USD', owner },
  );
  const signedIn = await product.app!.server.inject({
    method: 'POST',
    url: '/v1/auth/sign-in/email',
    headers: { origin: config.publicUrl },
    payload: { email: owner.email, password: owner.password },
  });
  const cookie = signedIn.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  const call = caller(intoProcess(product), { cookie, origin: config.publicUrl });
  const brand = await call(accounts.createBrand, {
    body: {
      slug: 'bench',
      name: 'Bench',
      time_zone: 'America/Chicago',
      currency: 'USD',
      support_email: 'help@bench.example',
      look: { color: '#1E2A4A', dot: '#F2B13C' },
      languages: ['en'],
    },
  });
  const settings = {
    kind: 'chat' as const,
    origins: [],
    identity: 'optional' as const,
    greeting: null,
    position: 'right' as const,
    calendar_id: null,
  };
  const channel = await call(inboxSetup.addChannel, { body: { brand_id: brand.id, name: 'Widget', settings } });
  await inside.close();
  return { key: channel.key!, cookie, origin: config.publicUrl, workspaceId };
}

function open(url: string, auth: object, headers: Record<string, string>): Promise<Socket> {
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

/** Sends at a fixed rate, whatever the answers take, and waits for those still under way. */
async function atRate(work: (n: number) => Promise<void>): Promise<number> {
  const all: Promise<void>[] = [];
  const from = performance.now();
  const total = RATE * SECONDS;
  for (let n = 0; n < total; n++) {
    const due = from + (n * 1000) / RATE;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    all.push(work(n));
  }
  await Promise.all(all);
  return total;
}

type Figures = { seen: number[]; delivered: number[]; passed: number[]; doubled: number; missing: number };

/** The product: what is said is kept, and seen by those it is for. */
async function product(place: Place): Promise<Figures & { idle: number }> {
  const url = await place.create('chat');
  const made = await makeChat(url, place.folder);
  const server = await place.serve('chat');
  // From the bare start: so what the sessions left in memory counts for their lines, and the figure is rather too high.
  const before = server.memory();
  const call = (n: number, headers: Record<string, string> = {}): Caller =>
    caller(overHttp(server.url), { 'x-forwarded-for': address(n), ...headers });
  const sessions: string[] = [];
  const widgets: Socket[] = [];
  const numbers = Array.from({ length: WIDGETS }, (_, n) => n);
  await inParallel(numbers, 16, async (n) => {
    sessions[n] = (await call(n)(chat.session, { params: { key: made.key }, body: {} })).token;
  });
  await inParallel(numbers, 32, async (n) => {
    widgets[n] = await open(server.url, { line: 'chat', token: sessions[n] }, { 'x-forwarded-for': address(n) });
  });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const idle = (server.memory() - before) / WIDGETS;
  const staff = { cookie: made.cookie, origin: server.url, 'recoup-workspace': made.workspaceId };
  const agents: Socket[] = [];
  await inParallel(
    Array.from({ length: AGENTS }, (_, n) => n),
    8,
    async (n) => {
      agents[n] = await open(
        server.url,
        { workspace_id: made.workspaceId },
        { ...staff, 'x-forwarded-for': address(100_000 + n) },
      );
    },
  );
  process.stderr.write(`${WIDGETS} widgets and ${AGENTS} agents are there\n`);
  const talks: Talk[] = [];
  await inParallel(numbers.slice(0, TALKS), 8, async (n) => {
    const token = sessions[n]!;
    const said = await call(n, { authorization: `Bearer ${token}` })(chat.say, {
      body: { conversation_id: null, client_id: `first-${String(n).padStart(6, '0')}`, text: 'Hello' },
    });
    talks[n] = { n, token, id: said.conversation.id, widget: widgets[n]!, last: said.message.id };
    // Each conversation is open on one agent's screen.
    await agents[n % AGENTS]!.emitWithAck('signal', { conversation_id: said.conversation.id, what: 'viewing' });
  });
  process.stderr.write(`${TALKS} talks are open\n`);
  const agentCall = call(200_000, staff);
  const waiting = new Map<string, { from: number; got: (at: number) => void }>();
  const seenAt = new Map<string, number>();
  const figures: Figures = { seen: [], delivered: [], passed: [], doubled: 0, missing: 0 };
  const heard = (mine: boolean) => (told: { message_id: string; message: { text: string; mine: boolean } | null }) => {
    if (!told.message || told.message.mine !== mine) return;
    const name = told.message.text.slice(TEXT.length);
    const sent = waiting.get(name);
    if (!sent) {
      if (seenAt.has(told.message_id)) figures.doubled += 1;
      return;
    }
    waiting.delete(name);
    const at = now();
    seenAt.set(told.message_id, at);
    figures.seen.push(at - sent.from);
    sent.got(at);
  };
  for (const agent of agents) agent.on('message', heard(true));
  for (const widget of widgets) widget.on('message', heard(false));
  const pass = async (n: number, note: boolean) => {
    // In half of the talks buyers write, in the other half agents: nobody answers over another's head.
    const half = TALKS / 2;
    const isBuyer = n % 2 === 0;
    const talk = talks[(isBuyer ? 0 : half) + (Math.floor(n / 2) % half)]!;
    const name = `${note ? 'm' : 'w'}-${n}`;
    const seen = new Promise<number>((got) => waiting.set(name, { from: now(), got }));
    const gone = new Promise<null>((resolve) => setTimeout(resolve, 5_000, null).unref());
    if (isBuyer) {
      await call(talk.n, { authorization: `Bearer ${talk.token}` })(chat.say, {
        body: { conversation_id: talk.id, client_id: `said-${name}-0000`, text: TEXT + name },
      });
    } else {
      const { message } = await agentCall(inbox.reply, {
        params: { id: talk.id },
        body: { text: TEXT + name, seen_message_id: talk.last },
      });
      talk.last = message.id;
    }
    const kept = now();
    const at = await Promise.race([seen, gone]);
    if (at !== null) figures.delivered.push(Math.max(0, at - kept));
    if (!waiting.delete(name)) return;
    figures.missing += 1;
    if (figures.missing > 20) throw new Error('what is said is not heard');
  };
  for (let n = 0; n < 40; n++) await pass(n, false); // the first ones warm the server up
  figures.seen.length = 0;
  figures.delivered.length = 0;
  seenAt.clear();
  const total = await atRate((n) => pass(n, true));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: counted } = await client.query<{ n: number }>(
    'select count(*)::int as n from messages where body like $1',
    [`${TEXT}m-%`],
  );
  await client.end();
  figures.missing += total - counted[0]!.n;
  // What is kept nowhere: somebody writes, and the agent who has the conversation open sees it.
  let heardWriting: (() => void) | null = null;
  for (const agent of agents)
    agent.on('signal', ({ who }: { who: { kind: string } }) => who.kind === 'buyer' && heardWriting?.());
  const writing = async (talk: Talk) => {
    const from = now();
    await new Promise<void>((resolve) => {
      heardWriting = resolve;
      talk.widget.emit('signal', { conversation_id: talk.id, what: 'typing' });
    });
    return now() - from;
  };
  for (const talk of talks) await writing(talk);
  for (let n = 0; n < 150; n++) {
    figures.passed.push(await writing(talks[n % TALKS]!));
    // At the pace of the messages: what is asked for again at once is warmer than what people do.
    await new Promise((resolve) => setTimeout(resolve, 1000 / RATE));
  }
  for (const socket of [...widgets, ...agents]) socket.close();
  await server.stop();
  return { ...figures, idle };
}

const BARE = `
const { createServer } = require('node:http');
const { Server } = require('socket.io');
const http = createServer();
const io = new Server(http, { transports: ['websocket'], httpCompression: false, perMessageDeflate: false });
io.on('connection', (socket) => {
  socket.join(socket.handshake.auth.room);
  socket.on('say', ({ to, text }) => io.to(to).emit('message', { text }));
});
http.listen(Number(process.argv[1]), '127.0.0.1', () => console.log('ready'));
`;

/** The floor: as many sockets, the same texts at the same rate, each passed on to the line it is for; nothing is kept. */
async function bare(place: Place): Promise<{ seen: number[]; idle: number }> {
  const port = 49_000 + Math.floor(Math.random() * 500);
  const child = spawn(process.execPath, ['-e', BARE, String(port)], {
    cwd: new URL('..', import.meta.url).pathname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  place.onEnd(() => child.kill());
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  const memory = async () => {
    const { readFileSync } = await import('node:fs');
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  };
  const before = await memory();
  const url = `http://127.0.0.1:${port}`;
  const sockets: Socket[] = [];
  await inParallel(
    Array.from({ length: WIDGETS + AGENTS }, (_, n) => n),
    32,
    async (n) => {
      sockets[n] = await open(url, { room: `room-${n}` }, {});
    },
  );
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const idle = ((await memory()) - before) / (WIDGETS + AGENTS);
  const waiting = new Map<string, { from: number; got: () => void }>();
  const seen: number[] = [];
  for (const socket of sockets)
    socket.on('message', ({ text }: { text: string }) => {
      const sent = waiting.get(text);
      if (!sent) return;
      waiting.delete(text);
      seen.push(now() - sent.from);
      sent.got();
    });
  const pass = (n: number, name: string) =>
    new Promise<void>((got) => {
      const talk = Math.floor(n / 2) % TALKS;
      const agent = WIDGETS + (talk % AGENTS);
      const [from, to] = n % 2 === 0 ? [talk, agent] : [agent, talk];
      const text = `${TEXT}${name}-${n}`;
      waiting.set(text, { from: now(), got });
      sockets[from]!.emit('say', { to: `room-${to}`, text });
    });
  for (let n = 0; n < 40; n++) await pass(n, 'w');
  seen.length = 0;
  await atRate((n) => pass(n, 'm'));
  for (const socket of sockets) socket.close();
  child.kill();
  return { seen, idle };
}

await measure(async (place) => {
  const floor = await bare(place);
  const ours = await product(place);
  const ms = (values: number[], q: number) => round(quantile(values, q));
  const ratio = ms(ours.seen, 0.5) / ms(floor.seen, 0.5);
  const delivering = quantile(ours.delivered, 0.5) / quantile(floor.seen, 0.5);
  const passing = quantile(ours.passed, 0.5) / quantile(floor.seen, 0.5);
  report(
    'chat',
    [
      ['widgets, agents on one process', `${WIDGETS}, ${AGENTS}`],
      ['messages', `${ours.seen.length} at ${RATE} a second`],
      ['said → seen, p50 and p99', `${ms(ours.seen, 0.5)} ms, ${ms(ours.seen, 0.99)} ms`],
      ['kept → seen, p50 and p99', `${ms(ours.delivered, 0.5)} ms, ${ms(ours.delivered, 0.99)} ms`],
      ['written → seen (typing), p50 and p99', `${ms(ours.passed, 0.5)} ms, ${ms(ours.passed, 0.99)} ms`],
      ['bare socket.io passing on, p50 and p99', `${ms(floor.seen, 0.5)} ms, ${ms(floor.seen, 0.99)} ms`],
      ['ratio of p50, said → seen', `${round(ratio, 1)} times`],
      ['ratio of p50, kept → seen', `${round(delivering, 1)} times (at most 3)`],
      ['ratio of p50, written → seen', `${round(passing, 1)} times`],
      ['missing, doubled', `${ours.missing}, ${ours.doubled}`],
      ['memory of an idle widget line', `${round(ours.idle / 1024, 1)} kB (bare ${round(floor.idle / 1024, 1)} kB)`],
    ],
    {
      p50_ms: ms(ours.seen, 0.5),
      p99_ms: ms(ours.seen, 0.99),
      delivered_p50_ms: ms(ours.delivered, 0.5),
      delivered_p99_ms: ms(ours.delivered, 0.99),
      signal_p50_ms: ms(ours.passed, 0.5),
      signal_p99_ms: ms(ours.passed, 0.99),
      bare_p50_ms: ms(floor.seen, 0.5),
      bare_p99_ms: ms(floor.seen, 0.99),
      ratio: round(delivering, 2),
      ratio_said: round(ratio, 2),
      ratio_signal: round(passing, 2),
      missing: ours.missing,
      doubled: ours.doubled,
      idle_kb: round(ours.idle / 1024, 1),
      bare_idle_kb: round(floor.idle / 1024, 1),
      widgets: WIDGETS,
      agents: AGENTS,
      messages: ours.seen.length,
    },
  );
});
