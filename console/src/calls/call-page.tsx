/** A call by its id: while it goes on, the room; afterwards, what was. */
import { calls } from '@recoup/contract';
import { useParams } from '@tanstack/react-router';
import { useApi } from '../app/queries.ts';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';

export function CallPage() {
  const { id } = useParams({ from: '/shell/calls/$id' });
  const call = useApi(calls.read, { params: { id } }, { keep: false });
  if (call.problem) {
    return <ErrorState words={call.problem.words} requestId={call.problem.requestId} onRetry={call.retry} />;
  }
  if (!call.data) return <SkeletonRows rows={4} />;
  return <h1>{call.data.code}</h1>;
}
