/** The demo's payments: a refund the bank sent back, an exchange that waits for its difference, one that was paid, and a brand whose credits go out by themselves. */
import { moneyApi, orders, paymentsApi, returns } from '@recoup/contract';
import { type Calendar, later } from './clock.ts';
import type { Person } from './door.ts';

type Told = {
  on: Calendar;
  end: Date;
  owner: Person;
  people: Record<'helen' | 'grace' | 'luis', Person>;
  brandId: string;
  settle(): Promise<void>;
};

/** Puts it on the calendar, near the end of the story. */
export function tellPayments({ on, end, owner, people, brandId, settle }: Told): void {
  const { helen, grace } = people;
  const taken = new Set<string>();

  // Paid by hand on Monday, back on Wednesday: the card was closed.
  on.at(later(end, -9), async () => {
    const { rows } = await helen.call(moneyApi.refunds, { query: { brand_id: brandId, state: ['sent'], limit: 20 } });
    const paid = rows.find((one) => one.gateway === 'manual' && one.moves.includes('mark_failed'));
    if (!paid) return;
    await grace.call(moneyApi.markFailed, {
      params: { id: paid.id },
      body: { reason: 'Card closed; the bank sent it back two days later.' },
    });
  });

  // Sent this morning and refused: nobody has looked at it yet.
  on.at(later(end, -6), async () => {
    const { rows } = await helen.call(moneyApi.refunds, { query: { brand_id: brandId, state: ['owed'], limit: 50 } });
    const owed = rows.find((one) => one.gateway === 'manual' && one.moves.includes('send'));
    if (!owed) return;
    const at = { params: { id: owed.id } };
    await grace.call(moneyApi.send, { ...at, body: {} });
    await grace.call(moneyApi.markFailed, { ...at, body: { reason: 'PayPal: the buyer’s account is closed.' } });
  });

  /** Exchanges what somebody bought for the cheapest thing of the brand that costs more. */
  const exchange = async (): Promise<string | null> => {
    const { rows: products } = await owner.call(orders.products, { query: { brand_id: brandId, limit: 100 } });
    const variants = products.flatMap((product) => product.variants.map((one) => ({ ...one, product: product.id })));
    const { rows } = await owner.call(orders.list, { query: { brand_id: brandId, limit: 120 } });
    for (const { id, returns: count } of rows.slice(30)) {
      if (taken.has(id) || count > 0) continue;
      const order = await owner.call(orders.get, { params: { id } });
      const line = order.lines[0];
      const delivered = order.fulfilments.some(({ delivered_at }) => delivered_at !== null);
      const own = line && variants.find(({ sku }) => sku === line.sku);
      if (!line || !own || !delivered) continue;
      const price = own.price?.amount ?? 0;
      const dearer = variants
        .filter((one) => (one.price?.amount ?? 0) > price && (one.price?.amount ?? 0) < price * 1.8)
        .toSorted((a, b) => (a.price?.amount ?? 0) - (b.price?.amount ?? 0))[0];
      if (!dearer) continue;
      taken.add(id);
      const made = await grace.call(returns.request, {
        params: { id },
        body: {
          lines: [
            {
              order_line_id: line.id,
              quantity: 1,
              reason: 'changed-my-mind',
              remedy: 'exchange',
              choice: { variant_id: dearer.id },
              opened: true,
              file_ids: [],
            },
          ],
          override_reason: 'Wants the larger one and pays the difference',
        },
      });
      if (made.stage === 'requested')
        await helen.call(returns.approve, { params: { id: made.id }, body: { reason: 'Agreed on the phone' } });
      await settle();
      return made.id;
    }
    return null;
  };
  const chargeOf = async (returnId: string) =>
    (await helen.call(paymentsApi.charges, { query: { return_id: returnId } })).rows[0];

  on.at(later(end, -4 * 24), async () => {
    const id = await exchange();
    const charge = id && (await chargeOf(id));
    if (!charge) return;
    on.at(later(end, -3 * 24), async () => {
      await grace.call(paymentsApi.markPaid, { params: { id: charge.id }, body: { reference: 'PP-8840-1126' } });
    });
  });
  // Asked this morning, not paid yet.
  on.at(later(end, -5), async () => {
    await exchange();
  });

  // From now on credits inside policy go out by themselves in the afternoon.
  on.at(later(end, -2), async () => {
    const { store_credit_months, second_person_above } = await helen.call(moneyApi.settings, {
      query: { brand_id: brandId },
    });
    await helen.call(moneyApi.changeSettings, {
      query: { brand_id: brandId },
      body: { store_credit_months, second_person_above, send_at: '17:00' },
    });
  });
}
