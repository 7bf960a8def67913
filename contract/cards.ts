/** What stands below a message of the assistant: a card to look at or to say yes to, and short answers to tap. */
import { z } from 'zod';
import { id, instant, remedyKind } from './common.ts';

/** A confirmation the server made: bound to what, how much and until when. The buyer's yes does exactly this, once. */
export const chatCard = z.object({
  id,
  kind: z.enum(['remedy', 'cancel', 'receipt', 'guide', 'tracking', 'return', 'code']),
  state: z.enum(['open', 'done', 'declined', 'refused', 'expired', 'plain']),
  title: z.string(),
  /** `Free`, `$24.00`; made from policy's own amount. */
  value: z.string().nullable(),
  /** When, and what the buyer must do. */
  detail: z.string().nullable(),
  photo_url: z.string().nullable(),
  url: z.string().nullable(),
  remedy: remedyKind.nullable(),
  yes: z.string().nullable(),
  no: z.string().nullable(),
  expires_at: instant.nullable(),
});
export type ChatCard = z.output<typeof chatCard>;
export const chatChoice = z.object({ value: z.string(), words: z.string() });
export type ChatChoice = z.output<typeof chatChoice>;
