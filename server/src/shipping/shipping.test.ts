import { type Address, orders, policies, returns, startingPolicy } from '@recoup/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { openFrontDoor } from '../../test/front-door.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import type { RecordedEvent } from '../platform/record.ts';
import {
  addCarrier,
  type Carrier,
  CarrierRefusal,
  labelFor,
  type MadeLabel,
  removeCarrier,
  siteFor,
  voidLabel,
  wantLabel,
} from './index.ts';
import { makeLabel } from './make-label.ts';

const door = await openFrontDoor();
door.setNow('2026-11-22T12:00:00Z');
const brand = await door.makeBrand();
const takesBrand = [{ brand_id: brand.id, categories: null }];
const dallas = await door.makeSite({
  code: 'DAL',
  name: 'Dallas',
  latitude: 32.8,
  longitude: -96.8,
  brands: takesBrand,
});
const home: Address = {
  name: 'Ana Diaz',
  line1: '5 Elm St',
  city: 'Plano',
  region: 'TX',
  postal_code: '75024',
  country: 'US',
};
const rules = { ...startingPolicy('USD'), ask_person: { above: null, from_nth_return: null, late_days: 0 } };
const scope = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };
const policy = await door.owner.call(policies.create, { body: { brand_id: brand.id, name: 'All', scope, rules } });
await door.owner.call(policies.publish, { params: { id: policy.id } });
const carrierApi = await door.withKey(['tracking.write']);

/** A return asked for through the API and approved by policy, which wishes for its label. */
async function approved() {
  const external_id = newId();
  const number = `#${external_id.slice(-12)}`;
  const ago = (days: number) => new Date(door.now().getTime() - days * 86_400_000).toISOString();
  const line = { external_id: '1', sku: 'LAMP-01', title: 'Desk lamp', quantity: 1, unit_price: 4_900 };
  const order = {
    external_id,
    number,
    placed_at: ago(6),
    currency: 'USD',
    address: home,
    customer: { external_id, name: 'Ana Diaz' },
    lines: [line],
    fulfilments: [{ external_id: '1', delivered_at: ago(2), lines: [{ line_external_id: '1', quantity: 1 }] }],
  };
  await door.owner.call(orders.upsert, { query: { brand_id: brand.id }, body: { orders: [order] } });
  const found = (await door.owner.call(orders.list, { query: { q: number } })).rows[0]!;
  const { lines } = await door.owner.call(orders.get, { params: { id: found.id } });
  const asked = { order_line_id: lines[0]!.id, quantity: 1, reason: 'changed-my-mind', remedy: 'refund' } as const;
  const made = await door.owner.call(returns.request, { params: { id: found.id }, body: { lines: [asked] } });
  expect(made.stage).toBe('approved');
  return { return: made.id, order: found.id };
}
type Approved = Awaited<ReturnType<typeof approved>>;
/** Wishes for a label once more. */
const wish = (one: Approved, ctx: Ctx = door.ctx()) =>
  inWorkspace(ctx, (tx) =>
    wantLabel(tx, ctx, {
      returnId: one.return,
      orderId: one.order,
      brandId: brand.id,
      siteId: dallas.id,
      from: home,
      weightG: 900,
    }),
  );
const label = (one: Approved) => inWorkspace(door.ctx(), (tx) => labelFor(tx, door.ctx(), { returnId: one.return }));
const void_ = (one: Approved) => inWorkspace(door.ctx(), (tx) => voidLabel(tx, door.ctx(), one.return));
const events = (one: Approved) =>
  inWorkspace(door.ctx(), (tx) =>
    tx
      .selectFrom('events')
      .selectAll()
      .where('return_id', '=', one.return)
      .where('subject_kind', '=', 'label')
      .orderBy('id')
      .execute(),
  );
const types = async (one: Approved) => (await events(one)).map(({ type }) => type);

/** The event a job is given, to run the job at a moment of our choosing. */
async function wantedEvent(one: Approved) {
  const { subject_kind, subject_id, ...wanted } = (await events(one))[0]!;
  return { ...wanted, subject: { kind: subject_kind, id: subject_id } } as unknown as RecordedEvent;
}
async function labelled() {
  const one = await approved();
  await door.drain();
  return { ...one, tracking: (await label(one))!.tracking! };
}

/** A carrier company with a memory of its own: one label per idempotency key, as the real ones. */
function company(answer: (nth: number) => 'label' | 'crash after' | 'unreachable' | 'no' = () => 'label') {
  const made = new Map<string, MadeLabel>();
  const voided: string[] = [];
  let asked = 0;
  const carrier: Carrier = {
    name: 'Test Express',
    service: 'Two Day',
    currency: 'USD',
    takes: () => true,
    async make({ id }) {
      asked += 1;
      const how = answer(asked);
      if (how === 'unreachable') throw new Error('connect ECONNREFUSED');
      if (how === 'no') throw new CarrierRefusal('address_unknown');
      const known = made.get(id) ?? {
        tracking: `te 100-${made.size + 1}-${id.slice(-4)}`,
        service: 'Two Day',
        cost: { amount: 1_234, currency: 'USD' },
      };
      made.set(id, known);
      if (how === 'crash after') throw new Error('the process died before it could write the answer down');
      return known;
    },
    async void({ id }) {
      if (made.delete(id)) voided.push(id);
    },
  };
  addCarrier(carrier);
  return { made, voided, asked: () => asked };
}
afterEach(() => removeCarrier('Test Express'));

describe('a label', () => {
  it('is wished for with the approval and made by a job, to the site’s address, with its cost', async () => {
    const one = await approved();
    expect(await label(one)).toMatchObject({ state: 'wanted', tracking: null, cost: null });
    await door.drain();
    expect(await label(one)).toMatchObject({
      state: 'made',
      carrier: 'Own label',
      service: 'Ground',
      tracking: expect.stringMatching(/^RL\d{19}$/),
      cost: { amount: 1_040, currency: 'USD' },
      from: home,
      to: { name: 'Recoup Dallas', line1: dallas.address.line1 },
      weight_g: null,
    });
    const [wanted, made] = await events(one);
    expect(wanted).toMatchObject({ type: 'label.wanted', brand_id: brand.id, order_id: one.order, site_id: dallas.id });
    expect(made).toMatchObject({
      type: 'label.made',
      brand_id: brand.id,
      order_id: one.order,
      site_id: dallas.id,
      data: { carrier: 'Own label', cost: { amount: 1_040, currency: 'USD' } },
    });
  });

  it('is made once, however often it is wished for at the same time', async () => {
    const one = await approved();
    await Promise.all([wish(one), wish(one), wish(one)]);
    await door.drain();
    await wish(one);
    await door.drain();
    expect(await types(one)).toEqual(['label.wanted', 'label.made']);
  });

  it('killed between the carrier’s answer and writing it down, is neither lost nor bought twice', async () => {
    const test = company((nth) => (nth === 1 ? 'crash after' : 'label'));
    const one = await approved();
    const event = await wantedEvent(one);
    await expect(makeLabel(door.ctx(), event)).rejects.toThrow('died');
    expect(await label(one)).toMatchObject({ state: 'wanted' });
    await door.drain();
    expect(test.made.size).toBe(1);
    expect(await label(one)).toMatchObject({ state: 'made', cost: { amount: 1_234 } });
    expect(await types(one)).toEqual(['label.wanted', 'label.made']);
  });

  it('asked for by two workers at once is written down once', async () => {
    const test = company();
    const one = await approved();
    const event = await wantedEvent(one);
    await Promise.all([makeLabel(door.ctx(), event), makeLabel(door.ctx(), event), door.drain()]);
    expect(test.made.size).toBe(1);
    expect(test.voided).toEqual([]);
    expect(await types(one)).toEqual(['label.wanted', 'label.made']);
  });

  it('refused by the carrier has failed, for the reason it gave, and may be wished for again', async () => {
    company((nth) => (nth === 1 ? 'no' : 'label'));
    const one = await approved();
    await door.drain();
    expect(await label(one)).toMatchObject({ state: 'failed', failure: 'address_unknown' });
    await door.owner.call(returns.resendLabel, { params: { id: one.return } });
    await door.drain();
    expect(await label(one)).toMatchObject({ state: 'made', carrier: 'Test Express' });
    expect(await types(one)).toEqual(['label.wanted', 'label.failed', 'label.wanted', 'label.made']);
  });

  it('of a carrier that cannot be reached waits, and a person is told after six hours', async () => {
    company(() => 'unreachable');
    const one = await approved();
    const event = await wantedEvent(one);
    const after = (hours: number) => ({ ...door.ctx(), now: new Date(door.now().getTime() + hours * 3_600_000) });
    await expect(makeLabel(after(5.9), event)).rejects.toThrow('ECONNREFUSED');
    expect(await label(one)).toMatchObject({ state: 'wanted' });
    await makeLabel(after(6.1), event);
    expect(await label(one)).toMatchObject({ state: 'failed', failure: 'carrier_unreachable' });
  });

  it('with a number another label has is not taken over', async () => {
    const taken = await labelled();
    addCarrier({
      name: 'Test Express',
      service: 'x',
      currency: 'USD',
      takes: () => true,
      make: async () => ({ tracking: taken.tracking, service: 'x', cost: { amount: 1, currency: 'USD' } }),
      void: async () => {},
    });
    const one = await approved();
    await door.drain();
    expect(await label(one)).toMatchObject({ state: 'failed', failure: 'tracking_number_taken' });
  });
});

describe('a label no longer needed', () => {
  it('goes back to its carrier, once', async () => {
    const test = company();
    const one = await approved();
    await door.drain();
    await void_(one);
    await void_(one);
    await door.drain();
    expect(await label(one)).toBeNull();
    expect(test.voided).toHaveLength(1);
    const told = (await events(one)).at(-1)!;
    expect(told).toMatchObject({
      type: 'label.voided',
      order_id: one.order,
      brand_id: brand.id,
      data: { cost: { amount: 1_234, currency: 'USD' } },
    });
    expect(await types(one)).toEqual(['label.wanted', 'label.made', 'label.voided']);
  });

  it('before it was made is never made', async () => {
    const test = company();
    const one = await approved();
    await void_(one);
    await door.drain();
    expect(test.asked()).toBe(0);
    expect(await types(one)).toEqual(['label.wanted', 'label.voided']);
  });

  it('while the carrier was being asked goes back too', async () => {
    const busy = Promise.withResolvers<void>();
    const test = company((nth) => {
      if (nth === 1) busy.resolve();
      return 'label';
    });
    const one = await approved();
    const event = await wantedEvent(one);
    const hold = inWorkspace(door.ctx(), async (tx) => {
      await voidLabel(tx, door.ctx(), one.return);
      await busy.promise; // the carrier has answered, and its answer waits behind us
      await new Promise((wait) => setTimeout(wait, 50));
    });
    await Promise.all([hold, makeLabel(door.ctx(), event)]);
    await door.drain();
    expect(test.made.size).toBe(0);
    expect(test.voided).toHaveLength(1);
    expect(await types(one)).toEqual(['label.wanted', 'label.voided']);
  });

  it('of a crashed job goes back although we never learned its number', async () => {
    const test = company((nth) => (nth === 1 ? 'crash after' : 'label'));
    const one = await approved();
    await expect(makeLabel(door.ctx(), await wantedEvent(one))).rejects.toThrow('died');
    expect(test.made.size).toBe(1);
    await void_(one);
    await door.drain();
    expect(test.made.size).toBe(0);
    expect(await label(one)).toBeNull();
  });
});

describe('tracking', () => {
  const at = '2026-11-20T15:00:00Z';
  const tell = (
    events: Parameters<typeof carrierApi.call<typeof returns.track>>[1]['body']['events'],
    by = carrierApi,
  ) => by.call(returns.track, { body: { events } });

  it('is recorded once and told to the return’s timeline', async () => {
    const one = await labelled();
    const told = [
      { tracking: one.tracking, code: 'picked_up' as const, at, place: 'Plano, TX' },
      {
        tracking: ` ${one.tracking.toLowerCase().replace(/^rl/, 'rl ')}`,
        code: 'in_transit' as const,
        at: '2026-11-20T20:00:00-05:00',
        detail: 'Left the depot',
      },
    ];
    expect(await tell(told)).toEqual({ recorded: 2, repeated: 0, unknown: [] });
    expect(await tell([...told, ...told])).toEqual({ recorded: 0, repeated: 4, unknown: [] });
    const seen = (await events(one)).filter(({ type }) => type === 'tracking.recorded');
    expect(seen.map(({ data }) => data)).toEqual([
      { code: 'picked_up', place: 'Plano, TX', detail: null, tracking: one.tracking, at: '2026-11-20T15:00:00.000Z' },
      {
        code: 'in_transit',
        place: null,
        detail: 'Left the depot',
        tracking: one.tracking,
        at: '2026-11-21T01:00:00.000Z',
      },
    ]);
    expect(seen[0]).toMatchObject({
      brand_id: brand.id,
      order_id: one.order,
      site_id: dallas.id,
      actor: { kind: 'api_key' },
    });
  });

  it('of a parcel picked up puts the return on its way', async () => {
    const one = await labelled();
    await tell([{ tracking: one.tracking, code: 'label_created', at }]);
    await door.drain();
    expect((await door.owner.call(returns.get, { params: { id: one.return } })).stage).toBe('approved');
    await tell([{ tracking: one.tracking, code: 'picked_up', at, place: 'Plano, TX' }]);
    await door.drain();
    const seen = await door.owner.call(returns.get, { params: { id: one.return } });
    expect(seen).toMatchObject({ stage: 'in_transit', label: { tracking: one.tracking, state: 'made' } });
    expect(seen.tracking.map(({ code }) => code).sort()).toEqual(['label_created', 'picked_up']);
  });

  it('of the same parcel by two callers at once is recorded once', async () => {
    const one = await labelled();
    const batch = Array.from({ length: 20 }, (_, i) => ({
      tracking: one.tracking,
      code: 'in_transit' as const,
      at: `2026-11-20T15:00:${String(10 + i)}Z`,
    }));
    const answers = await Promise.all([tell(batch), tell([...batch].reverse()), tell(batch)]);
    expect(answers.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(20);
    expect((await types(one)).filter((type) => type === 'tracking.recorded')).toHaveLength(20);
  });

  it('of numbers nobody knows is told back, and the others are kept', async () => {
    const one = await labelled();
    const answer = await tell([
      { tracking: '1Z999AA10123456784', code: 'delivered', at },
      { tracking: one.tracking, code: 'exception', at, detail: 'Damaged carton' },
      { tracking: '1Z999AA10123456784', code: 'in_transit', at },
    ]);
    expect(answer).toEqual({ recorded: 1, repeated: 0, unknown: ['1Z999AA10123456784'] });
  });

  it('goes on for a label that is void: the buyer may have stuck it on all the same', async () => {
    const one = await labelled();
    await void_(one);
    expect(await tell([{ tracking: one.tracking, code: 'picked_up', at }])).toMatchObject({ recorded: 1 });
  });

  it('that has yet to happen is refused whole, naming the row', async () => {
    const one = await labelled();
    const body = {
      events: [
        { tracking: one.tracking, code: 'picked_up' as const, at },
        { tracking: one.tracking, code: 'delivered' as const, at: '2999-01-01T00:00:00Z' },
      ],
    };
    expect(await carrierApi.refused(returns.track, { body })).toMatchObject({
      status: 422,
      fields: [{ path: 'events.1.at', code: 'in_the_future' }],
    });
    expect(await types(one)).not.toContain('tracking.recorded');
  });

  it.each([
    ['no events', []],
    ['a code nobody knows', [{ tracking: 'X', code: 'teleported', at }]],
    ['no time', [{ tracking: 'X', code: 'delivered' }]],
    ['control characters', [{ tracking: 'X\u0007', code: 'delivered', at }]],
  ])('refuses %s', async (_, events) => {
    expect(await carrierApi.refused(returns.track, { body: { events: events as never } })).toMatchObject({
      status: 422,
      code: 'input.invalid',
    });
  });

  it('is for who holds the permission, of their brands and their workspace', async () => {
    const one = await labelled();
    const body = { events: [{ tracking: one.tracking, code: 'delivered' as const, at }] };
    expect((await (await door.as('warehouse')).refused(returns.track, { body })).code).toBe('permission.not_allowed');
    const other = await door.makeBrand();
    const narrow = await door.withKey(['tracking.write'], { brandIds: [other.id] });
    expect(await narrow.call(returns.track, { body })).toEqual({ recorded: 0, repeated: 0, unknown: [one.tracking] });
    const elsewhere = (await door.anotherWorkspace()).owner;
    expect(await elsewhere.call(returns.track, { body })).toEqual({
      recorded: 0,
      repeated: 0,
      unknown: [one.tracking],
    });
    expect(await types(one)).not.toContain('tracking.recorded');
  });
});

describe('the site a parcel goes to', () => {
  const to = (brandId: string, categories: string[], region: string) =>
    inWorkspace(door.ctx(), (tx) => siteFor(tx, door.ctx(), { brandId, categories, from: { ...home, region } }));

  it('is the nearest that takes the brand and everything in the box', async () => {
    const { id } = await door.makeBrand();
    const west = await door.makeSite({
      code: 'RNO',
      latitude: 39.5,
      longitude: -119.8,
      brands: [{ brand_id: id, categories: ['lamps'] }],
    });
    const east = await door.makeSite({
      code: 'EWR',
      latitude: 40.7,
      longitude: -74.2,
      brands: [{ brand_id: id, categories: null }],
    });
    expect((await to(id, ['lamps'], 'CA'))?.id).toBe(west.id);
    expect((await to(id, ['lamps'], 'NY'))?.id).toBe(east.id);
    expect((await to(id, ['vacuums'], 'CA'))?.id).toBe(east.id);
    expect((await to(id, ['lamps', 'vacuums'], 'CA'))?.id).toBe(east.id);
  });
  it('is one that takes the first category where none takes them all', async () => {
    const { id } = await door.makeBrand();
    const lamps = await door.makeSite({ code: 'LMP', brands: [{ brand_id: id, categories: ['lamps'] }] });
    await door.makeSite({ code: 'VAC', brands: [{ brand_id: id, categories: ['vacuums'] }] });
    expect((await to(id, ['lamps', 'vacuums'], 'CA'))?.id).toBe(lamps.id);
  });
  it('is none where nobody takes it', async () => {
    const { id } = await door.makeBrand();
    expect(await to(id, ['lamps'], 'CA')).toBeNull();
  });
});
