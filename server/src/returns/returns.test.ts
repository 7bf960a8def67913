import { type BodyIn, portal, type ReturnStage, returnStage, returns } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { type Client, ProblemError } from '../../test/front-door.ts';
import { expireReturn } from './expire-returns.ts';
import { markInTransit } from './mark-in-transit.ts';
import { type Step, ways } from './return.ts';
import { judge, receive } from './testing/goods.ts';
import { type Made, returnAt, scan } from './testing/stages.ts';
import { claimed, LAMP, NOON, openWorld, stageOf } from './testing/world.ts';

const world = await openWorld();
const { door, brand, site, owner } = world;
const agent = await door.as('agent');
const get = (id: string, who: Client = owner) => who.call(returns.get, { params: { id } });
const types = async (id: string) => (await get(id)).timeline.map(({ type }) => type).reverse();

/** How each step is taken by hand, and by what it ends where the table closes it. */
const byHand: { step: Step; take: (who: Client, id: string) => Promise<unknown> }[] = [
  { step: 'approve', take: (who, id) => who.call(returns.approve, { params: { id }, body: {} }) },
  { step: 'decline', take: (who, id) => who.call(returns.decline, { params: { id }, body: { reason: 'No' } }) },
  { step: 'cancel', take: (who, id) => who.call(returns.cancel, { params: { id }, body: { reason: 'No' } }) },
  { step: 'close', take: (who, id) => who.call(returns.close, { params: { id } }) },
  {
    step: 'change_remedy',
    take: async (who, id) => {
      const { lines } = await get(id);
      return who.call(returns.changeRemedy, {
        params: { id },
        body: { line_id: lines[0]!.id, remedy: 'store_credit' },
      });
    },
  },
];

/** What became of calls made at once: how many went through, and the codes of the others. */
async function atOnce(times: number, call: () => Promise<unknown>): Promise<{ done: number; codes: string[] }> {
  const all = await Promise.allSettled(Array.from({ length: times }, call));
  const codes = all.flatMap((one) => {
    if (one.status === 'fulfilled') return [];
    const { reason } = one;
    return [
      reason instanceof ProblemError ? reason.problem.code : ((reason as { code?: string }).code ?? String(reason)),
    ];
  });
  return { done: all.filter((one) => one.status === 'fulfilled').length, codes: [...new Set(codes)] };
}

/** One return in every stage, which no test moves. */
const standing = new Map<ReturnStage, Made>();
for (const stage of returnStage.options) standing.set(stage, await returnAt(world, stage));

describe('every step from every stage', () => {
  it.each(returnStage.options)('%s opens what the table opens and refuses the rest, saying why', async (stage) => {
    const { id } = standing.get(stage)!;
    const before = await get(id);
    expect(before.stage).toBe(stage);
    for (const { step, take } of byHand) {
      const way = ways[stage][step];
      // The conditions beside the stage have tests of their own; here goods come back and none is judged.
      if (way && way.only_if !== 'nothing_comes_back' && way.only_if !== 'all_checked') {
        const fresh = await returnAt(world, stage);
        await take(owner, fresh.id);
        expect(await stageOf(owner, fresh.id)).toBe(way.to);
        continue;
      }
      await expect(take(owner, id)).rejects.toThrow(/return.wrong_stage/);
      expect(await get(id)).toEqual(before);
    }
  });

  it('the buttons of a return are those that work', async () => {
    for (const { id, code } of standing.values()) {
      const { moves } = await get(id, agent);
      const [row] = (await agent.call(returns.list, { query: { q: code } })).rows;
      expect(row!.moves).toEqual(moves);
      for (const { step, take } of byHand) {
        if (!moves.includes(step as never)) await expect(take(agent, id)).rejects.toThrow(ProblemError);
      }
    }
  });
});

describe('eight clicks at once', () => {
  const clicks: [string, ReturnStage, (id: string) => Promise<unknown>, ReturnStage][] = [
    ['approve', 'requested', (id) => owner.call(returns.approve, { params: { id }, body: {} }), 'approved'],
    [
      'decline',
      'requested',
      (id) => owner.call(returns.decline, { params: { id }, body: { reason: 'No' } }),
      'declined',
    ],
    [
      'cancel',
      'requested',
      (id) => owner.call(returns.cancel, { params: { id }, body: { reason: 'No' } }),
      'cancelled',
    ],
    ['cancel', 'approved', (id) => owner.call(returns.cancel, { params: { id }, body: { reason: 'No' } }), 'cancelled'],
  ];
  it.each(clicks)('%s a return that is %s once', async (move, from, click, to) => {
    const { id, order } = await returnAt(world, from);
    expect(await atOnce(8, () => click(id))).toEqual({ done: 1, codes: ['return.wrong_stage'] });
    expect(await stageOf(owner, id)).toBe(to);
    const ended = { approve: 'return.approved', decline: 'return.declined', cancel: 'return.cancelled' }[move]!;
    expect((await types(id)).filter((type) => type === ended)).toHaveLength(1);
    expect(await claimed(owner, order.id)).toEqual([to === 'approved' ? 1 : 0]);
  });

  it('under one key give one answer eight times', async () => {
    const { id } = await returnAt(world, 'requested');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => owner.call(returns.approve, { params: { id }, body: {}, key: `yes-${id}` })),
    );
    expect(new Set(answers.map(({ version }) => version)).size).toBe(1);
    expect((await types(id)).filter((type) => type === 'return.approved')).toHaveLength(1);
  });

  it('approve and decline and cancel together leave one of them standing', async () => {
    const { id, order } = await returnAt(world, 'requested');
    const takes = byHand.slice(0, 3).flatMap(({ take }) => [take, take]);
    let next = 0;
    const { done } = await atOnce(takes.length, () => takes[next++]!(owner, id));
    // Approving may be followed by calling off; nothing else by anything.
    expect(done).toBeLessThanOrEqual(2);
    const stage = await stageOf(owner, id);
    expect(await claimed(owner, order.id)).toEqual([stage === 'approved' ? 1 : 0]);
  });

  it('close a return once', async () => {
    const { id } = await returnAt(world, 'received');
    await judge(door.ctx(), id, 0, 1);
    const clicked = await atOnce(8, () => owner.call(returns.close, { params: { id } }));
    expect(clicked).toEqual({ done: 1, codes: ['return.wrong_stage'] });
    expect((await types(id)).filter((type) => type === 'return.closed')).toHaveLength(1);
  });

  it('send a replacement once, and the second learns under which number', async () => {
    const { id } = await world.approved({ remedy: 'exchange', reason: 'arrived-late' });
    await receive(door.ctx(), id, site.id);
    const { lines } = await get(id);
    const send = (reference: string) =>
      owner.call(returns.replacementSent, { params: { id }, body: { line_id: lines[0]!.id, reference } });
    await expect(send('too early')).rejects.toThrow(/return.nothing_to_replace/);
    await judge(door.ctx(), id, 1);
    expect((await get(id)).lines[0]!.replacement).toMatchObject({ owed: true });
    expect(await atOnce(8, () => send('1Z999'))).toEqual({ done: 1, codes: ['return.replacement_sent'] });
    expect((await get(id)).lines[0]!.replacement).toMatchObject({ owed: false, reference: '1Z999' });
  });

  it('take a parcel in once: two who received the same goods do not double them', async () => {
    const { id } = await world.approved({ quantity: 2 }, [{ ...LAMP, quantity: 2 }]);
    const received = await atOnce(8, () => receive(door.ctx(), id, site.id));
    expect(received).toEqual({ done: 1, codes: ['return.more_than_promised'] });
    expect((await get(id)).lines[0]).toMatchObject({ quantity: 2, received: 2 });
    const judged = await atOnce(8, () => judge(door.ctx(), id, 2));
    expect(judged).toEqual({ done: 1, codes: ['return.more_than_received'] });
    expect((await get(id)).lines[0]).toMatchObject({ accepted: 2, rejected: 0 });
  });

  it('expire and the first scan are told once, however often', async () => {
    const { id, order } = await returnAt(world, 'approved');
    await atOnce(8, () => markInTransit(door.ctx(), id, '1Z', door.now()));
    await atOnce(8, () => expireReturn(door.ctx(), id));
    expect((await types(id)).filter((type) => type === 'return.in_transit')).toHaveLength(1);
    expect(await stageOf(owner, id)).toBe('in_transit');
    const other = await returnAt(world, 'approved');
    await atOnce(8, () => expireReturn(door.ctx(), other.id));
    expect((await types(other.id)).filter((type) => type === 'return.expired')).toHaveLength(1);
    expect(await claimed(owner, order.id)).toEqual([1]);
    expect(await claimed(owner, other.order.id)).toEqual([0]);
  });
});

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

describe('goods on their way', () => {
  it('the first scan moves the return, a repeated or late one changes nothing', async () => {
    const { id } = await returnAt(world, 'approved');
    await scan(world, id);
    await scan(world, id, 'delivered' as never);
    const detail = await get(id);
    expect(detail.stage).toBe('in_transit');
    expect(detail.tracking.map(({ code }) => code).sort()).toEqual(['delivered', 'picked_up']);
    expect((await types(id)).filter((type) => type === 'return.in_transit')).toHaveLength(1);
  });

  it('a parcel may come before the carrier says so, in two boxes, and the second completes it', async () => {
    const { id, order } = await world.approved({ quantity: 3 }, [{ ...LAMP, quantity: 3, unit_price: 4_000 }]);
    await receive(door.ctx(), id, site.id, [1]);
    expect((await get(id)).lines[0]).toMatchObject({ quantity: 3, received: 1 });
    await receive(door.ctx(), id, site.id, [2]);
    const shown = await order.buyer.call(portal.return, { params: { id } });
    expect(shown.lines[0]).toMatchObject({ received: 3 });
    expect(shown.steps.map(({ code, state }) => `${code} ${state}`)).toEqual([
      'requested done',
      'approved done',
      'ship done',
      'in_transit done',
      'received done',
      'checked now',
      'money to_come',
    ]);
  });

  it('a box with only wrong things in it was received, with nothing of what was promised', async () => {
    const { id } = await returnAt(world, 'approved');
    await receive(door.ctx(), id, site.id, [0]);
    expect(await get(id)).toMatchObject({ stage: 'received', lines: [{ received: 0 }] });
  });

  it('the buyer is reminded three days before, once, and then it expires', async () => {
    const { id, order } = await world.approved();
    await door.drain();
    door.setNow('2026-11-20T18:00:00Z');
    await door.runJob('remind-to-ship');
    expect(await types(id)).not.toContain('return.reminded');
    door.setNow('2026-11-21T18:00:00Z');
    await door.runJob('remind-to-ship');
    await door.runJob('remind-to-ship');
    expect((await types(id)).filter((type) => type === 'return.reminded')).toHaveLength(1);
    await door.drain();
    // The last day is the 24th in Chicago, which ends at 6:00 UTC of the 25th.
    door.setNow('2026-11-25T05:59:00Z');
    await door.runJob('expire-returns');
    expect(await stageOf(owner, id)).toBe('approved');
    door.setNow('2026-11-25T06:01:00Z');
    await door.runJob('expire-returns');
    expect(await get(id)).toMatchObject({ stage: 'expired', label: null, moves: ['note'] });
    expect(await claimed(owner, order.id)).toEqual([0]);
    await door.drain();
    expect((await types(id)).filter((type) => type === 'mail.kept')).toHaveLength(3);
    door.setNow(NOON);
  });

  it('a parcel that comes after the return expired is taken in, unless its goods are promised elsewhere', async () => {
    const { id, order } = await returnAt(world, 'expired');
    await receive(door.ctx(), id, site.id);
    expect(await get(id)).toMatchObject({ stage: 'received', lines: [{ received: 1 }] });
    expect(await claimed(owner, order.id)).toEqual([1]);
    const other = await returnAt(world, 'expired');
    await other.order.buyer.call(portal.request, { body: { lines: world.ask(other.order) } });
    await expect(receive(door.ctx(), other.id, site.id)).rejects.toMatchObject({ code: 'return.more_than_ordered' });
    expect(await stageOf(owner, other.id)).toBe('expired');
  });
});

describe('what is told', () => {
  it('adds up to what is there: the events of a return give its page', async () => {
    for (const { id } of standing.values()) {
      const { timeline, lines, stage } = await get(id);
      const told = fold(timeline.toReversed());
      expect(told.stage).toBe(stage);
      for (const line of lines) {
        expect(told.counts.get(line.id) ?? { received: 0, accepted: 0, rejected: 0 }).toEqual({
          received: line.received,
          accepted: line.accepted,
          rejected: line.rejected,
        });
      }
    }
  });

  it('the row of a list says what the page says', async () => {
    for (const { id, code } of standing.values()) {
      const detail = await get(id);
      const [row] = (await owner.call(returns.list, { query: { q: code } })).rows;
      expect(row).toMatchObject({ id, facts: detail.facts, review: detail.review, moves: detail.moves });
    }
  });
});

type Told = {
  stage: ReturnStage | null;
  counts: Map<string, { received: number; accepted: number; rejected: number }>;
};
function fold(events: readonly { type: string; data: Record<string, unknown> }[]): Told {
  const told: Told = { stage: null, counts: new Map() };
  const stages: Record<string, ReturnStage> = {
    'return.requested': 'requested',
    'return.approved': 'approved',
    'return.declined': 'declined',
    'return.cancelled': 'cancelled',
    'return.expired': 'expired',
    'return.in_transit': 'in_transit',
    'return.received': 'received',
    'return.closed': 'closed',
  };
  for (const { type, data } of events) {
    told.stage = stages[type] ?? told.stage;
    if (type !== 'return.received' && type !== 'return.goods_checked') continue;
    for (const { line_id, ...counts } of data.lines as { line_id: string }[]) {
      const before = told.counts.get(line_id) ?? { received: 0, accepted: 0, rejected: 0 };
      told.counts.set(line_id, { ...before, ...counts });
    }
  }
  return told;
}

describe('who sees what', () => {
  it('another brand’s staff, another site’s and another company’s see nothing of a return', async () => {
    const { id } = await returnAt(world, 'received');
    const elsewhere = await door.makeBrand();
    const ofBrand = await door.as('manager', { brandIds: [elsewhere.id] });
    const otherSite = await door.makeSite();
    const ofSite = await door.as('warehouse', { siteIds: [otherSite.id] });
    const stranger = (await door.anotherWorkspace()).owner;
    for (const who of [ofBrand, ofSite, stranger]) {
      expect((await who.refused(returns.get, { params: { id } })).code).toBe('return.not_found');
      expect((await who.call(returns.list)).rows).toEqual([]);
    }
    for (const who of [ofBrand, stranger]) {
      for (const { take } of byHand.slice(0, 4)) await expect(take(who, id)).rejects.toThrow(/return.not_found/);
      expect(await who.call(returns.bulkApprove, { body: { ids: [id] } })).toMatchObject({ approved: [] });
    }
    const mine = await door.as('agent', { brandIds: [brand.id] });
    expect((await get(id, mine)).id).toBe(id);
  });

  it('only who may decide decides', async () => {
    const { id } = await world.waiting();
    for (const role of ['warehouse', 'technician', 'viewer'] as const) {
      const who = await door.as(role);
      expect((await get(id, who)).moves).toEqual([]);
      expect((await who.refused(returns.approve, { params: { id }, body: {} })).status).toBe(403);
      expect((await who.refused(returns.note, { params: { id }, body: { text: 'x' } })).status).toBe(403);
    }
    expect((await door.stranger.refused(returns.get, { params: { id } })).status).toBe(401);
  });
});
