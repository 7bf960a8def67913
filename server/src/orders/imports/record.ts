import type { importSettings, OrderInput, orderInput, productInput } from '@recoup/contract';
import type { z } from 'zod';
import type { SheetRow } from '../../platform/files/index.ts';
import { type RawRow, RowRefusal } from '../bulk/rows.ts';

/** What a file says of one order or product: the row it begins at, its value, and the rows of the file it was made of. */
export type ImportRecord = RawRow & { rows: SheetRow[] };

export type OrderSent = z.input<typeof orderInput>;
export type LineSent = OrderSent['lines'][number];
export type PaymentSent = NonNullable<OrderSent['payments']>[number];
export type FulfilmentSent = NonNullable<OrderSent['fulfilments']>[number];
export type ProductSent = z.input<typeof productInput>;
export type { OrderInput };

/** How to read what a file leaves open; the brand's own currency and time zone where nobody chose. */
export type Reading = {
  currency: string;
  zone: string;
  dateOrder: z.output<typeof importSettings>['date_order'];
  deliveredAfterDays: number | null;
};

/** Makes a record of rows; what cannot be read becomes the record's own refusal, told with its row. */
export function record(rows: SheetRow[], read: () => unknown): ImportRecord {
  const row = rows[0]!.row;
  try {
    return { row, rows, value: read() };
  } catch (error) {
    if (!(error instanceof RowRefusal)) throw error;
    return { row, rows, value: error };
  }
}

const DAY = 86_400_000;
/** The day goods are taken to have come where nobody says: so many days after the order, and not before they left. */
export function assumedDelivery(placed: Date, shipped: Date | null, { deliveredAfterDays }: Reading): Date | null {
  if (deliveredAfterDays === null) return null;
  const at = placed.getTime() + deliveredAfterDays * DAY;
  return new Date(Math.max(at, shipped?.getTime() ?? at));
}
