import { createHmac } from 'node:crypto';
import { accounts } from '@recoup/contract';
import { beforeAll, expect, test } from 'vitest';
import { clientWith, type FrontDoor, openFrontDoor } from '../../test/front-door.ts';
import { inWorkspace } from '../platform/db.ts';
import { createUser } from './index.ts';

let door: FrontDoor;
beforeAll(async () => {
  door = await openFrontDoor();
});

let people = 0;
async function somebody(password = 'a fine password') {
  const email = `person-${++people}@example.com`;
  const rest = { name: 'Pat', role: 'agent', language: 'en', timeZone: 'UTC', brandIds: null, siteIds: null } as const;
  const id = await createUser(door.ctx(), { ...rest, email, password });
  return { email, id };
}

type Answer = {
  code: string;
  request_id: string;
  details: { left: number; retry_at: string };
  totpURI: string;
  backupCodes: string[];
  twoFactorRedirect: boolean;
};

/** A browser: it keeps cookies and says where its requests come from. */
function browser() {
  const jar = new Map<string, string>();
  const headers = () => ({
    'content-type': 'application/json',
    origin: 'http://recoup.test',
    'sec-fetch-site': 'same-origin',
    cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
  });
  async function send(method: string, path: string, body?: unknown) {
    const response = await fetch(`${door.url}/v1/auth${path}`, {
      method,
      headers: headers(),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';', 1)[0]!.split(/=(.*)/s) as [string, string];
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return {
      status: response.status,
      body: (await response.json()) as Answer,
      cookies: response.headers.getSetCookie(),
    };
  }
  return {
    post: (path: string, body: unknown = {}) => send('POST', path, body),
    get: (path: string) => send('GET', path),
    me: () => clientWith(door.url, headers()),
  };
}

const eventsOf = (staffId: string) =>
  inWorkspace(door.ctx(), async (tx) => {
    const rows = await tx.selectFrom('events').select('type').where('subject_id', '=', staffId).orderBy('id').execute();
    return rows.map(({ type }) => type);
  });

test('somebody signs in with their password, sees who they are, and signs out', async () => {
  const { email } = await somebody();
  const page = browser();
  const { status, body, cookies } = await page.post('/sign-in/email', {
    email: email.toUpperCase(),
    password: 'a fine password',
  });
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toContain('token');
  expect(cookies[0]).toMatch(/^recoup\.session_token=.*; HttpOnly; SameSite=Lax$/i);
  expect((await page.me().call(accounts.me)).email).toBe(email);
  const kept = page.me();
  await page.post('/sign-out');
  expect((await kept.refused(accounts.me)).code).toBe('auth.needed');
});

test('after five wrong passwords the right one waits fifteen minutes, and the answer says how many tries are left', async () => {
  const { email } = await somebody();
  const page = browser();
  const left = [];
  for (let i = 0; i < 5; i++) {
    const { status, body } = await page.post('/sign-in/email', { email, password: 'a wrong password' });
    expect([status, body.code]).toEqual([401, 'auth.wrong']);
    left.push(body.details.left);
  }
  expect(left).toEqual([4, 3, 2, 1, 0]);
  const { status, body } = await page.post('/sign-in/email', { email, password: 'a fine password' });
  expect([status, body.code]).toEqual([429, 'auth.too_many']);
  expect(Date.parse(body.details.retry_at)).toBeGreaterThan(door.now().getTime());
  door.setNow(new Date(door.now().getTime() + 16 * 60_000));
  expect((await page.post('/sign-in/email', { email, password: 'a fine password' })).status).toBe(200);
});

test('passwords guessed many at a time are counted all the same', async () => {
  const { email } = await somebody();
  const guesses = Array.from({ length: 12 }, () =>
    browser().post('/sign-in/email', { email, password: 'a wrong password' }),
  );
  const codes = (await Promise.all(guesses)).map(({ body }) => body.code).sort();
  expect(codes.filter((code) => code === 'auth.wrong')).toHaveLength(5);
  expect(codes.filter((code) => code === 'auth.too_many')).toHaveLength(7);
});

test('an unknown address is answered like a wrong password', async () => {
  const { email } = await somebody();
  const wrong = await browser().post('/sign-in/email', { email, password: 'a wrong password' });
  const unknown = await browser().post('/sign-in/email', { email: 'nobody@example.com', password: 'a wrong password' });
  const { request_id: _, ...first } = wrong.body;
  const { request_id: __, ...second } = unknown.body;
  expect(second).toEqual(first);
});

test('two factors: set up, asked for at the next sign-in, and a backup code works once', async () => {
  const { email, id } = await somebody();
  const page = browser();
  await page.post('/sign-in/email', { email, password: 'a fine password' });
  const { body: setup } = await page.post('/two-factor/enable', { password: 'a fine password' });
  const secret = new URL(setup.totpURI).searchParams.get('secret')!;
  expect((await page.me().call(accounts.me)).two_factor).toBe(false);
  expect((await page.post('/two-factor/verify-totp', { code: '000000' })).body.code).toBe('auth.wrong_code');
  expect((await page.post('/two-factor/verify-totp', { code: totp(secret) })).status).toBe(200);
  expect((await page.me().call(accounts.me)).two_factor).toBe(true);
  expect(await eventsOf(id)).toContain('staff.two_factor_on');

  const next = browser();
  const first = await next.post('/sign-in/email', { email, password: 'a fine password' });
  expect(first.body.twoFactorRedirect).toBe(true);
  expect((await next.me().refused(accounts.me)).code).toBe('auth.needed');
  expect((await next.post('/two-factor/verify-totp', { code: '111111' })).body.code).toBe('auth.wrong_code');
  expect((await next.post('/two-factor/verify-backup-code', { code: setup.backupCodes[0] })).status).toBe(200);
  expect((await next.me().call(accounts.me)).email).toBe(email);

  const last = browser();
  await last.post('/sign-in/email', { email, password: 'a fine password' });
  expect((await last.post('/two-factor/verify-backup-code', { code: setup.backupCodes[0] })).status).toBe(401);
  expect((await door.owner.call(accounts.staff)).rows.find((one) => one.id === id)?.two_factor).toBe(true);
});

test('a person sees where they are signed in and ends the other sessions', async () => {
  const { email } = await somebody();
  const [here, elsewhere] = [browser(), browser()];
  for (const page of [here, elsewhere]) await page.post('/sign-in/email', { email, password: 'a fine password' });
  expect((await here.get('/list-sessions')).body).toHaveLength(2);
  await here.post('/revoke-other-sessions');
  expect((await elsewhere.me().refused(accounts.me)).status).toBe(401);
  expect((await here.me().call(accounts.me)).email).toBe(email);
});

test('a changed password ends the other sessions and is on the record', async () => {
  const { email, id } = await somebody();
  const page = browser();
  await page.post('/sign-in/email', { email, password: 'a fine password' });
  const change = { currentPassword: 'a fine password', newPassword: 'short', revokeOtherSessions: true };
  expect((await page.post('/change-password', change)).body.code).toBe('auth.password');
  expect((await page.post('/change-password', { ...change, newPassword: 'a finer password' })).status).toBe(200);
  expect(await eventsOf(id)).toContain('staff.password_changed');
  expect((await browser().post('/sign-in/email', { email, password: 'a fine password' })).status).toBe(401);
  expect((await browser().post('/sign-in/email', { email, password: 'a finer password' })).status).toBe(200);
});

test('who has no access anywhere is told so, and gets no session', async () => {
  const { email, id } = await somebody();
  await door.owner.call(accounts.changeStaff, { params: { id }, body: { disabled: true } });
  const { status, body, cookies } = await browser().post('/sign-in/email', { email, password: 'a fine password' });
  expect([status, body.code, cookies]).toEqual([403, 'auth.closed.not_allowed', []]);
});

test('nobody signs up by themselves, and nothing else of the sign-in machinery is open', async () => {
  const page = browser();
  const sign = await page.post('/sign-up/email', { email: 'me@example.com', password: 'a fine password', name: 'Me' });
  expect([sign.status, sign.body.code]).toEqual([404, 'path.not_found']);
  for (const path of ['/update-user', '/change-email', '/delete-user', '/two-factor/view-backup-codes']) {
    expect((await page.post(path)).status).toBe(404);
  }
});

test("another site's page neither signs in nor acts by the cookie", async () => {
  const { email } = await somebody();
  const login = await fetch(`${door.url}/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    body: JSON.stringify({ email, password: 'a fine password' }),
  });
  expect(login.status).toBe(403);
  const cookie = door.owner.headers.cookie!;
  const rename = (headers: Record<string, string>) =>
    clientWith(door.url, { cookie, ...headers }).refused(accounts.changeWorkspace, { body: { name: 'Hacked' } });
  for (const headers of [{}, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }]) {
    expect(await rename(headers as Record<string, string>)).toMatchObject({
      status: 403,
      code: 'request.origin.not_allowed',
    });
  }
  const reads = await clientWith(door.url, { cookie }).call(accounts.me);
  expect(reads.role).toBe('owner');
});

test('a session whose signature was changed is nobody', async () => {
  const cookie = door.owner.headers.cookie!;
  const broken = cookie.replace(/\.([^.])([^.]*)$/, (_, first, rest) => `.${first === 'a' ? 'b' : 'a'}${rest}`);
  for (const one of [
    broken,
    cookie.split('.').slice(0, 2).join('.'),
    'recoup.session_token=%',
    'recoup.session_token=',
  ]) {
    expect((await clientWith(door.url, { cookie: one }).refused(accounts.me)).code).toBe('auth.needed');
  }
});

/** RFC 6238 with SHA-1, six digits and 30 seconds, as authenticator apps do it. */
function totp(base32: string): string {
  const bits = [...base32]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[19]! & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
