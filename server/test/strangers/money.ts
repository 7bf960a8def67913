import { moneyApi } from '@recoup/contract';
import type { Book } from './sample.ts';

export const moneyBook: Book = {
  async make(door, { keptReturn }) {
    const { rows } = await door.owner.call(moneyApi.refunds, { query: { return_id: keptReturn! } });
    return { refund: rows[0]!.id };
  },
  samples: {
    get_refunds: ({ brand, keptReturn }) => ({ query: { brand_id: brand!, return_id: keptReturn! } }),
    get_refunds_counts: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_refunds_id: ({ refund }) => ({ params: { id: refund! } }),
    post_refunds_id_send: ({ refund }) => ({ params: { id: refund! }, body: {} }),
    post_refunds_id_ask: ({ refund }) => ({ params: { id: refund! }, body: {} }),
    post_refunds_id_approve: ({ refund }) => ({ params: { id: refund! }, body: {} }),
    post_refunds_id_mark_paid: ({ refund }) => ({ params: { id: refund! }, body: { reference: 'spy' } }),
    post_refunds_id_mark_failed: ({ refund }) => ({ params: { id: refund! }, body: { reason: 'spy' } }),
    post_refunds_id_retry: ({ refund }) => ({ params: { id: refund! }, body: {} }),
    post_refunds_id_amount: ({ refund }) => ({ params: { id: refund! }, body: { amount: 1, reason: 'spy' } }),
    get_money_settings: ({ brand }) => ({ query: { brand_id: brand! } }),
    put_money_settings: ({ brand }) => ({
      query: { brand_id: brand! },
      body: { second_person_above: null, store_credit_months: 12 },
    }),
  },
};
