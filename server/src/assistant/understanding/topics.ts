/** How intents stand to each other: what is talk, what belongs to one matter, what opens another. */
import { smallTalk } from '../meanings.ts';

/** Tone or escalation: they colour a matter and open none where another is named. */
const COLOURS: ReadonlySet<string> = new Set(['complaint', 'legal_threat', 'safety_report', 'talk_to_person']);
const PROBLEMS: ReadonlySet<string> = new Set([
  'item_damaged',
  'item_defective',
  'wont_pair',
  'wont_turn_on',
  'missing_part',
  'wrong_item',
  'not_as_described',
  'size_wrong',
  'changed_mind',
  'arrived_late',
  'warranty_claim',
]);
/** Questions that are one and the same matter. */
const FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(['where_is_order', 'delivered_not_received', 'tracking_question', 'arrived_late']),
  new Set(['refund_status', 'return_status', 'return_label']),
  new Set(['how_to_use', 'setup_help', 'wont_pair', 'wont_turn_on', 'item_defective']),
  new Set(['warranty_question', 'warranty_claim', 'item_defective', 'wont_turn_on', 'item_damaged']),
  new Set(['product_question', 'compatibility', 'stock_question', 'shipping_cost', 'discount_code', 'price_match']),
  new Set(['cancel_order', 'change_order', 'change_address', 'changed_mind', 'where_is_order']),
  new Set(['return_label', 'want_return']),
  // Cheaper elsewhere is why it goes back; what lacks a part cannot be put together.
  new Set(['price_match', 'want_return', 'want_refund', 'changed_mind', 'cancel_order']),
  new Set(['missing_part', 'setup_help', 'how_to_use']),
  new Set(['store_credit_balance', 'discount_code']),
];

export const isTalk = (intent: string) => smallTalk.has(intent);
export const isWish = (intent: string) => intent.startsWith('want_');
export const isProblem = (intent: string) => PROBLEMS.has(intent);
/** Anything that asks for an answer rather than for a remedy. */
export const isQuestion = (intent: string) =>
  !isTalk(intent) && !isWish(intent) && !isProblem(intent) && !COLOURS.has(intent);

/** Two things a message says that are answered together: a problem with what is wished for it, questions of one family. */
export function oneMatter(one: string, other: string): boolean {
  if (one === other || COLOURS.has(one) || COLOURS.has(other)) return true;
  if (FAMILIES.some((family) => family.has(one) && family.has(other))) return true;
  return !isQuestion(one) && !isQuestion(other);
}
