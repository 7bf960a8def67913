import { inboxSetup } from '@recoup/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { afterFile } from '../../../test/after-file.ts';
import { type Dovecot, openDovecot } from '../../../test/dovecot.ts';
import { dovecotProgram } from '../../../test/dovecot-program.ts';
import { findChannel } from '../../inbox/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import type { StandingService } from '../../platform/module.ts';
import { type Position, savePosition } from './mailbox.store.ts';
import { readMailboxes } from './readers.ts';
import { LOCAL, openMailChannel, openMailRoom } from './testing/mail-room.ts';
import { plain } from './testing/raw.ts';

if (!dovecotProgram()) {
  process.stderr.write(
    'Mailboxes are not tested: Dovecot is not on this machine, and only root may install it here.\n',
  );
}

let count = 0;
const mail = (subject: string, text = 'It came broken.') => {
  count += 1;
  return plain(text, [
    `From: Ann <ann${count}@buyer.example>`,
    'To: help@lumora.example',
    `Subject: ${subject}`,
    `Message-ID: <${count}.${Date.now()}@buyer.example>`,
  ]);
};

describe.runIf(dovecotProgram() !== null)('a mailbox', { timeout: 90_000 }, () => {
  let room: Awaited<ReturnType<typeof openMailRoom>>;
  let imap: Dovecot;
  let readers: StandingService[] = [];

  beforeAll(async () => {
    imap = await openDovecot();
    await imap.deliver('help', mail('Older than the channel', 'old'));
    room = await openMailRoom(
      { LOG_LEVEL: 'fatal' },
      { imap: { ...LOCAL, port: imap.port, user: 'help', password: imap.password } },
    );
    afterFile(async () => {
      for (const one of readers) await one.stop();
    });
    readers = [readMailboxes(room.door.product.services), readMailboxes(room.door.product.services)];
  }, 90_000);

  const until = async <T>(look: () => Promise<T | undefined | false | null>): Promise<T> => {
    const end = Date.now() + 30_000;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > end) throw new Error('it did not come');
      await new Promise((again) => setTimeout(again, 150));
    }
  };
  const about = (subject: string) => async () => (await room.all()).find((row) => row.subject === subject);
  const channel = async () =>
    (await room.door.owner.call(inboxSetup.channels)).rows.find(({ id }) => id === room.channelId)!;

  it('is read as mails come, once, though two workers stand ready', async () => {
    await imap.deliver('help', mail('First'));
    const first = await until(about('First'));
    await imap.deliver('help', mail('Second'));
    await until(about('Second'));
    expect((await room.all()).filter(({ subject }) => subject === 'First')).toHaveLength(1);
    expect(await room.messages(first.id)).toHaveLength(1);
    expect(await channel()).toMatchObject({ state: 'working', failure: null });
  });

  it('that goes away shows as failing, and when it is back nothing is missing', async () => {
    await imap.stop();
    await imap.deliver('help', mail('While away'));
    await until(async () => (await channel()).state === 'failing');
    expect((await channel()).failure).toMatch(/ECONNREFUSED|closed|connect/i);
    await imap.start();
    await until(about('While away'));
    await until(async () => (await channel()).state === 'working');
  });

  it('that was made anew is read again, and every mail is there once', async () => {
    const before = (await room.all()).length;
    await imap.stop();
    await imap.forgetUids('help');
    await imap.deliver('help', mail('After it was made anew'));
    await imap.start();
    await until(about('After it was made anew'));
    expect(await room.all()).toHaveLength(before + 1);
  });

  it('with a mail too large to read tells of it by its headers, and goes on', async () => {
    const large = Buffer.concat([mail('Too large'), Buffer.alloc(27 * 1024 * 1024, 'a\n')]);
    await imap.deliver('help', large);
    await imap.deliver('help', mail('After the large one'));
    await until(about('After the large one'));
    const [message] = await room.messages((await until(about('Too large'))).id);
    expect(message!.text).toMatch(/too large, \d+\.\d MB/);
    expect(message!.author.name).toBe('Ann');
  });

  it('with a mail that three times brought its reader down sets it aside, named, and goes on', async () => {
    await until(about('After the large one'));
    for (const one of readers) await one.stop();
    const { product, ctx } = room.door;
    const row = await inWorkspace(ctx(), (tx) => findChannel(tx, ctx(), room.channelId));
    const position = row!.position as Position;
    const trying = { uid: position.uid + 1, times: 3 };
    await savePosition(ctx(), room.channelId, { ...position, trying });
    await imap.deliver('help', mail('Brings readers down'));
    await imap.deliver('help', mail('After the one set aside'));
    readers = [readMailboxes(product.services), readMailboxes(product.services)];
    await until(about('After the one set aside'));
    const [message] = await room.messages((await until(about('Brings readers down'))).id);
    expect(message!.text).toContain('was set aside');
    expect(message!.raw_url).not.toBeNull();
  });

  it('is taken over by another worker when one stops', async () => {
    const [first, ...rest] = readers;
    await first!.stop();
    readers = rest;
    await imap.deliver('help', mail('For the other worker'));
    await until(about('For the other worker'));
  });

  it('is read as soon as its channel is opened, under new settings when they change, and no more when it is archived', async () => {
    const brand = await room.door.makeBrand({ name: 'Other' });
    const settings = { kind: 'email', address: 'hi@other.example', from_name: 'Other' } as const;
    const wrong = { ...LOCAL, port: imap.port, user: 'other', password: 'wrong' };
    const other = await openMailChannel(room.door, brand, { ...settings, imap: wrong });
    const params = { id: other.channelId };
    const state = async () =>
      (await room.door.owner.call(inboxSetup.channels)).rows.find(({ id }) => id === other.channelId)!;
    await until(async () => /sign-in refused/.test((await state()).failure ?? ''));
    const { steps } = await room.door.owner.call(inboxSetup.tryChannel, { params });
    expect(steps).toMatchObject([
      { what: 'imap', ok: false },
      { what: 'mail_out', ok: false },
    ]);
    await imap.deliver('other', mail('To the other brand'));
    const right = { ...settings, imap: { ...wrong, password: imap.password } };
    await room.door.owner.call(inboxSetup.changeChannel, { params, body: { settings: right } });
    await until(about('To the other brand'));
    await room.door.owner.call(inboxSetup.changeChannel, { params, body: { archived: true } });
    await new Promise((later) => setTimeout(later, 4000));
    await imap.deliver('other', mail('Nobody reads this'));
    await new Promise((later) => setTimeout(later, 2500));
    expect(await about('Nobody reads this')()).toBeUndefined();
  });

  it('begins with what came since its channel was opened', async () => {
    expect(await about('Older than the channel')()).toBeUndefined();
  });
});
