import type { Readable } from 'node:stream';
import { endpoint } from '@recoup/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { freshDatabase } from '../../test/database.ts';
import { clientWith } from '../../test/front-door.ts';
import { readConfig } from './config.ts';
import type { Ctx } from './ctx.ts';
import { type Database, inWorkspace, openDatabase } from './db.ts';
import { type App, buyerOf, serve } from './http.ts';
import { newId } from './ids.ts';
import { openLog } from './log.ts';
import { Refusal } from './refusal.ts';
import { signPortalToken } from './secrets.ts';
import { openServer } from './server.ts';
import { serveScreens } from './static.ts';

const id = z.uuid();
const ok = z.object({ ok: z.literal(true) });
const staff = { tag: 'Things', access: 'staff' } as const;
const things = {
  read: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/things/:id',
    summary: 'One',
    params: z.object({ id }),
    response: z.object({ id, name: z.string() }),
  }),
  make: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/things',
    summary: 'Make one',
    permission: 'things.write',
    body: z.object({ name: z.string().min(1), lines: z.array(z.object({ quantity: z.int().min(1) })).default([]) }),
    response: z.object({ id, name: z.string(), count: z.int() }),
  }),
  fail: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/fail/:how',
    summary: 'Fails',
    params: z.object({ how: z.string() }),
    response: ok,
  }),
  file: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/things/:id/label.pdf',
    summary: 'A file',
    response: z.unknown(),
    answersFile: 'application/pdf',
  }),
  rows: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/rows',
    summary: 'Rows',
    response: z.object({ rows: z.int() }),
    rawBody: 'ndjson',
    perRow: true,
  }),
  mine: endpoint({
    tag: 'Portal',
    access: 'buyer',
    method: 'GET',
    path: '/v1/portal/mine',
    summary: 'Mine',
    response: z.object({ order_id: id, return_id: id.nullable() }),
  }),
  open: endpoint({
    tag: 'Public',
    access: 'public',
    method: 'GET',
    path: '/v1/public/hello',
    summary: 'Hello',
    query: z.object({ page: z.coerce.number().int().default(1) }),
    response: z.object({ page: z.int(), workspace: z.string() }),
  }),
};

const SECRET = 'a secret of tests, which is long enough';
const workspaceId = newId();
const staffId = newId();
let db: Database;
let app: App;
let url: string;
let logged: Record<string, unknown>[] = [];
let clashes = 0;

/** A verb: it writes one row (a file's, as any table will do) and counts them. */
function makeThing(ctx: Ctx, name: string) {
  return inWorkspace(ctx, async (tx) => {
    const thing = newId();
    await tx
      .insertInto('files')
      .values({
        workspace_id: ctx.workspaceId,
        id: thing,
        key: name,
        name,
        type: 'x',
        bytes: 1,
        sha256: Buffer.from('x'),
        uploaded_by: 'test',
      })
      .execute();
    if (name === 'refuse') throw new Refusal('thing.not_wanted', { name });
    if (name === 'slow') await sql`select pg_sleep(0.2)`.execute(tx);
    const { count } = await tx
      .selectFrom('files')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return { id: thing, name, count, secret: 'never leaves' };
  });
}

beforeAll(async () => {
  const { ownerUrl } = await freshDatabase();
  db = openDatabase(ownerUrl, 6);
  const config = readConfig({ DATABASE_URL: ownerUrl, PUBLIC_URL: 'http://recoup.test' }, () => SECRET);
  const log = openLog('info', { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) });
  const server = await openServer(config, log);
  const callerOf = async ({ headers }: { headers: Record<string, unknown> }) => {
    const key = headers.authorization;
    if (typeof key !== 'string') return null;
    const permissions = new Set(key.includes('writer') ? ['things.write'] : []);
    return {
      workspaceId,
      actor: { kind: 'staff' as const, id: staffId, name: 'Stan', permissions, brandIds: null, siteIds: null },
    };
  };
  app = { server, endpoints: [], services: { db, config, log, clock: () => new Date(), callerOf } };
  serve(app, things.read, async (_ctx, { params }) => Object.assign({ id: params.id, name: 'A thing' }, { cost: 12 }));
  serve(app, things.make, (ctx, { body }) => makeThing(ctx, body.name));
  serve(app, things.fail, async (ctx, { params }) => {
    if (params.how === 'wrong-answer') return { ok: false } as never;
    if (params.how === 'clash' && clashes++ % 2 === 0)
      await inWorkspace(ctx, (tx) => sql`do $$ begin raise exception using errcode = '40001'; end $$`.execute(tx));
    if (params.how === 'always-clash')
      await inWorkspace(ctx, (tx) => sql`do $$ begin raise exception using errcode = '40P01'; end $$`.execute(tx));
    if (params.how === 'fault') throw new Error('the inside of the machine');
    if (params.how.startsWith('refusal.'))
      throw new Refusal(params.how.slice(8), { retry_at: new Date(Date.now() + 60_000).toISOString() });
    return { ok: true as const };
  });
  serve(app, things.file, async () => ({ body: Buffer.from('%PDF-'), type: 'application/pdf', name: 'Größe "A".pdf' }));
  serve(app, things.rows, async (_ctx, { req }) => {
    let text = '';
    for await (const chunk of req.body as Readable) text += chunk;
    return { rows: text.split('\n').filter(Boolean).length };
  });
  serve(app, things.mine, async (ctx) => ({ order_id: ctx.buyer.orderId, return_id: ctx.buyer.returnId ?? null }));
  serve(app, things.open, async (ctx, { query }) => ({ page: query.page, workspace: ctx.workspaceId }));
  serveScreens(app, { console: '/nowhere', buyer: '/nowhere', site: '/nowhere' });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const address = server.server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterAll(async () => {
  await app.server.close();
  await db.close();
});

const reader = () => clientWith(url, { authorization: 'Bearer reader' });
const writer = () => clientWith(url, { authorization: 'Bearer writer' });
const named = (name: string) =>
  inWorkspace({ workspaceId, db, actor: { brandIds: null, siteIds: null } } as unknown as Ctx, (tx) =>
    tx.selectFrom('files').select('id').where('name', '=', name).execute(),
  );

describe('who may call', () => {
  test('a stranger is asked to sign in, a reader is told what it needs', async () => {
    expect(await clientWith(url, {}).refused(things.read, { params: { id: newId() } })).toMatchObject({
      status: 401,
      code: 'auth.needed',
    });
    expect(await reader().refused(things.make, { body: { name: 'x' } })).toMatchObject({
      status: 403,
      code: 'permission.not_allowed',
      details: { needs: 'things.write' },
    });
  });

  test('the caller is judged before the input', async () => {
    const response = await fetch(`${url}/v1/things`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(401);
  });

  test("a buyer's link opens its own order, until its time is over", async () => {
    const claims = {
      workspaceId,
      brandId: newId(),
      orderId: newId(),
      returnId: newId(),
      expiresAt: new Date(Date.now() + 60_000),
    };
    const holding = (token: string) => clientWith(url, { authorization: `Bearer ${token}` });
    expect(await holding(signPortalToken(SECRET, claims)).call(things.mine)).toEqual({
      order_id: claims.orderId,
      return_id: claims.returnId,
    });
    const over = signPortalToken(SECRET, { ...claims, expiresAt: new Date(Date.now() - 1000) });
    expect(await holding(over).refused(things.mine)).toMatchObject({ status: 410, code: 'link.expired' });
    const token = signPortalToken(SECRET, claims);
    for (const bad of [
      token.slice(0, -2),
      `${token}A`,
      token.replace(/^./, 'B'),
      token.slice(3),
      'x',
      `${token}=`,
      signPortalToken(`${SECRET}!`, claims),
    ]) {
      expect(await holding(bad).refused(things.mine)).toMatchObject({ status: 404, code: 'link.not_found' });
    }
    for (let i = 0; i < token.length; i += 3) {
      const other = token[i] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, i) + other + token.slice(i + 1);
      expect((await holding(changed).refused(things.mine)).code).toBe('link.not_found');
    }
    expect(await clientWith(url, {}).refused(things.mine)).toMatchObject({ status: 401, code: 'auth.link_needed' });
  });

  test('a buyer holds no permission of staff, and sees one brand', () => {
    expect(buyerOf('b')).toMatchObject({ kind: 'buyer', brandIds: ['b'], siteIds: null });
    expect(buyerOf('b').permissions.size).toBe(0);
  });

  test('a public page knows no workspace yet', async () => {
    expect(await clientWith(url, {}).call(things.open, { query: { page: '2' } })).toEqual({ page: 2, workspace: '' });
  });
});

describe('what comes in', () => {
  test('bad fields are named, with their path and why', async () => {
    const problem = await writer().refused(things.make, {
      body: { name: '', lines: [{ quantity: 1 }, { quantity: -3 }] },
    });
    expect(problem).toMatchObject({ status: 422, code: 'input.invalid', type: '/docs/api#input.invalid' });
    expect(problem.fields?.map(({ path, code }) => [path, code])).toEqual([
      ['name', 'too_small'],
      ['lines.1.quantity', 'too_small'],
    ]);
  });

  const post = (body: string, type = 'application/json') =>
    fetch(`${url}/v1/things`, {
      method: 'POST',
      headers: { authorization: 'Bearer writer', 'content-type': type },
      body,
    });
  const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

  test('what is no JSON, too much, of another type or poisoned is refused', async () => {
    expect(await codeOf(await post('{"name":'))).toEqual([400, 'input.malformed']);
    expect(await codeOf(await post(''))).toEqual([422, 'input.invalid']);
    expect(await codeOf(await post(`{"name":"${'x'.repeat(1_100_000)}"}`))).toEqual([413, 'input.too_large']);
    expect(await codeOf(await post('<x/>', 'text/xml'))).toEqual([415, 'input.media_type']);
    expect(await codeOf(await post('{"name":"a","__proto__":{"admin":true}}'))).toEqual([400, 'input.malformed']);
    expect(await codeOf(await post('{"name":"a","constructor":{"prototype":{}}}'))).toEqual([400, 'input.malformed']);
  });

  test('characters PostgreSQL cannot hold never reach it', async () => {
    for (const name of ['a\\u0000b', '\\ud800', 'x\\udc00y']) {
      expect(await codeOf(await post(`{"name":"${name}"}`))).toEqual([422, 'input.invalid']);
    }
    expect((await post('{"name":"\\ud83d\\ude00 fine \\\\u0000"}')).status).toBe(200);
    expect((await reader().fetch('/v1/fail/a%00b')).status).toBe(422);
    expect((await reader().fetch('/v1/public/hello?page=%00')).status).toBe(422);
  });

  test('an id that is none, and a path that is none, are told apart from a fault', async () => {
    for (const bad of ['1', 'null', "' or 1=1 --", '00000000-0000-0000-0000-00000000000g', '../things']) {
      expect((await reader().fetch(`/v1/things/${encodeURIComponent(bad)}`)).status).toBe(422);
    }
    expect(await codeOf(await reader().fetch('/v1/nothing/here'))).toEqual([404, 'path.not_found']);
    expect(await codeOf(await reader().fetch('/v1/things/%E0%A4%A'))).toEqual([400, 'input.malformed']);
    expect((await reader().fetch('/v1/things', { method: 'DELETE' })).status).toBe(404);
  });

  test('rows come as the stream they are', async () => {
    const body = Array.from({ length: 5000 }, (_, n) => JSON.stringify({ n })).join('\n');
    const response = await reader().fetch('/v1/rows', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
    });
    expect(await response.json()).toEqual({ rows: 5000 });
  });
});

describe('what goes out', () => {
  test('an answer holds what the contract names and nothing else', async () => {
    const thing = await reader().call(things.read, { params: { id: newId() } });
    expect(Object.keys(thing)).toEqual(['id', 'name']);
    expect(Object.keys(await writer().call(things.make, { body: { name: 'plain' } }))).toEqual(['id', 'name', 'count']);
    expect(Object.keys(await writer().call(things.make, { body: { name: 'keyed' }, key: 'k-keyed' }))).toEqual([
      'id',
      'name',
      'count',
    ]);
  });

  test('an answer that breaks the contract is a fault, not an answer', async () => {
    const problem = await reader().refused(things.fail, { params: { how: 'wrong-answer' } });
    expect(problem).toMatchObject({ status: 500, code: 'server.fault' });
  });

  test('a file keeps its name, whatever its letters', async () => {
    const response = await reader().fetch(`/v1/things/${newId()}/label.pdf`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Gr__e _A_.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%22A%22.pdf`,
    );
    expect(await response.text()).toBe('%PDF-');
  });

  test('pages may run our own scripts only, and be framed by us only', async () => {
    const { headers } = await reader().fetch('/v1/public/hello');
    const csp = headers.get('content-security-policy')!;
    expect(csp).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(csp).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(csp).toContain("frame-ancestors 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('what goes wrong', () => {
  test('each refusal has its status', async () => {
    const statuses: Record<string, number> = {
      'return.more_than_ordered': 409,
      'return.not_found': 404,
      'file.too_large': 413,
      'lookup.too_many': 429,
      'auth.too_many': 429,
      'auth.wrong': 401,
      'link.expired': 410,
      'input.cursor': 422,
      'staff.above_own_role.not_allowed': 403,
    };
    for (const [code, status] of Object.entries(statuses)) {
      const response = await reader().fetch(`/v1/fail/refusal.${code}`);
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
      expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(50);
    }
  });

  test('a fault is logged once with its request id, and its inside stays inside', async () => {
    logged = [];
    const response = await reader().fetch('/v1/fail/fault?token=verysecret', {
      headers: { 'x-request-id': 'caller-chose-1', cookie: 'recoup.session_token=hush' },
    });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ code: 'server.fault', request_id: 'caller-chose-1' });
    expect(text).not.toContain('machine');
    const errors = logged.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ request_id: 'caller-chose-1', err: { message: 'the inside of the machine' } });
    expect(JSON.stringify(logged)).not.toMatch(/verysecret|hush/);
  });

  test('links and their tokens do not get into the log', async () => {
    logged = [];
    await clientWith(url, {}).fetch(`/v1/public/invitations/${'t'.repeat(43)}`);
    expect(logged.map(({ path }) => path)).toEqual(['/v1/public/invitations/[hidden]']);
  });

  test('an odd request id is replaced by ours', async () => {
    for (const given of ['x', 'a b c d e f g h', 'x'.repeat(200), '<script>alert(1)</script>']) {
      const { headers } = await reader().fetch('/v1/public/hello', { headers: { 'x-request-id': given } });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('a read that clashed is run once more; one that always clashes is asked to come back', async () => {
    expect(await reader().call(things.fail, { params: { how: 'clash' } })).toEqual({ ok: true });
    const response = await reader().fetch('/v1/fail/always-clash');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({ code: 'server.busy' });
  });
});

describe('a repeated key', () => {
  test('is answered with what the first request did', async () => {
    const ask = () =>
      writer().fetch('/v1/things', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'once-1' },
        body: '{"name":"once"}',
      });
    const first = await ask();
    const second = await ask();
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(await second.json()).toEqual(await first.json());
    expect(await named('once')).toHaveLength(1);
  });

  test('twelve at once do it once, and all get the same answer', async () => {
    const asks = Array.from({ length: 12 }, () =>
      writer().call(things.make, { body: { name: 'slow' }, key: 'once-2' }),
    );
    const answers = await Promise.all(asks);
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(await named('slow')).toHaveLength(1);
  });

  test('with another request is refused', async () => {
    await writer().call(things.make, { body: { name: 'this' }, key: 'once-3' });
    expect(await writer().refused(things.make, { body: { name: 'that' }, key: 'once-3' })).toMatchObject({
      status: 409,
      code: 'idempotency.key_reused',
    });
    expect(await named('that')).toHaveLength(0);
  });

  test('does not keep a refusal, and the refused request leaves nothing', async () => {
    for (let i = 0; i < 2; i++) {
      expect(await writer().refused(things.make, { body: { name: 'refuse' }, key: 'once-4' })).toMatchObject({
        code: 'thing.not_wanted',
        details: { name: 'refuse' },
      });
    }
    expect(await named('refuse')).toHaveLength(0);
    expect((await writer().call(things.make, { body: { name: 'mended' }, key: 'once-4' })).count).toBe(1);
  });

  test('that is no key is refused', async () => {
    for (const key of ['x'.repeat(201), 'with space']) {
      expect(await writer().refused(things.make, { body: { name: 'x' }, key })).toMatchObject({
        status: 422,
        code: 'input.idempotency_key',
      });
    }
  });
});
