import { returns } from '@recoup/contract';
import { inWorkspace } from '../../src/platform/db.ts';
import { newCode, newId } from '../../src/platform/ids.ts';
import type { Book } from './sample.ts';

const at = (id: string) => ({ params: { id } });

export const paymentsBook: Book = {
  async make(door, { brand, keptReturn }) {
    const ctx = door.ctx();
    const whole = await door.owner.call(returns.get, { params: { id: keptReturn! } });
    const account = newId();
    const charge = newId();
    const workspace_id = ctx.workspaceId;
    await inWorkspace(ctx, async (tx) => {
      await tx
        .insertInto('payment_accounts')
        .values({
          workspace_id,
          id: account,
          brand_id: brand!,
          kind: 'stripe',
          name: 'Stripe US',
          mode: 'test',
          key_hint: '4242',
          status: 'active',
          connected_by: JSON.stringify({ kind: 'system', id: null, name: 'Recoup' }),
          connected_at: ctx.now,
        })
        .execute();
      await tx
        .insertInto('charges')
        .values({
          workspace_id,
          id: charge,
          code: newCode('CH'),
          brand_id: brand!,
          order_id: whole.order.id,
          return_id: whole.id,
          customer_id: whole.customer.id,
          purpose: 'difference',
          title: 'Sweep R9',
          amount: 4_300,
          currency: 'USD',
          state: 'asked',
          gateway: 'manual',
          wanted_at: ctx.now,
          asked_at: ctx.now,
          cause: 'strangers',
        })
        .execute();
    });
    return { paymentAccount: account, charge };
  },
  samples: {
    get_payment_accounts: ({ brand }) => ({ query: { brand_id: brand! } }),
    post_payment_accounts: ({ brand }) => ({
      body: { brand_id: brand!, kind: 'stripe', name: 'spy', secret_key: 'sk_test_spysKey12345' },
    }),
    patch_payment_accounts_id: ({ paymentAccount }) => ({ ...at(paymentAccount!), body: { name: 'spy' } }),
    post_payment_accounts_id_try: ({ paymentAccount }) => at(paymentAccount!),
    post_payment_accounts_id_disconnect: ({ paymentAccount }) => at(paymentAccount!),
    get_charges: ({ brand, keptReturn }) => ({ query: { brand_id: brand!, return_id: keptReturn! } }),
    get_charges_id: ({ charge }) => at(charge!),
    post_charges_id_send_link: ({ charge }) => at(charge!),
    post_charges_id_mark_paid: ({ charge }) => ({ ...at(charge!), body: { reference: 'spy' } }),
    post_charges_id_waive: ({ charge }) => ({ ...at(charge!), body: { reason: 'spy' } }),
    post_charges_id_capture: ({ charge }) => ({ ...at(charge!), body: { reason: 'spy' } }),
    post_charges_id_release: ({ charge }) => ({ ...at(charge!), body: {} }),
    post_charges_id_retry: ({ charge }) => at(charge!),
    post_refunds_id_count_elsewhere: ({ refund }) => ({ ...at(refund!), body: {} }),
  },
};
