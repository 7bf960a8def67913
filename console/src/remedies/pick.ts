/** A remedy as somebody picks it: what it still needs, what is asked of the server, what it is compared with. Pure. */
import type {
  AnswerOf,
  Money,
  Order,
  RankedRemedy,
  RemedyChoice,
  RemedyKind,
  RemedyOffer,
  remediesApi,
} from '@recoup/contract';

/** What the one question answers for a line of the order. */
export type AnswerLine = AnswerOf<typeof remediesApi.ask>['lines'][number];

export type Picked = {
  kind: RemedyKind;
  /** Parts by id, and how many of each. */
  parts: Readonly<Record<string, number>>;
  variantId: string | null;
  ships: 'now' | 'on_receipt' | null;
  /** Another sum or percentage than policy's; null keeps policy's. */
  amount: number | null;
  percent: number | null;
  articleId: string | null;
};
type Line = Pick<AnswerLine, 'remedies' | 'parts' | 'exchange_for' | 'guides' | 'return_cost'>;

/** What is picked of a kind before anybody changes it: what the server offers, else the first that fits. */
export function firstPick(kind: RemedyKind, line: Partial<Line> = {}): Picked {
  const offer = line.remedies?.find((one) => one.kind === kind)?.offer;
  const goods = offer?.goods ?? [];
  const known = new Set(line.exchange_for?.map(({ variant_id }) => variant_id));
  const mends = line.parts?.filter((part) => part.mends) ?? [];
  const offered = goods.flatMap((one) => (one.kind === 'part' ? [[one.id, one.quantity] as const] : []));
  const suggested = mends.length === 1 ? mends.map((part) => [part.part_id, part.per_product] as const) : [];
  return {
    kind,
    parts: kind === 'spare_part' ? Object.fromEntries(offered.length > 0 ? offered : suggested) : {},
    // Policy's own offer may name another of the same; that is no choice somebody made.
    variantId: kind === 'exchange' ? (goods.find(({ id }) => known.has(id))?.id ?? null) : null,
    ships: kind === 'exchange' || kind === 'replacement' ? (offer?.ships ?? null) : null,
    amount: null,
    percent: null,
    articleId: kind === 'guidance' ? (offer?.article?.id ?? line.guides?.[0]?.article_id ?? null) : null,
  };
}

export type Needs = 'parts' | 'variant' | 'article' | 'amount';
/** The first thing the remedy still needs; null where it can be confirmed. `offer` is policy's, where policy offers it. */
export function needsOf(pick: Picked, offer: RemedyOffer | undefined): Needs | null {
  if (pick.kind === 'spare_part') return Object.values(pick.parts).some((n) => n > 0) ? null : 'parts';
  if (pick.kind === 'exchange') return pick.variantId ? null : 'variant';
  if (pick.kind === 'guidance') return pick.articleId ? null : 'article';
  if (pick.kind === 'keep_it' && (pick.amount ?? offer?.amount.amount ?? 0) <= 0) return 'amount';
  return null;
}

/** What goes to the server with the kind; nothing where policy's own values stay. */
export function choiceOf(pick: Picked, offer: RemedyOffer | undefined): RemedyChoice | undefined {
  const parts = Object.entries(pick.parts).flatMap(([part_id, quantity]) =>
    quantity > 0 ? [{ part_id, quantity }] : [],
  );
  const choice: RemedyChoice = {
    ...(pick.kind === 'spare_part' && parts.length > 0 ? { parts } : {}),
    ...(pick.kind === 'exchange' && pick.variantId ? { variant_id: pick.variantId } : {}),
    ...(pick.ships && pick.ships !== offer?.ships ? { ships: pick.ships } : {}),
    ...(pick.amount !== null && pick.amount !== offer?.amount.amount ? { amount: pick.amount } : {}),
    ...(pick.percent !== null && pick.percent !== offer?.discount?.percent ? { percent: pick.percent } : {}),
    ...(pick.kind === 'guidance' && pick.articleId ? { article_id: pick.articleId } : {}),
  };
  return Object.keys(choice).length > 0 ? choice : undefined;
}

/** Kinds whose sum staff may set. */
export const hasSum = (kind: RemedyKind) => kind === 'keep_it' || kind === 'refund';
/** Kinds where goods leave, before or after the old ones come. */
export const swaps = (kind: RemedyKind) => kind === 'exchange' || kind === 'replacement';
/** Kinds that pay no money out. */
export const paysNothing = (kind: RemedyKind) =>
  swaps(kind) || kind === 'spare_part' || kind === 'repair' || kind === 'next_order_discount' || kind === 'guidance';

/** The sum the buyer gets: the one typed, else policy's. Null where no money is paid. */
export function sumOf(pick: Picked, offer: RemedyOffer | undefined): Money | null {
  if (paysNothing(pick.kind) || !offer) return null;
  return { amount: pick.amount ?? offer.amount.amount, currency: offer.amount.currency };
}

/**
 * What the brand saves by this remedy against always returning and refunding, both as expected once the buyer agrees;
 * null where there is nothing to compare or nothing saved.
 */
export function savedBy(remedy: RankedRemedy | undefined, line: Pick<AnswerLine, 'return_cost'>): Money | null {
  if (!remedy || remedy.fallback || !line.return_cost || line.return_cost.currency !== remedy.cost.currency)
    return null;
  const amount = line.return_cost.amount - remedy.cost_if_taken.amount;
  return amount > 0 ? { amount, currency: remedy.cost.currency } : null;
}

/** What was paid for so many units of a line of an order, without tax; percentages are taken of it. */
export function netPrice(
  line: Pick<Order['lines'][number], 'quantity' | 'unit_price' | 'discount'>,
  quantity: number,
): Money {
  const whole = Math.max(0, line.unit_price.amount * line.quantity - line.discount.amount);
  return { amount: Math.floor((whole * quantity) / Math.max(1, line.quantity)), currency: line.unit_price.currency };
}

/** A percentage of a price, half a cent up, as the server reckons it. */
export const shareOf = (price: number, percent: number) => Math.round((price * percent) / 100);
/** Which whole percentage of a price a sum is; null where it is none. */
export function percentOf(price: number, amount: number): number | null {
  if (price <= 0) return null;
  const percent = Math.round((amount / price) * 100);
  return shareOf(price, percent) === amount ? percent : null;
}

/** The longest bar of a list stands for this amount. */
export const scaleOf = (remedies: readonly Pick<RankedRemedy, 'cost'>[]) =>
  Math.max(1, ...remedies.map(({ cost }) => cost.amount));

/** The parts of a cost in the order they are told: the largest first, what comes back last. */
export function told<P extends { amount: Money }>(parts: readonly P[]): P[] {
  return parts
    .filter(({ amount }) => amount.amount !== 0)
    .sort((a, b) => Number(a.amount.amount < 0) - Number(b.amount.amount < 0) || b.amount.amount - a.amount.amount);
}
