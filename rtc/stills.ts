/** Pictures taken as evidence: at the full size of the camera, hashed at once, and sent until they have arrived. */
import type { Call, Media, Store } from './types.ts';

export type Still = {
  /** Made here; the server keeps each once. */
  client_id: string;
  blob: Blob;
  /** photo: the camera's own. frame: of the buyer's own picture. received: of what came over the line. sent: chosen by the buyer. */
  source: 'photo' | 'frame' | 'received' | 'sent';
  width: number;
  height: number;
  /** Lower-case hex, of exactly these bytes. */
  sha256: string;
  /** ISO, by this browser's clock. */
  captured_at: string;
};
/** Takes a still of this side's own camera. Rejects with message no_picture. */
export declare function takeStill(media: Media): Promise<Still>;
/** Takes one of a picture that is shown here: staff, when the buyer's page does not answer. */
export declare function stillOf(video: HTMLVideoElement): Promise<Still>;
/** A file the buyer chose. */
export declare function stillFrom(file: File): Promise<Still>;

export type QueuedStill = {
  still: Still;
  /** For an <img>; taken back when the still is forgotten. */
  url: string;
  /** waiting: for its turn or for the line. failed: refused for good, by this code. */
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** 0 to 1. */
  progress: number;
  refusal: string | null;
  /** Once sent. */
  still_id: string | null;
};
export type Stills = Store<QueuedStill[]> & {
  add(still: Still): Promise<{ still_id: string }>;
  /** Forgets one that failed or was sent. */
  forget(clientId: string): void;
  /** Tries at once those that wait. */
  retry(clientId?: string): void;
  close(): void;
};
/**
 * One after the other, tried again with growing pauses and when the line is back. `send` is asked again with the same
 * `client_id`; it rejects with a `NotSent` where asking again is of no use.
 */
export declare function openStills(
  send: (still: Still, on: { progress(share: number): void; signal: AbortSignal }) => Promise<{ still_id: string }>,
): Stills;
export declare class NotSent extends Error {
  constructor(code: string);
}
/** For `send`: posts a form with progress (fetch has none). Rejects with `NotSent` on 4xx but 408, 425, 429; with any other Error where it may be tried again. */
export declare function postForm<T>(
  url: string,
  form: FormData,
  on: { headers?: Record<string, string>; progress(share: number): void; signal: AbortSignal },
): Promise<T>;
/** The buyer's page answers the agent's `take_still` by itself: takes it, sends it, says so. Returns how to stop. */
export declare function answerStills(call: Call, stills: Stills): () => void;
