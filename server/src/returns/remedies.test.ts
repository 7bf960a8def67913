/** Every remedy from the ask to its end, through the front door. */
import { desk, orders, type PolicyRules, partsApi, portal, returns, warehouse } from '@recoup/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { judge, receive } from './testing/goods.ts';
import { mailsWhere } from './testing/mail-box.ts';
import { claimed, LAMP, NOON, type Order, openWorld, stageOf, VACUUM } from './testing/world.ts';

const world = await openWorld();
const { door, owner } = world;
const product = (await owner.call(orders.products, { query: { q: 'Halo lamp' } })).rows[0]!;
const part = (sku: string, change = {}) =>
  owner.call(partsApi.create, {
    query: { brand_id: world.brand.id },
    body: {
      sku,
      title: `Shade ${sku}`,
      price: 1_400,
      currency: 'USD',
      fits: [{ product_id: product.id, per_product: 1 }],
      mends: [{ reason: 'damaged-or-defective', detail: 'shade_or_glass_broken' }],
      ...change,
    },
  });
const shade = await part('H1-SHADE');
const cord = await part('H1-CORD', { mends: [{ reason: 'cannot-use', detail: null }] });
await owner.call(orders.upsertProducts, {
  query: { brand_id: world.brand.id },
  body: {
    products: [
      {
        external_id: 'p-h1',
        title: 'Halo lamp',
        category: 'lamp',
        variants: [
          { external_id: 'v-h1', sku: 'LM-H1', price: 12_900, weight_g: 2_000 },
          { external_id: 'v-h1-xl', sku: 'LM-H1-XL', title: 'Halo lamp XL', price: 15_900, weight_g: 2_600 },
          { external_id: 'v-h1-s', sku: 'LM-H1-S', title: 'Halo lamp S', price: 9_900, weight_g: 1_600 },
        ],
      },
    ],
  },
});
const variants = (await owner.call(orders.product, { params: { id: product.id } })).variants;
const variant = (sku: string) => variants.find((one) => one.sku === sku)!.id;

/** The policy everything below rests on: what the starting policy has, and the rest of the remedies. */
const rules = (change: (rules: PolicyRules) => void = () => {}) =>
  world.publish(world.brand, (all) => {
    all.evidence_for = [];
    all.ask_person.from_nth_return = null;
    all.ask_person.above = null;
    all.remedies.repair = true;
    all.remedies.next_order_discount = { allowed: true, percent: 15, reasons: [] };
    change(all);
  });
await rules();
afterEach(() => door.setNow(NOON));

const broken = { reason: 'damaged-or-defective' as const, detail: 'shade_or_glass_broken' };
const asks = (of: Order, remedy: 'spare_part' | 'repair' | 'exchange', choice = {}, change = {}) =>
  world.ask(of, { ...broken, remedy, choice, ...change });
const read = (id: string) => owner.call(returns.get, { params: { id } });
const sent = (id: string, line_id: string, reference = '1Z999') =>
  owner.call(returns.replacementSent, { params: { id }, body: { line_id, reference } });

describe('a part by mail', () => {
  it('is taken instead of a return: it leaves, the case closes, and the lamp may still be returned', async () => {
    const order = await world.order([LAMP]);
    const seen = { shown: ['spare_part' as const, 'refund' as const] };
    const lines = asks(order, 'spare_part', { parts: [{ part_id: shade.id, quantity: 1 }] }, seen);
    const asked = await order.buyer.call(portal.request, { body: { lines } });
    expect(asked).toMatchObject({ stage: 'approved', goods_back: false, freight_paid_by: 'nobody' });
    expect(asked.lines[0]).toMatchObject({
      remedy: 'spare_part',
      offer: { goods: [{ id: shade.id, quantity: 1 }], ships: 'now' },
      sent: { reference: null, at: null },
    });
    expect(asked.steps.map(({ code, state }) => `${code} ${state}`)).toEqual([
      'requested done',
      'approved done',
      'sent now',
    ]);
    await door.drain();
    const [line] = (await read(asked.id)).lines;
    expect(line!.replacement).toMatchObject({ owed: true, sent_at: null });
    expect((await read(asked.id)).moves).not.toContain('close');
    expect(await claimed(owner, order.id)).toEqual([1]);

    await sent(asked.id, line!.id);
    await door.drain();
    expect(await stageOf(owner, asked.id)).toBe('closed');
    expect(await claimed(owner, order.id)).toEqual([0]);
    const mails = await mailsWhere(world, (mail) => mail.return_id === asked.id);
    expect(mails.map(({ template }) => template)).toEqual(['return_approved', 'replacement_sent']);
    expect(mails[0]!.subject).toBe(`Your request ${asked.code} is approved`);
    expect(mails[1]!.subject).toContain('part is on its way');
    // The shade came, and the lamp is still not right: the plain return was never taken away.
    const again = await order.buyer.call(portal.request, { body: { lines: world.ask(order) } });
    expect(again.stage).toBe('approved');
  });

  it.each([
    ['a part that mends something else', () => [{ part_id: cord.id, quantity: 1 }]],
    ['more of it than the lamp has', () => [{ part_id: shade.id, quantity: 2 }]],
    [
      'the same part twice',
      () => [
        { part_id: shade.id, quantity: 1 },
        { part_id: shade.id, quantity: 1 },
      ],
    ],
    ['a part nobody has', () => [{ part_id: product.id, quantity: 1 }]],
  ])('does not give a buyer %s', async (_, parts) => {
    const order = await world.order([LAMP]);
    const lines = asks(order, 'spare_part', { parts: parts() });
    const problem = await order.buyer.refused(portal.request, { body: { lines } });
    expect(problem.code).toBe('return.remedy_not_offered');
    expect(await claimed(owner, order.id)).toEqual([0]);
  });

  it('may be another part of the product where staff say so', async () => {
    const order = await world.order([LAMP]);
    const lines = asks(order, 'spare_part', { parts: [{ part_id: cord.id, quantity: 2 }] });
    const made = await owner.call(returns.request, { params: { id: order.id }, body: { lines } });
    expect(made).toMatchObject({ stage: 'approved', asked_by: { kind: 'staff', id: owner.id } });
    expect(made.lines[0]!.offer.goods).toMatchObject([{ id: cord.id, quantity: 2 }]);
  });
});

describe('help, and money off the next order', () => {
  it('help that worked closes at once, and takes nothing from the buyer', async () => {
    const order = await world.order([LAMP]);
    const lines = world.ask(order, { reason: 'cannot-use', remedy: 'guidance' });
    const asked = await order.buyer.call(portal.request, { body: { lines } });
    expect(asked).toMatchObject({ stage: 'closed', goods_back: false });
    expect(asked.lines[0]!.offer).toMatchObject({ amount: { amount: 0 }, goods_back: false });
    expect(await claimed(owner, order.id)).toEqual([0]);
    expect(await mailsWhere(world, (mail) => mail.return_id === asked.id)).toEqual([]);
    expect((await read(asked.id)).facts.money.state).toBe('nothing_due');
  });

  it('a discount is issued and the case closes by itself; no refund, no label', async () => {
    const order = await world.order([LAMP]);
    const lines = world.ask(order, { remedy: 'next_order_discount' });
    const asked = await order.buyer.call(portal.request, { body: { lines } });
    expect(asked.lines[0]!.offer).toMatchObject({ discount: { percent: 15 }, goods_back: false });
    await door.drain();
    const after = await read(asked.id);
    expect(after).toMatchObject({ stage: 'closed', label: null });
    expect(after.lines[0]!.replacement!.reference).toEqual(expect.any(String));
    expect(await claimed(owner, order.id)).toEqual([0]);
    const mails = await mailsWhere(world, (mail) => mail.return_id === asked.id);
    expect(mails.map(({ template }) => template)).toEqual(['discount_issued']);
  });
});

describe('a repair', () => {
  it('comes in by a label with what belongs in the box, is mended, goes back, and may be asked about again', async () => {
    const order = await world.order([LAMP]);
    const asked = await order.buyer.call(portal.request, { body: { lines: asks(order, 'repair') } });
    expect(asked).toMatchObject({ stage: 'approved', goods_back: true, freight_paid_by: 'seller' });
    const [approved] = await mailsWhere(world, (mail) => mail.return_id === asked.id);
    expect(approved!.body_text).toContain('We repair it');
    const [line] = (await read(asked.id)).lines;
    const early = await owner.refused(returns.replacementSent, {
      params: { id: asked.id },
      body: { line_id: line!.id, reference: 'x' },
    });
    expect(early.code).toBe('return.nothing_to_replace');
    await receive(door.ctx(), asked.id, world.site.id);
    await judge(door.ctx(), asked.id, 1);
    await door.drain();
    expect(await stageOf(owner, asked.id)).toBe('received');
    await sent(asked.id, line!.id, '1ZREPAIR');
    await door.drain();
    expect(await stageOf(owner, asked.id)).toBe('closed');
    expect(await claimed(owner, order.id)).toEqual([0]);
  });
});

describe('an exchange', () => {
  it('for a dearer one shows the difference before and stores it, and leaves once the old one was accepted', async () => {
    const order = await world.order([LAMP]);
    const lines = asks(order, 'exchange', { variant_id: variant('LM-H1-XL') });
    const asked = await order.buyer.call(portal.request, { body: { lines } });
    expect(asked.lines[0]!.offer).toMatchObject({
      difference: { amount: 3_247, currency: 'USD' },
      goods: [{ kind: 'variant', id: variant('LM-H1-XL') }],
      ships: 'on_receipt',
      amount: { amount: 0 },
    });
    expect((await read(asked.id)).facts.money.state).toBe('nothing_due');
    await receive(door.ctx(), asked.id, world.site.id);
    await judge(door.ctx(), asked.id, 1);
    expect((await read(asked.id)).lines[0]!.replacement).toMatchObject({ owed: true });
    // Until the outbound desk has it, it stands on the first page of who writes to buyers.
    const waits = (await owner.call(desk.home, {})).waiting.filter(({ subject }) => subject.id === asked.id);
    expect(waits.map(({ kind }) => kind)).toEqual(['exchange']);
  });

  it('for a cheaper one gives the difference back to the payment once the old one was accepted', async () => {
    const order = await world.order([LAMP]);
    const lines = asks(order, 'exchange', { variant_id: variant('LM-H1-S') });
    const asked = await order.buyer.call(portal.request, { body: { lines } });
    expect(asked.lines[0]!.offer).toMatchObject({
      difference: { amount: -3_247 },
      amount: { amount: 3_247 },
      to: 'Visa ending 4417',
    });
    await receive(door.ctx(), asked.id, world.site.id);
    await judge(door.ctx(), asked.id, 1);
    await door.drain();
    const after = await read(asked.id);
    expect(after.facts.money).toMatchObject({ state: 'owed', amount: { amount: 3_247 } });
    expect(after.stage).toBe('received');
  });

  it('is not given for what is unknown, of another brand, or without a price', async () => {
    const order = await world.order([LAMP]);
    const lines = asks(order, 'exchange', { variant_id: product.id });
    expect((await order.buyer.refused(portal.request, { body: { lines } })).code).toBe('return.remedy_not_offered');
  });

  it('that leaves at once is owed from approval; the old one rejected afterwards makes a person look', async () => {
    const order = await world.order([LAMP]);
    const body = {
      lines: asks(order, 'exchange', { ships: 'now' as const, variant_id: variant('LM-H1') }),
      override_reason: 'Guests tonight',
    };
    const made = await owner.call(returns.request, { params: { id: order.id }, body });
    expect(made.lines[0]).toMatchObject({
      offer: { ships: 'now', hold: { amount: 13_964 }, goods_back: true },
      replacement: { owed: true },
    });
    await sent(made.id, made.lines[0]!.id);
    await receive(door.ctx(), made.id, world.site.id);
    await judge(door.ctx(), made.id, 0, 1);
    await door.drain();
    const after = await read(made.id);
    expect(after).toMatchObject({ stage: 'received', review: ['swap.rejected'] });
    // A person settles it with the buyer and closes it.
    expect(after.moves).toContain('close');
  });

  it('that left at once stays claimed when the old one never comes', async () => {
    const order = await world.order([LAMP]);
    const body = { lines: asks(order, 'exchange', { ships: 'now' as const }), override_reason: 'Guests tonight' };
    const made = await owner.call(returns.request, { params: { id: order.id }, body });
    await sent(made.id, made.lines[0]!.id);
    door.setNow('2026-12-20T18:00:00Z');
    await door.runJob('expire-returns');
    const after = await read(made.id);
    expect(after.stage).toBe('expired');
    const told = after.timeline.find(({ type }) => type === 'return.expired')!;
    expect(told.data.kept).toEqual([made.lines[0]!.id]);
    expect(await claimed(owner, order.id)).toEqual([1]);
  });
});

describe('several lines of one request', () => {
  it('take different remedies: the vacuum comes back, the lamp gets its shade, and each closes in its time', async () => {
    const order = await world.order([VACUUM, LAMP]);
    const [vacuum, lamp] = world.ask(order);
    const lines = [vacuum!, { ...lamp!, ...broken, remedy: 'spare_part' as const }];
    const asked = await order.buyer.call(portal.request, { body: { lines } });
    expect(asked).toMatchObject({ stage: 'approved', goods_back: true, freight_paid_by: 'seller' });
    expect(asked.lines.map(({ remedy, offer }) => [remedy, offer.goods_back])).toEqual([
      ['refund', true],
      ['spare_part', false],
    ]);
    const [, part] = (await read(asked.id)).lines;
    await sent(asked.id, part!.id);
    await receive(door.ctx(), asked.id, world.site.id, [1, 0]);
    await judge(door.ctx(), asked.id, 1);
    await door.drain();
    expect(await claimed(owner, order.id)).toEqual([1, 1]);
    // The sum is above the brand's own rule for refunds.
    expect((await read(asked.id)).facts.money.state).toBe('second_person');
    expect(await stageOf(owner, asked.id)).toBe('received');
  });

  it('give the freight out back in exact shares, never more than was paid for it', async () => {
    const brand = await door.makeBrand({ name: 'Sharing', time_zone: 'America/Chicago' });
    await world.publish(brand, (all) => {
      all.evidence_for = [];
      all.ask_person.from_nth_return = null;
      all.ask_person.above = null;
      all.shipping_refunded_for = ['arrived-late'];
    });
    await owner.call(orders.upsertProducts, {
      query: { brand_id: brand.id },
      body: {
        products: [{ external_id: 'x', title: 'X', category: 'lamp', variants: [{ external_id: 'x', sku: 'LM-H1' }] }],
      },
    });
    const order = await world.order(
      [LAMP, { ...LAMP, quantity: 2 }, { ...LAMP, unit_price: 1 }],
      { shipping: 1_000, payments: [] },
      brand,
    );
    const given: number[] = [];
    for (const line of order.lines) {
      const [preview] = (
        await order.buyer.call(portal.preview, {
          body: {
            lines: [{ order_line_id: line.id, quantity: line === order.lines[1] ? 2 : 1, reason: 'arrived-late' }],
          },
        })
      ).lines;
      const refund = preview!.offers.find(({ kind }) => kind === 'refund')!;
      given.push(refund.parts.find(({ code }) => code === 'shipping')?.amount.amount ?? 0);
    }
    expect(given.reduce((a, b) => a + b, 0)).toBe(1_000);
    expect(given[1]).toBeGreaterThan(given[0]!);
  });
});

describe('a part beside goods that are to come back', () => {
  const both = async () => {
    const order = await world.order([VACUUM, LAMP]);
    const [vacuum, lamp] = world.ask(order);
    const lines = [vacuum!, { ...lamp!, ...broken, remedy: 'spare_part' as const }];
    const { id } = await order.buyer.call(portal.request, { body: { lines } });
    return { order, id, part: (await read(id)).lines[1]! };
  };
  it('is not expected at the dock: the parcel with the vacuum alone is right', async () => {
    const { id } = await both();
    const parcel = await owner.call(warehouse.arrive, { body: { return_id: id, site_id: world.site.id } });
    expect(parcel.lines.map(({ sku }) => sku)).toEqual(['LM-R7-WHT']);
    const body = { return_line_id: parcel.lines[0]!.return_line_id, scan_id: crypto.randomUUID() };
    await owner.call(warehouse.count, { params: { id: parcel.id }, body });
    expect(await owner.call(warehouse.close, { params: { id: parcel.id }, body: {} })).toMatchObject({
      outcomes: ['right'],
    });
    expect((await read(id)).lines.map(({ received }) => received)).toEqual([1, 0]);
  });
  it('is not lost when the goods are never sent: the return ends once the part left', async () => {
    const { order, id, part } = await both();
    door.setNow('2026-12-20T18:00:00Z');
    await door.runJob('expire-returns');
    expect(await stageOf(owner, id)).toBe('approved');
    await sent(id, part.id);
    await door.runJob('expire-returns');
    expect(await stageOf(owner, id)).toBe('expired');
    expect(await claimed(owner, order.id)).toEqual([0, 0]);
  });
});

describe('staff', () => {
  it('refund part of it by agreement without an exception, and more than policy only with one', async () => {
    const agent = await door.as('agent');
    const order = await world.order([LAMP]);
    const body = { lines: world.ask(order, { ...broken, choice: { amount: 4_000 } }) };
    const made = await agent.call(returns.request, { params: { id: order.id }, body });
    expect(made.lines[0]!.offer).toMatchObject({ amount: { amount: 4_000 } });
    expect(made.lines[0]!.offer.parts.map(({ code, amount }) => [code, amount.amount])).toEqual([
      ['price', 12_900],
      ['tax', 1_064],
      ['condition', -9_964],
    ]);
    const other = await world.order([LAMP]);
    const more = { lines: world.ask(other, { choice: { amount: 13_964 } }) }; // policy takes $7.95 for the freight
    expect((await agent.refused(returns.request, { params: { id: other.id }, body: more })).code).toBe(
      'return.remedy_not_offered',
    );
    const said = await owner.call(returns.request, {
      params: { id: other.id },
      body: { ...more, override_reason: 'Loyal' },
    });
    expect(said.lines[0]!.offer.amount.amount).toBe(13_964);
    const third = await world.order([LAMP]);
    const beyond = { lines: world.ask(third, { choice: { amount: 13_965 } }), override_reason: 'Loyal' };
    expect((await owner.refused(returns.request, { params: { id: third.id }, body: beyond })).code).toBe(
      'return.remedy_not_offered',
    );
  });

  it('let the buyer keep what is replaced: nothing travels, another one leaves, the old one cannot be asked for again', async () => {
    const order = await world.order([LAMP]);
    const lines = world.ask(order, { ...broken, remedy: 'replacement', choice: { keeps_goods: true } });
    const made = await owner.call(returns.request, {
      params: { id: order.id },
      body: { lines, override_reason: 'Glass: not worth the freight' },
    });
    expect(made).toMatchObject({ stage: 'approved', goods_back: false, freight_paid_by: 'nobody', label: null });
    expect(made.lines[0]!.replacement).toMatchObject({ owed: true });
    await sent(made.id, made.lines[0]!.id);
    await door.drain();
    expect(await stageOf(owner, made.id)).toBe('closed');
    expect(await claimed(owner, order.id)).toEqual([1]);
  });

  it('cannot have a buyer do what only staff may: sums, percentages, shipping first, keeping the goods', async () => {
    for (const choice of [{ amount: 1 }, { percent: 99 }, { ships: 'now' as const }, { keeps_goods: true }]) {
      const order = await world.order([LAMP]);
      const remedy = 'percent' in choice ? ('next_order_discount' as const) : ('exchange' as const);
      const problem = await order.buyer.refused(portal.request, {
        body: { lines: world.ask(order, { ...broken, remedy, choice }) },
      });
      expect(problem.code).toBe('return.remedy_not_offered');
    }
  });

  it('change a refund into a part: the label is void, the part is owed, and two who change it at once leave one remedy', async () => {
    const { order, id } = await world.approved(broken);
    const [line] = (await read(id)).lines;
    const changes = await Promise.allSettled(
      [1, 2].map(() =>
        owner.call(returns.changeRemedy, {
          params: { id },
          body: { line_id: line!.id, remedy: 'spare_part', choice: { parts: [{ part_id: shade.id, quantity: 1 }] } },
        }),
      ),
    );
    expect(changes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    const after = await read(id);
    expect(after).toMatchObject({ stage: 'approved', goods_back: false, freight_paid_by: 'nobody' });
    expect(after.lines[0]).toMatchObject({ remedy: 'spare_part', replacement: { owed: true } });
    await sent(id, line!.id);
    await door.drain();
    expect(await stageOf(owner, id)).toBe('closed');
    expect(await claimed(owner, order.id)).toEqual([0]);
  });

  it('record twice at once that it left: once, and the second is told', async () => {
    const order = await world.order([LAMP]);
    const asked = await order.buyer.call(portal.request, { body: { lines: asks(order, 'spare_part') } });
    const [line] = (await read(asked.id)).lines;
    const both = await Promise.allSettled(['1ZA', '1ZB'].map((reference) => sent(asked.id, line!.id, reference)));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(String(lost.reason)).toContain('return.replacement_sent');
    expect((await read(asked.id)).timeline.filter(({ type }) => type === 'return.replacement_sent')).toHaveLength(1);
  });
});
