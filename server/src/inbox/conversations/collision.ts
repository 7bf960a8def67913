/** Whether what somebody is about to send was written with everything before them. Pure. */
import { Refusal } from '../../platform/refusal.ts';

export type Newer = { id: string; direction: string; author: { kind: string; id: string | null; name: string } };

/**
 * Nothing is sent over a word the writer had not seen. A colleague's (or the assistant's, or their own from another
 * window) weighs more than the buyer's: the buyer would get two answers.
 *
 * Throws `conversation.somebody_answered`, `conversation.buyer_wrote`, with who and which message.
 */
export function nothingUnseen(newer: readonly Newer[]): void {
  const ours = newer.find(({ direction }) => direction === 'out');
  const theirs = newer.find(({ direction }) => direction === 'in');
  const refused = ours ?? theirs;
  if (!refused) return;
  throw new Refusal(ours ? 'conversation.somebody_answered' : 'conversation.buyer_wrote', {
    by: refused.author.name,
    by_id: refused.author.id,
    message_id: refused.id,
  });
}
