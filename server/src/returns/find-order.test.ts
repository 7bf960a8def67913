import { portal, returns } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { signPortalToken } from '../platform/secrets.ts';
import { mailsWhere } from './testing/mail-box.ts';
import { BUYER, LAMP, NOON, openWorld, VACUUM, ZIP } from './testing/world.ts';

const world = await openWorld();
const { door, brand } = world;
const mailsTo = (to: string) => mailsWhere(world, (mail) => mail.to_address === to);

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
