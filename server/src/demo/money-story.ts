/** The demo's disputes, goodwill and codes: what a brand's money desk meets beside its refunds. */
import { creditsApi, discountsApi, disputesApi, orders, returns } from '@recoup/contract';
import { type Calendar, DAY, later } from './clock.ts';
import type { Person } from './door.ts';

type Told = {
  on: Calendar;
  end: Date;
  owner: Person;
  people: Record<'helen' | 'grace' | 'luis', Person>;
  brandId: string;
  settle(): Promise<void>;
};

/** Puts it on the calendar, near the end of the story, when there are orders enough. */
export function tellMoney({ on, end, owner, people, brandId, settle }: Told): void {
  const { helen, grace, luis } = people;
  const days = (n: number) => new Date(end.getTime() + n * DAY).toISOString();
  const taken = new Set<string>();
  /** A delivered order nobody told a story about yet; with or without a return. */
  const anOrder = async (returned: boolean) => {
    const { rows } = await owner.call(orders.list, { query: { brand_id: brandId, limit: 200 } });
    // Who did not ask within ten days keeps the goods: no return comes in between.
    const calm = on.now().getTime() - 10 * DAY;
    const fits = (row: (typeof rows)[number]) =>
      row.delivered_at !== null &&
      (returned ? row.returns > 0 : row.returns === 0 && new Date(row.delivered_at).getTime() < calm);
    const found = rows.find((row) => !taken.has(row.id) && fits(row));
    if (!found) return null;
    taken.add(found.id);
    return owner.call(orders.get, { params: { id: found.id } });
  };

  // Due in two days: the parcel was delivered, and the buyer's bank says it was not.
  on.at(later(end, -60), async () => {
    const order = await anOrder(false);
    if (!order) return;
    const made = await helen.call(disputesApi.open, {
      body: {
        order_id: order.id,
        amount: order.payments[0]!.amount.amount,
        fee: 15_00,
        network: 'visa',
        network_code: '13.1',
        reference: 'VCR-7730-2214',
        due_by: days(2.1),
      },
    });
    const statement =
      'The parcel was delivered by UPS to the address the customer gave, before the dispute was opened. The customer did not tell us that anything was missing.';
    await helen.call(disputesApi.evidence, { params: { id: made.id }, body: { statement } });
  });
  // A buyer who sent goods back and asks the bank as well: only asked so far.
  on.at(later(end, -30), async () => {
    const order = await anOrder(true);
    if (!order) return;
    await helen.call(disputesApi.open, {
      body: {
        order_id: order.id,
        kind: 'inquiry',
        amount: order.payments[0]!.amount.amount,
        network: 'mastercard',
        network_code: '4853',
        reference: 'RR-0091-5528',
        due_by: days(9),
      },
    });
  });
  // One that was defended and won.
  on.at(later(end, -40 * 24), async () => {
    const order = await anOrder(false);
    if (!order) return;
    const amount = order.payments[0]!.amount.amount;
    const body = { order_id: order.id, amount, fee: 15_00, network: 'amex', network_code: 'F29' } as const;
    const { id } = await helen.call(disputesApi.open, { body });
    on.at(later(end, -38 * 24), async () => {
      await helen.call(disputesApi.pack, { params: { id }, body: { language: 'en' } });
      await helen.call(disputesApi.markSubmitted, { params: { id }, body: { reference: 'AX-229910' } });
    });
    on.at(later(end, -6 * 24), async () => {
      await helen.call(disputesApi.decide, {
        params: { id },
        body: { outcome: 'won', note: 'Delivered to the card address' },
      });
    });
  });

  // Goodwill: one spent in part, one whose order was cancelled, one above what one person may give.
  on.at(later(end, -20 * 24), async () => {
    const order = await anOrder(false);
    if (!order) return;
    const body = { brand_id: brandId, customer_id: order.customer.id, order_id: order.id };
    const { code } = await grace.call(creditsApi.issue, {
      body: { ...body, amount: 25_00, reason: 'Arrived five days late' },
    });
    on.at(later(end, -11 * 24), async () => {
      await owner.call(creditsApi.redeem, { params: { code }, body: { amount: 18_40, reference: '#20512' } });
    });
    on.at(later(end, -9 * 24), async () => {
      await owner.call(creditsApi.giveBack, { params: { code }, body: { reference: '#20512' } });
    });
    on.at(later(end, -4 * 24), async () => {
      await owner.call(creditsApi.redeem, { params: { code }, body: { amount: 12_00, reference: '#20588' } });
    });
  });
  on.at(later(end, -20), async () => {
    const order = await anOrder(false);
    if (!order) return;
    const body = { brand_id: brandId, customer_id: order.customer.id, order_id: order.id, amount: 350_00 };
    await luis.call(creditsApi.issue, { body: { ...body, reason: 'Third lamp that failed; keeps a good customer' } });
  });
  // Credits that refunds were paid with get spent.
  on.at(later(end, -5 * 24), async () => {
    const { rows } = await owner.call(creditsApi.credits, { query: { brand_id: brandId, state: ['active'] } });
    const paid = rows.filter(({ source }) => source === 'refund');
    for (const [n, { code, balance }] of paid.slice(0, 3).entries()) {
      const amount = n === 0 ? balance.amount : Math.round(balance.amount / 3);
      await owner.call(creditsApi.redeem, { params: { code }, body: { amount, reference: `#${20_590 + n}` } });
    }
  });

  // Problems settled with money off the next order: one code used, one still good.
  for (const [ago, percent, used] of [
    [16, 20, true],
    [3, 15, false],
  ] as const) {
    on.at(later(end, -ago * 24), async () => {
      const order = await anOrder(false);
      const line = order?.lines[0];
      if (!order || !line) return;
      const made = await helen.call(returns.request, {
        params: { id: order.id },
        body: {
          lines: [
            {
              order_line_id: line.id,
              quantity: 1,
              reason: 'item-not-as-described',
              comment: 'The finish is darker than on the page. I can live with it.',
              remedy: 'next_order_discount',
              choice: { percent },
            },
          ],
          override_reason: 'Small matter of colour; the buyer keeps it and orders again.',
        },
      });
      if (made.stage === 'requested')
        await helen.call(returns.approve, { params: { id: made.id }, body: { reason: 'Agreed with the buyer' } });
      await settle();
      if (!used) return;
      on.at(later(end, -7 * 24), async () => {
        const { rows } = await owner.call(discountsApi.discounts, { query: { return_id: made.id } });
        const code = rows[0]?.code;
        if (code)
          await owner.call(discountsApi.use, { params: { code }, body: { amount: 164_00, reference: '#20571' } });
      });
    });
  }
}
