/** A brand with its Stripe account connected, and returns whose refunds go out through it. */
import { moneyApi, paymentsApi, type Refund, returns } from '@recoup/contract';
import { afterFile } from '../../../../test/after-file.ts';
import { openStripe, type StripeWire } from '../../../../test/stripe-wire.ts';
import { inWorkspace } from '../../../platform/db.ts';
import { acceptUnits, takeIn } from '../../../returns/index.ts';
import { LAMP, openWorld, type World } from '../../../returns/testing/world.ts';

export type Shop = {
  world: World;
  stripe: StripeWire;
  accountId: string;
  /** An accepted return of goods that were paid with this charge; its refund is owed. */
  owed(change?: { charge?: string; quantity?: number; payments?: Record<string, unknown>[] }): Promise<{
    returnId: string;
    lineId: string;
    orderId: string;
    refund: Refund;
    charge: string;
  }>;
  refundsOf(returnId: string): Promise<Refund[]>;
  refund(id: string): Promise<Refund>;
  send(refund: Refund): Promise<void>;
  /** Stripe posts an event; answers the status. */
  post(
    type: string,
    object: unknown,
    change?: { id?: string; at?: Date; signedAt?: Date; signature?: string },
  ): Promise<number>;
  tell(type: string, object: unknown): Promise<void>;
  later(minutes: number): void;
  balance(): Promise<Record<string, number>>;
  paymentOf(orderId: string): Promise<{ amount: number; refunded: number; elsewhere: number; overdrawn: number }[]>;
};

export async function openShop(): Promise<Shop> {
  const world = await openWorld();
  const stripe = await openStripe();
  afterFile(() => stripe.close());
  stripe.now = () => world.door.now();
  world.door.product.services.config.stripeUrl = stripe.url;
  await world.publish(world.brand, (rules) => {
    rules.ask_person.above = null;
    rules.ask_person.from_nth_return = null;
    rules.evidence_for = [];
  });
  await world.owner.call(moneyApi.changeSettings, {
    query: { brand_id: world.brand.id },
    body: { second_person_above: null, store_credit_months: 12 },
  });
  const account = await world.owner.call(paymentsApi.connect, {
    body: {
      brand_id: world.brand.id,
      name: 'Stripe US',
      secret_key: stripe.secretKey,
      webhook_secret: stripe.webhookSecret,
    },
  });

  const refundsOf = async (returnId: string) =>
    (await world.owner.call(moneyApi.refunds, { query: { return_id: returnId } })).rows.toReversed();

  const shop: Shop = {
    world,
    stripe,
    accountId: account.id,
    refundsOf,
    refund: (id) => world.owner.call(moneyApi.refund, { params: { id } }),
    async owed({ charge, quantity = 1, payments } = {}) {
      const paid = charge ?? stripe.pay({ amount: 12_900 * quantity }).id;
      const change = {
        payments: payments ?? [
          { external_id: paid, method: 'card', label: 'Visa ending 4417', amount: 12_900 * quantity },
        ],
      };
      const order = await world.order([{ ...LAMP, tax: 0, quantity }], change);
      const { id } = await world.owner.call(returns.request, {
        params: { id: order.id },
        body: { lines: world.ask(order, { quantity }), override_reason: 'Test' },
      });
      const whole = await world.owner.call(returns.get, { params: { id } });
      const line = whole.lines[0]!;
      const ctx = world.door.ctx();
      await inWorkspace(ctx, (tx) =>
        takeIn(tx, ctx, id, { siteId: world.site.id, lines: [{ line_id: line.id, received: quantity }] }),
      );
      await inWorkspace(ctx, (tx) =>
        acceptUnits(tx, ctx, { returnId: id, returnLineId: line.id, accepted: quantity, rejected: 0 }),
      );
      await world.door.drain();
      const [refund] = await refundsOf(id);
      return { returnId: id, lineId: line.id, orderId: order.id, refund: refund!, charge: paid };
    },
    async send(refund) {
      await world.owner.call(moneyApi.send, { params: { id: refund.id }, body: {} });
      await world.door.drain();
    },
    async post(type, object, { id, at, signedAt, signature } = {}) {
      const { body } = stripe.event(type, object, { id, at: at ?? world.door.now() });
      const response = await fetch(`${world.door.url}/v1/hooks/payments/${account.id}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signature ?? stripe.signed(body, signedAt ?? world.door.now()),
        },
        body,
      });
      return response.status;
    },
    async tell(type, object) {
      const status = await shop.post(type, object);
      if (status !== 200) throw new Error(`the hook answered ${status}`);
      await world.door.drain();
    },
    later(minutes) {
      world.door.setNow(new Date(world.door.now().getTime() + minutes * 60_000));
    },
    async balance() {
      const sums: Record<string, number> = {};
      const { rows } = await world.owner.call(moneyApi.settings, { query: { brand_id: world.brand.id } }).then(() =>
        inWorkspace(world.door.ctx(), (tx) =>
          tx
            .selectFrom('ledger_lines')
            .select(({ fn }) => ['account', fn.sum<number>('amount').as('amount')])
            .groupBy('account')
            .execute()
            .then((found) => ({ rows: found })),
        ),
      );
      for (const { account: name, amount } of rows) sums[name] = Number(amount);
      return sums;
    },
    paymentOf: (orderId) =>
      inWorkspace(world.door.ctx(), (tx) =>
        tx
          .selectFrom('payments')
          .select(['amount', 'refunded', 'elsewhere', 'overdrawn'])
          .where('order_id', '=', orderId)
          .orderBy('paid_at')
          .execute(),
      ),
  };
  return shop;
}
