import { orders, portal, returns } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { inWorkspace } from '../platform/db.ts';
import { signPortalToken } from '../platform/secrets.ts';
import { BUYER, claimed, LAMP, NOON, openWorld, VACUUM, ZIP } from './testing/world.ts';

const world = await openWorld();
const { door, brand, owner } = world;

describe('a buyer finds their order', () => {
  const find = (number: string, proof: string) =>
    door.stranger.call(portal.findOrder, { params: { slug: brand.slug }, body: { number, proof } });

  it('by its number, as they write it, and their e-mail or ZIP', async () => {
    const order = await world.order();
    const bare = order.number.slice(1);
    for (const [number, proof] of [
      [order.number, BUYER],
      [bare, BUYER.toUpperCase()],
      [` # ${bare} `, ` ${ZIP} `],
      [bare, `${ZIP}-9999`],
    ] as const) {
      const { token, expires_at } = await find(number, proof);
      expect((await door.holding(token).call(portal.order)).number).toBe(order.number);
      expect(new Date(expires_at).getTime() - door.now().getTime()).toBeGreaterThan(29 * 86_400_000);
    }
  });

  it('and learns nothing from a wrong guess', async () => {
    const order = await world.order();
    const guess = (number: string, proof: string) =>
      door.stranger.refused(portal.findOrder, { params: { slug: brand.slug }, body: { number, proof } });
    const wrongProof = await guess(order.number, 'somebody@example.com');
    const unknown = await guess('#1', BUYER);
    const { request_id: _, ...a } = wrongProof;
    const { request_id: __, ...b } = unknown;
    expect(a).toEqual(b);
    expect(a).toMatchObject({ status: 404, code: 'order.not_found' });
    expect(await guess(order.number, '75')).toMatchObject({ code: 'order.not_found' });
    expect(await guess(order.number, ' - ')).toMatchObject({ code: 'order.not_found' });
    expect(await guess("#' or 1=1 --", '%')).toMatchObject({ code: 'order.not_found' });
  });

  it('who guesses an order on and on is stopped, even with forty guesses at once, and a right one does not count', async () => {
    door.setNow('2026-11-10T19:00:00Z');
    const order = await world.order();
    for (let i = 0; i < 12; i++) await find(order.number, BUYER);
    const codes = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        door.stranger
          .refused(portal.findOrder, {
            params: { slug: brand.slug },
            body: { number: order.number, proof: String(10_000 + i) },
          })
          .then((problem) => problem.code),
      ),
    );
    expect(codes.filter((code) => code === 'order.not_found')).toHaveLength(10);
    expect(codes.filter((code) => code === 'guess.too_many')).toHaveLength(30);
    const right = await door.stranger.refused(portal.findOrder, {
      params: { slug: brand.slug },
      body: { number: order.number, proof: BUYER },
    });
    expect(right).toMatchObject({ status: 429, code: 'guess.too_many' });
    door.setNow('2026-11-10T21:00:00Z');
    await find(order.number, BUYER);
    door.setNow(NOON);
  });

  it('who tries order after order from one address is stopped too', async () => {
    door.setNow('2026-11-10T22:00:00Z');
    const codes: string[] = [];
    for (let i = 0; i < 32; i++) {
      const problem = await door.stranger.refused(portal.findOrder, {
        params: { slug: brand.slug },
        body: { number: `#9${i}`, proof: ZIP },
      });
      codes.push(problem.code);
    }
    expect(codes.slice(0, 30).every((code) => code === 'order.not_found')).toBe(true);
    expect(codes.slice(30)).toEqual(['guess.too_many', 'guess.too_many']);
    door.setNow(NOON);
  });

  it('by a mail, which nobody else can tell was sent', async () => {
    door.setNow('2026-11-11T18:00:00Z');
    const order = await world.order([LAMP], {
      email: 'mail@example.com',
      customer: { name: 'Mia', email: 'mail@example.com' },
    });
    const ask = (email: string) =>
      door.stranger.call(portal.mailLinks, { params: { slug: brand.slug }, body: { email, language: 'es' } });
    expect(await ask('Mail@Example.com')).toEqual({ ok: true });
    expect(await ask('nobody@example.com')).toEqual({ ok: true });
    await door.drain();
    const sent = await mailsTo('mail@example.com');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ template: 'order_links', language: 'es' });
    const token = /\/o\/([\w-]+)/.exec(sent[0]!.body_text)![1]!;
    expect((await door.holding(token).call(portal.order)).number).toBe(order.number);
    expect(await mailsTo('nobody@example.com')).toEqual([]);
    await ask('mail@example.com');
    await ask('mail@example.com');
    const fourth = await door.stranger.refused(portal.mailLinks, {
      params: { slug: brand.slug },
      body: { email: 'mail@example.com' },
    });
    expect(fourth.code).toBe('guess.too_many');
    door.setNow(NOON);
  });
});

describe("a buyer's link", () => {
  it('shows the order, what may be returned and why', async () => {
    const order = await world.order([LAMP, { ...VACUUM, unit_price: 20_000, quantity: 2 }]);
    const shown = await order.buyer.call(portal.order);
    expect(shown).toMatchObject({
      number: order.number,
      customer_first_name: 'Dana',
      pays_to: 'Visa ending 4417',
      brand: { name: 'Lumora', slug: brand.slug },
      returns: [],
    });
    expect(shown.lines.map((line) => [line.category, line.quantity_left, line.verdict.answer])).toEqual([
      ['lamp', 1, 'yes'],
      ['vacuum', 2, 'yes'],
    ]);
    expect(shown.reasons.vacuum).toContainEqual({ reason: 'damaged-or-defective', detail: 'stops_or_circles' });
    expect(shown.reasons.lamp!.some(({ reason }) => reason === 'too-small')).toBe(false);
  });

  it('opens nothing when it is changed, expired, of another order or of nobody', async () => {
    const { order, id } = await world.approved();
    const other = await world.order();
    expect((await other.buyer.refused(portal.return, { params: { id } })).code).toBe('return.not_found');
    expect((await other.buyer.refused(portal.cancel, { params: { id } })).code).toBe('return.not_found');
    const expired = door.buyer({
      brandId: brand.id,
      orderId: order.id,
      expiresAt: new Date(door.now().getTime() - 1000),
    });
    expect((await expired.refused(portal.order)).code).toBe('link.expired');
    const token = order.buyer.headers.authorization!.slice(7);
    for (let at = 0; at < token.length; at += 7) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect((await door.holding(changed).refused(portal.order)).code).toBe('link.not_found');
    }
    const foreign = signPortalToken('a secret of somebody else, long enough', {
      workspaceId: door.workspaceId,
      brandId: brand.id,
      orderId: order.id,
      expiresAt: new Date(door.now().getTime() + 86_400_000),
    });
    expect((await door.holding(foreign).refused(portal.order)).code).toBe('link.not_found');
    expect((await door.stranger.refused(portal.order)).status).toBe(401);
    expect((await order.buyer.refused(returns.get, { params: { id } })).status).toBe(401);
  });

  it('of a brand that is not the order’s opens nothing', async () => {
    const order = await world.order();
    const elsewhere = await door.makeBrand();
    const crossed = door.buyer({ brandId: elsewhere.id, orderId: order.id });
    expect((await crossed.refused(portal.order)).code).toBe('link.not_found');
  });
});

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

async function mailsTo(to: string) {
  return rows((row) => row.to_address === to);
}
async function mailsOf(returnId: string) {
  return rows((row) => row.return_id === returnId);
}
type MailRow = {
  template: string;
  language: string;
  subject: string;
  to_address: string;
  body_text: string;
  return_id: string | null;
};
async function rows(keep: (row: MailRow) => boolean): Promise<MailRow[]> {
  const ctx = door.ctx();
  const all = await inWorkspace(ctx, (tx) =>
    tx
      .selectFrom('mails')
      .select(['template', 'language', 'subject', 'to_address', 'body_text', 'return_id'])
      .orderBy('id')
      .execute(),
  );
  return all.filter(keep);
}
