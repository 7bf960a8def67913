/** The contact form, as anybody may send it. */
import { chat, inbox, inboxSetup } from '@recoup/contract';
import { expect, test } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';

const door = await openFrontDoor();
const { owner, stranger } = door;
const brand = await door.makeBrand();
await door.drain(); // opens the brand's form

let count = 0;
const form = (change: object = {}) => ({
  params: { slug: brand.slug },
  body: {
    name: 'Dana Whitfield',
    email: `dana-${++count}@buyers.example`,
    subject: 'Missing screw',
    text: 'One screw is missing. <script>alert(1)</script>',
    client_id: `client-${count}-abc`,
    ...change,
  },
});
const found = async (code: string) => {
  const row = await inWorkspace(door.ctx(), (tx) =>
    tx.selectFrom('conversations').select('id').where('code', '=', code).executeTakeFirst(),
  );
  return row ? owner.call(inbox.read, { params: { id: row.id } }) : null;
};
const countAll = async () => (await owner.call(inbox.list, { query: { view: 'all', shelf: 'any' } })).rows.length;

test('what somebody writes becomes a conversation that is answered to their address', async () => {
  const sent = form({ email: 'Dana@Buyers.example' });
  const { code } = await stranger.call(chat.form, sent);
  expect(await found(code)).toMatchObject({
    subject: 'Missing screw',
    channel: { kind: 'form' },
    contact: { name: 'Dana Whitfield', points: [{ kind: 'email', value: 'dana@buyers.example', verified: false }] },
    state: 'open',
  });
});

test('without a mail channel the answer goes by the installation’s own mail; where there is none it is kept to be read', async () => {
  const sent = form();
  const talk = await found((await stranger.call(chat.form, sent)).code);
  const seen = (await owner.call(inbox.thread, { params: { id: talk!.id } })).items.find(
    (item) => item.kind === 'message',
  );
  const body = { text: 'We send you one.', seen_message_id: seen!.id };
  const { message } = await owner.call(inbox.reply, { params: { id: talk!.id }, body });
  expect(message).toMatchObject({ state: 'queued', envelope: { to: [sent.body.email] } });
  await door.drain();
  const { items } = await owner.call(inbox.thread, { params: { id: talk!.id } });
  expect(items.find((item) => item.id === message.id)).toMatchObject({ message: { state: 'kept', failure: null } });
});

test('sent twice, also at once, it is one conversation', async () => {
  const sent = form();
  const answers = await Promise.all([1, 2, 3].map(() => stranger.call(chat.form, sent)));
  expect(new Set(answers.map(({ code }) => code)).size).toBe(1);
});

test('a machine that fills in what people do not see is told the same and leaves nothing', async () => {
  const before = await countAll();
  const { code } = await stranger.call(chat.form, form({ website: 'https://spam.example' }));
  expect(code).toMatch(/^C-/);
  expect(await countAll()).toBe(before);
});

test('who is blocked is told the same and leaves nothing', async () => {
  const sent = form();
  const talk = await found((await stranger.call(chat.form, sent)).code);
  await owner.call(inbox.block, { params: { id: talk!.contact.id }, body: { blocked: true } });
  const before = await countAll();
  const { code } = await stranger.call(chat.form, form({ email: sent.body.email }));
  expect(await found(code)).toBeNull();
  expect(await countAll()).toBe(before);
});

test('the answer goes by the brand’s mail where it has one, to the address that was typed', async () => {
  const settings = { kind: 'email' as const, address: 'help@lumora.example', from_name: 'Lumora' };
  const { id: mailId } = await owner.call(inboxSetup.addChannel, {
    body: { brand_id: brand.id, name: 'Mail', settings },
  });
  const sent = form();
  const talk = await found((await stranger.call(chat.form, sent)).code);
  expect(talk!.reply_by).toMatchObject({ channel: { id: mailId }, to: sent.body.email });
});

test('one address may not flood, and a brand nobody knows has no form', async () => {
  const email = 'flood@buyers.example';
  for (let n = 0; n < 6; n++) await stranger.call(chat.form, form({ email }));
  expect((await stranger.refused(chat.form, form({ email }))).code).toBe('chat.too_many');
  const nowhere = await stranger.refused(chat.form, { ...form(), params: { slug: 'nobody' } });
  expect(nowhere.code).toBe('brand.not_found');
});
