/** What the screen shows: one state, changed in one place, and who is told of it. */
import type { BuyerCall, BuyerConsent, BuyerOffer, CaptionWord, ChatMessage, PartKind } from '@recoup/contract';
import type { CallState, InApp, MediaState } from '@recoup/rtc';
import type { QueuedStill } from '@recoup/rtc/stills';
import { type Board, clear } from './board.ts';
import { agentFact, cameraOf, type Facts, type Invitation, lineFact, type Opened } from './facts.ts';

export type Caption = CaptionWord & { name: string; mine: boolean };
/** Something that happened, said for some seconds above the picture. */
export type Notice = { key: 'joined' | 'left' | 'lit' | 'taken' | 'mine'; name: string; kind: PartKind | null };

export type State = {
  opening: boolean;
  refused: string | null;
  app: InApp | null;
  invitation: Invitation | null;
  call: BuyerCall | null;
  seatGone: boolean;
  byVoice: boolean;
  /** This page may not use the camera; another one may. */
  elsewhere: boolean;
  media: MediaState | null;
  rtc: CallState | null;
  /** The agent's picture was here once. */
  wasHere: boolean;
  opened: Opened;
  agreed: boolean;
  wish: Facts['wish'];
  board: Board;
  offers: readonly BuyerOffer[];
  /** The offer the buyer read to its end. */
  putAway: string | null;
  consent: BuyerConsent | null;
  stills: readonly QueuedStill[];
  captions: readonly Caption[];
  messages: readonly ChatMessage[];
  unread: number;
  notice: Notice | null;
  needsTap: boolean;
  /** The hint of the dark picture was put away. */
  hushed: boolean;
  /** Something is on its way to the server: buttons wait. */
  busy: boolean;
  /** Why what was pressed last came to nothing. */
  failed: string | null;
  now: number;
};

const empty: State = {
  opening: false,
  refused: null,
  app: null,
  invitation: null,
  call: null,
  seatGone: false,
  byVoice: false,
  elsewhere: false,
  media: null,
  rtc: null,
  wasHere: false,
  opened: null,
  agreed: false,
  wish: null,
  board: clear,
  offers: [],
  putAway: null,
  consent: null,
  stills: [],
  captions: [],
  messages: [],
  unread: 0,
  notice: null,
  needsTap: false,
  hushed: false,
  busy: false,
  failed: null,
  now: Date.now(),
};

export class Store {
  state: State = empty;
  #listeners = new Set<() => void>();
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

export function factsOf(state: State): Facts {
  const { media, rtc, board, offers, putAway } = state;
  const [offer] = offers;
  return {
    ...state,
    camera: state.elsewhere ? 'page' : cameraOf(media, state.byVoice),
    line: lineFact(rtc),
    agent: agentFact(rtc, state.wasHere),
    hint: board.hint,
    dark: !state.hushed && media?.camera === 'on' && media.dark && media.torch !== 'on',
    offer: offer && offer.id !== putAway && offer.state !== 'withdrawn' ? offer : null,
  };
}
