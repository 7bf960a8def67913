import { reaction } from '../platform/record.ts';
import { alertPeople } from './alert-people.ts';
import { chargeReactions } from './charges/charges.reactions.ts';
import { costReactions } from './cost/cost.reactions.ts';
import { creditReactions } from './credits/credits.reactions.ts';
import { disputeReactions } from './disputes/disputes.reactions.ts';
import { learning } from './learned/learn.ts';
import { askGateway } from './refunds/ask-gateway.ts';
import { mailBuyer } from './refunds/mail-buyer.ts';
import { oweForCancelled } from './refunds/owe-for-cancelled.ts';
import { settleReturn } from './refunds/settle-return.ts';

export const reactions = [
  learning,
  ...creditReactions,
  ...disputeReactions,
  // One reaction and not two: what is owed must stand before a return may close, or money of an earlier parcel would close it.
  reaction({
    on: [
      'return.goods_checked',
      'return.approved',
      'return.remedy_changed',
      'refund.sent',
      'return.replacement_sent',
      'unit.decided',
      'discount.issued',
    ],
    name: 'settle-return',
    when: (event) => event.return_id !== null,
    run: (ctx, event) => settleReturn(ctx, event.return_id!),
  }),
  reaction({ on: 'refund.sending', name: 'ask-gateway', run: (ctx, event) => askGateway(ctx, event.subject.id) }),
  reaction({ on: 'refund.sent', name: 'mail-refund-sent', run: (ctx, event) => mailBuyer(ctx, event) }),
  // By us; an order the shop called off was paid back by the shop.
  reaction({
    on: 'order.cancelled',
    name: 'owe-for-cancelled',
    run: (ctx, event) => oweForCancelled(ctx, event.subject.id),
  }),
  ...chargeReactions,
  alertPeople,
  ...costReactions,
];
