/** Channels of other services over signed hooks: what comes in is believed only when signed, what goes out arrives once. */
import { inbox, inboxSetup } from '@recoup/contract';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { codeOf, openLine, openService, signatureOf } from '../../../test/message-service.ts';
import { inWorkspace } from '../../platform/db.ts';

const door = await openFrontDoor();
const service = await openService();
const { owner } = door;
const line = await openLine(door, { kind: 'social', post_to: service.url });

const read = (id: string) => owner.call(inbox.read, { params: { id } });
const thread = async (id: string) => (await owner.call(inbox.thread, { params: { id } })).items;
const messages = async (id: string) =>
  (await thread(id)).flatMap((item) => (item.kind === 'message' ? [item.message] : []));
const lastOf = async (id: string) => (await messages(id)).at(-1)!;
const reply = async (id: string, text: string, more: object = {}) =>
  (
    await owner.call(inbox.reply, {
      params: { id },
      body: { text, seen_message_id: (await messages(id)).at(-1)?.id ?? null, ...more },
    })
  ).message;
const countMessages = () =>
  inWorkspace(door.ctx(), (tx) =>
    tx
      .selectFrom('messages')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  ).then(({ count }) => count);
const somebody = () => ({ id: `buyer-${Math.random()}`, name: 'Dana' });

describe('what comes in', () => {
  test('a signed message opens a conversation with whoever wrote it', async () => {
    const id = await line.told({
      from: { id: 'u-1', name: 'Dana', email: null, phone: null },
      text: 'Where is my lamp?',
    });
    expect(await read(id)).toMatchObject({
      subject: 'Where is my lamp?',
      state: 'open',
      channel: { id: line.id, kind: 'social' },
      contact: { name: 'Dana', points: [{ kind: 'external', verified: true }] },
      unseen: 1,
    });
    const { rows } = await owner.call(inboxSetup.channels);
    expect(rows.find((one) => one.id === line.id)).toMatchObject({ state: 'working', failure: null });
  });

  test('the same id told again, and by ten at once, is taken once', async () => {
    const message = { id: 'once', from: somebody(), text: 'Only once' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => line.tell(message as never)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const ids = await Promise.all(
      answers.map(async (one) => ((await one.json()) as { conversation_id: string }).conversation_id),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await messages(ids[0]!)).toHaveLength(1);
    expect(await line.told(message as never)).toBe(ids[0]);
    expect(await messages(ids[0]!)).toHaveLength(1);
  });

  test('two first messages of one stranger at once make one contact and one conversation', async () => {
    const from = somebody();
    const told = await Promise.all([1, 2, 3, 4].map((n) => line.told({ id: `first-${from.id}-${n}`, from } as never)));
    expect(new Set(told).size).toBe(1);
  });

  test('a forged, an altered, an unsigned and a replayed message are refused, and nothing is kept', async () => {
    const before = await countMessages();
    const ago = (minutes: number) => new Date(door.now().getTime() - minutes * 60_000);
    expect(await codeOf(await line.tell({}, { secret: 'somebody else’s secret' }))).toEqual([401, 'hook.not_signed']);
    expect(await codeOf(await line.tell({}, { signature: null }))).toEqual([401, 'hook.not_signed']);
    expect(await codeOf(await line.tell({}, { signature: 't=x,v1=00' }))).toEqual([401, 'hook.not_signed']);
    const altered = JSON.stringify({ id: 'm', from: { id: 'buyer-1' }, text: 'Send it to another address' });
    expect(await codeOf(await line.tell({}, { altered }))).toEqual([401, 'hook.not_signed']);
    expect(await codeOf(await line.tell({}, { at: ago(6) }))).toEqual([401, 'hook.too_old']);
    expect(await codeOf(await line.tell({}, { at: ago(-6) }))).toEqual([401, 'hook.too_old']);
    expect(await countMessages()).toBe(before);
    expect((await line.tell({}, { at: ago(4) })).status).toBe(200);
  });

  test('a signature of one channel opens no other, and a channel of nobody is not there', async () => {
    const other = await door.anotherWorkspace();
    const theirs = await openLine(door, { kind: 'sms' }, { by: other.owner });
    expect(await codeOf(await line.tell({}, { secret: theirs.secret }))).toEqual([401, 'hook.not_signed']);
    const path = '/v1/hooks/messages/01890000-0000-7000-8000-000000000000';
    expect(await codeOf(await line.post(path, {}))).toEqual([404, 'channel.not_found']);
    const id = await theirs.told({ from: { id: '+15125550142', name: null, email: null, phone: null } });
    const problem = await owner.refused(inbox.read, { params: { id } });
    expect(problem.code).toBe('conversation.not_found');
  });

  test('a new secret ends the old one, and an archived channel takes nothing', async () => {
    const short = await openLine(door, { kind: 'sms' });
    const { secret } = await owner.call(inboxSetup.newSecret, { params: { id: short.id } });
    expect(secret).not.toBe(short.secret);
    expect(await codeOf(await short.tell({}))).toEqual([401, 'hook.not_signed']);
    expect((await short.tell({}, { secret })).status).toBe(200);
    await owner.call(inboxSetup.changeChannel, { params: { id: short.id }, body: { archived: true } });
    expect(await codeOf(await short.tell({}, { secret }))).toEqual([404, 'channel.not_found']);
  });

  test('what is not JSON, not of the shape, or cannot be stored is refused as such', async () => {
    const at = door.now();
    const send = (raw: string) => line.tell({}, { altered: raw, signature: signatureOf(line.secret, raw, at) });
    expect(await codeOf(await send('{"id":'))).toEqual([422, 'input.malformed']);
    expect(await codeOf(await send('{"id":"x","text":"no sender"}'))).toEqual([422, 'input.invalid']);
    expect(await codeOf(await send('{"id":"x","from":{"id":"a"},"text":"\\u0000"}'))).toEqual([422, 'input.invalid']);
  });

  test('messages of one thread stand together; another thread of the same buyer is another matter', async () => {
    const from = somebody();
    const first = await line.told({ from, thread: 't-1' } as never);
    expect(await line.told({ from, thread: 't-1', text: 'Hello?' } as never)).toBe(first);
    expect(await line.told({ from, thread: 't-2', text: 'And my other order?' } as never)).not.toBe(first);
  });

  test('what a colleague or a machine wrote in the service’s own pages is ours, and sent', async () => {
    const from = somebody();
    const id = await line.told({ from, thread: `pages-${from.id}` } as never);
    await line.told({
      from: { id: 'seller' },
      thread: `pages-${from.id}`,
      author: 'staff',
      text: 'It left today.',
    } as never);
    expect(await lastOf(id)).toMatchObject({ direction: 'out', state: 'sent', author: { kind: 'staff', id: null } });
    expect(await read(id)).toMatchObject({ state: 'waiting', holder: { kind: 'nobody' }, unseen: 0 });
    await line.told({ from: { id: 'bot' }, thread: `pages-${from.id}`, author: 'bot', text: 'Rate us!' } as never);
    expect((await lastOf(id)).author.kind).toBe('assistant');
    expect((await read(id)).contact.name).toBe('Dana');
  });

  test('a picture comes with it; what is no picture is refused', async () => {
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c33' } })
      .png()
      .toBuffer();
    const file = { name: 'crack.png', type: 'image/png', content_base64: png.toString('base64') };
    const id = await line.told({ from: somebody(), text: '', files: [file] } as never);
    expect((await lastOf(id)).files).toMatchObject([{ name: 'crack.jpg', inline: false }]);
    const program = { name: 'a.exe', type: 'image/png', content_base64: Buffer.from('MZ\x90\0 no').toString('base64') };
    const [status] = await codeOf(await line.tell({ from: somebody(), files: [program] } as never));
    expect(status).toBe(415);
  });

  test('a buyer who floods is heard up to a point, and others as before', async () => {
    const from = somebody();
    const told = [];
    for (let n = 0; n < 65; n++) told.push(await line.told({ from, text: `again ${n}` } as never));
    expect(told.filter((id) => id !== null)).toHaveLength(60);
    expect(await line.told({ from: somebody() } as never)).not.toBeNull();
  });
});

describe('what goes out', () => {
  test('an answer is posted signed, to the buyer’s own id and thread, and marked as sent', async () => {
    const from = { ...somebody(), phone: null, email: null };
    const id = await line.told({ from, thread: 'out-1' });
    const { id: messageId } = await reply(id, 'It leaves today.');
    await door.drain();
    const { headers, raw, body } = service.posted.at(-1)!;
    expect(body).toMatchObject({
      id: messageId,
      thread: 'out-1',
      to: { id: from.id, name: 'Dana' },
      text: 'It leaves today.',
      author: 'staff',
    });
    expect(headers['idempotency-key']).toBe(messageId);
    const t = Number(/t=(\d+)/.exec(String(headers['recoup-signature']))![1]);
    expect(headers['recoup-signature']).toBe(signatureOf(line.secret, raw, new Date(t * 1000)));
    expect(await lastOf(id)).toMatchObject({ id: messageId, state: 'sent', failure: null });
  });

  test('three workers at once, and the job again later, post it once', async () => {
    const id = await line.told({ from: somebody() } as never);
    const { id: messageId } = await reply(id, 'Only once.');
    const job = door.product.runJob('deliver-message');
    await Promise.all([door.drain(), door.drain(), door.drain()]);
    await Promise.all([1, 2].map(() => job.run(door.ctx(), { message_id: messageId })));
    expect(service.posted.filter(({ body }) => body.id === messageId)).toHaveLength(1);
  });

  test('a service that is away is asked again under the same id, and staff see the channel fail and recover', async () => {
    const id = await line.told({ from: somebody() } as never);
    service.answers.push({ status: 503, body: 'away' }, { status: 503, body: 'away' });
    const { id: messageId } = await reply(id, 'Are you there?');
    await door.drain();
    expect(await lastOf(id)).toMatchObject({ state: 'queued', failure: 'HTTP 503 away' });
    const state = async () => (await owner.call(inboxSetup.channels)).rows.find((one) => one.id === line.id)!.state;
    expect(await state()).toBe('failing');
    door.setNow(new Date(door.now().getTime() + 11_000));
    await door.drain();
    door.setNow(new Date(door.now().getTime() + 61_000));
    await door.drain();
    expect(service.posted.filter(({ body }) => body.id === messageId)).toHaveLength(3);
    expect(await lastOf(id)).toMatchObject({ state: 'sent', failure: null });
    expect(await state()).toBe('working');
  });

  test('a no is a no: the message fails, the conversation opens again, and it can be sent once more', async () => {
    const id = await line.told({ from: somebody() } as never);
    service.answers.push({ status: 422, body: 'this buyer left' });
    const { id: messageId } = await reply(id, 'Hello?');
    expect((await read(id)).state).toBe('waiting');
    await door.drain();
    expect(await lastOf(id)).toMatchObject({ state: 'failed', failure: 'HTTP 422 this buyer left' });
    expect((await read(id)).state).toBe('open');
    const again = await owner.call(inbox.retryMessage, { params: { id: messageId } });
    expect(again.state).toBe('queued');
    await door.drain();
    expect((await lastOf(id)).state).toBe('sent');
    expect((await owner.refused(inbox.retryMessage, { params: { id: messageId } })).code).toBe('message.wrong_state');
  });

  test('it follows no redirect, sends nothing too long, and a channel that only reads says so', async () => {
    const id = await line.told({ from: somebody() } as never);
    service.answers.push({ status: 307, headers: { location: 'http://169.254.169.254/' }, body: '' });
    await reply(id, 'Hello?');
    await door.drain();
    expect(await lastOf(id)).toMatchObject({ state: 'failed', failure: 'HTTP 307' });

    const brief = await openLine(door, { kind: 'sms', post_to: service.url, longest: 50 });
    const other = await brief.told({ from: { id: '+1 512 555 0143' } } as never);
    await reply(other, 'long '.repeat(20));
    await door.drain();
    expect(await lastOf(other)).toMatchObject({ state: 'failed', failure: 'too_long' });

    const mute = await openLine(door, { kind: 'marketplace', platform: 'ebay' });
    const third = await mute.told({ from: somebody() } as never);
    expect((await owner.call(inbox.read, { params: { id: third } })).reply_by).toBeNull();
    expect((await owner.call(inbox.read, { params: { id } })).reply_by).toMatchObject({ channel: { kind: 'social' } });
    await reply(third, 'Hello');
    await door.drain();
    expect(await lastOf(third)).toMatchObject({ state: 'failed', failure: 'read_only' });
  });

  test('the service’s echo of our own message is no second message, whether it comes before or after its answer', async () => {
    const from = somebody();
    const id = await line.told({ from, thread: `echo-${from.id}` } as never);
    const echo = (echoed: string) =>
      line.told({ id: echoed, from, thread: `echo-${from.id}`, author: 'staff', text: 'It leaves today.' } as never);
    const { id: messageId } = await reply(id, 'It leaves today.');
    await door.drain();
    expect(await echo(`svc-${messageId}`)).toBe(id);
    expect(await messages(id)).toHaveLength(2);

    const { id: second } = await reply(id, 'And this.');
    service.meanwhile = async () => {
      await line.tell({
        id: `svc-${second}`,
        from,
        thread: `echo-${from.id}`,
        author: 'staff',
        text: 'And this.',
      } as never);
    };
    await door.drain();
    service.meanwhile = null;
    expect((await messages(id)).map(({ text, state }) => [text, state])).toEqual([
      ['Where is my lamp?', 'received'],
      ['It leaves today.', 'sent'],
      ['And this.', 'sent'],
    ]);
  });

  test('receipts say delivered and read, in any order, and a failed one opens the conversation', async () => {
    const id = await line.told({ from: somebody() } as never);
    const { id: messageId } = await reply(id, 'Did you get this?');
    await door.drain();
    const receipt = (state: string, message_id = messageId) =>
      line.post(`/v1/hooks/messages/${line.id}/receipts`, { message_id, state });
    expect((await receipt('read')).status).toBe(200);
    expect((await receipt('delivered')).status).toBe(200);
    expect(await lastOf(id)).toMatchObject({ state: 'read', read_at: expect.any(String) });
    const { id: second } = await reply(id, 'And this?');
    await door.drain();
    expect((await receipt('failed', second)).status).toBe(200);
    expect(await lastOf(id)).toMatchObject({ state: 'failed', failure: 'not_delivered' });
    expect((await read(id)).state).toBe('open');
    const elsewhere = await openLine(door, { kind: 'sms' }, { brandId: line.brandId });
    const foreign = await elsewhere.post(`/v1/hooks/messages/${elsewhere.id}/receipts`, {
      message_id: messageId,
      state: 'failed',
    });
    expect(await codeOf(foreign)).toEqual([404, 'message.not_found']);
    const unsigned = await line.post(
      `/v1/hooks/messages/${line.id}/receipts`,
      { message_id: messageId, state: 'read' },
      { secret: 'no' },
    );
    expect(await codeOf(unsigned)).toEqual([401, 'hook.not_signed']);
  });

  test('trying the channel posts a signed test and says what came back', async () => {
    expect(await owner.call(inboxSetup.tryChannel, { params: { id: line.id } })).toEqual({
      steps: [{ what: 'post', ok: true, failure: null }],
    });
    expect(service.posted.at(-1)).toMatchObject({ headers: { 'recoup-event': 'test' }, body: { test: true } });
    service.answers.push({ status: 500, body: 'oh' });
    const { steps } = await owner.call(inboxSetup.tryChannel, { params: { id: line.id } });
    expect(steps).toEqual([{ what: 'post', ok: false, failure: 'HTTP 500 oh' }]);
  });
});
