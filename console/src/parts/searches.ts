/** What the address of the list holds. */
import { reason } from '@recoup/contract';
import { z } from 'zod';

export const partStates = ['active', 'archived'] as const;
export const partSearch = z.object({
  q: z.string().min(1).max(100).optional().catch(undefined),
  reason: reason.optional().catch(undefined),
  state: z.enum(partStates).optional().catch(undefined),
});
