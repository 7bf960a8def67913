import type { CallEnd } from '@recoup/contract';
import type { Conversation, Decided } from '../../inbox/index.ts';

/**
 * What a call that did not come about does to its conversation. Where nobody answered the buyer, the next word is ours and it is
 * urgent: it is open, and the assistant does not hold it. Whoever of the staff holds it keeps it. Where the buyer went away or did
 * not come, nothing changes but that it stands there. Pure.
 */
export function afterMissedCall(at: Conversation, because: CallEnd): Decided {
  if (because !== 'nobody_answered' || at.merged_into !== null || at.spam) return { change: {}, events: [] };
  const rises = at.priority === 'low' || at.priority === 'normal';
  const again = at.state !== 'open';
  const done = at.state === 'resolved' || at.state === 'closed';
  const fromAssistant = at.holder === 'assistant';
  return {
    change: {
      state: 'open',
      snoozed_until: null,
      ...(rises ? { priority: 'high' as const } : {}),
      ...(done ? { resolved_at: null, resolved_by: null, reopened: at.reopened + 1 } : {}),
      ...(fromAssistant ? { holder: 'nobody' as const, assignee_id: null } : {}),
    },
    events: [
      ...(again ? [{ type: 'conversation.reopened', data: { because: 'missed_call' } }] : []),
      ...(rises ? [{ type: 'conversation.priority_set', data: { from: at.priority, to: 'high' } }] : []),
      ...(fromAssistant
        ? [
            {
              type: 'conversation.handed_over',
              data: { reason: 'missed_call', team_id: at.team_id, priority: rises ? 'high' : at.priority },
            },
          ]
        : []),
    ],
  };
}
