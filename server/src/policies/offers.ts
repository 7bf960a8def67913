import type { OutGoods, PolicyRules, RemedyKind, RemedyOffer } from '@recoup/contract';
import { addDays } from '../platform/clock.ts';
import { percentOf } from '../platform/money.ts';
import { TRANSIT_DAYS } from './dates.ts';
import { differenceOf, paidForUnits, worthOf } from './exchange-difference.ts';
import { goodsStay, netPrice, notTheBuyers, type OfferContext, type OfferLine, rulesOf } from './offer-line.ts';
import { sharesOf } from './shares.ts';
import { partsToSend } from './spare-parts.ts';

/** Days in which what is in stock leaves, and days a repair takes at the bench; both are usual, not promised. */
export const HANDLING_DAYS = 2;
export const REPAIR_DAYS = 5;

/**
 * What the buyer may be given for each line of one request, line by line, with exact amounts. The portal shows it
 * before the request and the request stores it, so both are the same.
 *
 * - Refund: the units' share of the discounted price and of the tax, of the freight out where the policy gives it back
 *   for the reason, less the restocking fee (per unit, or percent of the price without tax) and the return freight.
 *   Never below zero: the fees give way.
 * - Freight: the box travels once, so the buyer's fee is taken once a request, from the first line whose money comes
 *   back for goods (of the chosen remedies, where they are known). Where the seller pays for the reason of any line
 *   that travels, the seller pays for the box.
 *   What staff found to be the carrier's, the factory's or the seller's doing costs the buyer neither fee nor freight.
 * - Store credit: the same and the bonus on top, in percent of what the refund would be.
 * - Keep it: percent of the price without tax; the goods stay, nobody ships.
 * - Exchange and replacement: goods for goods, and the seller pays the freight, there being nothing to take it from. An
 *   exchange for something else costs or brings the difference, with tax. What leaves at once, above the sum the policy
 *   sends unsecured, asks for a hold on the card of what the old goods are worth.
 * - Spare part: where a part is known to mend the problem. Repair: sent in, mended, sent back at the seller's expense.
 *   Discount on the next order; guidance, where some is known.
 * - Under warranty only what puts working goods in the buyer's hands; where the policy has none of it, the refund a
 *   person must agree to.
 *
 * Order: what keeps the goods with the buyer first, then what keeps the sale, then refund, then store credit. The refund
 * is never left out for the sake of the others. Where a remedy names no reasons it holds for all.
 *
 * `by` supposes that the parcel is handed over on the last day for it, is under way TRANSIT_DAYS, and the money moves
 * on the last day the policy allows; new goods travel another TRANSIT_DAYS. A person's decision is not waited for. What
 * is out of stock has the day it is expected added, or none where nobody knows it.
 */
export function offersFor(lines: readonly OfferLine[], context: OfferContext): RemedyOffer[][] {
  const travels = lines.filter(({ remedy }) => remedy === undefined || !goodsStay(remedy));
  const sellerPays = travels.some((line) => paysFreight(rulesOf(line), line));
  const bearer = sellerPays ? -1 : lines.findIndex(mayBearFreight);
  return lines.map((line, i) => {
    const freight: Freight = sellerPays || rulesOf(line).freight.buyer_fee === 0 ? 'seller' : 'buyer';
    const fee = i === bearer ? rulesOf(line).freight.buyer_fee : 0;
    return kindsFor(line).flatMap((kind) => offerOf(kind, line, context, freight, fee) ?? []);
  });
}

type Freight = 'seller' | 'buyer';
const isMoneyForGoods = (kind: RemedyKind) => kind === 'refund' || kind === 'store_credit';
const mayBearFreight = (line: OfferLine) =>
  line.remedy === undefined ? kindsFor(line).some(isMoneyForGoods) : isMoneyForGoods(line.remedy);
const paysFreight = ({ freight }: PolicyRules, line: OfferLine) =>
  line.warranty || notTheBuyers(line) || freight.buyer_fee === 0 || freight.seller_pays_for.includes(line.reason);

function kindsFor(line: OfferLine): RemedyKind[] {
  const { remedies, warranty } = rulesOf(line);
  const holds = (reasons: readonly string[]) => reasons.length === 0 || reasons.includes(line.reason);
  const part: RemedyKind[] = remedies.spare_part && partsToSend(line).length > 0 ? ['spare_part'] : [];
  const goods: RemedyKind[] = [];
  if (remedies.replacement) goods.push('replacement');
  if (remedies.exchange) goods.push('exchange');
  // Nothing is mended that is not broken.
  if (remedies.repair && (line.warranty || warranty.covers.includes(line.reason) || isFault(line)))
    goods.push('repair');
  const help: RemedyKind[] = remedies.guidance && line.guide !== undefined ? ['guidance'] : [];
  if (line.warranty) return [...help, ...part, ...(goods.length > 0 ? goods : (['refund'] as const))];
  const keep = remedies.keep_it;
  const next = remedies.next_order_discount;
  const paid = netPrice(line) > 0;
  const kinds = [...help, ...part];
  if (paid && keep.allowed && keep.percent > 0 && holds(keep.reasons)) kinds.push('keep_it');
  if (next.allowed && next.percent > 0 && holds(next.reasons)) kinds.push('next_order_discount');
  kinds.push(...goods);
  if (remedies.refund) kinds.push('refund');
  if (remedies.store_credit.allowed) kinds.push('store_credit');
  return kinds;
}

const isFault = ({ reason }: OfferLine) =>
  reason === 'damaged-or-defective' || reason === 'missing-parts-or-accessories';

type Part = { code: RemedyOffer['parts'][number]['code']; amount: number };

/** Null where it cannot be reckoned: an exchange for goods nobody has priced. */
function offerOf(
  kind: RemedyKind,
  line: OfferLine,
  context: OfferContext,
  freight: Freight,
  fee: number,
): RemedyOffer | null {
  const sent = goodsFor(kind, line, context);
  if (!sent) return null;
  const { currency } = context;
  const money = (amount: number) => ({ amount, currency });
  const parts = [...sent.back, ...partsOf(kind, line, fee)].filter(
    (part) => part.amount !== 0 || part.code === 'price',
  );
  const swaps = kind === 'exchange' || kind === 'replacement' || kind === 'repair';
  const toPayment = kind === 'refund' || kind === 'keep_it' || sent.back.length > 0;
  return {
    kind,
    amount: money(parts.reduce((sum, part) => sum + part.amount, 0)),
    parts: parts.map(({ code, amount }) => ({ code, amount: money(amount) })),
    to: toPayment ? context.paysTo : null,
    goods_back: !goodsStay(kind),
    by: dayOf(kind, line, context),
    freight_paid_by: goodsStay(kind) ? 'nobody' : swaps ? 'seller' : freight,
    ...sent.fields,
    ...(kind === 'next_order_discount'
      ? { discount: { percent: rulesOf(line).remedies.next_order_discount.percent } }
      : {}),
    ...(kind === 'guidance' && line.guide ? { article: line.guide } : {}),
  };
}

type Sent = { fields: Pick<RemedyOffer, 'goods' | 'ships' | 'difference' | 'hold'>; back: Part[] };
const nothing: Sent = { fields: {}, back: [] };

/** What leaves for a remedy, when, and what it costs or brings the buyer. */
function goodsFor(kind: RemedyKind, line: OfferLine, { currency }: OfferContext): Sent | null {
  const money = (amount: number) => ({ amount, currency });
  const own = line.variant;
  const ofVariant = ({ id, sku, title }: { id: string; sku: string; title: string }): OutGoods[] => [
    { kind: 'variant', id, sku, title, quantity: line.quantity },
  ];
  if (kind === 'spare_part') {
    const goods = partsToSend(line).map(({ part: { id, sku, title }, quantity }): OutGoods => {
      return { kind: 'part', id, sku, title, quantity };
    });
    return { fields: { goods, ships: 'now' }, back: [] };
  }
  if (kind === 'repair') {
    return { fields: { ...(own ? { goods: ofVariant(own) } : {}), ships: 'on_receipt' }, back: [] };
  }
  if (kind !== 'exchange' && kind !== 'replacement') return nothing;

  const wanted = kind === 'exchange' ? line.swap : undefined;
  const paid = paidForUnits(line);
  const difference = wanted ? differenceOf(line, wanted) : { price: 0, tax: 0 };
  if (!difference) return null;
  const worth = wanted ? worthOf(line, wanted)! : paid;
  const due = difference.price + difference.tax;
  const { ships, unsecured_up_to } = rulesOf(line).exchange;
  const value = worth.price + worth.tax;
  // The difference is paid by itself; the hold covers what the old goods are worth.
  const held = ships === 'now' && value > unsecured_up_to ? Math.min(value, paid.price + paid.tax) : 0;
  const goods = wanted ? ofVariant(wanted) : own ? ofVariant(own) : undefined;
  return {
    fields: {
      ...(goods ? { goods } : {}),
      ships,
      ...(due !== 0 ? { difference: money(due) } : {}),
      ...(held > 0 ? { hold: money(held) } : {}),
    },
    back:
      due < 0
        ? [
            { code: 'price', amount: -difference.price },
            { code: 'tax', amount: -difference.tax || 0 },
          ]
        : [],
  };
}

function dayOf(kind: RemedyKind, line: OfferLine, { today }: OfferContext): string | null {
  const rules = rulesOf(line);
  const received = addDays(today, rules.ship_within_days + TRANSIT_DAYS);
  if (kind === 'guidance' || kind === 'next_order_discount') return today;
  if (kind === 'keep_it') return addDays(today, rules.refund_within_days);
  if (kind === 'refund' || kind === 'store_credit') return addDays(received, rules.refund_within_days);
  const ready =
    kind === 'spare_part'
      ? addDays(today, HANDLING_DAYS)
      : kind === 'repair'
        ? addDays(received, REPAIR_DAYS)
        : rules.exchange.ships === 'now'
          ? addDays(today, HANDLING_DAYS)
          : addDays(received, rules.refund_within_days);
  const expected = kind === 'spare_part' ? partsExpected(line) : kind === 'repair' ? undefined : line.expected;
  if (expected === null) return null;
  const leaves = expected && addDays(expected, HANDLING_DAYS) > ready ? addDays(expected, HANDLING_DAYS) : ready;
  return addDays(leaves, TRANSIT_DAYS);
}

/** Undefined: in stock; a day: when the last of them is expected; null: nobody knows. */
function partsExpected(line: OfferLine): string | null | undefined {
  const short = partsToSend(line).filter(({ part, quantity }) => part.in_stock < quantity);
  if (short.length === 0) return undefined;
  const days = short.map(({ part }) => part.expected_on);
  return days.includes(null) ? null : days.sort().at(-1);
}

function partsOf(kind: RemedyKind, line: OfferLine, freightFee: number): Part[] {
  const rules = rulesOf(line);
  const { quantity: of, tax } = line.bought;
  const price = netPrice(line);
  if (kind === 'keep_it') {
    const [amount = 0] = sharesOf([percentOf(price, rules.remedies.keep_it.percent)], of, line.before, line.quantity);
    return [{ code: 'keep_it', amount }];
  }
  if (!isMoneyForGoods(kind)) return [];
  const shipping = rules.shipping_refunded_for.includes(line.reason) ? (line.shipping ?? 0) : 0;
  const restocking = Math.min(restockingFee(rules, line), price + tax);
  const [ofPrice = 0, ofTax = 0, ofShipping = 0, ofFee = 0] = sharesOf(
    [price, tax, shipping, -restocking],
    of,
    line.before,
    line.quantity,
  );
  const refund = ofPrice + ofTax + ofShipping + ofFee;
  const freight = Math.min(freightFee, refund);
  const bonus = percentOf(refund - freight, rules.remedies.store_credit.bonus_percent);
  return [
    { code: 'price', amount: ofPrice },
    { code: 'tax', amount: ofTax },
    { code: 'shipping', amount: ofShipping },
    { code: 'restocking_fee', amount: ofFee },
    { code: 'return_freight', amount: -freight },
    { code: 'bonus', amount: kind === 'store_credit' ? bonus : 0 },
  ];
}

/** For the whole line. */
function restockingFee({ restocking_fee: fee }: PolicyRules, line: OfferLine): number {
  if (fee.kind === 'none' || line.warranty || notTheBuyers(line) || fee.waived_for.includes(line.reason)) return 0;
  return fee.kind === 'fixed' ? fee.amount * line.bought.quantity : percentOf(netPrice(line), fee.percent);
}

/** Who pays the freight of a return as a whole, given what the buyer chose for each line. */
export function freightPaidBy(chosen: readonly RemedyOffer[]): 'seller' | 'buyer' | 'nobody' {
  const travelling = chosen.filter((offer) => offer.goods_back);
  if (travelling.length === 0) return 'nobody';
  return travelling.some((offer) => offer.freight_paid_by === 'buyer') ? 'buyer' : 'seller';
}
