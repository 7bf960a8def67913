import { accounts, type LiveEvent } from '@recoup/contract';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openProduct } from '../src/app.ts';
import { inWorkspace, openDatabase } from '../src/platform/db.ts';
import { newId } from '../src/platform/ids.ts';
import { openLog } from '../src/platform/log.ts';
import { type NewEvent, record } from '../src/platform/record.ts';
import { signPortalToken } from '../src/platform/secrets.ts';
import { type Client, type FrontDoor, openFrontDoor } from './front-door.ts';

let door: FrontDoor;
beforeAll(async () => {
  door = await openFrontDoor();
});
const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

type Line = { heard: LiveEvent[]; socket: Socket; hears(type: string): Promise<LiveEvent> };

/** Opens a live line and waits until it stands; rejects with the server's code. */
function listen(url: string, { headers = {}, auth = {} }: { headers?: Record<string, string>; auth?: object } = {}) {
  const socket = io(url, {
    transports: ['websocket'],
    extraHeaders: headers,
    auth,
    reconnectionDelay: 50,
    forceNew: true,
  });
  open.push(socket);
  const heard: LiveEvent[] = [];
  socket.on('event', (event: LiveEvent) => heard.push(event));
  const hears = (type: string) =>
    vi.waitFor(() => {
      const found = heard.find((event) => event.type === type);
      if (!found) throw new Error(`heard no ${type}, only ${heard.map((event) => event.type)}`);
      return found;
    }, 5000);
  return new Promise<Line>((resolve, reject) => {
    socket.once('connect', () => resolve({ heard, socket, hears }));
    socket.once('connect_error', reject);
  });
}
const as = (client: Client, url = door.url) => listen(url, { headers: client.headers });

const happen = (events: NewEvent[]) => inWorkspace(door.ctx(), (tx) => record(tx, door.ctx(), events));
const thing = (type: string, refs: Partial<NewEvent> = {}): NewEvent => ({
  type,
  subject: { kind: 'thing', id: newId() },
  ...refs,
});

test('what one person does shows on the line of another, in another process', async () => {
  const db = openDatabase(door.ownerUrl, 3);
  const { config } = door.product.services;
  const second = await openProduct({ config, db, log: openLog('silent'), web: true, worker: false });
  const port = await second.listen(0, '127.0.0.1');
  try {
    const agent = await door.as('agent');
    const [here, there] = [await as(agent), await as(agent, `http://127.0.0.1:${port}`)];
    const brand = await door.makeBrand();
    const seen = await Promise.all([here.hears('brand.opened'), there.hears('brand.opened')]);
    for (const event of seen) {
      expect(event).toEqual({
        id: expect.any(String),
        type: 'brand.opened',
        subject_kind: 'brand',
        subject_id: brand.id,
        brand_id: brand.id,
        site_id: null,
        order_id: null,
        return_id: null,
        unit_id: null,
      });
    }
  } finally {
    for (const socket of open.splice(0)) socket.close();
    await second.close();
    await db.close();
  }
});

test('a line hears its own workspace, brands and sites, and nothing that was rolled back', async () => {
  const [mine, other] = [await door.makeBrand(), await door.makeBrand()];
  const site = await door.makeSite();
  const all = await as(door.owner);
  const some = await as(await door.as('agent', { brandIds: [mine.id], siteIds: [] }));
  const foreign = await as((await door.anotherWorkspace()).owner);
  await happen([thing('one.of_mine', { brand_id: mine.id }), thing('one.of_other', { brand_id: other.id })]);
  await happen([thing('one.at_site', { brand_id: mine.id, site_id: site.id })]);
  await inWorkspace(door.ctx(), async (tx) => {
    await record(tx, door.ctx(), [thing('one.never')]);
    throw new Error('roll back');
  }).catch(() => {});
  await happen([thing('one.last')]);
  await Promise.all([all.hears('one.last'), some.hears('one.last')]);
  const types = (line: Line) => line.heard.map(({ type }) => type).filter((type) => type.startsWith('one.'));
  expect(types(all)).toEqual(['one.of_mine', 'one.of_other', 'one.at_site', 'one.last']);
  expect(types(some)).toEqual(['one.of_mine', 'one.last']);
  expect(types(foreign)).toEqual([]);
});

test('a buyer hears of their own order, and no more than that something happened', async () => {
  const claims = {
    workspaceId: door.workspaceId,
    brandId: newId(),
    orderId: newId(),
    expiresAt: new Date(Date.now() + 60_000),
  };
  const secret = door.product.services.config.secret;
  const returnId = newId();
  const line = await listen(door.url, { auth: { token: signPortalToken(secret, claims) } });
  const narrow = await listen(door.url, { auth: { token: signPortalToken(secret, { ...claims, returnId }) } });
  await happen([thing('return.approved', { order_id: newId(), return_id: newId() })]);
  await happen([thing('return.received', { order_id: claims.orderId, return_id: newId() })]);
  await happen([thing('return.closed', { order_id: claims.orderId, return_id: returnId, data: { inside: 'story' } })]);
  expect(await line.hears('return.closed')).toEqual({ type: 'return.closed', return_id: returnId });
  expect(line.heard.map(({ type }) => type)).toEqual(['return.received', 'return.closed']);
  await narrow.hears('return.closed');
  expect(narrow.heard).toHaveLength(1);
});

test('nobody listens without a right to', async () => {
  const expired = {
    workspaceId: door.workspaceId,
    brandId: newId(),
    orderId: newId(),
    expiresAt: new Date(Date.now() - 1000),
  };
  const token = signPortalToken(door.product.services.config.secret, expired);
  await expect(listen(door.url)).rejects.toThrow('auth.needed');
  await expect(listen(door.url, { auth: { token } })).rejects.toThrow('link.expired');
  await expect(listen(door.url, { auth: { token: 'invented' } })).rejects.toThrow('link.not_found');
  await expect(listen(door.url, { headers: { authorization: 'Bearer rk_invented' } })).rejects.toThrow('auth.key');
  const { cookie } = door.owner.headers;
  const headers = { cookie: cookie!, origin: 'https://evil.example' };
  await expect(listen(door.url, { headers })).rejects.toThrow('request.origin.not_allowed');
  const elsewhere = { workspace_id: newId() };
  await expect(listen(door.url, { headers: door.owner.headers, auth: elsewhere })).rejects.toThrow(
    'workspace.not_found',
  );
});

test('whose access is closed hears nothing more', async () => {
  const agent = await door.as('agent');
  const line = await as(agent);
  const refused = new Promise<Error>((resolve) => line.socket.on('connect_error', resolve));
  await door.owner.call(accounts.changeStaff, { params: { id: agent.id! }, body: { disabled: true } });
  expect((await refused).message).toBe('auth.needed');
  await happen([thing('after.closing')]);
  expect(line.heard.map(({ type }) => type)).not.toContain('after.closing');
});

test('after the database cut the line of notices, the screens come back and hear again', async () => {
  const line = await as(door.owner);
  const back = new Promise<void>((resolve) =>
    line.socket.once('disconnect', () => line.socket.once('connect', () => resolve())),
  );
  const client = new pg.Client({ connectionString: door.ownerUrl });
  await client.connect();
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'recoup-live' and datname = current_database()",
  );
  await client.end();
  await back;
  await happen([thing('after.the_cut')]);
  await line.hears('after.the_cut');
});
