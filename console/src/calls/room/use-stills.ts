/** The stills of a call: those that are kept, those on their way, and how one is taken. */

import { type CallStill, callEvidence } from '@recoup/contract';
import type { Still, Stills } from '@recoup/rtc/stills';
import * as shots from '@recoup/rtc/stills';
import { useEffect, useRef, useState } from 'react';
import { headersOf, urlOf } from '../../app/api.ts';
import { useApi, useMove } from '../../app/queries.ts';
import { buyerOf } from './picture-words.ts';
import type { Session } from './session.ts';

/** Why no still came of it. */
export type NoStill = 'no_picture' | 'not_sent' | 'nobody';

/** What a still's form carries, fields first. */
export function formOf(still: Still, sentAt: string): FormData {
  const form = new FormData();
  form.append('client_id', still.client_id);
  form.append('captured_at', still.captured_at);
  form.append('sent_at', sentAt);
  form.append('sha256', still.sha256);
  form.append('source', still.source);
  form.append('file', still.blob, `still.${still.blob.type === 'image/png' ? 'png' : 'jpg'}`);
  return form;
}

export function useStills(callId: string, session: Session | null, video: () => HTMLVideoElement | null) {
  const list = useApi(callEvidence.list, { params: { id: callId } }, { keep: false });
  const change = useMove(callEvidence.change);
  const [asking, setAsking] = useState(0);
  const [failed, setFailed] = useState<NoStill | null>(null);
  const queue = useRef<Stills | null>(null);
  useEffect(() => {
    const url = urlOf(callEvidence.take, { params: { id: callId } });
    const made = shots.openStills(async (still, on) => {
      const kept = await shots.postForm<CallStill>(url, formOf(still, new Date().toISOString()), {
        headers: headersOf(),
        ...on,
      });
      return { still_id: kept.id };
    });
    queue.current = made;
    return () => {
      made.close();
      queue.current = null;
    };
  }, [callId]);
  const { retry } = list;

  /** Asks the buyer's page for a still at its camera's full size; else keeps the frame of this moment as it came over the line. */
  const take = async (): Promise<string | null> => {
    const at = video();
    const seen = at && at.videoWidth > 0;
    const spare = seen ? shots.stillOf(at).catch(() => null) : Promise.resolve(null);
    const buyer = session ? buyerOf(session.call.state) : null;
    if (!session || (!buyer && !seen)) {
      setFailed('nobody');
      return null;
    }
    setFailed(null);
    setAsking((n) => n + 1);
    try {
      if (buyer) {
        try {
          const { still_id } = await session.call.askStill(buyer.peer);
          retry();
          return still_id;
        } catch {
          // Their page did not answer, or has no picture: what was seen here at that moment is kept in its place.
        }
      }
      const frame = await spare;
      if (!frame || !queue.current) {
        setFailed('no_picture');
        return null;
      }
      const { still_id } = await queue.current.add(frame);
      retry();
      return still_id;
    } catch {
      setFailed('not_sent');
      return null;
    } finally {
      setAsking((n) => n - 1);
    }
  };

  return {
    /** Oldest first, without what was taken out of sight. */
    all: (list.data?.rows ?? []).filter((still) => still.photo !== null && still.removed === null),
    known: list.data !== undefined,
    asking: asking > 0,
    failed,
    forgetFailed: () => setFailed(null),
    take,
    rename: (stillId: string, caption: string | null) =>
      change.run({ params: { id: callId, still: stillId }, body: { caption } }),
    saveMarks: (stillId: string, marks: CallStill['marks']) =>
      change.run({ params: { id: callId, still: stillId }, body: { marks } }),
    problem: change.problem,
  };
}
export type StillsOfCall = ReturnType<typeof useStills>;
