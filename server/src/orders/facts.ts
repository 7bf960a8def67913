/** What other modules may know of an order, a line, a payment, a variant. Money in minor units of the order's (variant's) currency. */
import type { Address, BuyerLanguage } from '@recoup/contract';

export type CustomerFacts = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  language: BuyerLanguage;
  address: Address | null;
};

export type LineFacts = {
  id: string;
  external_id: string;
  variant_id: string | null;
  sku: string;
  title: string;
  quantity: number;
  /** Promised back by returns that still stand. */
  return_quantity: number;
  /** Before discount, for one unit. */
  unit_price: number;
  /** For the whole line. */
  discount: number;
  /** For the whole line. */
  tax: number;
  /** By the line or by its variant. */
  final_sale: boolean;
  position: number;
  /** Units whose delivery we know of, and the latest day one of them came. */
  delivered_quantity: number;
  delivered_at: Date | null;
  shipped_at: Date | null;
  serials: string[];
  batch: string | null;
  /** `general` where the variant is not in the catalogue; the same for the facts below. */
  category: string;
  product_id: string | null;
  photo_file_id: string | null;
  warranty_months: number | null;
  weight_g: number | null;
  lithium_battery: boolean;
  hygiene: boolean;
  recalled: boolean;
  tracks_serial: boolean;
  tracks_batch: boolean;
};

export type PaymentFacts = {
  id: string;
  external_id: string;
  method: string;
  label: string;
  amount: number;
  /** Given back so far, or promised to. */
  refunded: number;
  currency: string;
  paid_at: Date;
};

export type OrderFacts = {
  id: string;
  brand_id: string;
  external_id: string;
  number: string;
  channel: string;
  email: string | null;
  address: Address | null;
  postal_key: string | null;
  placed_at: Date;
  cancelled_at: Date | null;
  currency: string;
  items_total: number;
  discount_total: number;
  shipping_total: number;
  tax_total: number;
  /** items − discount + shipping + tax */
  total: number;
  customer: CustomerFacts;
  /** In the order's own order. */
  lines: LineFacts[];
  payments: PaymentFacts[];
};

export type VariantFacts = {
  id: string;
  brand_id: string;
  product_id: string;
  sku: string;
  title: string;
  product_title: string;
  product_title_zh: string | null;
  category: string;
  options: Record<string, string>;
  upc: string | null;
  ean: string | null;
  asin: string | null;
  fnsku: string | null;
  price: number | null;
  unit_cost: number | null;
  currency: string;
  weight_g: number | null;
  tracks_serial: boolean;
  tracks_batch: boolean;
  warranty_months: number | null;
  lithium_battery: boolean;
  hygiene: boolean;
  final_sale: boolean;
  recalled: boolean;
  /** What a unit of that grade fetches; null where nobody said. */
  resale: { A: number | null; B: number | null; C: number | null; D: number | null };
  photo_file_id: string | null;
};

/** An order as a stranger's look-up compares it: never shown, only compared. */
export type FoundOrder = {
  id: string;
  brand_id: string;
  number: string;
  customer_id: string;
  /** Lower case: of the order and of its customer. */
  emails: string[];
  postal_key: string | null;
  cancelled_at: Date | null;
};

/** The sale a serial number left with. */
export type SerialSale = {
  order_id: string;
  order_line_id: string;
  number: string;
  brand_id: string;
  variant_id: string | null;
  sku: string;
  title: string;
  placed_at: Date;
};

/** A variant goods may be exchanged for. */
export type SwapVariant = {
  id: string;
  product_id: string;
  sku: string;
  title: string;
  product_title: string;
  options: Record<string, string>;
  /** For one unit, minor units of `currency`; null where nobody said. */
  price: number | null;
  currency: string;
  /** Key of the small picture of its product. */
  photo_key: string | null;
};
