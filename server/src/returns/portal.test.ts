import { orders, portal, returns } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { mailsWhere } from './testing/mail-box.ts';
import { claimed, LAMP, openWorld } from './testing/world.ts';

const world = await openWorld();
const { door, owner } = world;
const mailsOf = (id: string) => mailsWhere(world, (mail) => mail.return_id === id);

describe('a buyer returns a lamp', () => {
  it('is shown exact amounts, and gets them', async () => {
    const order = await world.order([LAMP]);
    const [line] = world.ask(order);
    const preview = await order.buyer.call(portal.preview, { body: { lines: [line!] } });
    expect(preview).toMatchObject({ evidence_needed: false, waits_for_person: false });
    const refund = preview.lines[0]!.offers.find((offer) => offer.kind === 'refund')!;
    expect(refund).toMatchObject({
      amount: { amount: 12_900 + 1_064 - 795, currency: 'USD' },
      to: 'Visa ending 4417',
      freight_paid_by: 'buyer',
    });
    const asked = await order.buyer.call(portal.request, { body: { lines: [line!] } });
    expect(asked).toMatchObject({
      stage: 'approved',
      waits_for_person: false,
      can_cancel: true,
      ship_by: '2026-11-24',
    });
    expect(asked.lines[0]!.offer).toEqual(refund);
    expect(asked.code).toMatch(/^RMA-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(asked.steps.map(({ code, state }) => [code, state])).toEqual([
      ['requested', 'done'],
      ['approved', 'done'],
      ['ship', 'now'],
      ['in_transit', 'to_come'],
      ['received', 'to_come'],
      ['checked', 'to_come'],
      ['money', 'to_come'],
    ]);
    expect(await claimed(owner, order.id)).toEqual([1]);

    await door.drain();
    const ready = await order.buyer.call(portal.return, { params: { id: asked.id } });
    expect(ready.label).toMatchObject({ carrier: 'Own label', prepaid: true });
    expect(ready.site).toMatchObject({ name: 'Dallas' });
    const printed = await door.stranger.fetch(ready.label!.pdf_url);
    expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await printed.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect((await door.stranger.fetch(ready.label!.slip_url)).status).toBe(200);
    expect((await door.stranger.fetch(ready.label!.pdf_url.split('?')[0]!)).status).toBe(401);
    const mail = (await mailsOf(asked.id)).find(({ template }) => template === 'return_approved')!;
    expect(mail.subject).toContain(asked.code);
    const track = /\/b\/[\w-]+\/r\/([\w-]+)/.exec(mail.body_text)!;
    const opened = await door.holding(track[1]!).call(portal.order);
    expect(opened.returns[0]).toMatchObject({ id: asked.id, stage: 'approved', units: 1 });
  });

  it('with photos where policy wants them, and not without', async () => {
    const order = await world.order([LAMP]);
    const broken = world.ask(order, { reason: 'damaged-or-defective' });
    const refused = await order.buyer.refused(portal.request, { body: { lines: broken } });
    expect(refused).toMatchObject({ code: 'return.evidence_missing', details: { lines: [order.lines[0]!.id] } });
    expect(await claimed(owner, order.id)).toEqual([0]);
    const preview = await order.buyer.call(portal.preview, { body: { lines: broken } });
    expect(preview.evidence_needed).toBe(true);

    const file = await world.photo(order.buyer);
    const lines = broken.map((line) => ({
      ...line,
      file_ids: [file],
      detail: 'shade_or_glass_broken',
      comment: 'Cracked',
    }));
    const asked = await order.buyer.call(portal.request, { body: { lines, language: 'es' } });
    const detail = await owner.call(returns.get, { params: { id: asked.id } });
    expect(detail.evidence).toMatchObject([{ id: file, from: 'buyer', type: 'image/jpeg' }]);
    expect(detail.lines[0]).toMatchObject({ detail: 'shade_or_glass_broken', comment: 'Cracked' });
    expect(detail.timeline.at(-1)!.actor).toMatchObject({ kind: 'buyer', name: 'Dana Whitfield' });
    expect((await door.stranger.fetch(detail.evidence[0]!.url)).status).toBe(200);
  });

  it('but not with the photo of another order', async () => {
    const order = await world.order();
    const file = await world.photo((await world.order()).buyer);
    const lines = world.ask(order, { reason: 'damaged-or-defective', file_ids: [file] });
    expect((await order.buyer.refused(portal.request, { body: { lines } })).code).toBe('file.not_found');
    expect(await claimed(owner, order.id)).toEqual([0]);
  });

  it('and keeps it, for part of the money: nothing comes back and no label is made', async () => {
    const order = await world.order([LAMP]);
    const file = await world.photo(order.buyer);
    const lines = world.ask(order, { reason: 'damaged-or-defective', remedy: 'keep_it', file_ids: [file] });
    const asked = await order.buyer.call(portal.request, { body: { lines } });
    expect(asked).toMatchObject({
      stage: 'approved',
      goods_back: false,
      ship_by: null,
      can_cancel: false,
      label: null,
    });
    expect(asked.lines[0]!.offer.amount).toEqual({ amount: 2_580, currency: 'USD' });
    expect(asked.steps.map(({ code }) => code)).toEqual(['requested', 'approved', 'money']);
    await door.drain();
    expect((await mailsOf(asked.id)).map(({ template }) => template)).toContain('return_approved');
    expect((await order.buyer.refused(portal.cancel, { params: { id: asked.id } })).code).toBe('return.wrong_stage');
  });

  it('and one thing of two back, the other kept: the label is for what travels', async () => {
    const order = await world.order([LAMP, { ...LAMP, unit_price: 5_000, tax: 0 }]);
    const file = await world.photo(order.buyer);
    const [first, second] = world.ask(order, { reason: 'damaged-or-defective', file_ids: [file] });
    const lines = [first!, { ...second!, remedy: 'keep_it' as const }];
    const asked = await order.buyer.call(portal.request, { body: { lines } });
    expect(asked).toMatchObject({ goods_back: true, freight_paid_by: 'seller' });
    const detail = await owner.call(returns.get, { params: { id: asked.id } });
    const approved = detail.timeline.find(({ type }) => type === 'return.approved')!;
    expect(approved.data).toMatchObject({ by_policy: true, goods_back: true, keep_it: [detail.lines[1]!.id] });
  });

  it('calls it off, and may ask again', async () => {
    const { order, id } = await world.approved();
    await door.drain();
    const off = await order.buyer.call(portal.cancel, { params: { id } });
    expect(off).toMatchObject({ stage: 'cancelled', can_cancel: false, label: null });
    expect(off.steps.at(-1)).toMatchObject({ code: 'cancelled', state: 'done' });
    expect(await claimed(owner, order.id)).toEqual([0]);
    await door.drain();
    expect((await mailsOf(id)).map(({ template }) => template)).toContain('return_cancelled');
    const again = await order.buyer.call(portal.request, { body: { lines: world.ask(order) } });
    expect(again.stage).toBe('approved');
  });
});

describe('a request that policy does not simply grant', () => {
  it('is refused where policy says no, and the order stays as it was', async () => {
    const order = await world.order([LAMP], {
      fulfilments: [
        { external_id: 'f', delivered_at: '2026-08-01T12:00:00Z', lines: [{ line_external_id: 'l0', quantity: 1 }] },
      ],
    });
    const before = await owner.call(orders.get, { params: { id: order.id } });
    const refused = await order.buyer.refused(portal.request, { body: { lines: world.ask(order) } });
    expect(refused).toMatchObject({ status: 409, code: 'return.not_eligible' });
    expect(JSON.stringify(refused.details)).toContain('window.closed');
    expect(await owner.call(orders.get, { params: { id: order.id } })).toEqual(before);
    const shown = await order.buyer.call(portal.preview, { body: { lines: world.ask(order) } });
    expect(shown.lines[0]).toMatchObject({ offers: [], verdict: { answer: 'no' } });
  });

  it('waits for a person where policy says so, and tells by when', async () => {
    const { order, id } = await world.waiting();
    const shown = await order.buyer.call(portal.return, { params: { id } });
    expect(shown).toMatchObject({ stage: 'requested', waits_for_person: true, can_cancel: true });
    expect(new Date(shown.answer_by!).getTime() - door.now().getTime()).toBeGreaterThan(23.9 * 3_600_000);
    const detail = await owner.call(returns.get, { params: { id } });
    expect(detail).toMatchObject({ review: ['value.above'], facts: { decision: { state: 'asks_a_person' } } });
    await door.drain();
    expect((await mailsOf(id)).map(({ template }) => template)).toEqual(['return_needs_review']);
  });

  it('is refused for remedies that are not offered, goods of other orders, and more than was bought', async () => {
    const order = await world.order([{ ...LAMP, quantity: 2 }]);
    const other = await world.order();
    const refused = async (change: object) =>
      (await order.buyer.refused(portal.request, { body: { lines: world.ask(order, change) } })).code;
    expect(await refused({ remedy: 'keep_it' })).toBe('return.remedy_not_offered');
    expect(await refused({ quantity: 3 })).toBe('return.more_than_ordered');
    expect(await refused({ order_line_id: other.lines[0]!.id })).toBe('order.line_not_found');
    expect(await refused({ quantity: 0 })).toBe('input.invalid');
    expect(await refused({ quantity: -1 })).toBe('input.invalid');
    expect(await refused({ reason: 'because' })).toBe('input.invalid');
    const twice = [...world.ask(order, { quantity: 1 }), ...world.ask(order, { quantity: 2, reason: 'arrived-late' })];
    expect((await order.buyer.refused(portal.request, { body: { lines: twice } })).code).toBe(
      'return.more_than_ordered',
    );
    expect(await claimed(owner, order.id)).toEqual([0]);
  });

  it('goes through once where the same goods are asked for eight times at once', async () => {
    const order = await world.order([LAMP]);
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => order.buyer.call(portal.request, { body: { lines: world.ask(order) } })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) {
      if (one.status === 'rejected') expect(String(one.reason)).toContain('return.more_than_ordered');
    }
    expect(await claimed(owner, order.id)).toEqual([1]);
    expect((await order.buyer.call(portal.order)).returns).toHaveLength(1);
  });

  it('answers the same again under the same key', async () => {
    const order = await world.order([LAMP]);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        order.buyer.call(portal.request, { body: { lines: world.ask(order) }, key: `ask-${order.id}` }),
      ),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await claimed(owner, order.id)).toEqual([1]);
  });

  it('keeps injected text as text', async () => {
    const order = await world.order([LAMP]);
    const comment = `'); drop table returns; -- <script>alert(1)</script> {{ brand.support_email }} {% include "x" %}`;
    const asked = await order.buyer.call(portal.request, {
      body: { lines: world.ask(order, { comment, detail: '=1+1' }) },
    });
    const detail = await owner.call(returns.get, { params: { id: asked.id } });
    expect(detail.lines[0]).toMatchObject({ comment, detail: '=1+1' });
  });
});
