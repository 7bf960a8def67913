import { type Reaction, reaction } from '../../platform/record.ts';
import { giveBackRest } from './give-back-rest.ts';
import { mailCharge } from './mail-charge.ts';
import { askBuyer } from './pay-page.ts';
import { releaseHolds } from './settle-charge.ts';
import { wantCharges } from './want-charges.ts';

export const chargeReactions: readonly Reaction[] = [
  reaction({
    on: [
      'return.approved',
      'return.remedy_changed',
      'return.cancelled',
      'return.declined',
      'return.expired',
      // Of an expired return, whose charges were let go: it runs again.
      'return.received',
    ],
    name: 'want-charges',
    when: (event) => event.return_id !== null,
    run: (ctx, event) => wantCharges(ctx, event.return_id!),
  }),
  reaction({
    on: 'return.closed',
    name: 'give-back-rest',
    when: (event) => event.return_id !== null,
    run: (ctx, event) => giveBackRest(ctx, event.return_id!),
  }),
  reaction({ on: 'charge.wanted', name: 'ask-buyer', run: (ctx, event) => askBuyer(ctx, event.subject.id) }),
  reaction({ on: 'charge.asked', name: 'mail-charge', run: (ctx, event) => mailCharge(ctx, event) }),
  reaction({
    on: 'return.goods_checked',
    name: 'release-holds',
    when: (event) => event.return_id !== null,
    run: (ctx, event) => releaseHolds(ctx, event.return_id!),
  }),
];
