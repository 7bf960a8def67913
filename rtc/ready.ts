/** What staff need for a call, made while they answer: with the server's yes nothing is left to do but meet. */
import type { CallIce } from '@recoup/contract';
import { closeHalf, type Half, makeHalf } from './half.ts';
import { configOf } from './ice.ts';
import type { Media } from './types.ts';

/** The microphone is waited for so long: before it is granted a browser hides its addresses behind names (RFC 8828). */
export const GRANTED_MS = 250;
/** An answer that came to nothing leaves nothing open. */
const UNUSED_MS = 20_000;

const ready = new WeakMap<Media, Promise<Half | null>>();

export const granted = (media: Media): Promise<unknown> =>
  Promise.race([media.ready, new Promise((done) => setTimeout(done, GRANTED_MS))]);

/** Call it at the press of "Answer", with the media that `openCall` will be given: addresses and relays are looked for meanwhile. */
export function makeReady(media: Media, ice: Promise<CallIce>): void {
  const made = (async () => {
    const [known] = await Promise.all([ice, granted(media)]);
    const find = (kind: string) => media.state.stream.getTracks().find((track) => track.kind === kind) ?? null;
    return makeHalf({ ...configOf(known), iceCandidatePoolSize: 1 }, { audio: find('audio'), video: find('video') });
  })().catch(() => null);
  ready.set(media, made);
  setTimeout(() => void takeReady(media)?.then((half) => half && closeHalf(half)), UNUSED_MS);
}

/** What was made ready for a call with this media, once. */
export function takeReady(media: Media): Promise<Half | null> | null {
  const made = ready.get(media) ?? null;
  ready.delete(media);
  return made;
}
