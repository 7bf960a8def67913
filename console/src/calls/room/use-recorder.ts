/** Recording in the agent's browser: pieces are sent as they are made, so that a crash loses seconds; it stops the moment a yes is taken back. */

import { callRecordings, type RecordingView } from '@recoup/contract';
import type { Recorder } from '@recoup/rtc/recorder';
import * as film from '@recoup/rtc/recorder';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { call as ask, headersOf, newKey, urlOf } from '../../app/api.ts';
import { ApiProblem } from '../../app/problem.ts';
import { useApi, useMove } from '../../app/queries.ts';
import { buyerOf } from './picture-words.ts';
import { type Session, useStore } from './session.ts';

type Piece = { n: number; blob: Blob; from: string; to: string };

/** SHA-256 of a piece, in hex. */
async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sendPiece(recordingId: string, piece: Piece): Promise<void> {
  const url = urlOf(callRecordings.chunk, {
    params: { id: recordingId, n: piece.n },
    query: { sha256: await sha256(piece.blob), from: piece.from, to: piece.to, sent_at: new Date().toISOString() },
  });
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'include',
    headers: { ...headersOf(), 'Content-Type': 'application/octet-stream' },
    body: piece.blob,
  });
  if (response.ok) return;
  const said = (await response.json().catch(() => ({}))) as { code?: string };
  throw new ApiProblem({ code: said.code ?? 'server.away', status: response.status });
}

/** Sends pieces one after the other, each until it has arrived or is refused for good. */
class Pieces {
  #all = new Map<number, Piece>();
  #waiting: Piece[] = [];
  #going: Promise<void> | null = null;
  #over = false;
  #recordingId: string;
  #onRefused: () => void;
  constructor(recordingId: string, onRefused: () => void) {
    this.#recordingId = recordingId;
    this.#onRefused = onRefused;
  }
  add(piece: Piece) {
    this.#all.set(piece.n, piece);
    this.#waiting.push(piece);
    this.#going ??= this.#run().finally(() => {
      this.#going = null;
    });
  }
  async #run() {
    for (let piece = this.#waiting[0]; piece && !this.#over; piece = this.#waiting[0]) {
      for (let wait = 1000; !this.#over; wait = Math.min(wait * 2, 15_000)) {
        try {
          await sendPiece(this.#recordingId, piece);
          this.#waiting.shift();
          break;
        } catch (error) {
          const refused =
            error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 429;
          if (refused) {
            this.#over = true;
            this.#onRefused();
          } else await new Promise((done) => setTimeout(done, wait));
        }
      }
    }
  }
  again(numbers: readonly number[]) {
    for (const n of numbers) {
      const piece = this.#all.get(n);
      if (piece) this.add(piece);
    }
  }
  async arrived() {
    await this.#going;
  }
}

export function useRecorder(callId: string, session: Session | null) {
  const view = useApi(callRecordings.view, { params: { id: callId } }, { keep: false });
  const asking = useMove(callRecordings.ask);
  const answering = useMove(callRecordings.answer);
  const starting = useMove(callRecordings.start);
  const [failure, setFailure] = useState<string | null>(null);
  const running = useRef<{ id: string; recorder: Recorder; pieces: Pieces; last: string; count: number } | null>(null);
  const [mine, setMine] = useState<string | null>(null);
  const of = { params: { id: callId } };
  const data = view.data;

  const stop = async () => {
    const now = running.current;
    if (!now) return;
    running.current = null;
    setMine(null);
    await now.recorder.stop();
    const ended = new Date().toISOString();
    await now.pieces.arrived();
    try {
      const finish = { params: { id: now.id } };
      const body = () => ({ chunks: now.count, ended_at: ended, sent_at: new Date().toISOString() });
      const { wanted } = await ask(callRecordings.finish, { ...finish, body: body() });
      if (wanted.length > 0) {
        now.pieces.again(wanted);
        await now.pieces.arrived();
        await ask(callRecordings.finish, { ...finish, body: body() });
      }
    } catch {
      // The server ends it by itself when the call is over; what had arrived is joined.
    }
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
    const pieces = new Pieces(made.id, () => void stop());
    const buyer = buyerOf(session.call.state);
    const recorder = film.startRecorder({
      picture: buyer?.stream ?? null,
      voices: voicesOf(session),
      onChunk: ({ n, blob, at }) => {
        const now = running.current;
        if (now?.id === made.id) {
          now.count = Math.max(now.count, n + 1);
          pieces.add({ n, blob, from: now.last, to: at });
          now.last = at;
        }
      },
      onFailure: (reason) => {
        setFailure(reason);
        void stop();
      },
    });
    running.current = { id: made.id, recorder, pieces, last: began, count: 0 };
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
