/** A call by its id: while it goes on, the room; right after it, what is still to be written; later, what was. */
import './calls.css';
import { type CallDetail, calls } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { PastCall } from './past/past-call.tsx';
import { wrapsUp } from './room/left-open.ts';
import { Room } from './room/room.tsx';
import { leaveSession, useStanding } from './room/session.ts';
import { WrapUpRoom } from './room/wrap-up.tsx';

const route = getRouteApi('/shell/calls/$id');

export function CallPage() {
  const { id } = route.useParams();
  const call = useApi(calls.read, { params: { id } }, { keep: false });
  if (!call.data) {
    return (
      <div className="call-pad">
        {call.problem ? (
          <ErrorState words={call.problem.words} requestId={call.problem.requestId} onRetry={call.retry} />
        ) : (
          <SkeletonRows rows={8} height={54} />
        )}
      </div>
    );
  }
  return <Shown key={id} call={call.data} />;
}

function Shown({ call }: { call: CallDetail }) {
  const { me } = useSession();
  const standing = useStanding();
  const over = call.stage === 'ended' || call.stage === 'missed' || call.stage === 'declined';
  const still = standing.at !== 'none' && standing.callId === call.id;
  useEffect(() => {
    if (over && still) leaveSession();
  }, [over, still]);
  if (!over) return <Room call={call} />;
  if (wrapsUp(call, me.id)) return <WrapUpRoom call={call} />;
  return <PastCall call={call} />;
}
