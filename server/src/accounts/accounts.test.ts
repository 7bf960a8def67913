import { accounts } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../test/front-door.ts';
import { inWorkspace } from '../platform/db.ts';
import { brandOf, sitesFor } from './index.ts';
import { invitationToken } from './invitation-token.ts';

let door: FrontDoor;
beforeAll(async () => {
  door = await openFrontDoor();
});

const eventsOf = (type: string) =>
  inWorkspace(door.ctx(), (tx) => tx.selectFrom('events').selectAll().where('type', '=', type).execute());

describe('brands', () => {
  test('a manager opens a brand, and it is on the record', async () => {
    const manager = await door.as('manager');
    const brand = await door.makeBrand({ slug: 'tanso', name: 'Tanso' }, manager);
    expect(brand).toMatchObject({ name: 'Tanso', currency: 'USD', portal_url: 'http://recoup.test/b/tanso' });
    const [event] = (await eventsOf('brand.opened')).filter(({ subject_id }) => subject_id === brand.id);
    expect(event).toMatchObject({ brand_id: brand.id, actor: { kind: 'staff', id: manager.id } });
  });

  test("a brand's public name is taken once in the whole installation", async () => {
    await door.makeBrand({ slug: 'only-one' });
    const { owner } = await door.anotherWorkspace();
    const problem = await owner.refused(accounts.createBrand, {
      body: { ...BRAND, slug: 'only-one' },
    });
    expect(problem).toMatchObject({ status: 409, code: 'brand.slug_taken' });
    expect((await owner.call(accounts.brands)).rows).toEqual([]);
  });

  test('somebody held to one brand neither sees nor opens another', async () => {
    const mine = await door.makeBrand();
    const other = await door.makeBrand();
    const manager = await door.as('manager', { brandIds: [mine.id] });
    expect((await manager.call(accounts.brands)).rows.map(({ id }) => id)).toEqual([mine.id]);
    const change = { params: { id: other.id }, body: { name: 'Mine now' } };
    expect(await manager.refused(accounts.changeBrand, change)).toMatchObject({ status: 404, code: 'brand.not_found' });
    const make = await manager.refused(accounts.createBrand, { body: { ...BRAND, slug: 'a-third' } });
    expect(make).toMatchObject({ status: 403, code: 'permission.not_allowed' });
  });

  test('a brand is changed, then closed, and closing it twice changes nothing', async () => {
    const brand = await door.makeBrand();
    const params = { id: brand.id };
    const changed = await door.owner.call(accounts.changeBrand, { params, body: { support_email: 'a@b.example' } });
    expect(changed).toMatchObject({ support_email: 'a@b.example', look: brand.look, name: brand.name });
    const closed = await door.owner.call(accounts.archiveBrand, { params });
    expect(await door.owner.call(accounts.archiveBrand, { params })).toEqual(closed);
    expect((await eventsOf('brand.archived')).filter(({ subject_id }) => subject_id === brand.id)).toHaveLength(1);
  });
});

describe('sites', () => {
  test('a site takes the brands and categories it is told to', async () => {
    const [lamps, tools] = [await door.makeBrand(), await door.makeBrand()];
    const all = await door.makeSite({ brands: [{ brand_id: lamps.id, categories: null }] });
    const some = await door.makeSite({
      brands: [
        { brand_id: lamps.id, categories: ['Desk lamps'] },
        { brand_id: tools.id, categories: ['Drills'] },
      ],
    });
    const taking = (brandId: string, category: string | null) =>
      inWorkspace(door.ctx(), async (tx) => (await sitesFor(tx, brandId, category)).map(({ id }) => id).sort());
    expect(await taking(lamps.id, 'Desk lamps')).toEqual([all.id, some.id].sort());
    expect(await taking(lamps.id, 'Floor lamps')).toEqual([all.id]);
    expect(await taking(lamps.id, null)).toEqual([all.id]);
    expect(await taking(tools.id, 'Drills')).toEqual([some.id]);

    await door.owner.call(accounts.changeSite, { params: { id: some.id }, body: { brands: [] } });
    await door.owner.call(accounts.archiveSite, { params: { id: all.id } });
    expect(await taking(lamps.id, 'Desk lamps')).toEqual([]);
  });

  test('a site code is used once, and a foreign brand is not found', async () => {
    const site = await door.makeSite();
    const twice = await door.owner.refused(accounts.createSite, { body: { ...SITE, code: site.code } });
    expect(twice).toMatchObject({ status: 409, code: 'site.code_taken' });
    const stranger = await door.anotherWorkspace();
    const foreign = await door.makeBrand({}, stranger.owner);
    const brands = [{ brand_id: foreign.id, categories: null }];
    const problem = await door.owner.refused(accounts.createSite, { body: { ...SITE, code: 'ZZ', brands } });
    expect(problem).toMatchObject({ status: 404, code: 'brand.not_found' });
  });

  test('a manager of one brand rules over that brand alone at a shared site', async () => {
    const [mine, other] = [await door.makeBrand(), await door.makeBrand()];
    const site = await door.makeSite({ brands: [{ brand_id: other.id, categories: null }] });
    const manager = await door.as('manager', { brandIds: [mine.id] });
    const params = { id: site.id };
    const seen = await manager.call(accounts.changeSite, {
      params,
      body: { brands: [{ brand_id: mine.id, categories: null }] },
    });
    expect(seen.brands).toEqual([{ brand_id: mine.id, categories: null }]);
    const { rows } = await door.owner.call(accounts.sites);
    expect(rows.find(({ id }) => id === site.id)?.brands).toHaveLength(2);
  });
});

describe('staff', () => {
  test('the last owner stays, even when two owners leave at the same moment', async () => {
    const { owner, id: workspaceId } = await door.anotherWorkspace();
    const { rows } = await owner.call(accounts.staff);
    const alone = { params: { id: rows[0]!.id }, body: { role: 'agent' as const } };
    expect(await owner.refused(accounts.changeStaff, alone)).toMatchObject({ status: 409, code: 'staff.last_owner' });

    const second = await door.as('owner', { workspaceId });
    const leave = (client: typeof owner, id: string) =>
      client.call(accounts.changeStaff, { params: { id }, body: { disabled: true } }).then(
        () => 'left',
        (error: Error) => error.message,
      );
    const outcomes = await Promise.all([leave(owner, owner.id!), leave(second, second.id!)]);
    expect(outcomes.filter((outcome) => outcome === 'left')).toHaveLength(1);
  });

  test('a manager makes nobody an owner, and does not touch one', async () => {
    const manager = await door.as('manager');
    const agent = await door.as('agent');
    const up = await manager.refused(accounts.changeStaff, { params: { id: agent.id! }, body: { role: 'owner' } });
    expect(up).toMatchObject({ status: 403, code: 'staff.above_own_role.not_allowed' });
    const down = { params: { id: door.owner.id! }, body: { role: 'viewer' as const } };
    expect((await manager.refused(accounts.changeStaff, down)).code).toBe('staff.above_own_role.not_allowed');
  });

  test('scope is given only within own scope', async () => {
    const [mine, other] = [await door.makeBrand(), await door.makeBrand()];
    const manager = await door.as('manager', { brandIds: [mine.id] });
    const agent = await door.as('agent', { brandIds: [mine.id] });
    const params = { id: agent.id! };
    for (const brand_ids of [[other.id], null]) {
      const problem = await manager.refused(accounts.changeStaff, { params, body: { brand_ids } });
      expect(problem).toMatchObject({ status: 403, code: 'staff.outside_own_scope.not_allowed' });
    }
    const ok = await manager.call(accounts.changeStaff, { params, body: { role: 'viewer', brand_ids: [mine.id] } });
    expect(ok.role).toBe('viewer');
  });

  test('whose access is closed is out from the next request on', async () => {
    const agent = await door.as('agent');
    await agent.call(accounts.me);
    const params = { id: agent.id! };
    await door.owner.call(accounts.changeStaff, { params, body: { disabled: true } });
    expect(await agent.refused(accounts.me)).toMatchObject({ status: 401, code: 'auth.needed' });
    await door.owner.call(accounts.changeStaff, { params, body: { disabled: false } });
    expect((await agent.call(accounts.me)).role).toBe('agent');
  });

  test('a person changes their own name and language', async () => {
    const agent = await door.as('agent');
    const me = await agent.call(accounts.changeMe, { body: { language: 'zh', time_zone: 'Asia/Shanghai' } });
    expect(me).toMatchObject({ language: 'zh', time_zone: 'Asia/Shanghai', role: 'agent' });
    expect(me.permissions).not.toContain('staff.write');
    expect(await agent.refused(accounts.changeMe, { body: { time_zone: 'Mars/Olympus' } })).toMatchObject({
      status: 422,
      fields: [{ path: 'time_zone' }],
    });
  });

  test('who works in two workspaces chooses by header', async () => {
    const other = await door.anotherWorkspace();
    const { rows } = await other.owner.call(accounts.staff);
    const invited = await door.owner.call(accounts.invite, {
      body: { email: rows[0]!.email, name: 'Both', role: 'agent' },
    });
    const token = invitationToken(door.ctx().config, invited.id);
    const offer = await door.stranger.call(accounts.readInvitation, { params: { token } });
    expect(offer).toMatchObject({ workspace: 'Lumora', has_account: true, email: rows[0]!.email });

    const join = { params: { token }, body: { name: 'Both', time_zone: 'UTC', password: 'not my password' } };
    expect(await door.stranger.refused(accounts.acceptInvitation, join)).toMatchObject({
      status: 401,
      code: 'auth.password',
    });
    await door.stranger.call(accounts.acceptInvitation, {
      params: { token },
      body: { ...join.body, password: 'a fine password' },
    });
    const there = await other.owner.call(accounts.me);
    expect(there.workspaces).toEqual([{ id: door.workspaceId, name: 'Lumora' }]);
    const here = await other.owner.call(accounts.me, { headers: { 'recoup-workspace': door.workspaceId } });
    expect(here).toMatchObject({ role: 'agent', workspace: { id: door.workspaceId } });
    const nowhere = await other.owner.refused(accounts.me, { headers: { 'recoup-workspace': crypto.randomUUID() } });
    expect(nowhere).toMatchObject({ status: 404, code: 'workspace.not_found' });
  });
});

describe('invitations', () => {
  const invite = (email: string) => door.owner.call(accounts.invite, { body: { email, name: 'Nina', role: 'agent' } });
  const tokenOf = (id: string) => invitationToken(door.ctx().config, id);
  const joining = { name: 'Nina New', password: 'ten letters at least', time_zone: 'America/Chicago' };

  test('somebody new joins by their link, once', async () => {
    const { id } = await invite('nina@example.com');
    const params = { token: tokenOf(id) };
    await door.stranger.call(accounts.acceptInvitation, { params, body: joining });
    const { rows, invitations } = await door.owner.call(accounts.staff);
    expect(rows.find(({ email }) => email === 'nina@example.com')).toMatchObject({ name: 'Nina New', role: 'agent' });
    expect(invitations.find((one) => one.id === id)).toBeUndefined();
    expect((await door.stranger.refused(accounts.acceptInvitation, { params, body: joining })).status).toBe(404);
    const again = await door.owner.refused(accounts.invite, {
      body: { email: 'Nina@Example.com', name: 'Nina', role: 'agent' },
    });
    expect(again.code).toBe('staff.already_member');
  });

  test('two clicks at once make one member', async () => {
    const { id } = await invite('twice@example.com');
    const params = { token: tokenOf(id) };
    const clicks = await Promise.allSettled(
      [1, 2].map(() => door.stranger.call(accounts.acceptInvitation, { params, body: joining })),
    );
    expect(clicks.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a link taken back, replaced, over or invented leads nowhere', async () => {
    const first = await invite('late@example.com');
    const second = await invite('late@example.com');
    const read = (token: string) => door.stranger.refused(accounts.readInvitation, { params: { token } });
    expect((await read(tokenOf(first.id))).code).toBe('invitation.not_found');
    expect((await read('invented')).code).toBe('invitation.not_found');
    await door.owner.call(accounts.revokeInvitation, { params: { id: second.id } });
    expect((await read(tokenOf(second.id))).code).toBe('invitation.not_found');

    const third = await invite('late@example.com');
    door.setNow(new Date(Date.now() + 8 * 86_400_000));
    expect(await read(tokenOf(third.id))).toMatchObject({ status: 410, code: 'invitation.expired' });
    door.setNow(new Date());
  });

  test('a short password is refused, and the invitation stays open', async () => {
    const { id } = await invite('short@example.com');
    const params = { token: tokenOf(id) };
    const problem = await door.stranger.refused(accounts.acceptInvitation, {
      params,
      body: { ...joining, password: 'short' },
    });
    expect(problem).toMatchObject({ status: 422, fields: [{ path: 'password' }] });
    expect((await door.stranger.call(accounts.readInvitation, { params })).has_account).toBe(false);
  });

  test('passwords of an existing account are not guessed through an invitation', async () => {
    const { rows } = await (await door.anotherWorkspace()).owner.call(accounts.staff);
    const { id } = await invite(rows[0]!.email);
    const params = { token: tokenOf(id) };
    const guess = () =>
      door.stranger.refused(accounts.acceptInvitation, { params, body: { ...joining, password: 'a wrong password' } });
    const codes = [];
    for (let i = 0; i < 6; i++) codes.push((await guess()).code);
    expect(codes).toEqual([...Array(5).fill('auth.password'), 'auth.too_many']);
  });
});

describe('API keys', () => {
  test('a key may do what its scopes say, in its brands, until it is stopped', async () => {
    const [mine] = [await door.makeBrand(), await door.makeBrand()];
    const key = await door.withKey(['settings.read'], { brandIds: [mine.id] });
    expect((await key.call(accounts.brands)).rows.map(({ id }) => id)).toEqual([mine.id]);
    const me = await key.call(accounts.me);
    expect(me).toMatchObject({ kind: 'api_key', role: null, permissions: ['settings.read'] });
    expect(
      await key.refused(accounts.invite, { body: { email: 'a@b.example', name: 'A', role: 'agent' } }),
    ).toMatchObject({
      status: 403,
      code: 'permission.not_allowed',
      details: { needs: 'staff.write' },
    });
    const { rows } = await door.owner.call(accounts.apiKeys);
    expect(rows.find(({ id }) => id === key.id)?.last_used_at).not.toBeNull();
    await door.owner.call(accounts.revokeApiKey, { params: { id: key.id! } });
    expect(await key.refused(accounts.me)).toMatchObject({ status: 401, code: 'auth.key' });
  });

  test('the secret is shown once and kept nowhere', async () => {
    const made = await door.owner.call(accounts.createApiKey, { body: { name: 'ERP', scopes: ['orders.read'] } });
    expect(made.secret).toMatch(/^rk_[0-9A-Za-z]{43}$/);
    const listed = await door.owner.fetch('/v1/api-keys');
    expect(await listed.text()).not.toContain(made.secret.slice(9));
    const [event] = (await eventsOf('api_key.made')).filter(({ subject_id }) => subject_id === made.id);
    expect(JSON.stringify(event)).not.toContain(made.secret.slice(9));
  });

  test('no key goes beyond its maker', async () => {
    const brand = await door.makeBrand();
    const owner = await door.as('owner', { brandIds: [brand.id] });
    const body = { name: 'All', scopes: ['orders.read' as const], brand_ids: null };
    expect((await owner.refused(accounts.createApiKey, { body })).code).toBe('staff.outside_own_scope.not_allowed');
    const maker = await door.withKey(['api_keys.write', 'orders.read']);
    const more = { name: 'More', scopes: ['orders.write' as const] };
    expect((await maker.refused(accounts.createApiKey, { body: more })).code).toBe('staff.above_own_role.not_allowed');
  });
});

test('a brand is known to other modules by its facts, and only to who may see it', async () => {
  const brand = await door.makeBrand();
  const facts = await inWorkspace(door.ctx(), (tx) => brandOf(tx, brand.id));
  expect(facts).toMatchObject({ name: brand.name, timeZone: 'America/New_York', currency: 'USD' });
  const elsewhere = (await door.anotherWorkspace()).ctx;
  await expect(inWorkspace(elsewhere, (tx) => brandOf(tx, brand.id))).rejects.toThrow('brand.not_found');
});

test('the workspace is renamed', async () => {
  const { owner } = await door.anotherWorkspace();
  await owner.call(accounts.changeWorkspace, { body: { name: 'Another name' } });
  expect((await owner.call(accounts.me)).workspace.name).toBe('Another name');
});

const BRAND = {
  slug: 'brand',
  name: 'Brand',
  time_zone: 'America/New_York',
  currency: 'USD',
  look: { color: '#1E2A4A', dot: '#E8A33D' },
  languages: ['en' as const],
};
const SITE = {
  name: 'Dallas',
  time_zone: 'America/Chicago',
  address: { line1: '1200 Dock Street', city: 'Dallas', postal_code: '75201', country: 'US' },
};
