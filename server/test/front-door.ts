import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AnswerOf,
  accounts,
  type BodyIn,
  type Brand,
  type EndpointSpec,
  type ParamsIn,
  type Permission,
  type Problem,
  type QueryIn,
  type Role,
  type Site,
} from '@recoup/contract';
import pg from 'pg';
import { createUser, createWorkspace, sessionCookieName, signedSession } from '../src/accounts/index.ts';
import { openProduct, type Product } from '../src/app.ts';
import { readConfig } from '../src/platform/config.ts';
import type { Ctx } from '../src/platform/ctx.ts';
import { inWorkspace, openDatabase } from '../src/platform/db.ts';
import { newId } from '../src/platform/ids.ts';
import { systemCtx } from '../src/platform/jobs.ts';
import { openLog } from '../src/platform/log.ts';
import { signPortalToken, signSeatToken } from '../src/platform/secrets.ts';
import { afterFile } from './after-file.ts';
import { freshDatabase } from './database.ts';

/** A failed call: the problem document, and its code as the message. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code} ${JSON.stringify(problem.details ?? problem.fields ?? {})}`);
    this.problem = problem;
  }
}

export type Input<E> = (ParamsIn<E> extends undefined ? { params?: undefined } : { params: ParamsIn<E> }) &
  (QueryIn<E> extends undefined ? { query?: undefined } : { query?: QueryIn<E> }) &
  (BodyIn<E> extends undefined ? { body?: undefined } : { body: BodyIn<E> }) & {
    key?: string;
    headers?: Record<string, string>;
  };

/** Somebody at the door. `call` answers what the contract says or throws a ProblemError. */
export type Client = {
  headers: Record<string, string>;
  /** The staff or key id, where there is one. */
  id: string | null;
  call<const E extends EndpointSpec>(
    endpoint: E,
    ...input: [ParamsIn<E>, BodyIn<E>] extends [undefined, undefined] ? [Input<E>?] : [Input<E>]
  ): Promise<AnswerOf<E>>;
  /** The problem a call must end in; fails when it succeeds. */
  refused<const E extends EndpointSpec>(
    endpoint: E,
    ...input: [ParamsIn<E>, BodyIn<E>] extends [undefined, undefined] ? [Input<E>?] : [Input<E>]
  ): Promise<Problem>;
  /** Any request under this client's credentials, as it is: for files, uploads, odd bodies. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
};

export type Workspace = { id: string; ctx: Ctx; owner: Client };

export type FrontDoor = {
  url: string;
  ownerUrl: string;
  product: Product;
  /** The workspace made at the start, and its owner. */
  workspaceId: string;
  owner: Client;
  /** A context of the product itself in the workspace, for calling a verb that has no endpoint. */
  ctx(): Ctx;
  /** A member of staff of that role, signed in by session. */
  as(
    role: Role,
    scope?: { brandIds?: string[] | null; siteIds?: string[] | null; workspaceId?: string },
  ): Promise<Client>;
  withKey(scopes: readonly Permission[], scope?: { brandIds?: string[] | null }): Promise<Client>;
  /** A brand (site) with everything a test does not care about filled in. */
  makeBrand(change?: Partial<BodyIn<typeof accounts.createBrand>>, by?: Client): Promise<Brand>;
  makeSite(change?: Partial<BodyIn<typeof accounts.createSite>>, by?: Client): Promise<Site>;
  buyer(link: { brandId: string; orderId: string; returnId?: string; expiresAt?: Date }): Client;
  /** A buyer in a call, by the part they have in it. */
  seat(of: { brandId: string; callId: string; partId: string }): Client;
  /** A buyer with a token as it came in a mail. */
  holding(token: string): Client;
  stranger: Client;
  /** Another company on the same installation. */
  anotherWorkspace(): Promise<Workspace>;
  /** Runs all jobs that are due, and what comes of them. Throws when one failed, unless told that it may. */
  drain(options?: { mayFail: boolean }): Promise<void>;
  /** Runs a cron job for the workspace now. */
  runJob(name: string): Promise<void>;
  setNow(at: Date | string): void;
  now(): Date;
};

/**
 * The product on a database of this test file's own, on a real port, without a worker: `drain()` runs the jobs.
 * `settings` are of the environment, as SMTP_URL. Call it at the top of the file or in beforeAll; it closes by itself. The clock follows the machine's until `setNow`.
 */
export async function openFrontDoor(settings: Record<string, string> = {}): Promise<FrontDoor> {
  const { ownerUrl } = await freshDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'recoup-door-'));
  const config = readConfig(
    {
      DATABASE_URL: ownerUrl,
      RECOUP_DATA: dataFolder,
      PUBLIC_URL: 'http://recoup.test',
      LOG_LEVEL: 'error',
      INBOX_PRIVATE_HOSTS: 'allow', // the vendors of tests stand on this machine
      ...settings,
    },
    () => 'a secret of tests, which is long enough',
  );
  const log = openLog(process.env.TEST_LOG ?? 'silent');
  const db = openDatabase(ownerUrl, 10);
  let shift: number | null = null;
  const clock = () => (shift === null ? new Date() : new Date(shift + performance.now()));
  const product = await openProduct({ config, db, log, clock, web: true, worker: false });
  const port = await product.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const owning = new pg.Pool({ connectionString: ownerUrl, max: 2, application_name: 'recoup-door' });
  afterFile(async () => {
    await product.close();
    await db.close();
    await owning.end();
    await rm(dataFolder, { recursive: true, force: true });
  });

  const ctxOf = (workspaceId: string) => systemCtx(product.services, workspaceId);

  async function signedIn(ctx: Ctx, staffId: string): Promise<Client> {
    const { user_id } = await inWorkspace(ctx, (tx) =>
      tx.selectFrom('staff').select('user_id').where('id', '=', staffId).executeTakeFirstOrThrow(),
    );
    const token = randomBytes(24).toString('base64url');
    await owning.query(
      `insert into auth."session" ("id", "token", "userId", "expiresAt", "updatedAt") values ($1, $2, $3, now() + interval '1 day', now())`,
      [newId(), token, user_id],
    );
    const cookie = `${sessionCookieName(config)}=${signedSession(config, token)}`;
    return clientOf(url, { cookie, origin: config.publicUrl, 'recoup-workspace': ctx.workspaceId }, staffId);
  }

  async function openWorkspace(name: string): Promise<Workspace> {
    const { workspaceId, ownerId } = await createWorkspace(
      { db, config, log, now: clock() },
      {
        name,
        kind: 'brand',
        currency: 'USD',
        owner: {
          email: `owner-${newId()}@example.com`,
          name: 'Olivia Owner',
          language: 'en',
          timeZone: 'America/Chicago',
          password: 'a fine password',
        },
      },
    );
    const ctx = ctxOf(workspaceId);
    return { id: workspaceId, ctx, owner: await signedIn(ctx, ownerId) };
  }

  const first = await openWorkspace('Lumora');
  return {
    url,
    ownerUrl,
    product,
    workspaceId: first.id,
    owner: first.owner,
    ctx: () => ctxOf(first.id),
    async as(role, scope = {}) {
      const ctx = ctxOf(scope.workspaceId ?? first.id);
      const id = await createUser(ctx, {
        email: `${role}-${newId()}@example.com`,
        name: `${role} of tests`,
        role,
        language: 'en',
        timeZone: 'America/Chicago',
        brandIds: scope.brandIds ?? null,
        siteIds: scope.siteIds ?? null,
        password: 'a fine password',
      });
      return signedIn(ctx, id);
    },
    async withKey(scopes, scope = {}) {
      const body = { name: 'Key of tests', scopes: [...scopes], brand_ids: scope.brandIds ?? null };
      const { id, secret } = await first.owner.call(accounts.createApiKey, { body });
      return clientOf(url, { authorization: `Bearer ${secret}` }, id);
    },
    makeBrand(change = {}, by = first.owner) {
      const slug = `brand-${randomBytes(4).toString('hex')}`;
      return by.call(accounts.createBrand, { body: { ...BRAND, slug, ...change } });
    },
    makeSite(change = {}, by = first.owner) {
      const code = `S${randomBytes(2).toString('hex').toUpperCase()}`;
      return by.call(accounts.createSite, { body: { ...SITE, code, ...change } });
    },
    buyer: ({ brandId, orderId, returnId, expiresAt = new Date(clock().getTime() + 86_400_000) }) =>
      clientOf(url, {
        authorization: `Bearer ${signPortalToken(config.secret, { workspaceId: first.id, brandId, orderId, returnId, expiresAt })}`,
      }),
    seat: ({ brandId, callId, partId }) => {
      const expiresAt = new Date(clock().getTime() + 86_400_000);
      const token = signSeatToken(config.secret, { workspaceId: first.id, brandId, callId, partId, expiresAt });
      return clientOf(url, { authorization: `Bearer ${token}` });
    },
    holding: (token) => clientOf(url, { authorization: `Bearer ${token}` }),
    stranger: clientOf(url, {}),
    anotherWorkspace: () => openWorkspace('Somebody else'),
    async drain({ mayFail } = { mayFail: false }) {
      const { rows: started } = await owning.query<{ at: Date }>('select now() as at');
      await product.drain();
      if (mayFail) return;
      const { rows } = await owning.query<{ task: string; last_error: string }>(
        'select task_identifier as task, last_error from graphile_worker.jobs where last_error is not null and updated_at > $1',
        [started[0]!.at],
      );
      if (rows.length > 0)
        throw new Error(rows.map(({ task, last_error }) => `job ${task} failed: ${last_error}`).join('\n'));
    },
    async runJob(name) {
      await product.runJob(name).run(ctxOf(first.id), null);
    },
    setNow(at) {
      shift = new Date(at).getTime() - performance.now();
    },
    now: clock,
  };
}

const BRAND = {
  name: 'Lumora Home',
  time_zone: 'America/New_York',
  currency: 'USD',
  support_email: 'help@lumora.example',
  look: { color: '#1E2A4A', dot: '#E8A33D' },
  languages: ['en', 'zh', 'es'] as ('en' | 'zh' | 'es')[],
};
const SITE = {
  name: 'Dallas',
  time_zone: 'America/Chicago',
  address: {
    name: 'Recoup Dallas',
    line1: '1200 Dock Street',
    city: 'Dallas',
    region: 'TX',
    postal_code: '75201',
    country: 'US',
  },
  latitude: 32.78,
  longitude: -96.8,
};

/** Anybody with these headers. */
export const clientWith = (url: string, headers: Record<string, string>): Client => clientOf(url, headers);

function clientOf(url: string, headers: Record<string, string>, id: string | null = null): Client {
  async function ask(
    endpoint: EndpointSpec,
    input: { params?: unknown; query?: unknown; body?: unknown; key?: string; headers?: Record<string, string> } = {},
  ) {
    const response = await fetch(url + addressOf(endpoint.path, input.params, input.query), {
      method: endpoint.method,
      headers: {
        ...headers,
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(input.key ? { 'idempotency-key': input.key } : {}),
        ...input.headers,
      },
      body: input.body === undefined ? undefined : JSON.stringify(input.body),
    });
    if (!response.ok) throw new ProblemError(await problemOf(response));
    return response;
  }
  return {
    headers,
    id,
    async call(endpoint, ...[input]) {
      const response = await ask(endpoint, input as object);
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      return (isJson ? await response.json() : Buffer.from(await response.arrayBuffer())) as never;
    },
    async refused(endpoint, ...[input]) {
      const response = await ask(endpoint, input as object).catch((error: unknown) => {
        if (error instanceof ProblemError) return error.problem;
        throw error;
      });
      if (response instanceof Response)
        throw new Error(`${endpoint.path} answered ${response.status}: ${await response.text()}`);
      return response;
    },
    fetch: (path, init = {}) =>
      fetch(url + path, { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } }),
  };
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Problem;
  } catch {
    throw new Error(`${response.status} without a problem document: ${text.slice(0, 300)}`);
  }
}

/** The path with its parameters filled in and its query after it. */
export function addressOf(path: string, params: unknown, query: unknown): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)?.[name])),
  );
  const pairs = Object.entries((query ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): [string, string] => [key, Array.isArray(value) ? value.join(',') : String(value)]);
  return pairs.length === 0 ? filled : `${filled}?${new URLSearchParams(pairs)}`;
}
