/** An order that has not left is called off, and its money goes back; and the receipt of an order. */
import { z } from 'zod';
import { byId, line, money, ok } from './common.ts';
import { endpoint } from './endpoint.ts';
import { because } from './policies.ts';

export const cancelReason = z.enum([
  'no-longer-needed',
  'ordered-by-mistake',
  'better-price-available',
  'takes-too-long',
  'other',
]);
export type CancelReason = z.output<typeof cancelReason>;

/** May this order be called off now, and what goes back where. */
export const cancellation = z.object({
  /** `ask`: a person has to say yes, or has to look whether it can still be stopped. */
  answer: z.enum(['yes', 'ask', 'no']),
  because: z.array(because),
  /** By payment; without a payment on record one entry without `to`. Empty where nothing was paid. */
  back: z.array(z.object({ amount: money, to: z.string().nullable() })),
});
export type Cancellation = z.output<typeof cancellation>;
const body = z.object({ reason: cancelReason, note: line(300).optional() });
const refusals = [
  'order.not_found',
  'order.cancelled',
  'order.shipped',
  'order.has_return',
  'order.cancel_asks_person',
  'order.cancel_not_offered',
] as const;

export const cancellations = {
  consider: endpoint({
    tag: 'Orders',
    access: 'staff',
    method: 'GET',
    path: '/v1/orders/:id/cancellation',
    summary: 'May this order still be called off?',
    permission: 'orders.read',
    params: byId,
    response: cancellation,
    refusals: ['order.not_found'],
  }),
  /** Staff may also where policy asks a person; nobody once it has left. */
  cancel: endpoint({
    tag: 'Orders',
    access: 'staff',
    method: 'POST',
    path: '/v1/orders/:id/cancel',
    summary: 'Call off an order that has not left; what was paid is owed back',
    permission: 'orders.write',
    params: byId,
    body,
    response: cancellation,
    refusals,
  }),
  mailReceipt: endpoint({
    tag: 'Orders',
    access: 'staff',
    method: 'POST',
    path: '/v1/orders/:id/mail-receipt',
    summary: 'Mail the buyer the receipt of their order',
    permission: 'orders.write',
    params: byId,
    response: ok,
    refusals: ['order.not_found', 'order.no_email'],
  }),
  receiptPdf: endpoint({
    tag: 'Orders',
    access: 'staff',
    method: 'GET',
    path: '/v1/orders/:id/receipt.pdf',
    summary: 'The receipt of an order',
    permission: 'orders.read',
    params: byId,
    response: z.unknown(),
    answersFile: 'application/pdf',
    refusals: ['order.not_found'],
  }),
};

const buyer = { tag: 'Portal', access: 'buyer' } as const;
export const portalCancellations = {
  consider: endpoint({
    ...buyer,
    method: 'GET',
    path: '/v1/portal/cancellation',
    summary: 'May I still call it off?',
    response: cancellation,
  }),
  cancel: endpoint({
    ...buyer,
    method: 'POST',
    path: '/v1/portal/cancel',
    summary: 'Call my order off',
    body,
    response: cancellation,
    refusals,
  }),
  receiptPdf: endpoint({
    ...buyer,
    method: 'GET',
    path: '/v1/portal/receipt.pdf',
    summary: 'The receipt',
    query: z.object({ token: z.string().max(600).optional() }),
    response: z.unknown(),
    answersFile: 'application/pdf',
  }),
};
