import { type BodyIn, portal, returns } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../test/front-door.ts';
import { judge, receive } from './testing/goods.ts';
import { returnAt } from './testing/stages.ts';
import { claimed, LAMP, openWorld } from './testing/world.ts';

const world = await openWorld();
const { door, site, owner } = world;
const agent = await door.as('agent');
const get = (id: string, who: Client = owner) => who.call(returns.get, { params: { id } });
const types = async (id: string) => (await get(id)).timeline.map(({ type }) => type).reverse();

describe('staff start a return', () => {
  const start = (who: Client, orderId: string, body: BodyIn<typeof returns.request>) =>
    who.call(returns.request, { params: { id: orderId }, body });
  const late = () =>
    world.order([LAMP], {
      fulfilments: [
        { external_id: 'f', delivered_at: '2026-08-01T12:00:00Z', lines: [{ line_external_id: 'l0', quantity: 1 }] },
      ],
    });

  it('for a buyer on the phone, within policy, and it is approved at once', async () => {
    const order = await world.order();
    const made = await start(agent, order.id, { lines: world.ask(order) });
    expect(made).toMatchObject({
      source: 'staff',
      stage: 'approved',
      override_reason: null,
      decided_by: { kind: 'system' },
    });
    expect(made.policy).toMatchObject({ name: 'Thirty days', version: 1 });
    expect(made.ship_by).toBe('2026-11-24');
    const preview = await agent.call(returns.preview, {
      params: { id: order.id },
      body: { lines: [{ order_line_id: order.lines[0]!.id, reason: 'changed-my-mind' }] },
    });
    expect(preview.lines[0]!.verdict.because[0]!.code).toBe('line.nothing_left');
  });

  it('outside policy only with a reason, which is kept', async () => {
    const order = await late();
    const lines = world.ask(order);
    await expect(start(owner, order.id, { lines })).rejects.toThrow(/return.not_eligible/);
    expect(await claimed(owner, order.id)).toEqual([0]);
    const made = await start(owner, order.id, { lines, override_reason: 'Was in hospital' });
    expect(made).toMatchObject({ stage: 'approved', override_reason: 'Was in hospital', verdict: { answer: 'no' } });
    expect(made.decided_by).toMatchObject({ kind: 'staff', name: 'Olivia Owner' });
    const said = made.timeline.find(({ type }) => type === 'return.approved')!;
    expect(said).toMatchObject({
      actor: { name: 'Olivia Owner' },
      data: { by_policy: false, reason: 'Was in hospital' },
    });
  });

  it('who may not override asks somebody who may', async () => {
    const order = await late();
    const made = await start(agent, order.id, { lines: world.ask(order), override_reason: 'Loyal buyer' });
    expect(made.stage).toBe('requested');
    expect(made.review).toEqual(['override.asked', 'window.closed'].slice(0, made.review.length));
    const refused = await agent.refused(returns.approve, { params: { id: made.id }, body: { reason: 'Me too' } });
    expect(refused).toMatchObject({ status: 403, code: 'return.override_not_allowed' });
    const yes = await owner.call(returns.approve, { params: { id: made.id }, body: {} });
    expect(yes).toMatchObject({ stage: 'approved', override_reason: 'Loyal buyer', review: [] });
  });

  it('with evidence and remedies policy does not ask for or offer, when a reason is given', async () => {
    const order = await world.order();
    const lines = world.ask(order, { reason: 'damaged-or-defective' });
    await expect(start(owner, order.id, { lines })).rejects.toThrow(/return.evidence_missing/);
    const made = await start(owner, order.id, { lines, override_reason: 'Seen on video' });
    expect(made).toMatchObject({ stage: 'approved', override_reason: 'Seen on video' });
    const within = await world.order();
    const plain = await start(owner, within.id, { lines: world.ask(within), override_reason: 'Not needed' });
    expect(plain.override_reason).toBeNull();
  });

  it('never for more than was bought, whatever the reason', async () => {
    const order = await world.order();
    const lines = world.ask(order, { quantity: 2 });
    await expect(start(owner, order.id, { lines, override_reason: 'Please' })).rejects.toThrow(
      /return.more_than_ordered/,
    );
  });

  it('where no site takes the goods it waits for somebody to find a place', async () => {
    const homeless = await door.makeBrand({ time_zone: 'America/Chicago' });
    await world.publish(homeless, (rules) => {
      rules.evidence_for = [];
    });
    const order = await world.order([LAMP], {}, homeless);
    const made = await start(owner, order.id, { lines: world.ask(order) });
    expect(made).toMatchObject({ stage: 'requested', review: ['site.none'] });
    const refused = await owner.refused(returns.approve, { params: { id: made.id }, body: {} });
    expect(refused.code).toBe('return.no_site');
    await door.makeSite({ brands: [{ brand_id: homeless.id, categories: null }] });
    expect((await owner.call(returns.approve, { params: { id: made.id }, body: {} })).stage).toBe('approved');
  });
});

describe('staff work on a return', () => {
  it('decline it with the reason the buyer reads', async () => {
    const { id, order } = await world.waiting();
    const reason = 'The photos show another lamp.';
    const no = await agent.call(returns.decline, { params: { id }, body: { reason } });
    expect(no).toMatchObject({ stage: 'declined', decline_reason: reason, moves: ['note'] });
    expect(await order.buyer.call(portal.return, { params: { id } })).toMatchObject({ decline_reason: reason });
    expect(await claimed(owner, order.id)).toEqual([0]);
    expect((await agent.refused(returns.decline, { params: { id }, body: { reason: '' } })).code).toBe('input.invalid');
  });

  it('find it by its code, and see who did what in order', async () => {
    const { id, code } = await world.waiting();
    await agent.call(returns.note, { params: { id }, body: { text: 'Called her.\nShe sends a photo.' } });
    const file = await world.photo(agent);
    await agent.call(returns.addFiles, { params: { id }, body: { file_ids: [file], caption: 'By mail' } });
    await agent.call(returns.addFiles, { params: { id }, body: { file_ids: [file] } });
    await agent.call(returns.approve, { params: { id }, body: { reason: 'Photo is fine' } });
    const found = await agent.call(returns.get, { params: { id: code } });
    const told = found.timeline.map(({ type }) => type).filter((type) => type.startsWith('return.'));
    expect(told).toEqual(['return.approved', 'return.files_added', 'return.note', 'return.requested']);
    expect(found.timeline.find(({ type }) => type === 'return.files_added')!.photos).toMatchObject([{ id: file }]);
    expect(found.evidence).toMatchObject([{ from: 'staff', caption: 'By mail' }]);
    expect((await agent.refused(returns.get, { params: { id: 'RMA-2222-2222' } })).code).toBe('return.not_found');
    expect((await agent.refused(returns.get, { params: { id: 'RMA-1' } })).status).toBe(422);
  });

  it('change the remedy within policy, and outside it with a reason', async () => {
    const { id, order } = await world.approved({ reason: 'arrived-late' });
    const [line] = (await get(id)).lines;
    const change = (body: Omit<BodyIn<typeof returns.changeRemedy>, 'line_id'>, who = agent) =>
      who.call(returns.changeRemedy, { params: { id }, body: { line_id: line!.id, ...body } });
    const credit = await change({ remedy: 'store_credit' });
    expect(credit.lines[0]!.offer).toMatchObject({
      kind: 'store_credit',
      amount: { amount: Math.round(13_964 * 1.1) },
    });
    await expect(change({ remedy: 'keep_it' })).rejects.toThrow(/return.remedy_not_offered/);
    await expect(change({ remedy: 'keep_it', reason: 'Cheaper' })).rejects.toThrow(/return.remedy_not_offered/);
    await door.drain();
    const kept = await change({ remedy: 'keep_it', keep_it_amount: 4_000, reason: 'Cheaper' }, owner);
    expect(kept).toMatchObject({ goods_back: false, ship_by: null, freight_paid_by: 'nobody', label: null });
    expect(kept.lines[0]!.offer).toMatchObject({ kind: 'keep_it', amount: { amount: 4_000 }, goods_back: false });
    const told = kept.timeline.find(({ type }) => type === 'return.remedy_changed')!;
    expect(told.data).toMatchObject({
      from: 'store_credit',
      to: 'keep_it',
      amount: { amount: 4_000 },
      reason: 'Cheaper',
    });
    await expect(change({ remedy: 'refund' }, owner)).rejects.toThrow(/return.wrong_stage/);
    expect(await claimed(owner, order.id)).toEqual([1]);
  });

  it('not to more than was paid, nor to keeping goods that are on their way, nor after they were judged', async () => {
    const { id } = await returnAt(world, 'in_transit');
    const [line] = (await get(id)).lines;
    const change = (remedy: 'keep_it' | 'refund' | 'exchange', keep_it_amount?: number) =>
      owner.refused(returns.changeRemedy, {
        params: { id },
        body: { line_id: line!.id, remedy, keep_it_amount, reason: 'Try' },
      });
    expect(await change('keep_it', 100)).toMatchObject({
      code: 'return.remedy_not_offered',
      details: { because: 'goods_on_the_way' },
    });
    await receive(door.ctx(), id, site.id);
    await judge(door.ctx(), id, 1);
    expect((await change('exchange')).code).toBe('return.wrong_stage');
    const fresh = await world.approved();
    const lineId = (await get(fresh.id)).lines[0]!.id;
    const dear = await owner.refused(returns.changeRemedy, {
      params: { id: fresh.id },
      body: { line_id: lineId, remedy: 'keep_it', keep_it_amount: 999_999, reason: 'Much' },
    });
    expect(dear.code).toBe('return.remedy_not_offered');
    const negative = await owner.refused(returns.changeRemedy, {
      params: { id: fresh.id },
      body: { line_id: lineId, remedy: 'keep_it', keep_it_amount: -5, reason: 'Less' },
    });
    expect(negative.code).toBe('input.invalid');
  });

  it('print and mail the label again, while there is one', async () => {
    const { id } = await world.approved();
    expect((await agent.refused(returns.resendLabel, { params: { id } })).code).toBe('label.none');
    expect((await agent.refused(returns.labelPdf, { params: { id } })).code).toBe('label.none');
    await door.drain();
    const pdf: Buffer = (await agent.call(returns.labelPdf, { params: { id } })) as Buffer;
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const zpl = String(await agent.call(returns.labelZpl, { params: { id } }));
    expect(zpl).toContain('^XA');
    expect(zpl).toContain((await get(id)).code);
    const slip: Buffer = (await agent.call(returns.slipPdf, { params: { id } })) as Buffer;
    expect(slip.subarray(0, 5).toString()).toBe('%PDF-');
    await agent.call(returns.resendLabel, { params: { id } });
    await door.drain();
    expect((await types(id)).filter((type) => type === 'mail.kept')).toHaveLength(2);
    await owner.call(returns.cancel, { params: { id }, body: { reason: 'Buyer called' } });
    expect((await agent.refused(returns.labelPdf, { params: { id } })).code).toBe('label.none');
    expect((await agent.refused(returns.slipPdf, { params: { id } })).code).toBe('label.none');
  });

  it('approve many at once, and are told which were left out and why', async () => {
    const waiting = [await world.waiting(), await world.waiting()];
    const done = await world.approved();
    const unknown = '0192f000-0000-7000-8000-000000000000';
    const ids = [waiting[0]!.id, done.id, unknown, waiting[1]!.id, waiting[0]!.id];
    expect(await agent.call(returns.bulkApprove, { body: { ids } })).toEqual({
      approved: [waiting[0]!.id, waiting[1]!.id],
      left_out: [
        { id: done.id, code: 'return.wrong_stage' },
        { id: unknown, code: 'return.not_found' },
      ],
    });
  });

  it('close one whose money is settled, not one whose money is open', async () => {
    const { id, order } = await world.approved({ quantity: 2 }, [{ ...LAMP, quantity: 2 }]);
    await receive(door.ctx(), id, site.id, [1]);
    await judge(door.ctx(), id, 1);
    expect((await owner.refused(returns.close, { params: { id } })).code).toBe('return.money_open');
    await door.drain();
    expect((await owner.refused(returns.close, { params: { id } })).code).toBe('return.money_open');
    const short = await world.approved({ quantity: 2 }, [{ ...LAMP, quantity: 2 }]);
    await receive(door.ctx(), short.id, site.id, [1]);
    expect((await owner.refused(returns.close, { params: { id: short.id } })).details).toMatchObject({
      because: 'all_checked',
    });
    await judge(door.ctx(), short.id, 0, 1);
    const closed = await owner.call(returns.close, { params: { id: short.id } });
    expect(closed).toMatchObject({ stage: 'closed', facts: { money: { state: 'nothing_due' } } });
    // What never came may be asked for again; what came is not.
    expect(await claimed(owner, short.order.id)).toEqual([1]);
    expect(await claimed(owner, order.id)).toEqual([2]);
  });
});
