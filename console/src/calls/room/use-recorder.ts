/** Recording in the agent's browser: pieces are sent as they are made, so that a crash loses seconds; it stops the moment a yes is taken back. */

import { callRecordings, type RecordingView } from '@recoup/contract';
import type { Recorder } from '@recoup/rtc/recorder';
import * as film from '@recoup/rtc/recorder';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { newKey } from '../../app/api.ts';
import { useApi, useMove } from '../../app/queries.ts';
import { Pieces } from '../recording.ts';
import { buyerOf } from './picture-words.ts';
import { type Session, useStore } from './session.ts';

/** How many pieces there are, and until when they go. */
type Made = { last: string; count: number };

export function useRecorder(callId: string, session: Session | null) {
  const view = useApi(callRecordings.view, { params: { id: callId } }, { keep: false });
  const asking = useMove(callRecordings.ask);
  const answering = useMove(callRecordings.answer);
  const starting = useMove(callRecordings.start);
  const [failure, setFailure] = useState<string | null>(null);
  const running = useRef<{ id: string; recorder: Recorder; pieces: Pieces; made: Made } | null>(null);
  const [mine, setMine] = useState<string | null>(null);
  const of = { params: { id: callId } };
  const data = view.data;

  const stop = async () => {
    const now = running.current;
    if (!now) return;
    running.current = null;
    setMine(null);
    await now.recorder.stop();
    await now.pieces.finish(now.made.count, new Date().toISOString());
    view.retry();
  };
  const start = async () => {
    const type = film.recordingType();
    if (!session || !type) return setFailure('unsupported');
    setFailure(null);
    const began = new Date().toISOString();
    const body = { client_id: newKey().replaceAll('-', ''), type, began_at: began, sent_at: began };
    const made = await starting.run({ ...of, body });
    if (!made) return;
    const all: Made = { last: began, count: 0 };
    const pieces = new Pieces(made.id, () => void stop());
    const buyer = buyerOf(session.call.state);
    const recorder = film.startRecorder({
      picture: buyer?.stream ?? null,
      voices: voicesOf(session),
      // The last piece comes when it is stopped already.
      onChunk: ({ n, blob, at }) => {
        all.count = Math.max(all.count, n + 1);
        void pieces.add({ n, blob, from: all.last, to: at });
        all.last = at;
      },
      onFailure: (reason) => {
        setFailure(reason);
        void stop();
      },
    });
    running.current = { id: made.id, recorder, pieces, made: all };
    setMine(made.id);
  };

  // Whoever came in or left, and the picture that came back, go into the recording; without everybody's yes nothing does.
  const mayRecord = data?.may_record ?? false;
  const settle = useEffectEvent(() => {
    const now = running.current;
    if (!now) return;
    if (!mayRecord) {
      now.recorder.pause();
      void stop();
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks again whenever that changes
  useEffect(() => {
    if (data) settle();
  }, [mayRecord]);
  const leave = useEffectEvent(() => void stop());
  useEffect(() => () => leave(), []);

  return {
    view: data ?? null,
    /** This tab records now. */
    here: mine,
    failure,
    busy: asking.busy || starting.busy || answering.busy,
    problem: asking.problem ?? starting.problem ?? answering.problem,
    ask: () => data && asking.run({ ...of, body: { version: data.my_wording.version } }),
    answer: (said: 'yes' | 'no' | 'withdrawn') =>
      data && answering.run({ ...of, body: { answer: said, version: data.my_wording.version } }),
    start,
    stop,
    follow: (sources: { picture: MediaStream | null; voices: MediaStream[] }) => running.current?.recorder.use(sources),
  };
}
export type RecorderOfCall = ReturnType<typeof useRecorder>;

export const voicesOf = (session: Session): MediaStream[] => [
  session.media.state.stream,
  ...session.call.state.peers.map(({ stream }) => stream),
];

/** Keeps what is recorded at what is seen and heard. */
export function useFollowing(recorder: RecorderOfCall, session: Session) {
  const { peers } = useStore(session.call);
  const { stream } = useStore(session.media);
  const buyer = buyerOf({ peers });
  const key = `${stream.id} ${peers.map((one) => one.stream.id).join(' ')} ${buyer?.hasPicture}`;
  const follow = useEffectEvent(() =>
    recorder.follow({ picture: buyer?.hasPicture ? buyer.stream : null, voices: voicesOf(session) }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: by what came and went
  useEffect(() => {
    follow();
  }, [key]);
}

/** Since when it is recorded, by anybody; null while it is not. */
export const recordingSince = (view: RecordingView | null): string | null =>
  view?.recordings.find(({ state }) => state === 'recording')?.began_at ?? null;
