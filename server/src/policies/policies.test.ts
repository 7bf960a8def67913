import { orders, type PolicyRules, type PolicyScope, policies, returns, startingPolicy } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../test/front-door.ts';
import { inWorkspace } from '../platform/db.ts';
import type { Facts } from './facts.ts';
import { rulesInForce } from './rules-in-force.ts';
import { type PastAsk, tryOut } from './try-out.ts';

const door: FrontDoor = await openFrontDoor();
const { owner } = door;
const brand = await door.makeBrand({ slug: 'lumora', name: 'Lumora' });
const everything: PolicyScope = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };
const rules = (change: (rules: PolicyRules) => void = () => {}): PolicyRules => {
  const made = startingPolicy('USD');
  change(made);
  return made;
};
const days = (count: number) =>
  rules((r) => {
    r.window.days = count;
  });
const draft = (name: string, over: { scope?: Partial<PolicyScope>; rules?: PolicyRules; brand_id?: string } = {}) => ({
  brand_id: over.brand_id ?? brand.id,
  name,
  scope: { ...everything, ...over.scope },
  rules: over.rules ?? rules(),
});
const publish = (id: string) => owner.call(policies.publish, { params: { id } });
async function published(name: string, over: Parameters<typeof draft>[1] = {}, at?: string) {
  if (at) door.setNow(at);
  const { id } = await owner.call(policies.create, { body: draft(name, over) });
  return publish(id);
}
const held = (brandId: string, placedAt: string, lines = [{ sku: 'LAMP-01', category: 'lamps' }], channel = 'shop') =>
  inWorkspace(door.ctx(), (tx) =>
    rulesInForce(tx, door.ctx(), { brandId, placedAt: new Date(placedAt), channel, lines }),
  );

describe('the life of a policy', () => {
  it('begins as a draft that holds for nobody', async () => {
    const other = await door.makeBrand();
    const made = await owner.call(policies.create, { body: draft('US standard', { brand_id: other.id }) });
    expect(made).toMatchObject({
      brand: { id: other.id },
      name: 'US standard',
      live: null,
      draft: { version: 1, rules: { window: { days: 30 } } },
      moves: ['edit', 'publish', 'discard', 'archive'],
      warnings: [{ jurisdiction: 'US-CA', checked_on: '2026-11-22' }, { jurisdiction: 'US-NY' }],
    });
    expect(await held(other.id, '2026-12-01T00:00:00Z')).toEqual([null]);
  });

  it('is published, changed, and published again; every version stays readable', async () => {
    const { id } = await published('Changed twice');
    const changed = await owner.call(policies.saveDraft, {
      params: { id },
      body: draft('Changed twice', { rules: days(45) }),
    });
    expect(changed).toMatchObject({
      live: { version: 1, rules: { window: { days: 30 } } },
      draft: { version: 2, rules: { window: { days: 45 } } },
    });
    const again = await owner.call(policies.saveDraft, {
      params: { id },
      body: draft('Changed twice', { rules: days(60) }),
    });
    expect(again.draft).toMatchObject({ id: changed.draft?.id, version: 2 });
    expect(await publish(id)).toMatchObject({
      live: { version: 2, rules: { window: { days: 60 } } },
      draft: null,
      moves: ['edit', 'archive'],
    });
    const { rows } = await owner.call(policies.versions, { params: { id } });
    expect(rows.map((row) => [row.version, row.rules.window.days, row.published_by])).toEqual([
      [2, 60, 'Olivia Owner'],
      [1, 30, 'Olivia Owner'],
    ]);
  });

  it('a draft is dropped and the live version stays', async () => {
    const { id } = await published('Dropped draft');
    await owner.call(policies.saveDraft, { params: { id }, body: draft('Dropped draft', { rules: days(7) }) });
    expect(await owner.call(policies.discard, { params: { id } })).toMatchObject({
      draft: null,
      live: { rules: { window: { days: 30 } } },
    });
    expect(await owner.refused(policies.discard, { params: { id } })).toMatchObject({
      status: 409,
      code: 'policy.no_draft',
    });
  });

  it('an archived one takes no more changes, and archiving it twice is one archiving', async () => {
    const { id } = await published('Archived');
    const first = await owner.call(policies.archive, { params: { id } });
    expect(await owner.call(policies.archive, { params: { id } })).toEqual(first);
    expect(first).toMatchObject({ archived_at: expect.any(String), moves: [] });
    expect((await owner.refused(policies.saveDraft, { params: { id }, body: draft('Archived') })).code).toBe(
      'policy.archived',
    );
    expect((await owner.refused(policies.publish, { params: { id } })).code).toBe('policy.archived');
  });

  it('two who publish at once make one version, and the second is told', async () => {
    const { id } = await owner.call(policies.create, { body: draft('Raced') });
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => publish(id)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(String(answer.reason)).toContain('policy.nothing_to_publish');
    }
    expect((await owner.call(policies.versions, { params: { id } })).rows).toHaveLength(1);
  });

  it('two who save at once leave one draft', async () => {
    const { id } = await published('Saved at once');
    const bodies = [10, 20, 30, 40].map((count) => draft('Saved at once', { rules: days(count) }));
    await Promise.all(bodies.map((body) => owner.call(policies.saveDraft, { params: { id }, body })));
    const { draft: kept } = await owner.call(policies.get, { params: { id } });
    expect(kept).toMatchObject({ version: 2 });
    expect([10, 20, 30, 40]).toContain(kept?.rules.window.days);
  });

  it('tells the timeline who published which version', async () => {
    const { id } = await published('Told');
    const events = await inWorkspace(door.ctx(), (tx) =>
      tx.selectFrom('events').select(['type', 'data', 'brand_id']).where('subject_id', '=', id).orderBy('id').execute(),
    );
    expect(events.map(({ type }) => type)).toEqual(['policy.created', 'policy.published']);
    expect(events[1]).toMatchObject({ brand_id: brand.id, data: { name: 'Told', version: 1 } });
  });
});

describe('who may', () => {
  it('an agent reads and sees no moves, a warehouse operator does not read', async () => {
    const { id } = await published('Read only');
    const agent = await door.as('agent');
    expect(await agent.call(policies.get, { params: { id } })).toMatchObject({ name: 'Read only', moves: [] });
    expect((await agent.refused(policies.publish, { params: { id } })).code).toBe('permission.not_allowed');
    expect((await (await door.as('warehouse')).refused(policies.list)).code).toBe('permission.not_allowed');
    expect((await door.stranger.refused(policies.list)).code).toBe('auth.needed');
  });

  it('a manager of one brand finds no policy of another, nor may start one there', async () => {
    const mine = await door.makeBrand();
    const { id } = await published('Not theirs');
    const manager = await door.as('manager', { brandIds: [mine.id] });
    expect((await manager.call(policies.list)).rows).toEqual([]);
    for (const endpoint of [
      policies.get,
      policies.versions,
      policies.publish,
      policies.discard,
      policies.archive,
    ] as const) {
      expect((await manager.refused(endpoint, { params: { id } })).code).toBe('policy.not_found');
    }
    expect((await manager.refused(policies.create, { body: draft('Sneaked in') })).code).toBe('brand.not_found');
  });

  it('another company finds nothing', async () => {
    const { id } = await published('Ours alone');
    const stranger = (await door.anotherWorkspace()).owner;
    expect((await stranger.refused(policies.get, { params: { id } })).code).toBe('policy.not_found');
    expect((await stranger.refused(policies.saveDraft, { params: { id }, body: draft('x') })).code).toBe(
      'policy.not_found',
    );
    expect((await stranger.refused(policies.tryOut, { params: { id }, body: { rules: rules() } })).code).toBe(
      'policy.not_found',
    );
    expect((await stranger.call(policies.list)).rows).toEqual([]);
  });
});

describe('bad input', () => {
  it('a season that ends before it begins', async () => {
    const body = draft('Backwards', { scope: { bought_from: '2026-12-24', bought_to: '2026-10-15' } });
    expect(await owner.refused(policies.create, { body })).toMatchObject({
      status: 422,
      fields: [{ path: 'scope.bought_to', code: 'before_bought_from' }],
    });
  });
  it.each([
    [
      'a negative fee',
      (r: PolicyRules) => {
        r.freight.buyer_fee = -1;
      },
    ],
    [
      'more than all back',
      (r: PolicyRules) => {
        r.remedies.keep_it.percent = 101;
      },
    ],
    [
      'half a day',
      (r: PolicyRules) => {
        r.window.days = 1.5;
      },
    ],
    [
      'a reason nobody knows',
      (r: PolicyRules) => {
        r.evidence_for = ['because' as never];
      },
    ],
  ])('%s', async (_, change) => {
    expect(await owner.refused(policies.create, { body: draft('Bad', { rules: rules(change) }) })).toMatchObject({
      status: 422,
      code: 'input.invalid',
    });
  });
  it('words that try to be something else stay words', async () => {
    const name = `'); drop table policies; -- <img src=x onerror=alert(1)> {{ 7*7 }}`;
    const made = await published(name, {
      scope: { skus: [name.slice(0, 70)] },
      rules: rules((r) => {
        r.note = { en: name };
      }),
    });
    expect(made).toMatchObject({ name, live: { rules: { note: { en: name } } } });
  });
});

describe('the version an order keeps', () => {
  it('is the one in force when it was bought', async () => {
    const { id: brandId } = await door.makeBrand();
    const { id } = await published('Standard', { brand_id: brandId, rules: days(30) }, '2026-03-01T12:00:00Z');
    door.setNow('2026-06-01T12:00:00Z');
    await owner.call(policies.saveDraft, {
      params: { id },
      body: draft('Standard', { brand_id: brandId, rules: days(60) }),
    });
    await publish(id);
    await owner.call(policies.saveDraft, {
      params: { id },
      body: draft('Standard', { brand_id: brandId, rules: days(1) }),
    });
    const at = async (placed: string) => (await held(brandId, placed))[0];
    expect(await at('2025-01-01T00:00:00Z')).toMatchObject({
      policyId: id,
      version: 1,
      name: 'Standard',
      rules: { window: { days: 30 } },
    });
    expect(await at('2026-05-31T00:00:00Z')).toMatchObject({ version: 1 });
    expect(await at('2026-06-02T00:00:00Z')).toMatchObject({ version: 2, rules: { window: { days: 60 } } });
  });

  it('is found for every line of an order in one statement', async () => {
    const { id: brandId } = await door.makeBrand();
    await published('All', { brand_id: brandId }, '2026-03-01T12:00:00Z');
    await published('Lamps', { brand_id: brandId, scope: { categories: ['lamps'] } });
    await published('Amazon', { brand_id: brandId, scope: { channels: ['amazon'] } });
    await published('One lamp', { brand_id: brandId, scope: { skus: ['LAMP-07'] } });
    const lines = [
      { sku: 'VAC-1', category: 'vacuums' },
      { sku: 'LAMP-01', category: 'Lamps' },
      { sku: 'lamp-07', category: 'lamps' },
    ];
    const names = async (channel: string) =>
      (await held(brandId, '2026-04-01T00:00:00Z', lines, channel)).map((one) => one?.name);
    expect(await names('shop')).toEqual(['All', 'Lamps', 'One lamp']);
    expect(await names('amazon')).toEqual(['Amazon', 'Lamps', 'One lamp']);
  });

  it('an archived policy goes on for what was bought before, and for nothing after', async () => {
    const { id: brandId } = await door.makeBrand();
    await published('All', { brand_id: brandId }, '2026-03-01T12:00:00Z');
    const { id } = await published('Lamps', { brand_id: brandId, scope: { categories: ['lamps'] } });
    door.setNow('2026-06-01T12:00:00Z');
    await owner.call(policies.archive, { params: { id } });
    expect((await held(brandId, '2026-05-01T00:00:00Z'))[0]?.name).toBe('Lamps');
    expect((await held(brandId, '2026-07-01T00:00:00Z'))[0]?.name).toBe('All');
  });

  it('refuses a brand it cannot see', async () => {
    await expect(held('018f0000-0000-7000-8000-000000000000', '2026-05-01T00:00:00Z')).rejects.toThrow(
      'brand.not_found',
    );
  });
});

describe('the public page', () => {
  it('tells anybody what is in force, the widest first, and nothing else', async () => {
    const shop = await door.makeBrand({ name: 'Open Shop' });
    await published('Old holiday', { brand_id: shop.id, scope: { bought_to: '2025-12-24' } }, '2025-11-01T12:00:00Z');
    await published('Lamps', { brand_id: shop.id, scope: { categories: ['lamps'] } }, '2026-11-01T12:00:00Z');
    await published('Everything', { brand_id: shop.id });
    await owner.call(policies.create, { body: draft('Only a draft', { brand_id: shop.id }) });
    const gone = await published('Archived', { brand_id: shop.id });
    await owner.call(policies.archive, { params: { id: gone.id } });

    const page = await door.stranger.call(policies.publicPage, { params: { slug: shop.slug } });
    expect(page.brand).toEqual({
      name: 'Open Shop',
      slug: shop.slug,
      currency: 'USD',
      look: { color: shop.look.color, dot: shop.look.dot },
    });
    expect(page.policies.map(({ name }) => name)).toEqual(['Everything', 'Lamps']);
  });
  it('knows no brand of that name', async () => {
    expect(await door.stranger.refused(policies.publicPage, { params: { slug: 'nobody' } })).toMatchObject({
      status: 404,
      code: 'brand.not_found',
    });
  });
});

describe('checking and trying', () => {
  it('warns of rules not yet saved', async () => {
    const shown = rules((r) => {
      r.disclosure.at_product_page = true;
    });
    expect((await owner.call(policies.check, { body: { rules: shown } })).warnings).toEqual([]);
    expect((await owner.call(policies.check, { body: { rules: rules() } })).warnings.map(({ rule }) => rule)).toEqual([
      'California Civil Code §1723',
      'New York General Business Law §218-a',
    ]);
  });

  const asked = (
    delivered: string,
    over: { policyVersionId: string | null; answer?: 'yes' | 'ask' | 'no'; given?: number },
  ): PastAsk => {
    const facts: Omit<Facts, 'policy'> = {
      now: new Date('2026-11-20T12:00:00Z'),
      zone: 'America/New_York',
      currency: 'USD',
      order: { placedAt: new Date('2026-10-01T12:00:00Z'), cancelledAt: null, channel: 'shop' },
      line: { sku: 'LAMP-01', category: 'lamps', finalSale: false, left: 1, deliveredAt: new Date(delivered) },
      variant: null,
      buyer: { returnsLast365Days: 0 },
      ask: { reason: 'changed-my-mind', opened: true, quantity: 1, value: 10_825 },
    };
    const bought = { quantity: 1, unitPrice: 10_000, discount: 0, tax: 825 };
    const { policyVersionId, answer = 'yes', given = 10_030 } = over;
    return { policyVersionId, answer, lines: [{ facts, bought, before: 0, remedy: 'refund', given }] };
  };

  it('says what a draft would have decided of the last 90 days, and what it would have cost', async () => {
    door.setNow('2026-11-22T12:00:00Z');
    const { id, live } = await published('Tried');
    const ours = { policyVersionId: live!.id };
    const since: Date[] = [];
    const past: PastAsk[] = [
      asked('2026-11-15T12:00:00Z', ours), // 5 days: as before
      asked('2026-11-01T12:00:00Z', ours), // 19 days: a person under 14 days and 7 late
      asked('2026-10-20T12:00:00Z', ours), // 31 days: refused
      asked('2026-11-10T12:00:00Z', { ...ours, answer: 'ask' }), // now plainly allowed
      asked('2026-10-20T12:00:00Z', { policyVersionId: null }), // of another policy
    ];
    const tried = rules((r) => {
      r.window.days = 14;
      r.freight.buyer_fee = 0;
    });
    const answer = await tryOut({ ...door.ctx(), now: door.now() }, id, tried, async (_tx, _ctx, brandId, from) => {
      expect(brandId).toBe(brand.id);
      since.push(from);
      return past;
    });
    // Three are still granted, each $7.95 dearer without the freight; the fourth's $100.30 is saved.
    expect(answer).toEqual({
      requests: 4,
      same: 1,
      now_asked: 1,
      now_refused: 1,
      now_allowed: 1,
      refund_change: [{ amount: 3 * 795 - 10_030, currency: 'USD' }],
    });
    expect(Math.round((door.now().getTime() - since[0]!.getTime()) / 86_400_000)).toBe(90);
  });

  it('tries a draft on requests that were really made', async () => {
    door.setNow('2026-11-22T12:00:00Z');
    const { id: brandId } = await door.makeBrand();
    const { id } = await published('Standard', { brand_id: brandId });
    door.setNow('2026-12-20T12:00:00Z');
    const ask = async (number: string, delivered: string) => {
      const order = {
        external_id: number,
        number,
        placed_at: '2026-11-23T12:00:00Z',
        currency: 'USD',
        customer: { external_id: number, name: 'Ana Diaz' },
        lines: [{ external_id: '1', sku: 'LAMP-01', title: 'Lamp', quantity: 1, unit_price: 10_000, tax: 825 }],
        fulfilments: [{ external_id: '1', delivered_at: delivered, lines: [{ line_external_id: '1', quantity: 1 }] }],
      };
      await owner.call(orders.upsert, { query: { brand_id: brandId }, body: { orders: [order] } });
      const found = (await owner.call(orders.list, { query: { brand_id: brandId, q: number } })).rows[0]!;
      const { lines } = await owner.call(orders.get, { params: { id: found.id } });
      const line = { order_line_id: lines[0]!.id, quantity: 1, reason: 'changed-my-mind', remedy: 'refund' } as const;
      return owner.call(returns.request, { params: { id: found.id }, body: { lines: [line] } });
    };
    expect((await ask('T-1001', '2026-12-15T12:00:00Z')).lines[0]?.offer.amount).toEqual({
      amount: 10_030,
      currency: 'USD',
    });
    await ask('T-1002', '2026-11-25T12:00:00Z');
    const stricter = rules((r) => {
      r.window.days = 14;
      r.ask_person.late_days = 0;
    });
    expect(await owner.call(policies.tryOut, { params: { id }, body: { rules: stricter } })).toEqual({
      requests: 2,
      same: 1,
      now_allowed: 0,
      now_refused: 1,
      now_asked: 0,
      refund_change: [{ amount: -10_030, currency: 'USD' }],
    });
  });

  it('of a policy never published it tries what its scope takes in', async () => {
    const { id } = await owner.call(policies.create, {
      body: draft('Lamps to come', { scope: { categories: ['lamps'] } }),
    });
    const past = [
      asked('2026-11-15T12:00:00Z', { policyVersionId: null }),
      asked('2026-11-15T12:00:00Z', { policyVersionId: null }),
    ];
    past[1]!.lines[0]!.facts.line.category = 'vacuums';
    expect(await tryOut(door.ctx(), id, rules(), async () => past)).toMatchObject({
      requests: 1,
      same: 1,
      refund_change: [],
    });
  });

  it('answers nothing where nothing was asked', async () => {
    const { id } = await published('Quiet');
    expect(await owner.call(policies.tryOut, { params: { id }, body: { rules: rules() } })).toEqual({
      requests: 0,
      same: 0,
      now_allowed: 0,
      now_refused: 0,
      now_asked: 0,
      refund_change: [],
    });
  });
});
