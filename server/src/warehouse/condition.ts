/** The condition a stocked unit may be offered in, in Amazon's words. Pure. */
import type { AnswerOf, Disposition, Grade, warehouse } from '@recoup/contract';

export type Condition = AnswerOf<(typeof warehouse)['stock']>['rows'][number]['condition'];

const words: readonly Condition[] = ['new', 'like_new', 'very_good', 'good', 'acceptable', 'for_parts'];

/** Looks. Amazon asks for no marks in like new, limited wear in very good, visible wear in good, heavy wear in acceptable. */
const byLooks: Record<Grade, Condition> = { A: 'like_new', B: 'very_good', C: 'good', D: 'acceptable' };
/** Works. Amazon's used conditions all ask for a working item; a stated fault (C) is sold as acceptable at best. */
const byWorking: Record<Grade, Condition> = { A: 'like_new', B: 'very_good', C: 'acceptable', D: 'for_parts' };

/**
 * The worse word of the two axes. What is restocked is sold as new; what is recycled or stripped is for parts.
 * Words: Amazon, Marketplace Items Condition Guidelines (new; used: like new or open box, very good, good, acceptable);
 * `for_parts` is eBay's "for parts or not working", which Amazon does not sell.
 */
export function conditionOf(disposition: Disposition, functional: Grade | null, cosmetic: Grade | null): Condition {
  if (disposition === 'restock' || disposition === 'fba_relabel') return 'new';
  if (disposition === 'recycle' || disposition === 'parts' || !functional || !cosmetic) return 'for_parts';
  return words[Math.max(words.indexOf(byWorking[functional]), words.indexOf(byLooks[cosmetic]))]!;
}
