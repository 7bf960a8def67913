/** Who is responsible for what went wrong with goods: decided once, with its evidence, and read by claims, defects and remedies. */
import { z } from 'zod';

/** user: dropped or misused. factory: made or packed wrong. seller: wrong item or listing. */
export const verdictOf = z.enum(['carrier', 'factory', 'user', 'seller', 'unclear']);
export type VerdictOf = z.output<typeof verdictOf>;
