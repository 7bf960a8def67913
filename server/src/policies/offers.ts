import type { PolicyRules, Reason, RemedyKind, RemedyOffer } from '@recoup/contract';
import { addDays } from '../platform/clock.ts';
import { percentOf } from '../platform/money.ts';
import { TRANSIT_DAYS, WITHOUT_POLICY } from './dates.ts';
import { sharesOf } from './shares.ts';

/** An order line somebody asks to return, as offers are reckoned from it. Money in minor units of the order's currency. */
export type OfferLine = {
  /** Null where no policy holds: then the whole price is offered back, at the seller's expense. */
  rules: PolicyRules | null;
  reason: Reason;
  /** Units asked for. */
  quantity: number;
  /** Of the verdict: the ordinary return is closed and the warranty answers. */
  warranty: boolean;
  /** As it stands on the order: `unitPrice` before discount; `discount` and `tax` for the whole line. */
  bought: { quantity: number; unitPrice: number; discount: number; tax: number };
  /** Units of the line promised back by other requests; they had the first shares. */
  before: number;
  /** What the buyer chose, where they have: decides which line carries the freight. Say it for every line or for none. */
  remedy?: RemedyKind;
};

export type OfferContext = {
  /** ISO 4217, of the order. */
  currency: string;
  /** Today in the brand's zone. */
  today: string;
  /** What the buyer recognises: `Visa ending 4417`; null where no payment is on record. */
  paysTo: string | null;
};

/**
 * What the buyer may be given for each line of one request, line by line, with exact amounts. The portal shows it
 * before the request and the request stores it, so both are the same.
 *
 * - Refund: the units' share of the discounted price and of the tax, less the restocking fee (per unit, or percent of
 *   the price without tax) and the return freight. Never below zero: the fees give way.
 * - Freight: the box travels once, so the buyer's fee is taken once a request, from the first line whose money comes
 *   back for goods (of the chosen remedies, where they are known). Where the seller pays for the reason of any line
 *   that travels, the seller pays for the box.
 * - Store credit: the same and the bonus on top, in percent of what the refund would be.
 * - Keep it: percent of the price without tax; the goods stay, nobody ships.
 * - Exchange and replacement: goods for goods, no money, and the seller pays the freight, there being nothing to take it from.
 * - Under warranty only exchange and replacement; where the policy has neither, the refund a person must agree to.
 *
 * Order: what keeps the sale first (keep it, replacement, exchange), then refund, then store credit. The refund is
 * never left out for the sake of the others. Where `keep_it` names no reasons it holds for all.
 *
 * `by` supposes that the parcel is handed over on the last day for it, is under way TRANSIT_DAYS, and the money moves
 * on the last day the policy allows; new goods travel another TRANSIT_DAYS. A person's decision is not waited for.
 */
export function offersFor(lines: readonly OfferLine[], context: OfferContext): RemedyOffer[][] {
  const travels = lines.filter((line) => line.remedy !== 'keep_it');
  const sellerPays = travels.some((line) => paysFreight(rulesOf(line), line));
  const bearer = sellerPays ? -1 : lines.findIndex(mayBearFreight);
  return lines.map((line, i) => {
    const freight: Freight = sellerPays || rulesOf(line).freight.buyer_fee === 0 ? 'seller' : 'buyer';
    const fee = i === bearer ? rulesOf(line).freight.buyer_fee : 0;
    return kindsFor(line).map((kind) => offerOf(kind, line, context, freight, fee));
  });
}

type Freight = 'seller' | 'buyer';
const rulesOf = (line: OfferLine) => line.rules ?? WITHOUT_POLICY;
const isMoneyForGoods = (kind: RemedyKind) => kind === 'refund' || kind === 'store_credit';
const mayBearFreight = (line: OfferLine) =>
  line.remedy === undefined ? kindsFor(line).some(isMoneyForGoods) : isMoneyForGoods(line.remedy);
const paysFreight = ({ freight }: PolicyRules, line: OfferLine) =>
  line.warranty || freight.buyer_fee === 0 || freight.seller_pays_for.includes(line.reason);

function kindsFor(line: OfferLine): RemedyKind[] {
  const { remedies } = rulesOf(line);
  const goods: RemedyKind[] = [];
  if (remedies.replacement) goods.push('replacement');
  if (remedies.exchange) goods.push('exchange');
  if (line.warranty) return goods.length > 0 ? goods : ['refund'];
  const { allowed, reasons, percent } = remedies.keep_it;
  const keeps = allowed && percent > 0 && (reasons.length === 0 || reasons.includes(line.reason));
  const kinds: RemedyKind[] = keeps && netPrice(line) > 0 ? ['keep_it', ...goods] : goods;
  if (remedies.refund) kinds.push('refund');
  if (remedies.store_credit.allowed) kinds.push('store_credit');
  return kinds;
}

type Part = { code: RemedyOffer['parts'][number]['code']; amount: number };

function offerOf(kind: RemedyKind, line: OfferLine, context: OfferContext, freight: Freight, fee: number): RemedyOffer {
  const { currency, today, paysTo } = context;
  const rules = rulesOf(line);
  const parts = partsOf(kind, line, fee).filter((part) => part.amount !== 0 || part.code === 'price');
  const received = addDays(today, rules.ship_within_days + TRANSIT_DAYS);
  const settled = addDays(kind === 'keep_it' ? today : received, rules.refund_within_days);
  const swaps = kind === 'exchange' || kind === 'replacement';
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  return {
    kind,
    amount: { amount, currency },
    parts: parts.map(({ code, amount }) => ({ code, amount: { amount, currency } })),
    to: kind === 'refund' || kind === 'keep_it' ? paysTo : null,
    goods_back: kind !== 'keep_it',
    by: swaps ? addDays(settled, TRANSIT_DAYS) : settled,
    freight_paid_by: kind === 'keep_it' ? 'nobody' : swaps ? 'seller' : freight,
  };
}

function partsOf(kind: RemedyKind, line: OfferLine, freightFee: number): Part[] {
  const rules = rulesOf(line);
  const { quantity: of, tax } = line.bought;
  const price = netPrice(line);
  if (kind === 'exchange' || kind === 'replacement') return [];
  if (kind === 'keep_it') {
    const [amount = 0] = sharesOf([percentOf(price, rules.remedies.keep_it.percent)], of, line.before, line.quantity);
    return [{ code: 'keep_it', amount }];
  }
  const restocking = Math.min(restockingFee(rules, line), price + tax);
  const [ofPrice = 0, ofTax = 0, ofFee = 0] = sharesOf([price, tax, -restocking], of, line.before, line.quantity);
  const freight = Math.min(freightFee, ofPrice + ofTax + ofFee);
  const bonus = percentOf(ofPrice + ofTax + ofFee - freight, rules.remedies.store_credit.bonus_percent);
  return [
    { code: 'price', amount: ofPrice },
    { code: 'tax', amount: ofTax },
    { code: 'restocking_fee', amount: ofFee },
    { code: 'return_freight', amount: -freight },
    { code: 'bonus', amount: kind === 'store_credit' ? bonus : 0 },
  ];
}

/** What was paid for the whole line, without tax. */
function netPrice({ bought }: OfferLine): number {
  return Math.max(0, bought.unitPrice * bought.quantity - bought.discount);
}

/** For the whole line. */
function restockingFee({ restocking_fee: fee }: PolicyRules, line: OfferLine): number {
  if (fee.kind === 'none' || line.warranty || fee.waived_for.includes(line.reason)) return 0;
  return fee.kind === 'fixed' ? fee.amount * line.bought.quantity : percentOf(netPrice(line), fee.percent);
}

/** Who pays the freight of a return as a whole, given what the buyer chose for each line. */
export function freightPaidBy(chosen: readonly RemedyOffer[]): 'seller' | 'buyer' | 'nobody' {
  if (!chosen.some((offer) => offer.goods_back)) return 'nobody';
  return chosen.some((offer) => offer.freight_paid_by === 'buyer') ? 'buyer' : 'seller';
}
