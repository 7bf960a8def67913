/** Shapes shared by every module: ids, money, times, addresses, pages. */
import { z } from 'zod';

/** UUIDv7. */
export const id = z.uuid();
export const byId = z.object({ id });
export const ok = z.object({ ok: z.literal(true) });

/** ISO 4217 code. */
export const currency = z.string().regex(/^[A-Z]{3}$/);
/** A count of minor units (cents) and its currency. Never a float. */
export const minor = z.int().min(-1_000_000_000_00).max(1_000_000_000_00);
export const positiveMinor = z.int().min(0).max(1_000_000_000_00);
export const money = z.object({ amount: minor, currency });
export type Money = z.output<typeof money>;

/** ISO 8601 instant in UTC on the wire. */
export const instant = z.iso.datetime({ offset: true });
/** A calendar day, `2026-11-17`, in the time zone the field names. */
export const day = z.iso.date();
/** IANA name: `America/Chicago`. */
export const timeZone = z
  .string()
  .max(64)
  .refine(
    (zone) => {
      try {
        new Intl.DateTimeFormat('en', { timeZone: zone });
        return true;
      } catch {
        return false;
      }
    },
    { error: 'not a time zone of the IANA database' },
  );

export const staffLanguage = z.enum(['en', 'zh']);
export const buyerLanguage = z.enum(['en', 'zh', 'es']);
export type StaffLanguage = z.output<typeof staffLanguage>;
export type BuyerLanguage = z.output<typeof buyerLanguage>;

/** A word or a sentence: trimmed, no control characters. */
export const line = (max = 200) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, { error: 'control characters are not allowed' });
/** A text of several lines. */
export const text = (max = 4000) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}\n\r\t]*(?:[\n\r\t][^\p{Cc}\n\r\t]*)*$/u, { error: 'control characters are not allowed' });
export const words = z.object({ en: text(2000), zh: text(2000).optional(), es: text(2000).optional() });
export type Words = z.output<typeof words>;

export const address = z.object({
  name: line(120).optional(),
  line1: line(200),
  line2: line(200).optional(),
  city: line(120),
  /** State or province, `TX`. */
  region: line(60).optional(),
  postal_code: line(20),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  phone: line(40).optional(),
});
export type Address = z.output<typeof address>;

/** Query part of every list: an opaque cursor and a page size. */
export const pageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** One page: rows, the cursor of the next page (null at the end) and, where it is cheap, the count of all. */
export const page = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), next_cursor: z.string().nullable(), total: z.int().nullable().optional() });
/** `a,b,c` in a query string. */
export const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value),
    z.array(item).max(100),
  );

export const named = z.object({ id, name: z.string() });
export const photo = z.object({
  id,
  url: z.string(),
  thumb_url: z.string(),
  caption: z.string().nullable(),
  at: instant.nullable(),
});
export type Photo = z.output<typeof photo>;

/** Return reasons: Shopify's return-reason handles. */
export const reason = z.enum([
  'changed-my-mind',
  'item-not-as-described',
  'received-the-wrong-item',
  'damaged-or-defective',
  'too-small',
  'too-big',
  'arrived-late',
  'missing-parts-or-accessories',
  'cannot-use',
  'better-price-available',
  'other',
]);
export type Reason = z.output<typeof reason>;
export const reasons = reason.options;

export const remedyKind = z.enum([
  'refund',
  'store_credit',
  'exchange',
  'replacement',
  'spare_part',
  'repair',
  /** Part of the money back, and the goods stay with the buyer. */
  'keep_it',
  'next_order_discount',
  'guidance',
]);
export type RemedyKind = z.output<typeof remedyKind>;

export const grade = z.enum(['A', 'B', 'C', 'D']);
export type Grade = z.output<typeof grade>;

export const disposition = z.enum([
  'restock',
  'fba_relabel',
  'refurbish',
  'open_box',
  'parts',
  'liquidate',
  'donate',
  'recycle',
  'return_to_vendor',
  'return_to_buyer',
  'hold',
]);
export type Disposition = z.output<typeof disposition>;
/** The ways out that are carried through to stock or gone today. */
export const openWays = ['restock', 'open_box', 'liquidate', 'recycle', 'hold', 'return_to_buyer'] as const;

export const channel = z.string().regex(/^[a-z0-9_]{1,40}$/);
