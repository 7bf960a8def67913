import { type RecordedEvent, reaction } from '../../platform/record.ts';
import { issueDiscounts } from '../discounts/issue-discount.ts';
import { mailDiscount } from '../discounts/mail-discount.ts';
import { mailGoodwill } from './mail-credit.ts';

const ofReturn = (event: RecordedEvent) => event.return_id !== null;

/** What happens because credit was given, or a problem was settled with money off the next order. */
export const creditReactions = [
  reaction({
    on: 'credit.issued',
    name: 'mail-goodwill',
    when: (event) => event.data.source === 'goodwill',
    run: (ctx, event) => mailGoodwill(ctx, event),
  }),
  reaction({
    on: ['return.approved', 'return.remedy_changed'],
    name: 'issue-discounts',
    when: ofReturn,
    run: (ctx, event) => issueDiscounts(ctx, event.return_id!),
  }),
  reaction({ on: 'discount.issued', name: 'mail-discount', run: (ctx, event) => mailDiscount(ctx, event) }),
];
