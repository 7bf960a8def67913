import type { cancelReason } from '@recoup/contract';
import type { z } from 'zod';
import type { Request } from '../../returns/index.ts';

/** What the verb is asked at the buyer's yes, word for word. Kept as JSON. */
export type KeptRequest =
  | { kind: 'give_remedy'; ask: Request }
  | { kind: 'cancel_order'; reason: z.output<typeof cancelReason>; note: string | null }
  | { kind: 'send_receipt'; to: string }
  | { kind: 'settle'; ask: Request | null };
