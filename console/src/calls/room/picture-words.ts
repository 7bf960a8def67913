/** What is said where the buyer's picture should be: never a black square without a word. Pure. */
import type { CallStage } from '@recoup/contract';
import type { CallState, PeerState } from '@recoup/rtc';

export type PictureWord =
  /** Their phone rings; nobody has come yet. */
  | 'rings_there'
  /** The call stands, and their browser is not on the line. */
  | 'not_here'
  | 'connecting'
  | 'lost'
  | 'failed'
  | 'camera_off'
  | 'camera_weak'
  | 'camera_none'
  | 'camera_held'
  | 'audio_only';

/** The word in place of the picture; null where the picture is there. */
export function pictureWord(
  stage: CallStage,
  buyer: Pick<PeerState, 'connection' | 'hasPicture' | 'audioOnly' | 'state'> | null,
): PictureWord | null {
  if (!buyer) return stage === 'ringing' || stage === 'waiting' ? 'rings_there' : 'not_here';
  if (buyer.connection === 'failed') return 'failed';
  if (buyer.connection === 'lost') return 'lost';
  if (buyer.connection === 'new' || buyer.connection === 'connecting') return 'connecting';
  const camera = buyer.state?.camera;
  if (camera === 'off') return 'camera_off';
  if (camera === 'weak') return 'camera_weak';
  if (camera === 'none') return 'camera_none';
  if (camera === 'held') return 'camera_held';
  if (buyer.audioOnly) return 'audio_only';
  return buyer.hasPicture ? null : 'connecting';
}

/** A word over a picture that may stand still. */
export function overWord(buyer: Pick<PeerState, 'connection' | 'state'> | null): 'hidden' | 'muted' | 'weak' | null {
  if (!buyer) return null;
  if (buyer.state?.hidden) return 'hidden';
  if (buyer.connection === 'weak') return 'weak';
  return buyer.state?.muted ? 'muted' : null;
}

/** The buyer's side; of two for a moment (one page closes while the next opens) the one that is on. */
export function buyerOf(state: Pick<CallState, 'peers'>): PeerState | null {
  const all = state.peers.filter(({ part }) => part.kind === 'buyer');
  return all.find(({ connection }) => connection === 'connected' || connection === 'weak') ?? all.at(-1) ?? null;
}

/** `720p`, `84 ms`, `0.6%`: the three numbers beside the word; what is not known is left out. */
export function numbersOf(buyer: PeerState | null): { height: number | null; rtt: number | null; loss: number | null } {
  const sample = buyer?.sample;
  const height = sample?.height && sample.width ? Math.min(sample.height, sample.width) : null;
  return { height, rtt: sample?.rtt ?? null, loss: sample?.loss_in ?? null };
}
