/** The live lines of calls, over one process and over two: who is on, what they say, floods, nonsense, and a server that restarts. */
import { createHash } from 'node:crypto';
import { calls } from '@recoup/contract';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openProduct, type Product } from '../src/app.ts';
import { type Agent, type CallsWorld, openCallsWorld } from '../src/calls/testing/calls-world.ts';
import { hangUpAll, type Line, openLine } from '../src/calls/testing/line.ts';
import { type Database, inWorkspace, openDatabase } from '../src/platform/db.ts';
import { openLog } from '../src/platform/log.ts';
import { readSeatToken, signSeatToken } from '../src/platform/secrets.ts';

let world: CallsWorld;
beforeAll(async () => {
  world = await openCallsWorld();
}, 60_000);
afterEach(hangUpAll);

type Live = { id: string; token: string; agent: Agent };
/** A buyer's call that an agent answered. */
async function liveCall(): Promise<Live> {
  const agent = await world.agent();
  const buyer = await world.buyer();
  await buyer.say('The shade is cracked');
  const seat = await buyer.call();
  await agent.call(calls.answer, { params: { id: seat.call.id } });
  return { id: seat.call.id, token: seat.token, agent };
}
const buyerLine = ({ token }: { token: string }, url = world.door.url) => openLine(url, { line: 'call', token });
const staffLine = ({ agent }: { agent: Agent }, url = world.door.url) => openLine(url, {}, agent.headers);
const enter = (line: Line, { id }: { id: string }, peer: string) => line.say('call.enter', { call_id: id, peer });

const sdp = (bytes: number) =>
  'v=0\r\no=- 46117 2 IN IP4 127.0.0.1\r\ns=-\r\n'
    .padEnd(bytes, 'a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1\r\n')
    .replace(/\r\n[^\r]*$/, '\r\n');
const offer = (bytes = 7000) => ({ kind: 'description', type: 'offer', sdp: sdp(bytes) });
const say = (line: Line, { id }: { id: string }, to: string, n: number, data: unknown = offer(), word = 'rtc') =>
  line.say('call.say', { call_id: id, to, n, word, data });

/** A second process of the product on the same database. */
async function another(): Promise<{ url: string; product: Product; close(): Promise<void> }> {
  const db: Database = openDatabase(world.door.ownerUrl, 4);
  const { config } = world.door.product.services;
  const product = await openProduct({
    config,
    db,
    log: openLog('silent'),
    clock: world.door.now,
    web: true,
    worker: false,
  });
  const url = `http://127.0.0.1:${await product.listen(0, '127.0.0.1')}`;
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await product.close();
    await db.close();
  };
  return { url, product, close };
}

async function bothOn(at: Live, urls: { buyer?: string; agent?: string } = {}) {
  const [buyer, agent] = [await buyerLine(at, urls.buyer), await staffLine(at, urls.agent)];
  await enter(buyer, at, 'buyer-page');
  await enter(agent, at, 'agent-page');
  await buyer.hears('call.parts', ({ peers }) => (peers as unknown[]).length === 2);
  return { buyer, agent };
}

describe('two sides of a call', () => {
  test('come on the line, know each other, and say and acknowledge words', async () => {
    const at = await liveCall();
    const [buyer, agent] = [await buyerLine(at), await staffLine(at)];
    expect(await say(buyer, at, 'agent-page', 1)).toEqual({ code: 'call.not_entered' });
    expect(await enter(buyer, at, 'buyer-page')).toMatchObject({
      stage: 'live',
      me: { kind: 'buyer', here: true },
      peers: [],
    });
    expect(await enter(agent, at, 'agent-page')).toMatchObject({
      me: { kind: 'agent', staff_id: at.agent.id },
      peers: [{ peer: 'buyer-page', part: { kind: 'buyer', here: true } }],
    });
    const told = await buyer.hears('call.parts', ({ peers }) => (peers as unknown[]).length === 2);
    expect(told).toMatchObject({
      call_id: at.id,
      peers: [{ peer: 'buyer-page' }, { peer: 'agent-page', part: { staff_id: null } }],
    });
    expect(await say(buyer, at, 'agent-page', 1)).toEqual({ ok: true });
    expect(await agent.hears('call.said')).toMatchObject({
      call_id: at.id,
      n: 1,
      word: 'rtc',
      data: offer(),
      from: 'buyer-page',
    });
    await agent.say('call.got', { call_id: at.id, to: 'buyer-page', n: 1 });
    expect(await buyer.hears('call.got')).toEqual({ call_id: at.id, from: 'agent-page', n: 1 });
    expect(await say(buyer, at, 'nobody-here', 2)).toEqual({ code: 'call.peer_gone' });
    expect(await say(buyer, at, 'buyer-page', 2)).toEqual({ code: 'call.peer_gone' });
    await buyer.say('call.leave', { call_id: at.id });
    await agent.hears('call.parts', ({ peers }) => (peers as unknown[]).length === 1);
    expect(await say(agent, at, 'buyer-page', 1)).toEqual({ code: 'call.peer_gone' });
  });

  test('a page that was loaded again takes the place of the older one, which is told', async () => {
    const at = await liveCall();
    const { buyer, agent } = await bothOn(at);
    const again = await buyerLine(at);
    await enter(again, at, 'buyer-page-2');
    expect(await buyer.hears('call.replaced')).toEqual({ call_id: at.id });
    expect(await say(buyer, at, 'agent-page', 1)).toEqual({ code: 'call.not_entered' });
    expect(
      await agent.hears('call.parts', ({ peers }) => JSON.stringify(peers).includes('buyer-page-2')),
    ).toMatchObject({
      peers: [{ peer: 'buyer-page-2' }, { peer: 'agent-page' }],
    });
    expect(await say(again, at, 'agent-page', 1)).toEqual({ ok: true });
    // Somebody else's page does not take its name.
    expect(await enter(agent, at, 'buyer-page-2')).toEqual({ code: 'call.peer_taken' });
  });

  test('a line that broke may be taken up again for 45 seconds; after that its side has gone', async () => {
    const at = await liveCall();
    const { buyer, agent } = await bothOn(at);
    const away = ({ peers }: Record<string, unknown>) =>
      (peers as { peer: string; part: { here: boolean } }[]).some(
        ({ peer, part }) => peer === 'buyer-page' && !part.here,
      );
    buyer.socket.close();
    await agent.hears('call.parts', away);
    await world.pass(30);
    const back = await buyerLine(at);
    expect(await enter(back, at, 'buyer-page')).toMatchObject({ stage: 'live', peers: [{ peer: 'agent-page' }] });
    expect(await say(agent, at, 'buyer-page', 1)).toEqual({ ok: true });
    await back.hears('call.said');
    agent.heard.length = 0;
    back.socket.close();
    await agent.hears('call.parts', away);
    await world.pass(47);
    await agent.hears('call.parts', ({ peers }) => (peers as unknown[]).length === 1);
  });
});

describe('who may', () => {
  test('a seat that is not theirs, of another call, made up, or run out opens no line', async () => {
    const [at, other] = [await liveCall(), await liveCall()];
    const { secret } = world.door.product.services.config;
    await expect(openLine(world.door.url, { line: 'call', token: 'invented' })).rejects.toThrow('link.not_found');
    await expect(openLine(world.door.url, { line: 'chat', token: at.token })).rejects.toThrow('link.not_found');
    const claims = readSeatToken(secret, at.token, world.door.now());
    const swapped = signSeatToken(secret, { ...claims, callId: other.id });
    await expect(openLine(world.door.url, { line: 'call', token: swapped })).rejects.toThrow('link.not_found');
    const old = signSeatToken(secret, { ...claims, expiresAt: new Date(world.door.now().getTime() - 1000) });
    await expect(openLine(world.door.url, { line: 'call', token: old })).rejects.toThrow('link.expired');
    const buyer = await buyerLine(at);
    expect(await enter(buyer, other, 'buyer-page')).toEqual({ code: 'call.not_found' });
  });

  test('staff come on the line of calls they are in, of brands they may see, and rest outside of others', async () => {
    const at = await liveCall();
    const colleague = await world.agent();
    expect(await enter(await staffLine({ agent: colleague }), at, 'colleague')).toEqual({ code: 'call.not_invited' });
    const elsewhere = await world.door.makeBrand();
    const blind = await world.agent('agent', { brandIds: [elsewhere.id] });
    expect(await enter(await staffLine({ agent: blind }), at, 'blind-page')).toEqual({ code: 'call.not_found' });
    const foreign = await world.door.anotherWorkspace();
    const outside = await openLine(world.door.url, {}, foreign.owner.headers);
    expect(await enter(outside, at, 'outside-page')).toEqual({ code: 'call.not_found' });
    const viewer = await world.door.as('viewer');
    expect(await (await openLine(world.door.url, {}, viewer.headers)).say('call.here', { visible: true })).toEqual({
      code: 'permission.not_allowed',
    });
    const buyer = await buyerLine(at);
    expect(await buyer.say('call.here', { visible: true })).toEqual({ code: 'permission.not_allowed' });
  });

  test('after the call nobody comes on its line', async () => {
    const at = await liveCall();
    const { buyer } = await bothOn(at);
    await at.agent.call(calls.end, { params: { id: at.id }, body: {} });
    expect(await buyer.hears('call.changed', ({ what }) => what === 'call.ended')).toMatchObject({ call_id: at.id });
    expect(await enter(buyer, at, 'buyer-page')).toEqual({ code: 'call.over' });
  });

  test('it rings on the screen of whoever is there, and rings no more once somebody took it', async () => {
    await world.settings({ rings: 'all' });
    const agent = await world.agent();
    const line = await staffLine({ agent });
    expect(await line.say('call.here', { visible: true })).toEqual({ ok: true });
    const buyer = await world.buyer();
    await buyer.say('Hello');
    const { call } = await buyer.call();
    expect(await line.hears('call.ring')).toEqual({ call_id: call.id });
    await agent.call(calls.answer, { params: { id: call.id } });
    expect(await line.hears('call.ring_over')).toEqual({ call_id: call.id });
  });
});

describe('floods and nonsense', () => {
  test('six hundred words a minute and no more', async () => {
    const at = await liveCall();
    const { buyer } = await bothOn(at);
    const state = {
      muted: false,
      camera: 'on',
      facing: null,
      torch: 'none',
      hidden: false,
      picture: null,
      dark: false,
    };
    const codes = await Promise.all(
      Array.from({ length: 640 }, (_, n) => say(buyer, at, 'agent-page', n + 1, state, 'state')),
    );
    expect(codes.filter(({ ok }) => ok)).toHaveLength(600);
    expect(codes.at(-1)).toEqual({ code: 'call.too_many' });
    const entering = await Promise.all(Array.from({ length: 40 }, () => enter(buyer, at, 'buyer-page')));
    expect(entering.filter(({ code }) => code === 'call.too_many')).toHaveLength(11);
  });

  test('what is malformed never reaches the other side, and a line that goes on with it is cut', async () => {
    const at = await liveCall();
    const { buyer, agent } = await bothOn(at);
    const bad: unknown[] = [
      null,
      7,
      'call.say',
      { call_id: at.id },
      { call_id: 'x', to: 'agent-page', n: 1, word: 'rtc', data: offer() },
      { call_id: at.id, to: 'agent-page', n: 0, word: 'rtc', data: offer() },
      { call_id: at.id, to: 'agent-page', n: 1, word: 'sudo', data: offer() },
      { call_id: at.id, to: 'agent-page', n: 1, word: 'rtc', data: { ...offer(), sdp: 'v=0\r\nnot sdp' } },
      { call_id: at.id, to: 'agent-page', n: 1, word: 'rtc', data: { kind: 'candidates', rows: [{ candidate: 'x' }] } },
    ];
    for (const said of bad) expect(await buyer.say('call.say', said)).toEqual({ code: 'input.invalid' });
    expect(await buyer.say('call.enter', { call_id: at.id, peer: '<script>' })).toEqual({ code: 'input.invalid' });
    expect(await say(buyer, at, 'agent-page', 1, { kind: 'description', type: 'offer', sdp: sdp(70_000) })).toEqual({
      code: 'call.said_too_large',
    });
    for (let n = 0; n < 45; n++) buyer.socket.emit('call.say', { nonsense: n });
    await buyer.isCut();
    expect(agent.heard.filter(({ name }) => name === 'call.said')).toEqual([]);
  });
});

describe('over two processes', () => {
  test('words of any size allowed reach the other side, and a page that moves over leaves no ghost', async () => {
    const at = await liveCall();
    const there = await another();
    try {
      const { buyer, agent } = await bothOn(at, { agent: there.url });
      // Does not shrink: so large that it travels in several notices.
      const noise = Array.from(
        { length: 700 },
        (_, n) => `a=x:${createHash('sha256').update(`${n}`).digest('base64')}`,
      );
      const large = { kind: 'description', type: 'offer', sdp: `v=0\r\n${noise.join('\r\n')}\r\n` };
      expect(await say(buyer, at, 'agent-page', 1, large)).toEqual({ ok: true });
      expect((await agent.hears('call.said')).data).toEqual(large);
      await agent.say('call.got', { call_id: at.id, to: 'buyer-page', n: 1 });
      await buyer.hears('call.got');
      // The buyer's phone changes networks and comes in at the other process, by the same name; the old line hangs about.
      const moved = await buyerLine(at, there.url);
      expect(await enter(moved, at, 'buyer-page')).toMatchObject({ peers: [{ peer: 'agent-page' }] });
      expect(await say(agent, at, 'buyer-page', 1)).toEqual({ ok: true });
      await moved.hears('call.said');
      expect(await say(buyer, at, 'agent-page', 2)).toEqual({ code: 'call.not_entered' });
      buyer.socket.close();
      expect(await say(agent, at, 'buyer-page', 2)).toEqual({ ok: true });
      await moved.hears('call.said', ({ n }) => n === 2);
    } finally {
      hangUpAll();
      await there.close();
    }
  });

  test('a server that ends takes nothing along: everybody comes back at the next, and what was not got is said again and dropped when doubled', async () => {
    const at = await liveCall();
    const first = await another();
    const second = await another();
    try {
      const { buyer, agent } = await bothOn(at, { buyer: first.url, agent: first.url });
      await say(buyer, at, 'agent-page', 1);
      await agent.hears('call.said');
      // Said, and heard, but the server ends before the answer that it was got.
      await first.close();
      await Promise.all([buyer.isCut(), agent.isCut()]);
      const [buyerAgain, agentAgain] = [await buyerLine(at, second.url), await staffLine(at, second.url)];
      expect(await enter(agentAgain, at, 'agent-page')).toMatchObject({
        stage: 'live',
        peers: [{ peer: 'buyer-page' }],
      });
      expect(await enter(buyerAgain, at, 'buyer-page')).toMatchObject({
        stage: 'live',
        peers: [{ peer: 'agent-page' }],
      });
      for (const n of [1, 2]) expect(await say(buyerAgain, at, 'agent-page', n)).toEqual({ ok: true });
      await agentAgain.hears('call.said', ({ n }) => n === 2);
      const heard = [...agent.heard, ...agentAgain.heard]
        .filter(({ name }) => name === 'call.said')
        .map(({ data }) => data.n);
      expect(heard).toEqual([1, 1, 2]); // the receiver knows by the number what it had
      expect(await at.agent.call(calls.read, { params: { id: at.id } })).toMatchObject({ stage: 'live' });
    } finally {
      hangUpAll();
      await first.close();
      await second.close();
    }
  });

  test('who was on a process that died without a word is found gone by the minute’s look', async () => {
    const at = await liveCall();
    const { buyer, agent } = await bothOn(at);
    const partsHere = () =>
      inWorkspace(world.door.ctx(), (tx) =>
        tx
          .selectFrom('call_parts')
          .select(['kind', 'peer'])
          .where('call_id', '=', at.id)
          .where('left_at', 'is', null)
          .orderBy('kind')
          .execute(),
      );
    // As a process leaves it that was killed: the buyer's page is written down as there, and nobody says so any more.
    await inWorkspace(world.door.ctx(), (tx) =>
      tx
        .updateTable('call_parts')
        .set({ here_until: new Date(world.door.now().getTime() - 46_000) })
        .where('call_id', '=', at.id)
        .where('kind', '=', 'buyer')
        .execute(),
    );
    await world.door.runJob('calls.parts_gone');
    expect(await partsHere()).toEqual([
      { kind: 'agent', peer: 'agent-page' },
      { kind: 'buyer', peer: null },
    ]);
    await agent.hears('call.parts', ({ peers }) => (peers as unknown[]).length === 1);
    expect(await enter(buyer, at, 'buyer-page')).toMatchObject({ stage: 'live', peers: [{ peer: 'agent-page' }] });
  });
});
