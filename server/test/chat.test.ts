/** The chat of a shop's page: through the same door as the widget, with two processes and live lines. */
import { type AnswerOf, type BodyIn, type ChatMessage, chat, inbox, inboxSetup } from '@recoup/contract';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openProduct } from '../src/app.ts';
import { signatureOf } from '../src/inbox/index.ts';
import { openDatabase } from '../src/platform/db.ts';
import { newId } from '../src/platform/ids.ts';
import { openLog } from '../src/platform/log.ts';
import { readChatToken, signChatToken } from '../src/platform/secrets.ts';
import { openWorld, type World, ZIP } from '../src/returns/testing/world.ts';
import { type Client, clientWith } from './front-door.ts';

let world: World;
let agent: Client;
let key: string;
let secret: string;
const SHOP = 'https://lumora.example';

beforeAll(async () => {
  world = await openWorld();
  agent = await world.door.as('agent');
  const channel = await world.owner.call(inboxSetup.addChannel, {
    body: {
      brand_id: world.brand.id,
      name: 'Widget',
      settings: {
        kind: 'chat',
        origins: [SHOP, 'https://*.lumora.example'],
        identity: 'optional',
        greeting: null,
        position: 'right',
        calendar_id: null,
      },
    },
  });
  key = channel.key!;
  secret = channel.secret!;
}, 60_000);
// Limits are counted by minute; each test talks a minute later than the one before.
let minutes = 0;
beforeEach(() => {
  minutes += 11;
  world.door.setNow(new Date(Date.parse('2026-11-10T18:00:00Z') + minutes * 60_000));
});

const lines: Socket[] = [];
afterEach(() => {
  for (const line of lines.splice(0)) line.close();
});

type Session = AnswerOf<typeof chat.session>;
const atShop = (token?: string, origin = SHOP) =>
  clientWith(world.door.url, { origin, ...(token ? { authorization: `Bearer ${token}` } : {}) });
const begin = (body: BodyIn<typeof chat.session> = {}): Promise<Session> =>
  atShop().call(chat.session, { params: { key }, body });
const signed = (id: string, change: { email?: string; issued_at?: string } = {}) => {
  const who = { id, issued_at: world.door.now().toISOString(), ...change };
  return { ...who, signature: signatureOf(secret, who) };
};
let written = 0;
const say = (token: string, text: string, change: object = {}) =>
  atShop(token).call(chat.say, {
    body: { conversation_id: null, client_id: `client-${++written}-${newId().slice(0, 8)}`, text, ...change },
  });
const messages = (token: string, id: string, query: { after?: string } = {}) =>
  atShop(token).call(chat.messages, { params: { id }, query });
const answer = async (id: string, text: string) => {
  const at = await agent.call(inbox.thread, { params: { id } });
  const last = at.items.findLast((item) => item.kind === 'message');
  return agent.call(inbox.reply, { params: { id }, body: { text, seen_message_id: last?.id ?? null } });
};

type Line = {
  socket: Socket;
  heard: { name: string; data: Record<string, unknown> }[];
  hears(name: string, fits?: (data: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
};
function line(
  auth: object,
  { url = world.door.url, headers = {} }: { url?: string; headers?: Record<string, string> } = {},
): Promise<Line> {
  const socket = io(url, {
    transports: ['websocket'],
    auth,
    extraHeaders: headers,
    forceNew: true,
    reconnectionDelay: 30,
  });
  lines.push(socket);
  const heard: Line['heard'] = [];
  socket.onAny((name: string, data: Record<string, unknown>) => heard.push({ name, data }));
  const hears: Line['hears'] = (name, fits = () => true) =>
    vi.waitFor(() => {
      const found = heard.find((one) => one.name === name && fits(one.data));
      if (!found) throw new Error(`heard no ${name}, only ${heard.map((one) => one.name)}`);
      return found.data;
    }, 4000);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve({ socket, heard, hears }));
    socket.once('connect_error', reject);
  });
}
const buyerLine = (token: string, url?: string) => line({ line: 'chat', token }, { url, headers: { origin: SHOP } });
const staffLine = (url?: string) => line({}, { url, headers: agent.headers });
const tell = (at: Line, name: string, data: object) =>
  at.socket.emitWithAck(name, data) as Promise<{ ok?: true; code?: string }>;

describe('a buyer on a shop page', () => {
  test('writes from a page, and staff read which one it was', async () => {
    const { token } = await begin();
    const page = { url: 'https://shop.example/halo', title: 'Halo floor lamp' };
    const { conversation } = await say(token, 'Does it dim?', { page });
    const { items } = await agent.call(inbox.thread, { params: { id: conversation.id } });
    const opened = items.find((one) => one.kind === 'event' && one.event.type === 'conversation.opened');
    expect(opened).toMatchObject({ event: { data: { page } } });
  });

  test('asks as a guest, is answered, and comes back to the same talk', async () => {
    const { token, verified, conversations } = await begin({ language: 'en' });
    expect({ verified, conversations }).toEqual({ verified: false, conversations: [] });
    const { conversation, message } = await say(token, 'Does the Halo dim low enough for a kid’s room?');
    expect(message).toMatchObject({ mine: true, author: { kind: 'buyer' }, read_at: null });
    await answer(conversation.id, 'It goes down to 1%.');
    const { rows } = await messages(token, conversation.id);
    expect(rows.map(({ mine, text }) => [mine, text])).toEqual([
      [true, 'Does the Halo dim low enough for a kid’s room?'],
      [false, 'It goes down to 1%.'],
    ]);
    const back = await begin({ token });
    expect(back.conversations).toMatchObject([{ id: conversation.id, unread: 1, excerpt: 'It goes down to 1%.' }]);
    await atShop(token).call(chat.seen, { params: { id: conversation.id }, body: { message_id: rows[1]!.id } });
    expect((await begin({ token: back.token })).conversations[0]?.unread).toBe(0);
    const { items } = await agent.call(inbox.thread, { params: { id: conversation.id } });
    expect(items.find((item) => item.id === rows[1]!.id)).toMatchObject({ message: { state: 'read' } });
  });

  test('who says the same twice, or in two tabs at once, has said it once', async () => {
    const { token } = await begin();
    const client_id = `twice-${newId()}`;
    const all = await Promise.all([1, 2, 3, 4].map(() => say(token, 'Hello?', { client_id })));
    expect(new Set(all.map(({ message }) => message.id)).size).toBe(1);
    expect((await messages(token, all[0]!.conversation.id)).rows).toHaveLength(1);
    expect(all[0]!.message.client_id).toBe(client_id);
  });

  test('the same client id of another buyer is another message', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const client_id = `same-${newId()}`;
    const a = await say(mine.token, 'My lamp', { client_id });
    const b = await say(theirs.token, 'My vacuum', { client_id });
    expect(b.message.text).toBe('My vacuum');
    expect(b.conversation.id).not.toBe(a.conversation.id);
  });

  test('notes and what waits for its time are not shown', async () => {
    const { token } = await begin();
    const { conversation } = await say(token, 'Where is it?');
    await agent.call(inbox.note, { params: { id: conversation.id }, body: { text: 'She is a reseller' } });
    const at = await agent.call(inbox.thread, { params: { id: conversation.id } });
    const seen_message_id = at.items.findLast((item) => item.kind === 'message')!.id;
    const send_at = new Date(world.door.now().getTime() + 3_600_000).toISOString();
    await agent.call(inbox.reply, {
      params: { id: conversation.id },
      body: { text: 'Tomorrow', send_at, seen_message_id },
    });
    expect((await messages(token, conversation.id)).rows.map(({ text }) => text)).toEqual(['Where is it?']);
  });

  test('a photo goes along, and only with the session that uploaded it', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const sharp = (await import('sharp')).default;
    const jpeg = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#887' } })
      .jpeg()
      .toBuffer();
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }), 'plate.jpg');
    const sent = await atShop(mine.token).fetch('/v1/chat/files', { method: 'POST', body: form });
    expect(sent.headers.get('access-control-allow-origin')).toBe('*');
    const file = (await sent.json()) as { id: string; thumb_url: string };
    const body = { conversation_id: null, client_id: `photo-${newId()}`, text: '', file_ids: [file.id] };
    expect(await atShop(theirs.token).refused(chat.say, { body })).toMatchObject({ code: 'file.not_found' });
    const { message } = await atShop(mine.token).call(chat.say, { body });
    expect(message.files).toMatchObject([{ name: expect.stringContaining('plate'), type: 'image/jpeg' }]);
    const empty = { ...body, client_id: `empty-${newId()}`, file_ids: [] };
    expect(await atShop(mine.token).refused(chat.say, { body: empty })).toMatchObject({ code: 'chat.empty' });
  });
});

describe('who may see what', () => {
  test('a page of another site gets nothing, and may read why', async () => {
    const elsewhere = atShop(undefined, 'https://evil.example');
    expect(await elsewhere.refused(chat.hello, { params: { key } })).toMatchObject({ code: 'chat.other_site' });
    expect(await elsewhere.refused(chat.session, { params: { key }, body: {} })).toMatchObject({
      code: 'chat.other_site',
    });
    const { token } = await begin();
    expect(await atShop(token, 'https://evil.example').refused(chat.conversations)).toMatchObject({
      code: 'chat.other_site',
    });
    await expect(line({ line: 'chat', token }, { headers: { origin: 'https://evil.example' } })).rejects.toThrow(
      'chat.other_site',
    );
    const asked = await elsewhere.fetch(`/v1/chat/${key}/sessions`, { method: 'OPTIONS' });
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([
      204,
      expect.stringContaining('authorization'),
    ]);
    const staff = await agent.fetch('/v1/conversations');
    expect(staff.headers.get('access-control-allow-origin')).toBeNull();
    expect(
      (await atShop(undefined, 'https://shop.lumora.example').call(chat.hello, { params: { key } })).brand.name,
    ).toBe(world.brand.name);
  });

  test('a forged, changed or old signature signs nobody in', async () => {
    const good = signed('shopper-1', { email: 'dana@example.com' });
    const refused = (identity: object) =>
      atShop().refused(chat.session, { params: { key }, body: { identity: identity as never } });
    expect(await refused({ ...good, id: 'shopper-2' })).toMatchObject({ code: 'chat.identity_wrong' });
    expect(await refused({ ...good, email: 'boss@example.com' })).toMatchObject({ code: 'chat.identity_wrong' });
    expect(
      await refused({ ...good, signature: good.signature.replace(/^./, (c) => (c === '0' ? '1' : '0')) }),
    ).toMatchObject({ code: 'chat.identity_wrong' });
    const old = new Date(world.door.now().getTime() - 25 * 3_600_000).toISOString();
    expect(await refused(signed('shopper-1', { issued_at: old }))).toMatchObject({ code: 'chat.identity_old' });
  });

  test('a sign-in takes the guest’s talk along, and the guest’s token opens nothing any more', async () => {
    const identity = signed('shopper-3', { email: 'sam@example.com' });
    const home = await begin({ identity });
    const before = await say(home.token, 'From my other computer');
    const guest = await begin();
    const asked = await say(guest.token, 'As a guest');
    expect(await atShop(guest.token).refused(chat.messages, { params: { id: before.conversation.id } })).toMatchObject({
      code: 'conversation.not_found',
    });
    const here = await begin({ token: guest.token, identity: signed('shopper-3', { email: 'sam@example.com' }) });
    expect(here).toMatchObject({ verified: true, email: 'sam@example.com' });
    expect(here.conversations.map(({ id }) => id).sort()).toEqual(
      [asked.conversation.id, before.conversation.id].sort(),
    );
    expect(await atShop(guest.token).refused(chat.conversations)).toMatchObject({ code: 'link.not_found' });
    expect(
      await atShop(guest.token).refused(chat.say, {
        body: { conversation_id: asked.conversation.id, client_id: `late-${newId()}`, text: 'Me again' },
      }),
    ).toMatchObject({ code: 'link.not_found' });
    expect((await begin({ token: guest.token })).conversations).toEqual([]);
  });

  test('who types a buyer’s address as a guest reads none of the buyer’s talk, nor joins it', async () => {
    const home = await begin({ identity: signed('shopper-4', { email: 'real@example.com' }) });
    const secretTalk = await say(home.token, 'My address is 12 Elm St');
    const thief = await begin();
    const theirs = await say(thief.token, 'hi');
    await atShop(thief.token).call(chat.leaveAddress, { body: { email: 'real@example.com' } });
    expect((await begin({ token: thief.token })).conversations.map(({ id }) => id)).toEqual([theirs.conversation.id]);
    expect(
      await atShop(thief.token).refused(chat.messages, { params: { id: secretTalk.conversation.id } }),
    ).toMatchObject({ code: 'conversation.not_found' });
    const into = { conversation_id: secretTalk.conversation.id, client_id: `into-${newId()}`, text: 'Send it to me' };
    expect(await atShop(thief.token).refused(chat.say, { body: into })).toMatchObject({
      code: 'conversation.not_found',
    });
    expect(
      await atShop(thief.token).refused(chat.seen, {
        params: { id: secretTalk.conversation.id },
        body: { message_id: secretTalk.message.id },
      }),
    ).toMatchObject({ code: 'conversation.not_found' });
  });

  test('staff join a guest to a known buyer: the guest goes on with its own words and sees none of the buyer’s', async () => {
    const home = await begin({ identity: signed('shopper-5', { email: 'ana@example.com' }) });
    const known = await say(home.token, 'Order 1 came broken');
    const guest = await begin();
    const asked = await say(guest.token, 'Any news?');
    const ids = await Promise.all(
      [known, asked].map(
        async ({ conversation }) => (await agent.call(inbox.read, { params: { id: conversation.id } })).contact.id,
      ),
    );
    await agent.call(inbox.mergeContacts, { params: { id: ids[0]! }, body: { other_id: ids[1]! } });
    const back = await begin({ token: guest.token });
    expect(back.conversations.map(({ id }) => id)).toEqual([asked.conversation.id]);
    await answer(asked.conversation.id, 'It leaves today.');
    const { rows } = await messages(back.token, asked.conversation.id);
    expect(rows.map(({ text }) => text)).toEqual(['Any news?', 'It leaves today.']);
    expect(await atShop(back.token).refused(chat.messages, { params: { id: known.conversation.id } })).toMatchObject({
      code: 'conversation.not_found',
    });
  });

  test('a token of another channel, a changed one, and one that ran out open nothing', async () => {
    const config = world.door.product.services.config;
    const { token } = await begin();
    const claims = readChatToken(config.secret, token, world.door.now());
    const expired = signChatToken(config.secret, { ...claims, expiresAt: new Date(world.door.now().getTime() - 1000) });
    expect(await atShop(expired).refused(chat.conversations)).toMatchObject({ code: 'link.expired' });
    expect(await atShop(`${token.slice(0, -2)}AA`).refused(chat.conversations)).toMatchObject({
      code: 'link.not_found',
    });
    const made = signChatToken(config.secret, { ...claims, contactId: newId(), verified: true });
    expect(await atShop(made).refused(chat.conversations)).toMatchObject({ code: 'link.not_found' });
  });

  test('a channel that wants everybody signed in takes no guest', async () => {
    const settings = {
      kind: 'chat' as const,
      origins: [],
      identity: 'required' as const,
      greeting: null,
      position: 'left' as const,
      calendar_id: null,
    };
    const made = await world.owner.call(inboxSetup.addChannel, {
      body: { brand_id: world.brand.id, name: 'Members', settings },
    });
    const at = { params: { key: made.key! } };
    expect(await atShop().refused(chat.session, { ...at, body: {} })).toMatchObject({ code: 'chat.identity_needed' });
    const who = { id: 'm-1', issued_at: world.door.now().toISOString() };
    const identity = { ...who, signature: signatureOf(made.secret!, who) };
    const session = await atShop().call(chat.session, { ...at, body: { identity } });
    expect((await atShop().call(chat.session, { ...at, body: { token: session.token } })).verified).toBe(true);
  });

  test('a blocked buyer is told so and is not heard', async () => {
    const { token } = await begin();
    const { conversation } = await say(token, 'BUY CHEAP WATCHES');
    const { contact } = await agent.call(inbox.read, { params: { id: conversation.id } });
    await agent.call(inbox.block, { params: { id: contact.id }, body: { blocked: true } });
    expect(
      await atShop(token).refused(chat.say, {
        body: { conversation_id: null, client_id: `more-${newId()}`, text: 'MORE' },
      }),
    ).toMatchObject({ code: 'contact.blocked' });
    expect(await atShop().refused(chat.session, { params: { key }, body: { token } })).toMatchObject({
      code: 'contact.blocked',
    });
  });

  test('a flood stops after twenty a minute, and who writes on later is heard', async () => {
    const { token } = await begin();
    const codes: string[] = [];
    for (let n = 0; n < 24; n++)
      codes.push(
        await say(token, `spam ${n}`).then(
          () => 'said',
          (error: { problem: { code: string } }) => error.problem.code,
        ),
      );
    expect(codes.filter((code) => code === 'said')).toHaveLength(20);
    expect(codes.at(-1)).toBe('chat.too_many');
    world.door.setNow(new Date(world.door.now().getTime() + 3 * 60_000));
    expect((await say(token, 'Sorry')).message.text).toBe('Sorry');
  });
});

describe('a buyer’s orders', () => {
  test('an order is proved by number and ZIP, shows where it is, and opens the return pages signed in', async () => {
    const order = await world.order();
    const { token } = await begin();
    const { conversation } = await say(token, 'Where is my order?');
    expect((await atShop(token).call(chat.orders)).rows).toEqual([]);
    const wrong = { number: order.number, email_or_zip: '00000', conversation_id: conversation.id };
    expect(await atShop(token).refused(chat.findOrder, { body: wrong })).toMatchObject({ code: 'order.no_match' });
    const found = await atShop(token).call(chat.findOrder, { body: { ...wrong, email_or_zip: ZIP } });
    expect(found).toMatchObject({ number: order.number, delivered_at: expect.any(String), returns: [] });
    expect(found.return_url).toContain(`/b/${world.brand.slug}/o/`);
    expect((await agent.call(inbox.read, { params: { id: conversation.id } })).order?.id).toBe(order.id);
    expect((await atShop(token).call(chat.orders)).rows.map(({ id }) => id)).toEqual([order.id]);
    const other = await begin();
    expect((await atShop(other.token).call(chat.orders)).rows).toEqual([]);
    const naming = { conversation_id: null, client_id: `order-${newId()}`, text: 'This one', order_id: order.id };
    expect(await atShop(other.token).refused(chat.say, { body: naming })).toMatchObject({ code: 'order.not_found' });
  });

  test('who guesses on and on is stopped', async () => {
    const order = await world.order();
    const { token } = await begin();
    const codes: string[] = [];
    for (let n = 0; n < 12; n++) {
      const body = { number: order.number, email_or_zip: String(10_000 + n) };
      codes.push((await atShop(token).refused(chat.findOrder, { body })).code);
    }
    expect(codes.at(0)).toBe('order.no_match');
    expect(codes.at(-1)).toBe('order.too_many_tries');
  });

  test('a buyer the shop signed in sees the orders of the signed address, with their returns', async () => {
    const { order, code } = await world.approved();
    const { token } = await begin({ identity: signed('shopper-dana', { email: 'dana@example.com' }) });
    const { rows } = await atShop(token).call(chat.orders);
    const mine = rows.find(({ id }) => id === order.id);
    expect(mine?.returns).toMatchObject([{ code, stage: 'approved', url: expect.stringContaining('/r/') }]);
  });
});

describe('live lines', () => {
  test('over two processes, words reach both sides with what they say, and typing is told', async () => {
    const { config } = world.door.product.services;
    const db = openDatabase(world.door.ownerUrl, 4);
    const second = await openProduct({
      config,
      db,
      log: openLog('silent'),
      clock: world.door.now,
      web: true,
      worker: false,
    });
    const there = `http://127.0.0.1:${await second.listen(0, '127.0.0.1')}`;
    try {
      const { token } = await begin();
      const { conversation } = await say(token, 'Hello');
      const [buyer, staff] = [await buyerLine(token, there), await staffLine()];
      expect(await tell(staff, 'signal', { conversation_id: conversation.id, what: 'viewing' })).toEqual({ ok: true });
      await say(token, 'It is the left wheel', { conversation_id: conversation.id });
      expect(await staff.hears('message')).toMatchObject({
        conversation_id: conversation.id,
        message: { text: 'It is the left wheel' },
      });
      await tell(staff, 'signal', { conversation_id: conversation.id, what: 'typing' });
      expect(await buyer.hears('signal')).toMatchObject({ who: { kind: 'staff', id: '' }, what: 'typing' });
      await tell(buyer, 'signal', { conversation_id: conversation.id, what: 'typing' });
      expect(await staff.hears('signal', ({ who }) => (who as { kind: string }).kind === 'buyer')).toMatchObject({
        what: 'typing',
      });
      const { message } = await answer(conversation.id, 'Turn it by hand, please');
      expect(await buyer.hears('message', (data) => data.message_id === message.id)).toMatchObject({
        message: { text: 'Turn it by hand, please', mine: false, author: { kind: 'staff' } },
      });
      await tell(buyer, 'got', { conversation_id: conversation.id, message_id: message.id });
      const { items } = await agent.call(inbox.thread, { params: { id: conversation.id } });
      expect(items.find(({ id }) => id === message.id)).toMatchObject({ message: { state: 'delivered' } });
      const first = (await messages(token, conversation.id)).rows[0]!;
      await agent.call(inbox.seen, { params: { id: conversation.id }, body: { message_id: first.id } });
      expect(await buyer.hears('seen')).toMatchObject({ conversation_id: conversation.id, message_id: first.id });
    } finally {
      for (const one of lines.splice(0)) one.close();
      await second.close();
      await db.close();
    }
  });

  test('a note being written, or somebody only looking, is not the buyer’s to know', async () => {
    const { token } = await begin();
    const { conversation } = await say(token, 'Hello');
    const [buyer, staff] = [await buyerLine(token), await staffLine()];
    await tell(staff, 'signal', { conversation_id: conversation.id, what: 'viewing' });
    await tell(staff, 'signal', { conversation_id: conversation.id, what: 'typing', note: true });
    await tell(staff, 'signal', { conversation_id: conversation.id, what: 'typing' });
    await buyer.hears('signal');
    expect(buyer.heard.filter(({ name }) => name === 'signal')).toHaveLength(1);
  });

  test('after the line was down, what is asked for since joins what was heard: nothing missing, nothing doubled', async () => {
    const { token } = await begin();
    const { conversation } = await say(token, 'one');
    const { merge } = await import('../../buyer/src/widget/thread.ts');
    let have: ChatMessage[] = (await messages(token, conversation.id)).rows;
    const first = await buyerLine(token);
    await answer(conversation.id, 'two');
    const told = await first.hears('message');
    have = merge(have, [told.message as ChatMessage]);
    first.socket.close();
    await say(token, 'three', { conversation_id: conversation.id });
    await answer(conversation.id, 'four');
    const second = await buyerLine(token);
    await answer(conversation.id, 'five '.repeat(1600));
    const long = await second.hears('message');
    expect(long.message).toBeNull(); // too long to be carried: the screen asks
    const after = have.at(-2)!.id;
    have = merge(have, (await messages(token, conversation.id, { after })).rows);
    have = merge(have, (await messages(token, conversation.id, { after: have.at(-1)!.id })).rows);
    expect(have).toEqual((await messages(token, conversation.id)).rows);
    expect(have.map(({ text }) => text.slice(0, 5).trim())).toEqual(['one', 'two', 'three', 'four', 'five']);
  });

  test('another buyer’s line hears nothing, and may not signal or take receipts there', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const { conversation, message } = await say(mine.token, 'Private');
    const other = await buyerLine(theirs.token);
    expect(await tell(other, 'signal', { conversation_id: conversation.id, what: 'typing' })).toEqual({
      code: 'conversation.not_found',
    });
    expect(await tell(other, 'got', { conversation_id: conversation.id, message_id: message.id })).toEqual({
      code: 'conversation.not_found',
    });
    await answer(conversation.id, 'Only for you');
    await say(theirs.token, 'mine');
    await other.hears('message');
    expect(other.heard.filter(({ name }) => name === 'message')).toHaveLength(1);
    await expect(line({ line: 'chat', token: 'invented' })).rejects.toThrow('link.not_found');
    const floods = await Promise.all(
      Array.from({ length: 100 }, () => tell(other, 'signal', { conversation_id: conversation.id, what: 'typing' })),
    );
    expect(floods.at(-1)).toEqual({ code: 'chat.too_many' });
  });

  test('staff who may not see a brand hear nothing of its talks', async () => {
    const elsewhere = await world.door.makeBrand();
    const blind = await world.door.as('agent', { brandIds: [elsewhere.id] });
    const { token } = await begin();
    const { conversation } = await say(token, 'Hello');
    const staff = await line({}, { headers: blind.headers });
    expect(await tell(staff, 'signal', { conversation_id: conversation.id, what: 'viewing' })).toEqual({
      code: 'conversation.not_found',
    });
  });
});

describe('when the buyer has left', () => {
  test('the answer goes out by mail after two minutes without word from the widget, once', async () => {
    const { token } = await begin();
    const { conversation } = await say(token, 'Is it in stock?');
    await atShop(token).call(chat.leaveAddress, { body: { email: 'Gone@Example.com', name: 'Gwen' } });
    await answer(conversation.id, 'Yes, in black.');
    world.door.setNow(new Date(world.door.now().getTime() + 3 * 60_000));
    await runWaiting();
    const sent = await mailsTo('gone@example.com');
    expect(sent).toHaveLength(1);
    expect(sent[0]!.body_text).toContain('Yes, in black.');
    await runWaiting();
    expect(await mailsTo('gone@example.com')).toHaveLength(1);
  });

  test('who has the answer on their screen gets no mail', async () => {
    const { token } = await begin();
    const { conversation } = await say(token, 'Is it in stock?');
    await atShop(token).call(chat.leaveAddress, { body: { email: 'there@example.com' } });
    const at = await buyerLine(token);
    const { message } = await answer(conversation.id, 'Yes.');
    await tell(at, 'got', { conversation_id: conversation.id, message_id: message.id });
    world.door.setNow(new Date(world.door.now().getTime() + 3 * 60_000));
    await runWaiting();
    expect(await mailsTo('there@example.com')).toEqual([]);
  });
});

async function mailsTo(address: string): Promise<{ body_text: string }[]> {
  const { db } = world.door.product.services;
  const { inWorkspace } = await import('../src/platform/db.ts');
  return inWorkspace({ ...world.door.ctx(), db }, (tx) =>
    tx.selectFrom('mails').select('body_text').where('to_address', '=', address).execute(),
  );
}

/** The queue's own clock is the database's: what waits for its time is made due. */
async function runWaiting(): Promise<void> {
  const pg = (await import('pg')).default;
  const client = new pg.Client({ connectionString: world.door.ownerUrl });
  await client.connect();
  await client.query(
    "update graphile_worker._private_jobs set run_at = now() - interval '1 second' where run_at > now()",
  );
  await client.end();
  await world.door.drain();
}

test('hello tells whose the widget is, and hours only where there are some', async () => {
  const hello = await atShop().call(chat.hello, { params: { key } });
  expect(hello).toMatchObject({
    brand: { name: world.brand.name, slug: world.brand.slug },
    calls: true,
    identity: 'optional',
  });
  expect(await atShop().refused(chat.hello, { params: { key: 'ck_notThereAtAll00000' } })).toMatchObject({
    code: 'channel.not_found',
  });
});
