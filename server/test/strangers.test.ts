/** Whoever has no right to something learns nothing of it: walked over every endpoint of the OpenAPI document. */
import { beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../src/platform/db.ts';
import { newId } from '../src/platform/ids.ts';
import type { OpenApi, Operation } from '../src/platform/openapi.ts';
import { addressOf, type Client, type FrontDoor, openFrontDoor } from './front-door.ts';
import { books } from './strangers/index.ts';
import type { Sample, Things } from './strangers/sample.ts';

type Endpoint = { method: string; path: string; operation: Operation };

let door: FrontDoor;
let staff: Endpoint[];
let things: Things = {};
let elsewhere: Client;
const samples = Object.assign({}, ...books.map((book) => book.samples)) as Record<string, (things: Things) => Sample>;

beforeAll(async () => {
  door = await openFrontDoor();
  const api = (await (await door.stranger.fetch('/v1/openapi.json')).json()) as OpenApi;
  staff = Object.entries(api.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    )
    .filter(({ operation }) => operation['x-recoup'].access === 'staff');
  for (const book of books) things = { ...things, ...(await book.make?.(door, things)) };
  elsewhere = (await door.anotherWorkspace()).owner;
}, 60_000);

/** True where a caller names something: in the path, or by an id in the query or the body. */
function namesThings({ path, operation }: Endpoint): boolean {
  const { parameters, requestBody } = operation;
  return path.includes('{') || /"format":"uuid"/.test(JSON.stringify([parameters, requestBody ?? null]));
}

function ask(client: Client, { method, path }: Endpoint, { params, query, body, type }: Sample): Promise<Response> {
  const address = addressOf(path.replace(/\{(\w+)\}/g, ':$1'), params, query);
  const isText = typeof body === 'string';
  return client.fetch(address, {
    method,
    headers: body === undefined ? {} : { 'content-type': type ?? 'application/json' },
    body: body === undefined ? undefined : isText ? body : JSON.stringify(body),
  });
}

const anywhere = (path: string) =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, newId()]));
const called = ({ method, path }: Endpoint) => `${method} ${path}`;
/** Endpoints that need no permission although they change something: what they touch is the caller's own. */
const OWN = new Set(['PATCH /v1/me', 'POST /v1/files', 'POST /v1/views', 'DELETE /v1/views/{id}']);

const codeIn = (text: string) => (text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined);

async function eventsOfFirst(): Promise<number> {
  const { count } = await inWorkspace(door.ctx(), (tx) =>
    tx
      .selectFrom('events')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  );
  return count;
}

/** What of the first workspace's things stands in an answer, apart from what the caller said themselves. */
function leaks(text: string, said: string): string[] {
  const secrets = [...Object.values(things), 'of the first', 'dana@first.example'];
  return secrets.filter((secret) => text.includes(secret) && !said.includes(secret));
}

test('every endpoint that names something has a sample', () => {
  const missing = staff.filter((one) => namesThings(one) && !samples[one.operation.operationId]);
  const hint = missing.map(
    (one) => `add a sample for ${one.operation.operationId} (${called(one)}) to server/test/strangers/`,
  );
  expect(hint).toEqual([]);
  const served = new Set(staff.map(({ operation }) => operation.operationId));
  expect(Object.keys(samples).filter((id) => !served.has(id))).toEqual([]);
});

test('every endpoint of staff asks who is calling', async () => {
  expect(staff.length).toBeGreaterThan(20);
  const statuses = await Promise.all(
    staff.map(async (one) => [called(one), (await ask(door.stranger, one, { params: anywhere(one.path) })).status]),
  );
  expect(statuses.filter(([, status]) => status !== 401)).toEqual([]);
});

test('an invented key opens nothing', async () => {
  const headers = { authorization: `Bearer rk_${'x'.repeat(43)}` };
  const liar: Client = { ...door.stranger, fetch: (path, init) => door.stranger.fetch(path, { ...init, headers }) };
  const statuses = await Promise.all(
    staff.map(async (one) => [called(one), (await ask(liar, one, { params: anywhere(one.path) })).status]),
  );
  expect(statuses.filter(([, status]) => status !== 401)).toEqual([]);
});

test('who may only look changes nothing', async () => {
  const viewer = await door.as('viewer');
  const writing = staff.filter(({ method }) => method !== 'GET');
  const unguarded = writing.filter((one) => !one.operation['x-recoup'].permission && !OWN.has(called(one)));
  expect(unguarded.map(called)).toEqual([]);
  const reading = /\.read$/;
  for (const one of writing) {
    const needed = one.operation['x-recoup'].permission;
    if (!needed || reading.test(needed)) continue;
    const response = await ask(viewer, one, { params: anywhere(one.path) });
    expect([called(one), response.status]).toEqual([called(one), 403]);
    expect(await response.json()).toMatchObject({ code: 'permission.not_allowed', details: { needs: needed } });
  }
});

test('the samples are good: the owner reads by them', async () => {
  for (const one of staff.filter(({ method, operation }) => method === 'GET' && samples[operation.operationId])) {
    const response = await ask(door.owner, one, samples[one.operation.operationId]!(things));
    expect([called(one), response.status]).toEqual([called(one), 200]);
  }
});

describe("another company's owner", () => {
  test('gets nothing of the first by naming its things, and changes nothing there', async () => {
    const before = await eventsOfFirst();
    for (const one of staff.filter((endpoint) => samples[endpoint.operation.operationId])) {
      const sample = samples[one.operation.operationId]!(things);
      const response = await ask(elsewhere, one, sample);
      const text = await response.text();
      const outcome = [called(one), response.status, response.ok ? '' : text.slice(0, 300)];
      expect([200, 403, 404, 409], JSON.stringify(outcome)).toContain(response.status);
      expect(leaks(text, JSON.stringify(sample)), JSON.stringify(outcome)).toEqual([]);
      if (!sample.params) continue;
      // What is somebody else's is answered like what was never there: not even that it exists is told.
      // A path may also hold a word of ours (the key of a flow) or a number, which is nobody's.
      const invented = Object.fromEntries(
        Object.entries(sample.params).map(([name, value]) => [name, /^([a-z_]+|\d+)$/.test(value) ? value : newId()]),
      );
      const never = await ask(elsewhere, one, { ...sample, params: invented });
      expect([response.status, codeIn(text)], JSON.stringify(outcome)).toEqual([
        never.status,
        codeIn(await never.text()),
      ]);
    }
    expect(await eventsOfFirst()).toBe(before);
  });

  test('finds nothing of the first in any list', async () => {
    for (const one of staff.filter(({ method, path }) => method === 'GET' && !path.includes('{'))) {
      const response = await ask(elsewhere, one, {});
      expect(leaks(await response.text(), ''), called(one)).toEqual([]);
    }
  });

  test('in the first workspace, named by header, is nobody', async () => {
    const headers = { 'recoup-workspace': door.workspaceId };
    const response = await elsewhere.fetch('/v1/me', { headers });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'workspace.not_found']);
  });
});

test("somebody held to another brand gets nothing of the first brand's", async () => {
  const other = await door.makeBrand({ name: 'The other brand' });
  const held = await door.as('owner', { brandIds: [other.id] });
  const own = new Set(['site', 'agent', 'invitation', 'key', 'view', 'bin']); // the workspace's, not a brand's
  const ofBrand = Object.fromEntries(Object.entries(things).filter(([name]) => !own.has(name)));
  for (const one of staff.filter(({ method, operation }) => method === 'GET' && samples[operation.operationId])) {
    const sample = samples[one.operation.operationId]!(things);
    const text = await (await ask(held, one, sample)).text();
    const said = JSON.stringify(sample);
    const seen = Object.entries(ofBrand).filter(([, id]) => text.includes(id) && !said.includes(id));
    expect(seen, called(one)).toEqual([]);
  }
});
