/** Pictures taken as evidence: at the full size of the camera, hashed at once, and sent until they have arrived. */
import type { StillSource } from '@recoup/contract';
import { openStore } from './store.ts';
import type { Call, Media, Store } from './types.ts';

export type Still = {
  /** Made here; the server keeps each once. */
  client_id: string;
  blob: Blob;
  source: StillSource;
  width: number;
  height: number;
  /** Lower-case hex, of exactly these bytes. */
  sha256: string;
  /** ISO, by this browser's clock. */
  captured_at: string;
  /** The wish of the other side it answers. */
  ask?: string;
};

/** A camera that can take photos larger than its video (Chrome). */
type Photographer = { takePhoto(): Promise<Blob> };
declare const ImageCapture: { new (track: MediaStreamTrack): Photographer } | undefined;

const QUALITY = 0.92;
/** Most that the server takes of one still. */
const MOST_BYTES = 15 * 1024 * 1024;
const PHOTO_MS = 4000;
const LARGER_MS = 1500;
/** Of the longer side: more than evidence needs, and than a phone's memory bears as a canvas (iOS: 16 megapixels). */
const LONGEST = 4096;

/** Takes a still of this side's own camera. Rejects with message no_picture or too_large. */
export async function takeStill(media: Media, ask?: string): Promise<Still> {
  const [camera] = media.state.stream.getVideoTracks();
  if (camera?.readyState !== 'live') throw new Error('no_picture');
  const photo = await photoOf(camera);
  const captured_at = new Date().toISOString();
  if (photo) return finish(photo.blob, { source: 'photo', ...photo.size, captured_at, ask });
  const frame = await frameOf(camera);
  return finish(frame.blob, { source: 'frame', ...frame.size, captured_at: new Date().toISOString(), ask });
}

/** Takes one of a picture that is shown here: staff, when the buyer's page does not answer. */
export async function stillOf(video: HTMLVideoElement): Promise<Still> {
  const captured_at = new Date().toISOString();
  const { blob, size } = await drawn(video, video.videoWidth, video.videoHeight);
  return finish(blob, { source: 'received', ...size, captured_at });
}

/** A file the buyer chose. Rejects with no_picture where it is none that this browser can show. */
export async function stillFrom(file: File): Promise<Still> {
  const size = await sizeOf(file);
  if (!size) throw new Error('no_picture');
  const taken = file.lastModified > 0 ? new Date(file.lastModified) : new Date();
  return finish(file, { source: 'sent', ...size, captured_at: taken.toISOString() });
}

type Size = { width: number; height: number };

async function finish(blob: Blob, rest: Size & Pick<Still, 'source' | 'captured_at' | 'ask'>): Promise<Still> {
  if (blob.size > MOST_BYTES) throw new Error('too_large');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { client_id: crypto.randomUUID(), blob, sha256, ...rest };
}

/** The camera's own photo, where it gives one that is a picture, and larger than a frame of the video would be. */
async function photoOf(camera: MediaStreamTrack): Promise<{ blob: Blob; size: Size } | null> {
  if (typeof ImageCapture === 'undefined') return null;
  try {
    const blob = await inTime(new ImageCapture(camera).takePhoto(), PHOTO_MS);
    const size = await sizeOf(blob);
    const { width = 0, height = 0 } = camera.getSettings();
    if (!size || blob.size > MOST_BYTES || size.width * size.height < width * height) return null;
    return { blob, size };
  } catch {
    // Some cameras promise photos and take none; the frame is as good as the video.
    return null;
  }
}

/** A frame of the local track, not of what was sent: at the camera's full size for a moment, where it has more than the call uses. */
async function frameOf(camera: MediaStreamTrack): Promise<{ blob: Blob; size: Size }> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([camera]);
  const before = camera.getConstraints();
  const can = camera.getCapabilities?.();
  const { width = 0 } = camera.getSettings();
  const wider = Math.min(can?.width?.max ?? 0, LONGEST) > width * 1.2;
  try {
    await inTime(video.play(), PHOTO_MS);
    if (wider) {
      const size = { width: { ideal: LONGEST }, height: { ideal: LONGEST } };
      await camera.applyConstraints({ ...before, ...size }).then(
        () => grown(video, width),
        () => {},
      );
    }
    return await drawn(video, video.videoWidth, video.videoHeight);
  } catch {
    throw new Error('no_picture');
  } finally {
    video.srcObject = null;
    if (wider) void camera.applyConstraints(before).catch(() => {});
  }
}

/** Waits for the larger picture to come through; what has come by then is taken. */
async function grown(video: HTMLVideoElement, from: number): Promise<void> {
  const until = performance.now() + LARGER_MS;
  while (Math.max(video.videoWidth, video.videoHeight) <= from && performance.now() < until)
    await new Promise((done) => setTimeout(done, 50));
}

async function drawn(picture: CanvasImageSource, width: number, height: number): Promise<{ blob: Blob; size: Size }> {
  if (width === 0 || height === 0) throw new Error('no_picture');
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('no_picture');
  return { blob, size: { width, height } };
}

async function sizeOf(blob: Blob): Promise<Size | null> {
  try {
    const bitmap = await createImageBitmap(blob);
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    return null;
  }
}

function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  return Promise.race([work, new Promise<never>((_, failed) => setTimeout(() => failed(new Error('no_answer')), ms))]);
}

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
export type Sending = { progress(share: number): void; signal: AbortSignal };

/** Asking again is of no use; `message` is the refusal's code. */
export class NotSent extends Error {}

const PAUSES_MS = [1000, 2000, 4000, 8000, 15_000];

/**
 * One after the other, tried again with growing pauses and when the network is back. `send` is asked again with the same
 * `client_id`; it rejects with a `NotSent` where asking again is of no use.
 */
export function openStills(send: (still: Still, on: Sending) => Promise<{ still_id: string }>): Stills {
  const store = openStore<{ rows: QueuedStill[] }>({ rows: [] });
  const ends = new Map<string, { done(sent: { still_id: string }): void; failed(error: Error): void }>();
  const abort = new AbortController();
  let running = false;
  let wake = () => {};

  const set = (id: string, changed: Partial<QueuedStill>) =>
    store.set({ rows: store.state.rows.map((row) => (row.still.client_id === id ? { ...row, ...changed } : row)) });
  const rowOf = (id: string) => store.state.rows.find((row) => row.still.client_id === id);

  async function run() {
    if (running) return;
    running = true;
    for (let tries = 0; !abort.signal.aborted; ) {
      const next = store.state.rows.find(({ state }) => state === 'waiting');
      if (!next) break;
      if (await trySend(next)) tries = 0;
      else await pause(PAUSES_MS[Math.min(tries++, PAUSES_MS.length - 1)]!);
    }
    running = false;
  }
  /** Answers whether it is done with, one way or the other. */
  async function trySend({ still }: QueuedStill): Promise<boolean> {
    const id = still.client_id;
    set(id, { state: 'sending', progress: 0, refusal: null });
    try {
      const sent = await send(still, { signal: abort.signal, progress: (share) => set(id, { progress: share }) });
      set(id, { state: 'sent', progress: 1, still_id: sent.still_id });
      ends.get(id)?.done(sent);
    } catch (error) {
      if (!(error instanceof NotSent)) {
        set(id, { state: 'waiting', progress: 0 });
        return false;
      }
      set(id, { state: 'failed', refusal: error.message });
      ends.get(id)?.failed(error);
    }
    ends.delete(id);
    return true;
  }
  const pause = (ms: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  const onOnline = () => wake();
  window.addEventListener('online', onOnline);

  return {
    get state() {
      return store.state.rows;
    },
    subscribe: store.subscribe,
    add(still) {
      const known = rowOf(still.client_id);
      if (known?.still_id) return Promise.resolve({ still_id: known.still_id });
      const url = URL.createObjectURL(still.blob);
      const row: QueuedStill = { still, url, state: 'waiting', progress: 0, refusal: null, still_id: null };
      store.set({ rows: [...store.state.rows, row] });
      const sent = new Promise<{ still_id: string }>((done, failed) => ends.set(still.client_id, { done, failed }));
      void run();
      return sent;
    },
    forget(clientId) {
      const row = rowOf(clientId);
      if (!row || row.state === 'sending') return;
      URL.revokeObjectURL(row.url);
      ends.delete(clientId);
      store.set({ rows: store.state.rows.filter(({ still }) => still.client_id !== clientId) });
    },
    retry(clientId) {
      for (const row of store.state.rows)
        if (row.state === 'failed' && (!clientId || row.still.client_id === clientId))
          set(row.still.client_id, { state: 'waiting', refusal: null });
      wake();
      void run();
    },
    close() {
      abort.abort();
      wake();
      window.removeEventListener('online', onOnline);
      for (const { url } of store.state.rows) URL.revokeObjectURL(url);
    },
  };
}

/** The fields of contract/call-evidence.ts, then the file. */
export function formOf(still: Still): FormData {
  const form = new FormData();
  const { client_id, captured_at, sha256, source, ask, blob } = still;
  const fields = { client_id, captured_at, sent_at: new Date().toISOString(), sha256, source, ...(ask ? { ask } : {}) };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', blob, `${client_id}.${blob.type === 'image/png' ? 'png' : 'jpg'}`);
  return form;
}

/**
 * Posts a form with progress, which fetch does not tell. Rejects with `NotSent` where the server said no for good, with any other
 * Error where it may be tried again.
 */
export function postForm<T>(
  url: string,
  form: FormData,
  on: Sending & { headers?: Record<string, string> },
): Promise<T> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    for (const [name, value] of Object.entries(on.headers ?? {})) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.timeout = 120_000;
    request.upload.onprogress = ({ loaded, total }) => total > 0 && on.progress(loaded / total);
    request.onload = () => {
      const { status, response } = request;
      if (status >= 200 && status < 300) return done(response as T);
      const code = (response as { code?: string } | null)?.code ?? `http.${status}`;
      failed(status >= 400 && status < 500 && ![408, 425, 429].includes(status) ? new NotSent(code) : new Error(code));
    };
    request.onerror = request.ontimeout = request.onabort = () => failed(new Error('no_answer'));
    on.signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

/** The buyer's page answers the agent's `take_still` by itself: takes it, sends it, says so. Returns how to stop. */
export function answerStills(call: Call, stills: Stills, taken?: (still: Still) => void): () => void {
  const answered = new Set<string>();
  return call.onTool((word, from) => {
    if (word.kind !== 'take_still' || answered.has(word.ask)) return;
    const { ask } = word;
    answered.add(ask);
    const answer = async () => {
      const still = await takeStill(call.media, ask);
      taken?.(still);
      const { still_id } = await stills.add(still);
      call.say({ kind: 'still_taken', ask, still_id }, from.peer);
    };
    answer().catch((error: unknown) => {
      const because = error instanceof Error ? error.message : '';
      const known = because === 'no_picture' || because === 'too_large' ? because : 'not_sent';
      call.say({ kind: 'still_failed', ask, because: known }, from.peer);
    });
  });
}
