/** What an intent says by itself, the same for whoever hears it: a problem, a wish, or nothing. */
import type { Reason } from '@recoup/contract';
import type { Slots } from './talk.ts';

/** Words that are about nothing. */
export const smallTalk: ReadonlySet<string> = new Set([
  'greeting',
  'thanks',
  'goodbye',
  'yes',
  'no',
  'it_worked',
  'it_did_not_work',
  'never_mind',
  'spam_or_offer',
]);

export const problemOfIntent: Readonly<Record<string, Reason>> = {
  item_damaged: 'damaged-or-defective',
  item_defective: 'damaged-or-defective',
  wont_turn_on: 'damaged-or-defective',
  wont_pair: 'cannot-use',
  missing_part: 'missing-parts-or-accessories',
  wrong_item: 'received-the-wrong-item',
  not_as_described: 'item-not-as-described',
  changed_mind: 'changed-my-mind',
  arrived_late: 'arrived-late',
};

export const wishOfIntent: Readonly<Record<string, NonNullable<Slots['wanted']>>> = {
  want_return: 'return',
  want_refund: 'refund',
  want_exchange: 'exchange',
  want_replacement: 'replacement',
  want_repair: 'repair',
  want_keep_discount: 'keep_it',
  cancel_order: 'cancel',
};
