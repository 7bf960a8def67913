/** What machines ask of the server: health, metrics, the API's description; and how the process starts and stops. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OpenApi } from '../src/platform/openapi.ts';
import { freshDatabase } from './database.ts';
import { type FrontDoor, openFrontDoor } from './front-door.ts';

describe('the running server', () => {
  let door: FrontDoor;
  beforeAll(async () => {
    door = await openFrontDoor();
  });
  const get = (path: string, headers: Record<string, string> = {}) => fetch(door.url + path, { headers });

  test('says that it lives and that it can work', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const response = await get(path);
      expect([path, response.status, await response.json()]).toEqual([path, 200, { ok: true }]);
    }
  });

  test('counts requests by route, never by address, and tells only the machine itself', async () => {
    await door.owner.fetch('/v1/brands');
    await get('/v1/public/invitations/some-secret-token');
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toMatch(
      /recoup_http_request_duration_seconds_count\{method="GET",route="\/v1\/brands",status="200"\} \d/,
    );
    expect(metrics).toContain('route="/v1/public/invitations/:token"');
    expect(metrics).not.toContain('some-secret-token');
    expect(metrics).toMatch(/recoup_jobs\{state="waiting"\} \d/);
    expect(metrics).toMatch(/recoup_database_connections\{state="idle"\} \d/);
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.5' })).status).toBe(401);
  });

  test('with a metrics token asks for it, wherever the question comes from', async () => {
    const guarded = await openFrontDoor({ METRICS_TOKEN: 'a-long-metrics-token' });
    const ask = (authorization?: string) =>
      fetch(`${guarded.url}/metrics`, { headers: authorization ? { authorization } : {} });
    const statuses = await Promise.all([ask(), ask('Bearer wrong'), ask('Bearer a-long-metrics-token')]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 200]);
  });

  test('describes every endpoint it serves, with who may call, what may be refused and the key of repeats', async () => {
    const api = (await (await get('/v1/openapi.json')).json()) as OpenApi;
    expect(api.openapi).toBe('3.1.0');
    const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods));
    expect(operations).toHaveLength(door.product.app!.endpoints.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const invite = api.paths['/v1/invitations']!.post!;
    expect(invite.security).toEqual([{ api_key: [] }, { session: [] }]);
    expect(invite.parameters.map(({ name }) => name)).toContain('Idempotency-Key');
    expect(invite.responses[409]?.description).toContain('staff.already_member');
    expect(invite.responses[403]?.description).toContain('permission.not_allowed');
    const body = invite.requestBody!.content['application/json']!.schema as {
      required: string[];
      properties: Record<string, { enum?: string[] }>;
    };
    expect(body.required).toEqual(['email', 'name', 'role']);
    expect(body.properties.role?.enum).toContain('warehouse');
    expect(api.paths['/v1/portal/files']?.post?.requestBody?.content['multipart/form-data']).toBeDefined();
    expect(api.paths['/v1/orders/ndjson']?.post?.requestBody?.content['application/x-ndjson']).toBeDefined();
    expect(api.paths['/v1/returns/{id}/label.pdf']?.get?.responses[200]?.content).toHaveProperty('application/pdf');
    expect(JSON.stringify(api)).not.toContain('"$ref":"#/$defs');
  });

  test('has a reference people can read, with every endpoint in it and nothing from elsewhere', async () => {
    const response = await get('/docs/api');
    const page = await response.text();
    for (const { method, path } of door.product.app!.endpoints) {
      expect(page).toContain(`>${method}</b> <code>${path.replace(/:(\w+)/g, '{$1}')}</code>`);
    }
    expect(page).not.toMatch(/<script|<link[^>]+href="http|src="http/);
    expect(page).toContain('Authorization: Bearer rk_');
  });
});

describe('the process', () => {
  const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

  async function freePort(): Promise<number> {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const address = probe.address();
    await new Promise((resolve) => probe.close(resolve));
    return typeof address === 'object' && address ? address.port : 0;
  }

  async function start(env: Record<string, string>) {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const ready = new Promise<boolean>((resolve) => {
      const hear = (chunk: Buffer) => {
        said += chunk.toString();
        if (/^ready /m.test(said)) resolve(true);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      void ended.then(() => resolve(false));
    });
    return { child, ended, isReady: await ready, said: () => said };
  }

  test('starts, answers, and on SIGTERM lets go of everything within five seconds', async () => {
    const { ownerUrl } = await freshDatabase();
    const data = await mkdtemp(join(tmpdir(), 'recoup-main-'));
    const port = await freePort();
    const main = await start({ DATABASE_URL: ownerUrl, PORT: String(port), RECOUP_DATA: data });
    try {
      expect(main.said()).toContain(`ready http://localhost:${port}`);
      expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
      expect((await stat(join(data, 'secret'))).mode & 0o077).toBe(0);
      expect((await readFile(join(data, 'secret'), 'utf8')).trim().length).toBeGreaterThan(40);
      // A line held open and a connection kept alive must not hold the process up.
      const socket = io(`http://127.0.0.1:${port}`, {
        transports: ['polling'],
        auth: { token: 'x' },
        reconnection: false,
      });
      const began = Date.now();
      main.child.kill('SIGTERM');
      expect(await main.ended).toBe(0);
      expect(Date.now() - began).toBeLessThan(5000);
      socket.close();
    } finally {
      main.child.kill('SIGKILL');
      await rm(data, { recursive: true });
    }
  }, 40_000);

  test('says in one line why it does not start', async () => {
    const data = await mkdtemp(join(tmpdir(), 'recoup-main-'));
    const away = await start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', RECOUP_DATA: data });
    expect([await away.ended, away.isReady]).toEqual([1, false]);
    expect(away.said()).toMatch(/^Recoup did not start: the database does not answer/);
    const wrong = await start({ DATABASE_URL: 'mysql://x', PORT: '99999', RECOUP_DATA: data });
    expect(await wrong.ended).toBe(1);
    expect(wrong.said()).toMatch(/DATABASE_URL: must be a postgres/);
    expect(wrong.said()).toMatch(/PORT/);
    await rm(data, { recursive: true });
  }, 40_000);
});
