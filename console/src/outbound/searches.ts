/** What the address of the queue holds. */
import { z } from 'zod';

export const outboundViews = ['open', 'left', 'cancelled'] as const;
export type OutboundView = (typeof outboundViews)[number];
export const outboundSearch = z.object({
  view: z.enum(outboundViews).optional().catch(undefined),
  waits: z.enum(['payment', 'goods', 'stock', 'repair']).optional().catch(undefined),
  q: z.string().min(1).max(100).optional().catch(undefined),
});
