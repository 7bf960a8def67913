/** What the screen of a call is drawn from: plain facts, from which `sheetOf` chooses and the sheets are filled. */
import type { AnswerOf, BuyerCall, BuyerConsent, BuyerOffer, callLinks } from '@recoup/contract';
import type { CallState, InApp, MediaState, PeerState } from '@recoup/rtc';
import type { Hint } from './board.ts';

/** What became of asking for the camera. `voice`: a call without one, by wish or because none is to be had. */
export type Camera = 'unasked' | 'asking' | 'on' | 'off' | 'weak' | 'voice' | 'blocked' | 'none' | 'held' | 'page';
/** What the buyer opened, over whatever else stands there. */
export type Opened = 'slots' | 'photos' | 'phone' | 'chat' | 'test' | 'leave' | 'cancel' | 'others' | null;
/** What a link says before anybody sat down. */
export type Invitation = AnswerOf<typeof callLinks.look>;

export type Facts = {
  /** A link or a kept seat is being read. */
  opening: boolean;
  /** The code of why a link or a wish came to nothing; `network` where nothing was heard. */
  refused: string | null;
  /** The window of an app which lends no camera; null in a browser, or once the buyer went on all the same. */
  app: InApp | null;
  invitation: Invitation | null;
  call: BuyerCall | null;
  /** Another browser was let in with this link; this one's seat is gone. */
  seatGone: boolean;
  camera: Camera;
  opened: Opened;
  /** A time was agreed just now. */
  agreed: boolean;
  wish: 'call_back' | 'phone' | 'chat' | 'photos' | null;
  line: 'off' | 'coming' | 'up' | 'down';
  /** How the agent's voice and picture come in. */
  agent: 'away' | 'coming' | 'here' | 'lost';
  hint: Hint | null;
  dark: boolean;
  /** An offer that lies on the screen, open or answered and not yet put away. */
  offer: BuyerOffer | null;
  consent: BuyerConsent | null;
  /** Sound may not begin without a tap (after a reload). */
  needsTap: boolean;
  now: number;
};

/** The camera as the sheets see it. `byVoice`: the buyer goes on without a picture. */
export function cameraOf(media: MediaState | null, byVoice: boolean): Camera {
  if (!media) return 'unasked';
  if (media.asking) return 'asking';
  if (byVoice) return 'voice';
  switch (media.cameraTrouble) {
    case 'blocked':
    case 'none':
    case 'held':
      return media.cameraTrouble;
    case 'lost':
      return 'held';
    case 'insecure':
    case 'in_app':
      return 'page';
    default:
      return media.camera === 'on' || media.camera === 'off' || media.camera === 'weak' ? media.camera : 'none';
  }
}

/** Who takes the call among those on the line. */
export const agentOf = (peers: readonly PeerState[]): PeerState | null =>
  peers.find(({ part }) => part.kind === 'agent') ?? peers.find(({ part }) => part.kind !== 'buyer') ?? null;

export function agentFact(state: CallState | null, wasHere: boolean): Facts['agent'] {
  const agent = agentOf(state?.peers ?? []);
  if (!agent) return wasHere ? 'lost' : 'away';
  if (agent.connection === 'connected' || agent.connection === 'weak') return 'here';
  return wasHere ? 'lost' : 'coming';
}

const LINES = { connecting: 'coming', open: 'up', lost: 'down', refused: 'down' } as const;
export const lineFact = (state: CallState | null): Facts['line'] => (state ? LINES[state.line] : 'off');

/** 0 to 4 bars from how the line is now. */
export function barsOf(state: CallState | null): number {
  if (!state || state.line === 'lost' || agentOf(state.peers) === null) return 0;
  return state.word === null ? 4 : { good: 4, fair: 3, weak: 2, bad: 1 }[state.word];
}
