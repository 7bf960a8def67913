import type { ConversationRow } from '@recoup/contract';
import type { Tone } from '../ui/status.tsx';

/** Settled is good; all else waits without a hurry of its own: the hurry is the clock's. */
export function stateTone({ state, holder }: Pick<ConversationRow, 'state' | 'holder'>): Tone {
  if (state === 'resolved' || state === 'closed') return 'good';
  return holder.kind === 'assistant' ? 'bot' : 'idle';
}
