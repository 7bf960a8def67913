import { accounts, orders as api, type UpsertAnswer } from '@recoup/contract';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { inWorkspace } from '../server/src/platform/db.ts';
import { openFrontDoor } from '../server/test/front-door.ts';
import { cents, loadTauRetail, readTauRetail, tauRetailFolder } from './load-tau-retail.ts';

const folder = tauRetailFolder(process.env.RECOUP_SAMPLE_DATA);
if (!folder) process.stderr.write('tau-retail is not on this machine (RECOUP_SAMPLE_DATA): loading it is not tested\n');

it.each([
  [47.84, 4784],
  [488.8, 48_880],
  [5, 500],
  [0.1, 10],
])('%d dollars are %i cents', (dollars, wanted) => expect(cents(dollars)).toBe(wanted));
it('what is no amount in cents is not rounded', () => expect(() => cents(1.005)).toThrow('1.005'));

describe.runIf(folder)('the retail data of tau-bench', () => {
  it('comes in whole through the public API, and a second time without doubles', async () => {
    const door = await openFrontDoor();
    const brand = await door.owner.call(accounts.createBrand, {
      body: {
        slug: 'tau',
        name: 'Tau',
        time_zone: 'America/New_York',
        currency: 'USD',
        look: { color: '#1E2A4A', dot: '#1E2A4A' },
        languages: ['en'],
      },
    });
    const key = await door.withKey(['orders.read', 'orders.write', 'products.write'], { brandIds: [brand.id] });
    const data = await readTauRetail(folder!);
    const dates = { placed: '2026-10-01T12:00:00Z', delivered: '2026-10-06T18:00:00Z' };
    const load = () =>
      loadTauRetail(data, brand.id, dates, async (path, type, body) => {
        const response = await key.fetch(path, { method: 'POST', headers: { 'content-type': type }, body });
        expect(response.status).toBe(200);
        return (await response.json()) as UpsertAnswer;
      });
    const none = { updated: 0, unchanged: 0, failed: 0, errors: [] };
    expect(await load()).toEqual({
      products: { ...none, created: 50 },
      customers: { ...none, created: 500 },
      orders: { ...none, created: 1000 },
    });

    const count = async () => {
      const { rows } = await inWorkspace(door.ctx(), (tx) =>
        sql<Record<string, number>>`select
          (select count(*) from products)::int as products, (select count(*) from variants)::int as variants,
          (select count(*) from customers)::int as customers, (select count(*) from orders)::int as orders,
          (select sum(quantity) from order_lines)::int as units, (select sum(total) from orders)::bigint as total,
          (select count(*) from order_lines where variant_id is null)::int as lines_without_variant,
          (select count(*) from orders where cancelled_at is not null)::int as cancelled,
          (select count(*) from fulfilments)::int as fulfilments,
          (select count(*) from fulfilments where delivered_at is not null)::int as delivered,
          (select sum(amount) from payments)::bigint as paid, (select sum(refunded) from payments)::bigint as refunded`.execute(
          tx,
        ),
      );
      return rows[0];
    };
    const whole = {
      products: 50,
      variants: 591,
      customers: 500,
      orders: 1000,
      units: 2978,
      total: 167_682_106,
      lines_without_variant: 0,
      cancelled: 102,
      fulfilments: 577,
      delivered: 373,
      paid: 167_682_106,
      refunded: 17_408_769,
    };
    expect(await count()).toEqual(whole);

    expect(await load()).toEqual({
      products: { ...none, created: 0, unchanged: 50 },
      customers: { ...none, created: 0, unchanged: 500 },
      orders: { ...none, created: 0, unchanged: 1000 },
    });
    expect(await count()).toEqual(whole);

    const { rows } = await key.call(api.list, { query: { q: '#W2611340' } });
    const order = await key.call(api.get, { params: { id: rows[0]!.id } });
    expect(order).toMatchObject({
      number: '#W2611340',
      customer: { name: 'James Li' },
      address: { city: 'New York', region: 'NY', postal_code: '10083', country: 'US' },
      total: { amount: 53_665, currency: 'USD' },
      payments: [{ method: 'gift_card', amount: { amount: 53_665 } }],
      lines: [
        { sku: '6469567736', category: 'water bottle' },
        { sku: '8426249116', category: 'office chair' },
      ],
    });
  });
});
