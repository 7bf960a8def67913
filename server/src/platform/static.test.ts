import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from './http.ts';
import { serveScreens } from './static.ts';

const server = fastify();
let home: string;
const SCRIPT = `console.log(${JSON.stringify('lamp '.repeat(2000))})`;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'recoup-screens-'));
  const put = async (path: string, content: string) => {
    const file = join(home, path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, content);
  };
  await put('console/index.html', '<title>Console</title>');
  await put('console/assets/index-Bq3xYz01.js', SCRIPT);
  await put('console/favicon.svg', '<svg/>');
  await put('console/.built-from', 'hidden');
  await put('buyer/index.html', '<title>Buyer</title>');
  await put('buyer/call.html', '<title>Call</title>');
  await put('buyer/assets/portal-Zz9_abcd.css', 'a{}');
  await put('buyer/widget.js', SCRIPT);
  await put('buyer/widget/assets/panel-Zz9_abcd.js', SCRIPT);
  await put('site/index.html', '<title>Site</title>');
  await put('site/assets/main-Zz9_abcd.js', SCRIPT);
  await put('secret.txt', 'outside');
  serveScreens({ server } as unknown as App, {
    console: join(home, 'console'),
    buyer: join(home, 'buyer'),
    site: join(home, 'site'),
  });
  await server.ready();
});
afterAll(async () => {
  await server.close();
  await rm(home, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });

test('every address of a page gets the page of its screens, never kept', async () => {
  for (const url of ['/', '/returns', '/returns/123?tab=money', '/sign-in', '/join/abc', '/books']) {
    const answer = await get(url);
    expect([answer.statusCode, answer.body]).toEqual([200, '<title>Console</title>']);
    expect(answer.headers['cache-control']).toBe('no-store');
  }
  for (const url of ['/b', '/b/', '/b/lumora', '/b/lumora/return/1']) {
    expect((await get(url)).body).toBe('<title>Buyer</title>');
  }
  for (const url of ['/call/', '/b/lumora/call/AbC_123-x']) expect((await get(url)).body).toBe('<title>Call</title>');
  expect((await get('/calls/1')).body).toBe('<title>Console</title>');
  for (const url of ['/calculator', '/calculator?p=289', '/assessment', '/assessment/plan']) {
    expect((await get(url)).body).toBe('<title>Site</title>');
  }
  expect((await get('/site/assets/main-Zz9_abcd.js')).body).toBe(SCRIPT);
  expect((await get('/calculators')).body).toBe('<title>Console</title>');
});

test('a file with its hash in its name is kept for a year, others are asked for again', async () => {
  const script = await get('/assets/index-Bq3xYz01.js');
  expect(script.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect((await get('/b/assets/portal-Zz9_abcd.css')).headers['cache-control']).toContain('immutable');
  const icon = await get('/favicon.svg');
  expect(icon.headers['cache-control']).toBe('no-cache');
  const again = await get('/favicon.svg', { 'if-none-match': icon.headers.etag as string });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test("a shop's page of another origin may load the widget; its loader is asked for anew, its parts are kept", async () => {
  const loader = await get('/widget.js');
  expect(loader.headers).toMatchObject({ 'cache-control': 'no-cache', 'access-control-allow-origin': '*' });
  const part = await get('/widget/assets/panel-Zz9_abcd.js');
  expect(part.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
  });
  expect((await get('/assets/index-Bq3xYz01.js')).headers['access-control-allow-origin']).toBeUndefined();
});

test('files go out as small as the reader can take them', async () => {
  const url = '/assets/index-Bq3xYz01.js';
  const [br, gz, plain] = [
    await get(url, { 'accept-encoding': 'gzip, deflate, br' }),
    await get(url, { 'accept-encoding': 'gzip' }),
    await get(url),
  ];
  expect([br.headers['content-encoding'], gz.headers['content-encoding'], plain.headers['content-encoding']]).toEqual([
    'br',
    'gzip',
    undefined,
  ]);
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(SCRIPT);
  expect(gunzipSync(gz.rawPayload).toString()).toBe(SCRIPT);
  expect(br.rawPayload.length).toBeLessThan(SCRIPT.length / 20);
});

test('a new build shows without a restart', async () => {
  const file = join(home, 'console/index.html');
  await writeFile(file, '<title>Newer</title>');
  await utimes(file, new Date(), new Date(Date.now() + 5000));
  expect((await get('/')).body).toBe('<title>Newer</title>');
});

test('nothing outside the screens, and nothing hidden in them, is served', async () => {
  for (const url of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/b/../../secret.txt',
    '/.built-from',
    '/assets/..%2f.built-from',
    '/assets/missing.js',
    '/%E0%A4%A.js',
  ]) {
    const answer = await get(url);
    expect(answer.body).not.toMatch(/outside|hidden/);
    if (answer.statusCode === 200) expect(answer.body).toMatch(/<title>/);
  }
});

test('what is not there below /v1, and what is not a read, is a problem and no page', async () => {
  for (const answer of [
    await get('/v1/nothing'),
    await get('/v1'),
    await server.inject({ method: 'POST', url: '/returns' }),
  ]) {
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'path.not_found']);
  }
});

test('where the screens were never built, a page says so', async () => {
  const bare = fastify();
  serveScreens({ server: bare } as unknown as App, {
    console: join(home, 'no'),
    buyer: join(home, 'no'),
    site: join(home, 'no'),
  });
  const answer = await bare.inject('/');
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('npm start');
  await bare.close();
});
