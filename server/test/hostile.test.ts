/** Bad input on every endpoint of the contract: it is refused in words a program can read, and the product stands. */
import type { EndpointSpec } from '@recoup/contract';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '../src/platform/ids.ts';
import { type JsonSchema, operationId } from '../src/platform/openapi.ts';
import { addressOf, type Client, type FrontDoor, openFrontDoor } from './front-door.ts';
import { seemly } from './hostile/answers.ts';
import { exampleOf, placesIn, withAt } from './hostile/places.ts';
import { BODIES, hostile, hostileText, NO_IDS, nested, SQL } from './hostile/values.ts';
import { books } from './strangers/index.ts';
import type { Sample, Things } from './strangers/sample.ts';

let door: FrontDoor;
let buyer: Client;
let seat: Client;
let endpoints: EndpointSpec[];
let things: Things = {};
const samples = Object.assign({}, ...books.map((book) => book.samples)) as Record<string, (things: Things) => Sample>;
const visited = new Set<string>();

beforeAll(async () => {
  door = await openFrontDoor();
  for (const book of books) things = { ...things, ...(await book.make?.(door, things)) };
  seat = door.seat({ brandId: things.brand!, callId: things.call!, partId: things.callPart! });
  buyer = door.buyer({ brandId: things.brand!, orderId: things.otherOrder! });
  // Readers first: what a lucky hostile request changes must not keep the others from getting deep.
  const last = (spec: EndpointSpec) =>
    spec.method === 'GET' ? 0 : /archive|revoke|close|cancel/.test(spec.path) ? 2 : 1;
  endpoints = [...door.product.app!.endpoints].sort((a, b) => last(a) - last(b));
}, 120_000);

const called = ({ method, path }: Pick<EndpointSpec, 'method' | 'path'>) => `${method} ${path}`;
const schemaOf = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
const clientOf = ({ access }: EndpointSpec) => {
  if (access === 'staff') return door.owner;
  if (access === 'buyer') return buyer;
  return access === 'call' ? seat : door.stranger;
};

/** A request an honest caller would make, as far as we know one. */
function honest(spec: EndpointSpec): Sample {
  const sample = samples[operationId(spec)]?.(things);
  const names = [...spec.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const params = Object.fromEntries(names.map((name) => [name, name === 'slug' ? 'lumora' : (things.return ?? '')]));
  return { params: { ...params, ...sample?.params }, query: sample?.query, body: sample?.body, type: sample?.type };
}

async function ask(spec: EndpointSpec, { params, query, body, type }: Sample & { body?: unknown }, said: string) {
  visited.add(called(spec));
  const text = body === undefined ? undefined : typeof body === 'string' && type ? body : JSON.stringify(body);
  const response = await clientOf(spec).fetch(addressOf(spec.path, params, query), {
    method: spec.method,
    headers: text === undefined ? {} : { 'content-type': type ?? 'application/json' },
    body: spec.method === 'GET' ? undefined : text,
  });
  return seemly(response, `${called(spec)} with ${said.slice(0, 200)}`);
}

/** Does the work for every item, six at a time. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

/** Text that may stand in an address: a half surrogate cannot even be written there. */
const inAddress = (text: string) => text.isWellFormed() && text !== '';

describe('on every endpoint', () => {
  test('an id that is none is refused', async () => {
    const cases = endpoints.flatMap((spec) =>
      Object.keys(honest(spec).params ?? {}).flatMap((name) => NO_IDS.map((value) => ({ spec, name, value }))),
    );
    expect(cases.length).toBeGreaterThan(500);
    await eachOf(cases, async ({ spec, name, value }) => {
      const sample = honest(spec);
      const { status } = await ask(
        spec,
        { ...sample, params: { ...sample.params, [name]: value } },
        `${name}=${value}`,
      );
      if (spec.method === 'DELETE' && status === 200) return; // what is not there is gone already
      expect(status, `${called(spec)} took ${name}=${value.slice(0, 80)}`).toBeGreaterThanOrEqual(400);
    });
  }, 240_000);

  test('a query of odd values, twice the same name and unknown names', async () => {
    const cases = endpoints.flatMap((spec) => {
      if (!spec.query) return [];
      const places = placesIn(schemaOf(spec.query)).filter(({ path }) => path.length === 1);
      return places.flatMap(({ path, schema }) =>
        hostileText(schema)
          .filter(inAddress)
          .map((value) => ({ spec, name: String(path[0]), value })),
      );
    });
    expect(cases.length).toBeGreaterThan(500);
    await eachOf(cases, async ({ spec, name, value }) => {
      const sample = honest(spec);
      await ask(spec, { ...sample, query: { ...sample.query, [name]: value } }, `?${name}=${value}`);
    });
    await eachOf(
      cases.filter(({ value }) => value === '-1'),
      async ({ spec, name }) => {
        const path = addressOf(spec.path, honest(spec).params, {});
        for (const query of [
          `${name}=a&${name}=b`,
          `${name}[]=a`,
          `${name}[x]=a`,
          '__proto__=a',
          `${name}=%`,
          `${name}=%ff`,
        ]) {
          const response = await clientOf(spec).fetch(`${path}?${query}`, { method: spec.method });
          await seemly(response, `${called(spec)}?${query}`);
        }
      },
    );
  }, 240_000);

  test('a cursor that was not ours', async () => {
    const lists = endpoints.filter(
      ({ query }) => query && placesIn(schemaOf(query)).some(({ path }) => path[0] === 'cursor'),
    );
    expect(lists.length).toBeGreaterThan(5);
    const parts = ['', 'x', SQL, '\0', -1, 1e308, null, '2026-13-45', '+275760-09-13T00:00:00Z', newId()];
    const keys = [1, 2, 3, 4].flatMap((length) => parts.map((part) => Array(length).fill(part)));
    const forged = [...keys, [new Date().toISOString(), 'x'], [{}], {}, 'x', null].map((key) =>
      Buffer.from(JSON.stringify(key)).toString('base64url'),
    );
    for (const spec of lists) {
      await eachOf(forged, (cursor) =>
        ask(spec, { query: { ...honest(spec).query, cursor } }, `cursor=${Buffer.from(cursor, 'base64url')}`),
      );
    }
  }, 120_000);

  test('a body with one field gone wrong', async () => {
    let asked = 0;
    const refused = new Map<string, number>();
    const known = new Set<string>();
    for (const spec of endpoints.filter(({ body, rawBody }) => body && !rawBody)) {
      const schema = schemaOf(spec.body!);
      const example = exampleOf(schema);
      const base = honest(spec).body ?? example;
      const cases = placesIn(schema).flatMap(({ path, schema: at }) => {
        const field = `${path.at(-1)} ${JSON.stringify(at)}`;
        const values = hostile(at);
        // The same field stands in several bodies (a policy's rules, an address): later ones get a few values each.
        const some = known.has(field) ? values.filter((_, n) => (n + path.length) % 5 === 0) : values;
        known.add(field);
        return some.map((value) => ({ path, value }));
      });
      await eachOf(cases, async ({ path, value }) => {
        asked += 1;
        const body = withAt(base, example, path, value);
        const { code } = await ask(
          spec,
          { ...honest(spec), body } as Sample,
          `${path.join('.')}=${JSON.stringify(value)}`,
        );
        if (code) refused.set(code, (refused.get(code) ?? 0) + 1);
      });
    }
    expect(asked).toBeGreaterThan(3_000);
    expect(refused.get('input.invalid')).toBeGreaterThan(1_500);
  }, 600_000);

  test('a body that is none, or deeper than anybody means', async () => {
    for (const spec of endpoints.filter(({ method }) => method !== 'GET')) {
      const deep: [string, string] = [
        JSON.stringify({ ...(honest(spec).body as object), extra: nested(2_000) }),
        'application/json',
      ];
      await eachOf([...BODIES, deep], ([body, type]) => ask(spec, { ...honest(spec), body, type }, `${type}: ${body}`));
    }
  }, 240_000);

  test('a body too large is told so', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(17 * 1024 * 1024) });
    const json = endpoints.filter(({ method, rawBody }) => method !== 'GET' && !rawBody);
    for (const spec of json.slice(0, 3)) {
      const outcome = await ask(spec, { ...honest(spec), body, type: 'application/json' }, 'a body of 17 MB');
      expect(outcome.code).toBe('input.too_large');
    }
  });

  test('an idempotency key that is none, and one with a hostile body', async () => {
    for (const spec of endpoints.filter(({ method, access }) => method === 'POST' && access === 'staff')) {
      const { params, body, type } = honest(spec);
      for (const key of ["'; drop table idempotency_keys; --", 'x'.repeat(5_000), '<script>']) {
        const response = await door.owner.fetch(addressOf(spec.path, params, {}), {
          method: 'POST',
          headers: { 'idempotency-key': key, ...(body ? { 'content-type': type ?? 'application/json' } : {}) },
          body: body === undefined ? undefined : JSON.stringify({ lines: nested(500) }),
        });
        await seemly(response, `${called(spec)} with the key ${key.slice(0, 40)}`);
      }
    }
  }, 120_000);
});

describe('afterwards', () => {
  test('more than 80 endpoints were visited, and none was left out', () => {
    const asking = endpoints.filter(
      ({ path, query, body, method }) => path.includes(':') || query || body || method !== 'GET',
    );
    expect(asking.map(called).filter((one) => !visited.has(one))).toEqual([]);
    expect(visited.size).toBeGreaterThan(80);
  });

  test('every list and page is still answered, with what got in among it', async () => {
    for (const spec of endpoints.filter(({ method }) => method === 'GET')) await ask(spec, honest(spec), 'nothing odd');
    const response = await door.stranger.fetch('/readyz');
    expect(response.status).toBe(200);
  });

  test('no job that came of it failed', async () => {
    await door.drain({ mayFail: true });
    const client = new pg.Client({ connectionString: door.ownerUrl });
    await client.connect();
    const { rows } = await client.query(
      'select task_identifier, last_error from graphile_worker.jobs where last_error is not null',
    );
    await client.end();
    expect(rows).toEqual([]);
  }, 120_000);
});
