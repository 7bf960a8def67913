import { remedyKind } from '@recoup/contract';
import { numberKey } from '../../orders/index.ts';
import { wishOfIntent } from '../meanings.ts';
import type { Slots } from '../talk.ts';
import { itemsIn } from './items.ts';
import { quantityIn } from './quantities.ts';
import type { Context, KnownOrder } from './said.ts';
import { isProblem, isQuestion, isTalk, isWish } from './topics.ts';
import { cancelReasonIn, companyIn, openedIn, problemIn, wishIn } from './wishes.ts';

const OFFERS: ReadonlySet<string> = new Set(remedyKind.options);
const CHANGES: ReadonlySet<string> = new Set(['change_address', 'change_order']);
/** That something is to change says not yet what it should be: an address has a number, another thing is named as such. */
const SAYS_WHAT =
  /(?<![#\d])\d{1,5} +\p{L}|\d+ ?[号弄栋室楼]|\b(?:instead|rather (?:have|than)|to the|from \w+ to|en vez de|en lugar de)\b|(?:改成|换成|改为|换为|改到|改寄|寄到|送到)\s?\S{2}/iu;

export type PartSaid = {
  /** As written, and in plain spelling. */
  text: string;
  plain: string;
  intent: string | null;
  yes: boolean | null;
  order_numbers: readonly string[];
};

/** What a message, or a part of it about one matter, tells of that matter. */
export function slotsIn(part: PartSaid, context: Context): Slots {
  const { text, plain, intent, yes } = part;
  const { awaiting } = context;
  const asked = awaiting?.kind === 'slot' ? awaiting.slot : null;
  const slots: Slots = {};
  const order = context.orders.find(({ number }) =>
    part.order_numbers.some((said) => numberKey(said) === numberKey(number)),
  );
  const { items } = itemsIn(plain, order ? [order] : context.orders);
  const one =
    order ??
    onlyOrder(
      items.map(({ order_id }) => order_id),
      context.orders,
    );
  if (one) slots.order = { order_id: one.order_id, number: one.number };
  const ofOne = items.filter(({ order_id }) => order_id === one?.order_id);
  if (ofOne.length > 0) {
    slots.item = ofOne.map(({ order_line_id, title, sku, quantity }) => ({ order_line_id, title, sku, quantity }));
  }
  const quantity = quantityIn(plain, awaiting);
  if (quantity !== null) slots.quantity = quantity;
  const aboutGoods = intent === null || isTalk(intent) || isWish(intent) || isProblem(intent) || !isQuestion(intent);
  const problem = aboutGoods || asked === 'problem' ? problemIn(plain, intent) : null;
  if (problem) slots.problem = problem;
  const opened = openedIn(plain, awaiting, yes);
  if (opened !== null) slots.opened = opened;
  const wanted =
    (aboutGoods || asked === 'wanted' ? wishIn(plain) : null) ?? (intent ? wishOfIntent[intent] : undefined);
  if (wanted && !(asked === 'offer' && OFFERS.has(wanted))) slots.wanted = wanted;
  if (asked === 'offer' && wanted && OFFERS.has(wanted)) slots.offer = wanted as NonNullable<Slots['offer']>;
  if (intent === 'cancel_order' || asked === 'cancel_reason') {
    const reason = cancelReasonIn(plain) ?? (asked === 'cancel_reason' && yes === null ? 'other' : null);
    if (reason) slots.cancel_reason = reason;
  }
  const bare = text.trim().slice(0, 500);
  const answers = yes === null && (intent === null || !isTalk(intent));
  if ((intent && CHANGES.has(intent) && SAYS_WHAT.test(text)) || (asked === 'change' && answers)) slots.change = bare;
  if ((intent && isQuestion(intent)) || (asked === 'question' && answers)) slots.question = bare;
  const company = companyIn(text) ?? (asked === 'company' && answers ? bare.slice(0, 120) : null);
  if (company && (intent === 'invoice_request' || asked === 'company')) slots.company = company;
  return slots;
}

function onlyOrder(ids: readonly string[], orders: readonly KnownOrder[]): KnownOrder | null {
  const named = new Set(ids);
  return named.size === 1 ? (orders.find(({ order_id }) => named.has(order_id)) ?? null) : null;
}
