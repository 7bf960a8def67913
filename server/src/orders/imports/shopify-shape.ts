import { z } from 'zod';
import { RowRefusal } from '../bulk/rows.ts';

/** Text, number or nothing, as text: Shopify writes ids both ways and leaves out what is empty. */
export const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value).trim()));

/** Throws a RowRefusal with `code` where the object is not of the shape. */
export function shaped<S extends z.ZodType>(shape: S, value: unknown, code: string): z.output<S> {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const field = read.error.issues[0]!.path.join('.') || null;
  throw new RowRefusal(code, field, `${field ?? 'the object'}: not as Shopify writes it`);
}
