import { accounts } from '@recoup/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../test/front-door.ts';
import { type MailServer, openMailServer, textOf } from '../../test/mail-server.ts';
import { inWorkspace } from './db.ts';
import { newId } from './ids.ts';
import { type NewMail, queueMail, sendMailJob } from './outbox.ts';

const mailsTo = (door: FrontDoor, to: string) =>
  inWorkspace(door.ctx(), (tx) =>
    tx.selectFrom('mails').selectAll().where('to_address', '=', to).orderBy('id').execute(),
  );

const links = (to: string): NewMail<'order_links'> => ({
  cause: newId(),
  template: 'order_links',
  language: 'en',
  to,
  brandId: null,
  data: {
    orders: [{ number: '1001', placed_at: '2026-11-01T10:00:00Z', url: 'https://recoup.test/x' }],
    expires_at: '2026-12-01T10:00:00Z',
  },
});
const queue = (door: FrontDoor, mail: NewMail<'order_links'>) =>
  inWorkspace(door.ctx(), (tx) => queueMail(tx, door.ctx(), mail));

describe('with a mail server', () => {
  let server: MailServer;
  let door: FrontDoor;
  beforeAll(async () => {
    server = await openMailServer();
    door = await openFrontDoor({ SMTP_URL: server.url });
  });
  afterAll(() => server.close());

  test('a mail goes out once, from the brand, and is on the timeline of its return', async () => {
    const brand = await door.makeBrand({ name: 'Tanso', support_email: 'help@tanso.example' });
    const [orderId, returnId] = [newId(), newId()];
    const mail = { ...links('ana@example.com'), brandId: brand.id, orderId, returnId };
    await queue(door, mail);
    await queue(door, mail);
    await door.drain();
    const sent = server.received.filter((one) => one.includes('ana@example.com'));
    expect(sent).toHaveLength(1);
    const [row] = await mailsTo(door, 'ana@example.com');
    expect(row).toMatchObject({ state: 'sent', attempts: 1, brand_id: brand.id });
    expect(sent[0]).toContain(`Message-ID: <${row!.id}.recoup@`);
    expect(sent[0]).toMatch(/From: Tanso </);
    expect(sent[0]).toMatch(/Reply-To: .*help@tanso\.example/);
    const events = await inWorkspace(door.ctx(), (tx) =>
      tx.selectFrom('events').select(['type', 'order_id']).where('return_id', '=', returnId).execute(),
    );
    expect(events).toEqual([{ type: 'mail.sent', order_id: orderId }]);
  });

  test('a mail whose process died in the middle goes out again under the same id, and one that is sent does not', async () => {
    await queue(door, links('bo@example.com'));
    const [row] = await mailsTo(door, 'bo@example.com');
    await inWorkspace(door.ctx(), (tx) =>
      tx.updateTable('mails').set({ state: 'sending', attempts: 1 }).where('id', '=', row!.id).execute(),
    );
    await door.drain();
    await sendMailJob.run(door.ctx(), { mail_id: row!.id });
    const sent = server.received.filter((one) => one.includes('bo@example.com'));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain(`Message-ID: <${row!.id}.recoup@`);
    expect((await mailsTo(door, 'bo@example.com'))[0]).toMatchObject({ state: 'sent', attempts: 2 });
  });

  test('a busy server is tried again; a no for good, and the tenth failure, are failures staff can see', async () => {
    server.answer = '451 4.3.2 come back later';
    await queue(door, links('cy@example.com'));
    await door.drain({ mayFail: true });
    let [row] = await mailsTo(door, 'cy@example.com');
    expect(row).toMatchObject({ state: 'queued', attempts: 1 });
    expect(row!.failure).toContain('451');
    for (let i = 0; i < 8; i++) await expect(sendMailJob.run(door.ctx(), { mail_id: row!.id })).rejects.toThrow();
    await sendMailJob.run(door.ctx(), { mail_id: row!.id });
    [row] = await mailsTo(door, 'cy@example.com');
    expect(row).toMatchObject({ state: 'failed', attempts: 10, sent_at: null });

    server.answer = '550 5.1.1 no such user';
    await queue(door, links('dee@example.com'));
    await door.drain({ mayFail: true });
    expect((await mailsTo(door, 'dee@example.com'))[0]).toMatchObject({ state: 'failed', attempts: 1 });
    server.answer = '250 fine';
  });

  test('what makes its bearer somebody is in the mail, but not in what staff read of it', async () => {
    const email = 'newcomer@example.com';
    await door.owner.call(accounts.invite, { body: { email, name: 'New', role: 'manager', language: 'zh' } });
    await door.drain();
    const sent = textOf(server.received.find((one) => one.includes(email))!);
    const [, token] = sent.match(/\/join\/([A-Za-z0-9_-]{43})\b/)!;
    const offer = await door.stranger.call(accounts.readInvitation, { params: { token: token! } });
    expect(offer).toMatchObject({ email, role: 'manager', language: 'zh' });
    const [row] = await mailsTo(door, email);
    expect(row!.html + row!.body_text).not.toContain(token);
    expect(row!.html).toMatch(/\/join\/sealed-/);
  });

  test('a forgotten password is set anew by the link in the mail, once', async () => {
    const { email } = await (await door.as('agent')).call(accounts.me);
    const post = (path: string, body: object) =>
      fetch(`${door.url}/v1/auth${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const asked = await post('/request-password-reset', { email });
    const unknown = await post('/request-password-reset', { email: 'nobody@example.com' });
    expect([asked.status, await asked.text()]).toEqual([unknown.status, await unknown.text()]);
    await door.drain();
    const sent = textOf(server.received.find((one) => one.includes(email!))!);
    const [, token] = sent.match(/reset-password\?token=([A-Za-z0-9_-]+)/)!;
    expect((await mailsTo(door, email!))[0]!.html).not.toContain(token);
    const change = () => post('/reset-password', { token, newPassword: 'an even finer one' });
    expect((await change()).status).toBe(200);
    const again = await change();
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([410, 'auth.link_expired']);
    expect((await post('/sign-in/email', { email, password: 'a fine password' })).status).toBe(401);
    expect((await post('/sign-in/email', { email, password: 'an even finer one' })).status).toBe(200);
  });

  test('resets are counted, so that nobody is flooded with mails', async () => {
    const statuses = [];
    for (let i = 0; i < 6; i++) {
      const response = await fetch(`${door.url}/v1/auth/request-password-reset`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'flooded@example.com' }),
      });
      statuses.push(response.status);
    }
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  });
});

describe('without a mail server', () => {
  test('mails are kept in the outbox, whole, as it is the only mailbox there is', async () => {
    const door = await openFrontDoor();
    const email = 'demo@example.com';
    await door.owner.call(accounts.invite, { body: { email, name: 'Demo', role: 'agent' } });
    await door.drain();
    const [row] = await mailsTo(door, email);
    expect(row).toMatchObject({ state: 'kept', template: 'staff_invitation', language: 'en' });
    const [, token] = row!.body_text.match(/\/join\/([A-Za-z0-9_-]{43})/)!;
    expect((await door.stranger.call(accounts.readInvitation, { params: { token: token! } })).email).toBe(email);
  });

  test("a brand's own words go out instead of ours, and ours where they fail", async () => {
    const door = await openFrontDoor();
    const brand = await door.makeBrand();
    const say = (source: string) =>
      inWorkspace(door.ctx(), (tx) =>
        tx
          .insertInto('mail_overrides')
          .values({
            workspace_id: door.workspaceId,
            brand_id: brand.id,
            template: 'order_links',
            language: 'en',
            source,
          })
          .onConflict((conflict) =>
            conflict.columns(['workspace_id', 'brand_id', 'template', 'language']).doUpdateSet({ source }),
          )
          .execute(),
      );
    await say('{% subject %}Our own words{% endsubject %}Hello there');
    await queue(door, { ...links('own@example.com'), brandId: brand.id });
    await say('{% subject %}Broken{% endsubject %}{{ nothing.like | this }');
    await queue(door, { ...links('own@example.com'), brandId: brand.id });
    const subjects = (await mailsTo(door, 'own@example.com')).map(({ subject }) => subject);
    expect(subjects[0]).toBe('Our own words');
    expect(subjects[1]).not.toBe('Broken');
  });
});
