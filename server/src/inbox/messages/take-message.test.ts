/** Who wrote and where it belongs: what a message from outside does, whatever its channel. */
import { type BodyIn, inbox, inboxSetup, orders } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Channel, Incoming } from '../channel.ts';
import { openChannel } from '../channels/channels.store.ts';
import { takeMessage } from './take-message.ts';

const door = await openFrontDoor();
const { owner } = door;
const brand = await door.makeBrand();
const mail = await channelOf({
  kind: 'email',
  address: `help-${newId()}@lumora.example`,
  from_name: 'Lumora',
});
const sms = await channelOf({ kind: 'sms' });
const shop = await channelOf({ kind: 'marketplace', platform: 'amazon' });

async function channelOf(settings: BodyIn<typeof inboxSetup.addChannel>['settings']): Promise<Channel> {
  const body = { brand_id: brand.id, name: settings.kind, settings };
  const { id } = await owner.call(inboxSetup.addChannel, { body });
  return inWorkspace(door.ctx(), (tx) => openChannel(tx, door.ctx(), id));
}

const email = (value: string, proved = true) => ({ kind: 'email' as const, value, proved });
const phone = (value: string, proved = true) => ({ kind: 'phone' as const, value, proved });
const someone = () => `${newId()}@buyers.example`;

type Given = Partial<Omit<Incoming, 'sender'>> & { from?: NonNullable<Incoming['sender']>['points']; name?: string };

function take({ from = [email(someone())], name, ...given }: Given = {}) {
  return takeMessage(door.ctx(), {
    channel: mail,
    external_id: newId(),
    sender: { name: name ?? 'Dana', points: from },
    author: 'buyer',
    thread_ids: [],
    known_as: [],
    subject: 'My lamp',
    text: 'Where is my lamp?',
    html: null,
    quoted: null,
    signature: null,
    language: 'en',
    files: [],
    automatic: null,
    envelope: null,
    raw_file_id: null,
    at: null,
    ...given,
  });
}
const taken = async (given: Given = {}) => (await take(given)).conversation_id!;
const read = (id: string) => owner.call(inbox.read, { params: { id } });
const contactOf = async (id: string) => (await read(id)).contact;
const move = (verb: 'resolve' | 'close', id: string) => owner.call(inbox[verb], { params: { id }, body: {} });
const last = async (id: string) =>
  (await owner.call(inbox.thread, { params: { id } })).items.findLast((item) => item.kind === 'message')!;
const daysLater = (days: number) => door.setNow(new Date(door.now().getTime() + days * 86_400_000));

describe('who wrote', () => {
  test('one address however it is written is one person, and their phone joins them when it is proved', async () => {
    const address = someone();
    const first = await contactOf(await taken({ from: [email(address)] }));
    const second = await contactOf(
      await taken({ from: [email(` ${address.toUpperCase()} `), phone('(512) 555-0190')] }),
    );
    const third = await contactOf(await taken({ channel: sms, from: [phone('+1 512 555 0190')] }));
    expect(second.id).toBe(first.id);
    expect(third.id).toBe(first.id);
    expect(third.points).toEqual([
      { kind: 'email', value: address, verified: true },
      { kind: 'phone', value: '+15125550190', verified: true },
    ]);
  });

  test('an address that is only said joins nobody who proved it, and is taken from nobody', async () => {
    const address = someone();
    const real = await contactOf(await taken({ from: [email(address)] }));
    const liar = await contactOf(await taken({ channel: shop, from: [email(address, false)], name: 'Liar' }));
    expect(liar.id).not.toBe(real.id);
    expect(liar.points).toEqual([{ kind: 'email', value: address, verified: false }]);
    expect(await contactOf(await taken({ from: [email(address)] }))).toMatchObject({ id: real.id, name: 'Dana' });
  });

  test('what somebody said in a browser’s session keeps its owner out of that session', async () => {
    const address = someone();
    const session = { kind: 'chat' as const, value: newId(), proved: true };
    const guest = await contactOf(await taken({ channel: shop, from: [session, email(address, false)] }));
    const owns = await contactOf(await taken({ from: [email(address)] }));
    expect(owns.id).not.toBe(guest.id);
    expect(owns.points).toEqual([{ kind: 'email', value: address, verified: true }]);
  });

  test('who wrote over the form and then by mail is one person, proved by the mail', async () => {
    const address = someone();
    const form = await channelOf({ kind: 'form' });
    const first = await contactOf(await taken({ channel: form, from: [email(address, false)] }));
    expect(first.points).toEqual([{ kind: 'email', value: address, verified: false }]);
    const second = await contactOf(await taken({ from: [email(address)] }));
    expect(second).toMatchObject({ id: first.id, points: [{ kind: 'email', value: address, verified: true }] });
    expect((await contactOf(await taken({ channel: form, from: [email(address, false)] }))).id).toBe(first.id);
  });

  test('two who write for the first time from one address at once are one contact', async () => {
    const address = someone();
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => taken({ from: [email(address)] })));
    const contacts = await Promise.all(ids.map(contactOf));
    expect(new Set(contacts.map(({ id }) => id)).size).toBe(1);
    expect(new Set(ids).size).toBe(5);
  });

  test('the customer of the shop is known by a proved address, if it is one customer’s; not by a said one', async () => {
    const [one, two] = [someone(), someone()];
    await owner.call(orders.upsert, {
      query: { brand_id: brand.id },
      body: {
        orders: [
          bought('A-1001', 'c-1', one, '512-555-0177'),
          bought('A-1002', 'c-2', two, '512-555-0178'),
          bought('A-1003', 'c-3', two),
        ],
      },
    });
    const known = await read(await taken({ from: [email(one)], order_number: '#a-1001' }));
    expect(known.contact.customer).toMatchObject({ name: 'Customer c-1' });
    expect(known.order).toMatchObject({ number: 'A-1001' });
    expect((await contactOf(await taken({ channel: sms, from: [phone('+15125550177')] }))).customer?.name).toBe(
      'Customer c-1',
    );
    const another = await read(await taken({ from: [email(one)], order_number: 'A-1002' }));
    expect(another.order).toBeNull();
    expect((await contactOf(await taken({ from: [email(two)] }))).customer).toBeNull();
    const said = await read(await taken({ channel: shop, from: [email(one, false)] }));
    expect(said.contact.customer).toBeNull();
  });

  test('who is blocked is not heard, on any channel they are known by', async () => {
    const address = someone();
    const contact = await contactOf(await taken({ from: [email(address), phone('+1 512 555 0166')] }));
    await owner.call(inbox.block, { params: { id: contact.id }, body: { blocked: true, reason: 'Threats' } });
    expect(await take({ from: [email(address)] })).toEqual({ conversation_id: null, message_id: null, taken: false });
    expect((await take({ channel: sms, from: [phone('5125550166')] })).taken).toBe(false);
    await owner.call(inbox.block, { params: { id: contact.id }, body: { blocked: false } });
    expect((await take({ from: [email(address)] })).taken).toBe(true);
  });
});

describe('where it belongs', () => {
  test('a mail of a new subject is a new matter; one that answers goes where it answers', async () => {
    const from = [email(someone())];
    const id = await taken({ from, known_as: ['<1@x>'] });
    expect(await taken({ from, subject: 'Another lamp' })).not.toBe(id);
    expect(await taken({ from, thread_ids: ['<nobody@x>', '<1@x>'] })).toBe(id);
  });

  test('a text message goes on where the last one was, for a week after it was settled', async () => {
    const from = [phone('+15125550101')];
    const id = await taken({ channel: sms, from });
    expect(await taken({ channel: sms, from })).toBe(id);
    await move('resolve', id);
    daysLater(6);
    expect(await taken({ channel: sms, from, text: 'Still nothing' })).toBe(id);
    expect(await read(id)).toMatchObject({ state: 'open' });
    await move('resolve', id);
    daysLater(8);
    expect(await taken({ channel: sms, from })).not.toBe(id);
  });

  test('what answers a closed conversation opens the next one of the same matter, which then goes on', async () => {
    const from = [email(someone())];
    const id = await taken({ from, subject: 'The crack', known_as: ['<c1@x>'] });
    await move('close', id);
    const next = await taken({ from, subject: 'Re: The crack', thread_ids: ['<c1@x>'], known_as: ['<c2@x>'] });
    expect(next).not.toBe(id);
    expect(await read(next)).toMatchObject({ subject: 'The crack', state: 'open' });
    expect(await taken({ from, thread_ids: ['<c1@x>'] })).toBe(next);
    expect((await read(id)).state).toBe('closed');
  });

  test('what answers a conversation that was joined into another stands in that one', async () => {
    const from = [email(someone())];
    const [one, two] = [await taken({ from, known_as: ['<j1@x>'] }), await taken({ from })];
    await owner.call(inbox.merge, { params: { id: two }, body: { other_id: one } });
    expect(await taken({ from, thread_ids: ['<j1@x>'] })).toBe(two);
  });

  test('what a spammer writes is kept with their spam and moves nothing', async () => {
    const from = [email(someone())];
    const id = await taken({ from });
    await owner.call(inbox.spam, { params: { id }, body: { spam: true } });
    const before = await read(id);
    const { conversation_id, message_id } = await take({ from, subject: 'Buy now' });
    expect(conversation_id).toBe(id);
    const after = await read(id);
    expect([after.spam, after.unseen, after.state]).toEqual([true, before.unseen, before.state]);
    expect((await last(id)).id).toBe(message_id);
  });

  test('somebody of another brand of ours is not mixed up with ours', async () => {
    const address = someone();
    const here = await contactOf(await taken({ from: [email(address)], known_as: ['<b1@x>'] }));
    const other = await door.makeBrand();
    const { id } = await owner.call(inboxSetup.addChannel, {
      body: { brand_id: other.id, name: 'Texts', settings: { kind: 'sms' } },
    });
    const channel = await inWorkspace(door.ctx(), (tx) => openChannel(tx, door.ctx(), id));
    const there = await read(await taken({ channel, from: [email(address)], thread_ids: ['<b1@x>'] }));
    expect(there.brand.id).toBe(other.id);
    expect(there.contact.id).not.toBe(here.id);
  });
});

describe('machines', () => {
  test('a holiday notice wakes nothing, and after ten in an hour machines are no longer listened to', async () => {
    const from = [email(someone())];
    const id = await taken({ from, known_as: ['<m1@x>'] });
    await move('resolve', id);
    const notice = { from, thread_ids: ['<m1@x>'], automatic: 'auto_reply' as const };
    for (let n = 0; n < 10; n++) expect((await take(notice)).taken).toBe(true);
    expect((await read(id)).state).toBe('resolved');
    expect((await take(notice)).taken).toBe(false);
    expect((await take({ from, thread_ids: ['<m1@x>'] })).taken).toBe(true);
  });

  test('a bounce fails the mail that did not arrive, once, and opens the conversation; one of nobody’s mail is not taken', async () => {
    const id = await taken({ channel: shop, from: [{ kind: 'external', value: `${shop.id}:b-1`, proved: true }] });
    await owner.call(inbox.reply, {
      params: { id },
      body: { text: 'It left today.', seen_message_id: (await last(id)).id },
    });
    const sent = await last(id);
    await inWorkspace(door.ctx(), (tx) =>
      tx.updateTable('messages').set({ state: 'sent', external_id: '<ours@x>' }).where('id', '=', sent.id).execute(),
    );
    expect((await read(id)).state).toBe('waiting');
    const bounce = {
      channel: shop,
      automatic: 'bounce' as const,
      bounced: { message_id: '<ours@x>', address: 'dana@x.example', reason: '550 no such user' },
      from: [],
      name: 'Mail Delivery System',
      text: 'Your message could not be delivered.',
    };
    expect((await take(bounce)).conversation_id).toBe(id);
    await take(bounce);
    const { items } = await owner.call(inbox.thread, { params: { id } });
    const failed = await inWorkspace(door.ctx(), (tx) =>
      tx.selectFrom('events').select('id').where('type', '=', 'message.failed').where('subject_id', '=', id).execute(),
    );
    expect(failed).toHaveLength(1);
    expect(items.find((item) => item.kind === 'message' && item.id === sent.id)).toMatchObject({
      message: { state: 'failed', failure: '550 no such user' },
    });
    expect(await read(id)).toMatchObject({ state: 'open' });
    expect(
      await take({ ...bounce, bounced: { message_id: '<not-ours@x>', address: null, reason: 'x' } }),
    ).toMatchObject({
      taken: false,
      conversation_id: null,
    });
  });
});

function bought(number: string, customer: string, address: string, phoneNumber?: string) {
  return {
    external_id: number,
    number,
    placed_at: '2026-11-01T12:00:00Z',
    currency: 'USD',
    customer: {
      external_id: customer,
      name: `Customer ${customer}`,
      email: address,
      ...(phoneNumber ? { phone: phoneNumber } : {}),
    },
    lines: [{ external_id: 'l', sku: 'LAMP', title: 'Lamp', quantity: 1, unit_price: 12_900 }],
    payments: [{ external_id: 'p', method: 'card', label: 'Visa', amount: 12_900 }],
  };
}
