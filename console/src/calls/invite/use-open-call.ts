/** The call of a conversation that is not over: agreed for a time, waiting for its buyer, ringing or live. */
import { type CallRow, calls } from '@recoup/contract';
import { useApi } from '../../app/queries.ts';

export const openStages = ['live', 'ringing', 'waiting', 'scheduled'] as const;

export function useOpenCall(conversationId: string): { call: CallRow | null; known: boolean } {
  const found = useApi(
    calls.list,
    { query: { conversation_id: conversationId, stage: [...openStages], limit: 5 } },
    { keep: false },
  );
  return { call: firstOf(found.data?.rows ?? []), known: found.data !== undefined };
}

/** What is nearest to a talk comes first. Pure. */
export function firstOf<Row extends Pick<CallRow, 'stage'>>(rows: readonly Row[]): Row | null {
  for (const stage of openStages) {
    const row = rows.find((each) => each.stage === stage);
    if (row) return row;
  }
  return null;
}
