import { mailReceipt } from '../../returns/index.ts';
import { orderFacts } from '../look-ups/seen-order.ts';
import { type Act, cannot } from './act.ts';
import { masked } from './masked.ts';
import type { KeptRequest } from './requests.ts';
import { actWords } from './words.ts';

type Receipt = Extract<KeptRequest, { kind: 'send_receipt' }>;

/** The receipt goes to the address the order was bought with, and to no other: nothing is gained by asking for it. */
export const receiptAct: Act<Receipt> = {
  consequential: false,

  async prepare(look, order) {
    const { email, customer } = await orderFacts(look, order);
    const to = email ?? customer.email;
    return to ? { kind: 'send_receipt', to } : cannot('cannot_do', { code: 'order.no_email' });
  },

  async weigh(look, order, { to }) {
    const { email, customer } = await orderFacts(look, order);
    if ((email ?? customer.email) !== to) return cannot('cannot_do', { code: 'order.no_email' });
    const words = actWords[look.of.language];
    return {
      what: { to },
      amount: 0,
      given: 0,
      currency: look.brand.currency,
      card: {
        kind: 'receipt',
        title: words.receipt_title(order.number),
        value: null,
        detail: words.receipt_detail(masked(to)),
        remedy: null,
        photo_url: null,
        ...words.send_receipt,
      },
      variables: { 'order.number': order.number },
      sources: [{ kind: 'order', id: order.id, title: order.number }],
    };
  },

  async carryOut(ctx, orderId) {
    await mailReceipt(ctx, orderId);
    return { return_id: null, return_code: null };
  },
};
