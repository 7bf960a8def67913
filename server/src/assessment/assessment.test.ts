import {
  accounts,
  assessmentApi,
  type BodyIn,
  calculatorApi,
  calculatorPresets,
  costOfReturns,
  inspections,
  moneyApi,
  policies,
} from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../test/front-door.ts';

let door: FrontDoor;
beforeAll(async () => {
  door = await openFrontDoor();
  await door.drain();
});

type Wanted = BodyIn<typeof assessmentApi.apply>;
const NEW = { name: 'Aurora', slug: 'aurora' };
const STREET = { line1: '77 Cicero Ave', city: 'Chicago', region: 'IL', postal_code: '60638', country: 'US' };
const start = (body: Wanted) => door.owner.call(assessmentApi.apply, { body });

describe('the public calculator', () => {
  test('answers anybody with the same figures as the page', async () => {
    const body = calculatorPresets.air_fryer;
    expect(await door.stranger.call(calculatorApi.calculate, { body })).toEqual(costOfReturns(body));
  });

  test('bad input names the field', async () => {
    const wrong = { ...calculatorPresets.air_fryer, return_rate: 10_001, price: -1 };
    const problem = await door.stranger.refused(calculatorApi.calculate, { body: wrong });
    expect([problem.status, problem.fields?.map(({ path }) => path).sort()]).toEqual([422, ['price', 'return_rate']]);
  });
});

describe('the public plan', () => {
  test('needs no answer at all, and takes the usual values', async () => {
    const plan = await door.stranger.call(assessmentApi.plan, { body: {} });
    expect(plan).toMatchObject({ returns_a_month: 100, suggested: 'mixed' });
    expect(plan.models).toHaveLength(3);
    expect(plan.assumptions.every(({ basis }) => basis.en && basis.zh)).toBe(true);
  });

  test('bad input names the field', async () => {
    const body = { answers: { product: 'cars' as never, price: 0 }, assumptions: { agent_us: -5 } };
    const problem = await door.stranger.refused(assessmentApi.plan, { body });
    expect(problem.fields?.map(({ path }) => path).sort()).toEqual([
      'answers.price',
      'answers.product',
      'assumptions.agent_us',
    ]);
  });

  test('is a paper in Chinese too', async () => {
    const paper = (await door.stranger.call(assessmentApi.planPdf, { body: { language: 'zh' } })) as Buffer;
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('starting with a plan', () => {
  test('makes the brand with its policy in force, its site, its limit; and done again nothing twice', async () => {
    const wanted: Wanted = { brand: NEW, sites: [{ code: 'CHI', address: STREET }], policy: { window_days: 45 } };
    const first = await start(wanted);
    expect(first).toMatchObject({
      brand: { name: 'Aurora', made: true },
      policy: { version: 1, changed: true },
      sites: [{ code: 'CHI', made: true, takes_returns: true }],
      second_person_above: { amount: 30_000, currency: 'USD' },
    });
    const again = await start(wanted);
    expect(again).toMatchObject({
      brand: { id: first.brand.id, made: false },
      policy: { id: first.policy.id, version: 1, changed: false },
      sites: [{ id: first.sites[0]!.id, made: false, takes_returns: true }],
    });
    const { rows: brands } = await door.owner.call(accounts.brands);
    expect(brands.filter(({ slug }) => slug === 'aurora')).toHaveLength(1);
    const { rows } = await door.owner.call(policies.list, { query: { brand_id: first.brand.id } });
    expect(rows).toHaveLength(1);
    expect(rows[0]!.live).toMatchObject({ version: 1, rules: { window: { days: 45 } } });
    const settings = await door.owner.call(moneyApi.settings, { query: { brand_id: first.brand.id } });
    expect(settings.second_person_above).toBe(30_000);
    const sops = await door.owner.call(inspections.sops);
    const known = sops.rows.map(({ id }) => id);
    expect(first.sops.map(({ id }) => known.includes(id))).toEqual(first.sops.map(() => true));
  });

  test('two at once make one set-up', async () => {
    const wanted: Wanted = { brand: { name: 'Twins', slug: 'twins' }, sites: [{ code: 'SEA' }] };
    const both = await Promise.all([start(wanted), start(wanted)]);
    expect(both[0].brand.id).toBe(both[1].brand.id);
    expect(both.map(({ brand }) => brand.made).sort()).toEqual([false, true]);
    expect(new Set(both.flatMap(({ sites }) => sites.map(({ id }) => id))).size).toBe(1);
  });

  test('a site without a street is set up but takes nothing, until it gets one', async () => {
    const brand = { name: 'Dawn', slug: 'dawn' };
    const bare = await start({ brand, sites: [{ code: 'ATL' }] });
    expect(bare.sites[0]).toMatchObject({ made: true, takes_returns: false });
    expect((await start({ brand, sites: [{ code: 'ATL' }] })).sites[0]).toMatchObject({ takes_returns: false });
    const address = { ...STREET, city: 'Atlanta', region: 'GA', postal_code: '30336' };
    const full = await start({ brand, sites: [{ code: 'ATL', address }] });
    expect(full.sites[0]).toMatchObject({ id: bare.sites[0]!.id, made: false, takes_returns: true });
    const { rows } = await door.owner.call(accounts.sites);
    const atlanta = rows.find(({ code }) => code === 'ATL')!;
    expect(atlanta.address.line1).toBe('77 Cicero Ave');
    expect(atlanta.brands.map(({ brand_id }) => brand_id)).toEqual([full.brand.id]);
  });

  test('an existing brand gets its next version; what only it knows stays, and a site it has nearby is used', async () => {
    const brand = await door.makeBrand({ name: 'Old hand' });
    const site = await door.makeSite({ name: 'Dallas dock', brands: [] });
    const first = await start({ brand: { id: brand.id }, sites: [{ code: 'DAL' }] });
    expect(first.sites[0]).toMatchObject({ id: site.id, made: false, takes_returns: true });
    const { rows } = await door.owner.call(policies.list, { query: { brand_id: brand.id } });
    const { id, name, scope, live } = rows[0]!;
    const rules = { ...live!.rules, disclosure: { posted_before_purchase: true, at_product_page: true } };
    await door.owner.call(policies.saveDraft, { params: { id }, body: { name, scope, rules } });
    const refused = await door.owner.refused(assessmentApi.apply, { body: { brand: { id: brand.id } } });
    expect(refused.code).toBe('assessment.draft_waits');
    await door.owner.call(policies.publish, { params: { id } });
    const next = await start({ brand: { id: brand.id }, sites: [{ code: 'DAL' }], policy: { refund_within_days: 5 } });
    expect(next.policy).toMatchObject({ id, version: 3, changed: true });
    const now = await door.owner.call(policies.get, { params: { id } });
    expect(now.live!.rules).toMatchObject({ refund_within_days: 5, disclosure: { posted_before_purchase: true } });
  });

  test('a refusal leaves nothing half made', async () => {
    const body: Wanted = { brand: { name: 'Half', slug: 'half' }, sites: [{ code: 'XXX' }] };
    expect((await door.owner.refused(assessmentApi.apply, { body })).code).toBe('assessment.site_unknown');
    const { rows } = await door.owner.call(accounts.brands);
    expect(rows.some(({ slug }) => slug === 'half')).toBe(false);
  });

  test('amounts are dollars: a brand in another currency is refused', async () => {
    const brand = await door.makeBrand({ currency: 'EUR' });
    const refused = await door.owner.refused(assessmentApi.apply, { body: { brand: { id: brand.id } } });
    expect([refused.code, refused.details]).toEqual(['assessment.currency', { currency: 'EUR' }]);
  });

  test('a manager may, an agent or a viewer may not, and nobody at all may not', async () => {
    const body: Wanted = { brand: { name: 'Managed', slug: 'managed' }, sites: [] };
    expect((await (await door.as('manager')).call(assessmentApi.apply, { body })).brand.made).toBe(true);
    for (const role of ['agent', 'viewer', 'warehouse'] as const)
      expect((await (await door.as(role)).refused(assessmentApi.apply, { body })).code).toBe('permission.not_allowed');
    expect((await door.stranger.refused(assessmentApi.apply, { body })).code).toBe('auth.needed');
    const key = await door.withKey(['settings.write']);
    expect(await key.refused(assessmentApi.apply, { body })).toMatchObject({
      code: 'permission.not_allowed',
      details: { needs: 'policies.write' },
    });
  });
});
