import type { CallOrigin } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type RecordedEvent, reaction } from '../../platform/record.ts';
import { findCall } from './calls.store.ts';
import { shownName } from './shown-name.ts';
import { writeLine } from './thread-line.ts';

const BY_TAP: readonly CallOrigin[] = ['widget', 'portal', 'tracking'];

/**
 * A call was asked for or answered: the buyer's thread says so. It comes after the ring and after the answer, which wait for
 * nothing that is only written down. What staff begin has its own line, and who taps again while they wait has theirs already.
 */
export const lineInThread = reaction({
  name: 'calls.line-in-thread',
  on: ['call.asked', 'call.answered'],
  when: ({ type, data }) =>
    type === 'call.answered' || (BY_TAP.includes(data.origin as CallOrigin) && data.again !== true),
  async run(ctx, event) {
    await inWorkspace(ctx, async (tx) => {
      const call = await findCall(tx, ctx, event.subject.id);
      await writeLine(tx, ctx, call, wordsOf(event), { id: event.id, at: new Date(event.at) });
    });
  },
});

const wordsOf = ({ type, data }: RecordedEvent): Parameters<typeof writeLine>[3] =>
  type === 'call.answered' ? (words) => words.answered(shownName(String(data.staff))) : (words) => words.asked;
