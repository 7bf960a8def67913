/** Disputes through the front door: opened, defended, decided, and refunds that would pay twice. */
import { createHash } from 'node:crypto';
import { disputesApi as api, ledgerApi, moneyApi, orders, returns } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { acceptUnits, takeIn } from '../../returns/index.ts';
import { LAMP, type Order, openWorld, type World } from '../../returns/testing/world.ts';
import type { CompanyDispute } from '../gateways/company.ts';
import { takeDisputeEvent } from './hear-dispute.ts';
import { watchDisputes } from './watch-disputes.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
const DAY = 86_400_000;
const PAID = LAMP.unit_price + LAMP.tax;

const open = (order: Order, change: Record<string, unknown> = {}) =>
  world.owner.call(api.open, {
    body: { order_id: order.id, amount: PAID, network: 'visa', network_code: '13.1', fee: 1_500, ...change },
  });
async function accounts(orderNumber: string) {
  const { rows } = await world.owner.call(ledgerApi.entries, { query: { limit: 200 } });
  const sums = new Map<string, number>();
  for (const entry of rows.filter(({ order }) => order?.number === orderNumber))
    for (const { account, amount } of entry.lines) sums.set(account, (sums.get(account) ?? 0) + amount.amount);
  return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0));
}
async function owedRefund(change: Record<string, unknown> = {}) {
  const order = await world.order([LAMP], change);
  const made = await world.owner.call(returns.request, {
    params: { id: order.id },
    body: { lines: world.ask(order), override_reason: 'Test' },
  });
  await world.door.drain();
  const ctx = world.door.ctx();
  const lineId = made.lines[0]!.id;
  await inWorkspace(ctx, (tx) =>
    takeIn(tx, ctx, made.id, { siteId: world.site.id, lines: [{ line_id: lineId, received: 1 }] }),
  );
  await inWorkspace(ctx, (tx) =>
    acceptUnits(tx, ctx, { returnId: made.id, returnLineId: lineId, accepted: 1, rejected: 0 }),
  );
  await world.door.drain();
  const refund = async () => (await world.owner.call(moneyApi.refunds, { query: { return_id: made.id } })).rows[0]!;
  return { order, returnId: made.id, refund };
}

describe('a chargeback', () => {
  test('opens with its meaning, deadline and books, once for a reference, and comes back when it is won', async () => {
    const order = await world.order();
    const first = await open(order, { reference: 'cb-1' });
    const again = await open(order, { reference: 'cb-1' });
    expect(again.id).toBe(first.id);
    expect(first).toMatchObject({
      state: 'needs_response',
      reason: 'not_received',
      network_name: 'Merchandise / Services Not Received',
      due_rule: { days: 30 },
    });
    expect(await accounts(order.number)).toEqual({
      disputed_funds: PAID,
      dispute_fees: 1_500,
      payment_clearing: -PAID - 1_500,
    });
    const sent = await world.owner.call(api.markSubmitted, {
      params: { id: first.id },
      body: { reference: 'portal 77' },
    });
    expect(sent).toMatchObject({ state: 'submitted', submit_reference: 'portal 77' });
    const won = await world.owner.call(api.decide, { params: { id: first.id }, body: { outcome: 'won' } });
    expect(won).toMatchObject({ state: 'won', moves: [] });
    expect(await accounts(order.number)).toEqual({ dispute_fees: 1_500, payment_clearing: -1_500 });
    expect((await world.owner.refused(api.decide, { params: { id: first.id }, body: { outcome: 'lost' } })).code).toBe(
      'dispute.wrong_state',
    );
  });

  test('two who press at once end it once', async () => {
    const order = await world.order();
    const { id } = await open(order, { fee: 0 });
    const pressed = await Promise.allSettled([
      world.owner.call(api.decide, { params: { id }, body: { outcome: 'lost' } }),
      world.owner.call(api.decide, { params: { id }, body: { outcome: 'won' } }),
    ]);
    expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { state } = await world.owner.call(api.dispute, { params: { id } });
    expect(await accounts(order.number)).toEqual(
      state === 'won' ? {} : { dispute_losses: PAID, payment_clearing: -PAID },
    );
  });

  test('bad input is refused with its reason', async () => {
    const order = await world.order();
    const bad = async (change: Record<string, unknown>) =>
      (await world.owner.refused(api.open, { body: { order_id: order.id, amount: PAID, ...change } })).code;
    expect(await bad({ amount: PAID * 50 })).toBe('dispute.more_than_paid');
    expect(await bad({ amount: -1 })).toMatch(/^input/);
    expect(await bad({ currency: 'EUR' })).toBe('dispute.other_currency');
    expect(await bad({ payment_id: newId() })).toBe('payment.not_found');
    expect(await bad({ order_id: newId() })).toBe('order.not_found');
    const { id } = await open(order);
    expect((await world.owner.refused(api.submit, { params: { id }, body: {} })).code).toBe('dispute.not_connected');
    const agent = await world.door.as('agent');
    expect((await agent.refused(api.accept, { params: { id }, body: { reason: 'small' } })).code).toBe(
      'permission.not_allowed',
    );
  });
});

describe('refund and dispute', () => {
  test('a refund of a disputed payment is stopped, and stays stopped when the dispute is lost', async () => {
    const { order, refund } = await owedRefund();
    const { id } = await open(order);
    await world.door.drain();
    expect(await refund()).toMatchObject({ state: 'owed', needs_second: true });
    const at = { params: { id: (await refund()).id } };
    await world.owner.call(moneyApi.askSecond, { ...at, body: {} });
    const helen = await world.door.as('manager');
    expect((await helen.refused(moneyApi.approve, { ...at, body: {} })).code).toBe('refund.payment_disputed');
    const seen = await world.owner.call(api.dispute, { params: { id } });
    expect(seen.flags.map(({ code }) => code)).toContain('refund_waits');
    await world.owner.call(api.accept, { params: { id }, body: { reason: 'cheaper than fighting' } });
    expect((await helen.refused(moneyApi.approve, { ...at, body: {} })).code).toBe('refund.payment_disputed');
  });

  test('an inquiry that a waiting refund would settle says so, and the refund goes out', async () => {
    const { order, refund } = await owedRefund();
    const { id } = await open(order, { kind: 'inquiry', fee: 0 });
    await world.door.drain();
    const flags = (await world.owner.call(api.dispute, { params: { id } })).flags;
    expect(flags).toMatchObject([{ code: 'refund_would_settle', facts: { whole: false } }]);
    await world.owner.call(moneyApi.send, { params: { id: (await refund()).id }, body: {} });
    expect(await refund()).toMatchObject({ state: 'sending' });
  });

  test('money refunded before a chargeback came is flagged as paid twice once it is lost', async () => {
    const { order, refund } = await owedRefund();
    await world.owner.call(moneyApi.send, { params: { id: (await refund()).id }, body: {} });
    await world.owner.call(moneyApi.markPaid, { params: { id: (await refund()).id }, body: { reference: 're 1' } });
    const { id, checklist } = await open(order, { network_code: '13.6' });
    expect(checklist[0]).toMatchObject({ weight: 'key' });
    expect(checklist.find(({ code }) => code === 'refunds')).toMatchObject({ state: 'there', weight: 'key' });
    await world.owner.call(api.decide, { params: { id }, body: { outcome: 'lost' } });
    const seen = await world.owner.call(api.dispute, { params: { id } });
    expect(seen.flags.map(({ code }) => code)).toEqual(['paid_twice']);
  });
});

describe('the evidence', () => {
  test('is drawn from the order in both languages, kept with its hash, and what was left out is not in it', async () => {
    const { order } = await owedRefund();
    const { id } = await open(order);
    const said = await world.owner.call(api.evidence, {
      params: { id },
      body: {
        statement: 'Delivered on the third day, signed.\n第三天签收。',
        left_out: ['timeline'],
        file_ids: [await world.photo(world.owner)],
      },
    });
    expect(said.checklist.find(({ code }) => code === 'timeline')).toMatchObject({ state: 'left_out' });
    expect(said.checklist.find(({ code }) => code === 'policy')).toMatchObject({ state: 'there' });
    expect(said.fields.find(({ name }) => name === 'refund_policy_disclosure')?.value).toContain('30 days');
    for (const language of ['en', 'zh'] as const) {
      const preview = await world.owner.fetch(`/v1/disputes/${id}/evidence.pdf?language=${language}`);
      expect(preview.status).toBe(200);
      expect(
        Buffer.from(await preview.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    }
    await world.owner.call(api.pack, { params: { id }, body: { language: 'zh' } });
    const kept = await world.owner.call(api.pack, { params: { id }, body: { language: 'en' } });
    expect(kept.packs.map(({ language }) => language)).toEqual(['en', 'zh']);
    const bytes = Buffer.from(await (await world.owner.fetch(kept.packs[0]!.url)).arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(kept.packs[0]!.sha256);
    expect((await world.owner.refused(api.evidence, { params: { id }, body: { file_ids: [newId()] } })).code).toBe(
      'file.not_found',
    );
  });

  test('is warned of once before its deadline, however often the watch runs', async () => {
    const order = await world.order();
    const { id } = await open(order, { due_by: new Date(world.door.now().getTime() + 2 * DAY).toISOString() });
    await world.door.drain();
    await Promise.all([watchDisputes.run(world.door.ctx(), null), watchDisputes.run(world.door.ctx(), null)]);
    const ctx = world.door.ctx();
    const told = await inWorkspace(ctx, (tx) =>
      tx
        .selectFrom('events')
        .select('data')
        .where('type', '=', 'dispute.flagged')
        .where('subject_id', '=', id)
        .execute(),
    );
    expect(told.map(({ data }) => (data as { flag: string }).flag)).toEqual(['due_soon']);
    const counts = await world.owner.call(api.counts);
    expect(counts.due_soon).toBeGreaterThan(0);
  });
});

describe('what a payment company says', () => {
  test('is taken in once each, in any order, and ends where the company ended', async () => {
    const order = await world.order([LAMP], {
      payments: [{ external_id: 'ch_late', method: 'card', label: 'Visa ending 4417', amount: PAID }],
    });
    const ctx = world.door.ctx();
    const told = (status: string, change: Partial<CompanyDispute> = {}): CompanyDispute => ({
      reference: 'du_1',
      payments: ['ch_late', 'pi_late'],
      amount: PAID,
      currency: 'USD',
      reason: 'product_not_received',
      status,
      networkReasonCode: '13.1',
      dueBy: new Date(ctx.now.getTime() + 9 * DAY),
      createdAt: ctx.now,
      submissions: 0,
      ...change,
    });
    const say = (eventId: string, minute: number, dispute: CompanyDispute) =>
      inWorkspace(ctx, (tx) =>
        takeDisputeEvent(tx, ctx, {
          brandId: world.brand.id,
          gateway: 'stripe',
          eventId,
          at: new Date(ctx.now.getTime() + minute * 60_000),
          dispute,
        }),
      );
    await say('evt_3', 3, told('under_review'));
    await Promise.all([say('evt_1', 1, told('needs_response')), say('evt_1', 1, told('needs_response'))]);
    await say('evt_4', 4, told('won'));
    await say('evt_4', 4, told('won'));
    await say('evt_2', 2, told('lost'));
    const { rows } = await world.owner.call(api.disputes, { query: { order_id: order.id } });
    expect(rows).toMatchObject([
      { state: 'won', reference: 'du_1', network: 'visa', reason: 'not_received', source: 'gateway' },
    ]);
    expect(await accounts(order.number)).toEqual({});
    await say('evt_9', 9, told('needs_response', { reference: 'du_2', payments: ['ch_nobody'] }));
    expect((await world.owner.call(api.disputes, { query: { q: 'du_2' } })).rows).toEqual([]);
  });

  test('a bank that changes its mind after a loss gives all of it back, and a refund may be promised again', async () => {
    const order = await world.order([LAMP], {
      payments: [{ external_id: 'ch_mind', method: 'card', label: 'Visa ending 4417', amount: PAID }],
    });
    const ctx = world.door.ctx();
    const say = (eventId: string, minute: number, status: string) =>
      inWorkspace(ctx, (tx) =>
        takeDisputeEvent(tx, ctx, {
          brandId: world.brand.id,
          gateway: 'stripe',
          eventId,
          at: new Date(ctx.now.getTime() + minute * 60_000),
          dispute: {
            ...{
              reference: 'du_mind',
              payments: ['ch_mind'],
              amount: PAID,
              currency: 'USD',
              reason: 'fraudulent',
              status,
            },
            ...{ networkReasonCode: '10.4', dueBy: null, createdAt: ctx.now, submissions: 1 },
          },
        }),
      );
    const refunded = async () =>
      (await world.owner.call(orders.get, { params: { id: order.id } })).payments[0]!.refunded.amount;
    await say('m1', 1, 'needs_response');
    await say('m2', 2, 'lost');
    expect(await refunded()).toBe(PAID);
    await say('m3', 3, 'won');
    expect(await refunded()).toBe(0);
    expect(await accounts(order.number)).toEqual({});
  });
});
