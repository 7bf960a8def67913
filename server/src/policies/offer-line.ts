/** What offers are reckoned from. Money in minor units of the order's currency. */
import type { PolicyRules, Reason, RemedyKind, VerdictOf } from '@recoup/contract';
import { WITHOUT_POLICY } from './dates.ts';

/** A part of the product, as an offer of it rests on: what it mends, and where it stands. */
export type PartFor = {
  id: string;
  sku: string;
  title: string;
  /** How many of it one product has. */
  per_product: number;
  in_stock: number;
  /** A day; null where nobody knows. */
  expected_on: string | null;
  mends: readonly { reason: Reason; detail: string | null }[];
};

/** What goods may be exchanged for. */
export type SwapFor = {
  id: string;
  sku: string;
  title: string;
  /** For one unit, before tax; null where nobody said: then the difference cannot be told. */
  price: number | null;
  /** Another variant of the product that was bought. */
  sameProduct: boolean;
};

/** An order line somebody asks to return. */
export type OfferLine = {
  /** Null where no policy holds: then the whole price is offered back, at the seller's expense. */
  rules: PolicyRules | null;
  reason: Reason;
  /** The category's own word within the reason. */
  detail?: string | null;
  /** Who staff found responsible for this problem, where somebody looked. */
  responsible?: VerdictOf | null;
  /** Units asked for. */
  quantity: number;
  /** Of the verdict: the ordinary return is closed and the warranty answers. */
  warranty: boolean;
  /** As it stands on the order: `unitPrice` before discount; `discount` and `tax` for the whole line. */
  bought: { quantity: number; unitPrice: number; discount: number; tax: number };
  /** Of what was paid for the freight out, with its tax: the share of the whole line. */
  shipping?: number;
  /** Units of the line promised back by other requests; they had the first shares. */
  before: number;
  /** What the buyer chose, where they have: decides which line carries the freight. Say it for every line or for none. */
  remedy?: RemedyKind;
  /** What was bought: what a replacement or a repair sends. Null where it is not in the catalogue. */
  variant?: { id: string; sku: string; title: string } | null;
  /** Parts known for the product. */
  parts?: readonly PartFor[];
  /** The parts that were chosen, where they were. */
  chosenParts?: readonly { part: PartFor; quantity: number }[];
  /** What it is to be exchanged for; another of the same where nothing is said. */
  swap?: SwapFor;
  /** Guidance is offered where some is known (null: by word of mouth), and not where this is left out. */
  guide?: { id: string; title: string } | null;
  /** Of what a swap sends: whether it is in stock, where that is known, and else when. */
  expected?: string | null;
};

export type OfferContext = {
  /** ISO 4217, of the order. */
  currency: string;
  /** Today in the brand's zone. */
  today: string;
  /** What the buyer recognises: `Visa ending 4417`; null where no payment is on record. */
  paysTo: string | null;
};

export const rulesOf = (line: Pick<OfferLine, 'rules'>): PolicyRules => line.rules ?? WITHOUT_POLICY;

/** What was paid for the whole line, without tax. */
export function netPrice({ bought }: Pick<OfferLine, 'bought'>): number {
  return Math.max(0, bought.unitPrice * bought.quantity - bought.discount);
}

/** What the carrier, the factory or the seller did costs the buyer nothing, whatever the reason they chose. */
export const notTheBuyers = ({ responsible }: Pick<OfferLine, 'responsible'>): boolean =>
  responsible === 'carrier' || responsible === 'factory' || responsible === 'seller';

const staying: readonly RemedyKind[] = ['keep_it', 'spare_part', 'next_order_discount', 'guidance'];
/** Do the goods stay with the buyer? */
export const goodsStay = (kind: RemedyKind): boolean => staying.includes(kind);
