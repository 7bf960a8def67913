import { reaction } from '../../platform/record.ts';
import { tellAccepted, tellCompany } from './answer-dispute.ts';
import { holdRefunds, watchOrder } from './watch-disputes.ts';

/** What happens because a dispute moved, or a refund that may face one. */
export const disputeReactions = [
  reaction({
    on: 'dispute.submitting',
    name: 'submit-evidence',
    run: (ctx, event) => tellCompany(ctx, event.subject.id),
  }),
  reaction({
    on: 'dispute.accepted',
    name: 'accept-at-company',
    run: (ctx, event) => tellAccepted(ctx, event.subject.id),
  }),
  reaction({
    on: ['dispute.opened', 'dispute.changed', 'refund.owed', 'refund.sent', 'refund.failed', 'refund.bounced'],
    name: 'watch-disputes-of-order',
    when: (event) => event.order_id !== null,
    run: async (ctx, event) => {
      await holdRefunds(ctx, { orderId: event.order_id! });
      await watchOrder(ctx, event.order_id!);
    },
  }),
];
