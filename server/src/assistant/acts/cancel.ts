import { cancelReason } from '@recoup/contract';
import type { z } from 'zod';
import { cancelOrder, considerCancellation } from '../../returns/index.ts';
import { backTold } from '../look-ups/cancellation.ts';
import { type Act, cannot } from './act.ts';
import { buyerCtx } from './at.ts';
import type { KeptRequest } from './requests.ts';
import { actWords } from './words.ts';

type Cancel = Extract<KeptRequest, { kind: 'cancel_order' }>;

/** An order that has not left is called off, as its buyer may on their own page. What goes back is what was paid, and gives nothing. */
export const cancelAct: Act<Cancel> = {
  consequential: true,

  async prepare({ of }) {
    const said = of.slots.cancel_reason?.trim() ?? '';
    return { kind: 'cancel_order', reason: reasonIn(said), note: said === '' ? null : said.slice(0, 300) };
  },

  async weigh(look, order, { reason }) {
    const { answer, because, back } = await considerCancellation(buyerCtx(look.at, order.id), order.id);
    const codes = because.map(({ code }) => code);
    if (answer === 'ask') return cannot('policy_asks', { codes });
    if (answer === 'no') return cannot(codes.includes('order.shipped') ? 'cannot_do' : 'policy_says_no', { codes });
    const { amount, to } = backTold(back, look);
    const words = actWords[look.of.language];
    return {
      what: { reason, back },
      amount: back.reduce((sum, one) => sum + one.amount.amount, 0),
      given: 0,
      currency: back[0]?.amount.currency ?? look.brand.currency,
      card: {
        kind: 'cancel',
        title: words.cancel_title(order.number),
        value: amount,
        detail: words.cancel_detail(to),
        remedy: null,
        photo_url: null,
        ...words.cancel_order,
      },
      variables: { 'cancellation.amount': amount, 'cancellation.to': to, 'order.number': order.number },
      sources: [{ kind: 'order', id: order.id, title: order.number }],
    };
  },

  async carryOut(ctx, orderId, { reason, note }) {
    await cancelOrder(ctx, orderId, { reason, ...(note ? { note } : {}) });
    return { return_id: null, return_code: null };
  },
};

type Reason = z.output<typeof cancelReason>;
const SAID: readonly [Reason, RegExp][] = [
  [
    'ordered-by-mistake',
    /mistake|accident|wrong (?:item|one|size|colou?r|address)|twice|duplicate|误|错|重复|error|equivoc|sin querer|dos veces/i,
  ],
  ['better-price-available', /cheap|price|discount|便宜|价|降|barat|precio|descuento/i],
  ['takes-too-long', /long|slow|late|wait|delay|太慢|太久|等不|tard|demora|lent/i],
  [
    'no-longer-needed',
    /need|want|changed? my mind|不需要|不想要|不要了|用不|改变主意|necesit|quiero|cambi[eé] de idea/i,
  ],
];

/** What the buyer's words say of why; a code of the list stands as it is. Pure. */
export function reasonIn(said: string): Reason {
  const named = cancelReason.safeParse(said.replaceAll('_', '-'));
  if (named.success) return named.data;
  return SAID.find(([, words]) => words.test(said))?.[0] ?? 'other';
}
