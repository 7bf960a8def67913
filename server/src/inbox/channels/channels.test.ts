/** Channels as a manager sets them up. */
import { type BodyIn, inboxSetup } from '@recoup/contract';
import { expect, test } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { openChannel } from './channels.store.ts';

const door = await openFrontDoor({ INBOX_PRIVATE_HOSTS: 'deny' });
const { owner } = door;
const brand = await door.makeBrand();
type Settings = BodyIn<typeof inboxSetup.addChannel>['settings'];
const body = (settings: Settings, name = 'Help') => ({ brand_id: brand.id, name, settings });
const add = (settings: Settings) => owner.call(inboxSetup.addChannel, { body: body(settings) });
const refused = async (settings: Settings) => {
  const { code, details } = await owner.refused(inboxSetup.addChannel, { body: body(settings) });
  return [code, details?.because];
};
const server = (change: object = {}) => ({
  host: 'mail.not-there.invalid',
  port: 993,
  security: 'tls' as const,
  user: 'help',
  password: 'a "quoted" password\\',
  ...change,
});
const mail = (change: object = {}): Settings =>
  ({ kind: 'email', address: `Help-${Math.random()}@Lumora.example`, from_name: 'Lumora', ...change }) as Settings;

test('a new brand has its chat, its form and its log of calls, once, whoever looks', async () => {
  await door.drain();
  await door.runJob('open-missing-channels');
  const { rows } = await owner.call(inboxSetup.channels);
  expect(
    rows
      .filter((row) => row.brand.id === brand.id)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['chat', 'form', 'phone']);
  const chat = rows.find(({ kind }) => kind === 'chat')!;
  expect(chat.key).toMatch(/^ck_[A-Za-z0-9]{24}$/);
  expect(chat.snippet).toBe(`<script async src="http://recoup.test/widget.js" data-key="${chat.key}"></script>`);
  expect(chat).toMatchObject({ hook_url: null, state: 'not_yet_used' });
});

test('the secret is shown once; passwords never, and are kept sealed', async () => {
  const made = await add(mail({ imap: server({ folder: 'INBOX' }) }));
  expect(made.secret).toMatch(/^cs_[\w-]{43}$/);
  expect(made.settings.imap).toMatchObject({ host: 'mail.not-there.invalid', password_set: true });
  expect(made.hook_url).toBe(`http://recoup.test/v1/hooks/email/${made.id}`);
  const everything = JSON.stringify(await owner.call(inboxSetup.channels));
  expect(everything).not.toContain('quoted');
  expect(everything).not.toContain(made.secret!);
  const row = await inWorkspace(door.ctx(), (tx) =>
    tx.selectFrom('channels').selectAll().where('id', '=', made.id).executeTakeFirstOrThrow(),
  );
  expect(JSON.stringify(row)).not.toContain('quoted');
  expect(JSON.stringify(row)).not.toContain(made.secret!);
  const opened = await inWorkspace(door.ctx(), (tx) => openChannel(tx, door.ctx(), made.id));
  expect(opened.secret).toBe(made.secret);
  expect(opened.settings).toMatchObject({ imap: { password: 'a "quoted" password\\' } });
});

test('a password that is left out stays for the same server, and goes to no other', async () => {
  const given = mail({ imap: server({ folder: 'INBOX' }) });
  const { id } = await add(given);
  const change = async (imap: object) => {
    const settings = { ...given, imap } as Settings;
    await owner.call(inboxSetup.changeChannel, { params: { id }, body: { settings } });
    const { settings: now } = await inWorkspace(door.ctx(), (tx) => openChannel(tx, door.ctx(), id));
    return now.kind === 'email' ? now.imap?.password : null;
  };
  const { password: _, ...same } = server({ folder: 'Support' });
  expect(await change(same)).toBe('a "quoted" password\\');
  expect(await change({ ...same, host: 'imap.thief.invalid' })).toBeUndefined();
});

test('one address is one channel’s, until that one is archived', async () => {
  const settings = mail({ address: 'Taken@Lumora.example' });
  const first = await add(settings);
  expect(await refused(mail({ address: 'taken@lumora.example' }))).toEqual(['channel.address_taken', undefined]);
  const archived = await owner.call(inboxSetup.changeChannel, { params: { id: first.id }, body: { archived: true } });
  expect(archived).toMatchObject({ state: 'off', archived_at: expect.any(String) });
  await add(mail({ address: 'taken@lumora.example' }));
  const back = await owner.refused(inboxSetup.changeChannel, { params: { id: first.id }, body: { archived: false } });
  expect(back.code).toBe('channel.address_taken');
});

test('a channel stays of its kind, and only hooks and widgets have secrets', async () => {
  const { id } = await add({ kind: 'sms' });
  const other = await owner.refused(inboxSetup.changeChannel, { params: { id }, body: { settings: { kind: 'form' } } });
  expect(other.code).toBe('channel.kind_fixed');
  const form = await add({ kind: 'form' });
  expect((await owner.refused(inboxSetup.newSecret, { params: { id: form.id } })).code).toBe('channel.no_secret');
  expect(form.secret).toBeNull();
  const chat = await owner.refused(inboxSetup.addChannel, {
    body: body({ kind: 'chat', calendar_id: '01890000-0000-7000-8000-000000000000' }),
  });
  expect(chat.code).toBe('calendar.not_found');
});

test('nobody points us at our own network, or sends passwords in the clear over the internet', async () => {
  for (const host of ['127.0.0.1', '10.0.0.5', '169.254.169.254', 'localhost', '[::1]', '[::ffff:10.0.0.1]']) {
    const settings: Settings = { kind: 'sms', post_to: `https://${host}/x` };
    expect([host, ...(await refused(settings))]).toEqual([host, 'channel.forbidden_address', 'private']);
  }
  expect(await refused(mail({ imap: server({ host: '192.168.1.4', folder: 'INBOX' }) }))).toEqual([
    'channel.forbidden_address',
    'private',
  ]);
  expect(await refused({ kind: 'sms', post_to: 'http://8.8.8.8/hook' })).toEqual([
    'channel.forbidden_address',
    'not_encrypted',
  ]);
  expect(await refused(mail({ smtp: server({ host: '8.8.8.8', security: 'none' }) }))).toEqual([
    'channel.forbidden_address',
    'not_encrypted',
  ]);
});

test('a name that leads into our network later is not connected to either', async () => {
  const { id } = await add({ kind: 'sms', post_to: 'https://service.invalid/x' });
  await inWorkspace(door.ctx(), (tx) =>
    tx
      .updateTable('channels')
      .set({ settings: { kind: 'sms', platform: null, post_to: 'http://localhost:1/x', longest: null } })
      .where('id', '=', id)
      .execute(),
  );
  const { steps } = await owner.call(inboxSetup.tryChannel, { params: { id } });
  expect(steps).toEqual([{ what: 'post', ok: false, failure: 'localhost is not on the public internet' }]);
});

test('who may not manage the inbox sets nothing up; another company sees nothing', async () => {
  const agent = await door.as('agent');
  expect((await agent.refused(inboxSetup.addChannel, { body: body({ kind: 'sms' }) })).code).toBe(
    'permission.not_allowed',
  );
  const { id } = await add({ kind: 'sms' });
  const other = await door.anotherWorkspace();
  expect((await other.owner.call(inboxSetup.channels)).rows).toEqual([]);
  for (const ask of [
    () => other.owner.refused(inboxSetup.newSecret, { params: { id } }),
    () => other.owner.refused(inboxSetup.tryChannel, { params: { id } }),
    () => other.owner.refused(inboxSetup.changeChannel, { params: { id }, body: { archived: true } }),
  ]) {
    expect((await ask()).code).toBe('channel.not_found');
  }
});
