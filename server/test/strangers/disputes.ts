import { creditsApi, disputesApi } from '@recoup/contract';
import type { Book } from './sample.ts';

export const disputesBook: Book = {
  async make(door, { brand, customer, order }) {
    const dispute = await door.owner.call(disputesApi.open, {
      body: { order_id: order!, amount: 100, network: 'visa' },
    });
    const body = { brand_id: brand!, customer_id: customer!, amount: 500, reason: 'sorry' };
    const credit = await door.owner.call(creditsApi.issue, { body });
    return { dispute: dispute.id, credit: credit.id };
  },
  samples: {
    get_disputes: ({ order }) => ({ query: { order_id: order! } }),
    get_disputes_counts: ({ brand }) => ({ query: { brand_id: brand! } }),
    get_disputes_id: ({ dispute }) => ({ params: { id: dispute! } }),
    post_disputes: ({ order }) => ({ body: { order_id: order!, amount: 1 } }),
    post_disputes_id_change: ({ dispute }) => ({ params: { id: dispute! }, body: { reason: 'fraud' } }),
    put_disputes_id_evidence: ({ dispute }) => ({ params: { id: dispute! }, body: { statement: 'spy' } }),
    get_disputes_id_evidence_pdf: ({ dispute }) => ({ params: { id: dispute! } }),
    post_disputes_id_packs: ({ dispute }) => ({ params: { id: dispute! }, body: {} }),
    post_disputes_id_submit: ({ dispute }) => ({ params: { id: dispute! }, body: {} }),
    post_disputes_id_mark_submitted: ({ dispute }) => ({ params: { id: dispute! }, body: {} }),
    post_disputes_id_accept: ({ dispute }) => ({ params: { id: dispute! }, body: { reason: 'spy' } }),
    post_disputes_id_decide: ({ dispute }) => ({ params: { id: dispute! }, body: { outcome: 'won' } }),
    get_dispute_reasons: () => ({}),
    get_store_credits: ({ customer }) => ({ query: { customer_id: customer! } }),
    get_store_credits_id: ({ credit }) => ({ params: { id: credit! } }),
    post_store_credits: ({ brand, customer }) => ({
      body: { brand_id: brand!, customer_id: customer!, amount: 1, reason: 'spy' },
    }),
    post_store_credits_id_approve: ({ credit }) => ({ params: { id: credit! }, body: {} }),
    post_store_credits_id_decline: ({ credit }) => ({ params: { id: credit! }, body: { reason: 'spy' } }),
    post_store_credits_id_void: ({ credit }) => ({ params: { id: credit! }, body: { reason: 'spy' } }),
    post_store_credits_id_cash_out: ({ credit }) => ({ params: { id: credit! }, body: {} }),
    // No credit or code of the first workspace is needed: a code is looked for in the caller's own workspace alone.
    post_store_credits_code_redeem: () => ({
      params: { code: 'SC-2345-6789-2345' },
      body: { amount: 1, reference: 'spy' },
    }),
    post_store_credits_code_give_back: () => ({ params: { code: 'SC-2345-6789-2345' }, body: { reference: 'spy' } }),
    get_store_credit_rules: () => ({}),
    get_credit_settings: ({ brand }) => ({ query: { brand_id: brand! } }),
    put_credit_settings: ({ brand }) => ({
      query: { brand_id: brand! },
      body: { bonus_months: null, discount_months: 6, discount_minimum: null },
    }),
    get_discounts: ({ brand }) => ({ query: { brand_id: brand! } }),
    post_discounts_code_check: () => ({ params: { code: 'NX-2345-6789-2345' }, body: { amount: 1 } }),
    post_discounts_code_use: () => ({ params: { code: 'NX-2345-6789-2345' }, body: { amount: 1, reference: 'spy' } }),
    post_discounts_id_void: ({ dispute }) => ({ params: { id: dispute! }, body: { reason: 'spy' } }),
  },
};
