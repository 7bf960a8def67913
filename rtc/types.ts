/** What a screen sees of a call. */
import type {
  CallChanged,
  CallIce,
  CallPart,
  CallStage,
  CaptionWord,
  QualityWord,
  StateWord,
  ToolWord,
} from '@recoup/contract';
import type { Socket } from 'socket.io-client';

/** Small enough for useSyncExternalStore and for Preact: `state` is a new object whenever something in it changed. */
export type Store<T> = {
  readonly state: T;
  subscribe(listener: () => void): () => void;
};

// ── media: this side's camera and microphone ──────────────────────────────────────────────────────────────────────────

/**
 * Why there is no camera or microphone. blocked: somebody said no, now or before. none: there is none. held: another app has it,
 * or it failed. insecure: the page came without https. in_app: the browser inside another app has none to give. lost: it was
 * unplugged or taken away; it is looked for again by itself.
 */
export type Trouble = 'blocked' | 'none' | 'held' | 'insecure' | 'in_app' | 'lost';
export type Facing = 'user' | 'environment';
export type Device = { id: string; label: string };
export type MediaState = {
  /** The browser's permission question is (or may be) on the screen. */
  asking: boolean;
  /** Always the same stream; its tracks come and go. For the own picture: show it muted; mirrored where `facing` is user. */
  stream: MediaStream;
  camera: StateWord['camera'];
  microphone: 'on' | 'muted' | 'none';
  cameraTrouble: Trouble | null;
  microphoneTrouble: Trouble | null;
  facing: Facing | null;
  canFlip: boolean;
  /** none: this camera has no lamp. */
  torch: StateWord['torch'];
  /** What the camera gives, in pixels. */
  picture: { width: number; height: number } | null;
  /** The picture has been too dark to see something in it for some seconds. */
  dark: boolean;
  hidden: boolean;
  cameras: Device[];
  microphones: Device[];
  /** Empty where the browser does not let a page choose. */
  speakers: Device[];
  chosen: { camera: string | null; microphone: string | null; speaker: string | null };
};
export type Media = Store<MediaState> & {
  /** Resolves when the first question was answered, one way or the other; never rejects. */
  ready: Promise<void>;
  /** Asks again: after `blocked`, from a tap. */
  again(): Promise<void>;
  mute(on: boolean): void;
  /** The picture is paused by hand; the lamp of the camera goes out. */
  pauseVideo(on: boolean): Promise<void>;
  /** The other camera. The call goes on meanwhile. */
  flip(): Promise<void>;
  /** Does nothing where `torch` is none. */
  torch(on: boolean): Promise<void>;
  useDevice(kind: 'camera' | 'microphone' | 'speaker', id: string): Promise<void>;
  /** Lets go of camera and microphone. */
  close(): void;
};

// ── the call ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** weak: connected, and so bad that something had to be given up. lost: it was connected and is being brought back. */
export type Connection = 'new' | 'connecting' | 'connected' | 'weak' | 'lost' | 'failed';
export type PictureSet = 'auto' | 'high' | 'low' | 'audio';
/** 3: 1280×720, 2: 640×360, 1: 320×180, 0: voice only. */
export type Step = 0 | 1 | 2 | 3;

/** What was measured of one peer in about two seconds, as seen from here. Null: this browser does not tell. */
export type Sample = {
  /** ISO, by this browser's clock. */
  at: string;
  /** Part of the other side. */
  part_id: string;
  /** Milliseconds. */
  rtt: number | null;
  jitter: number | null;
  /** Per cent of what came here, and of what the other side got of ours. */
  loss_in: number | null;
  loss_out: number | null;
  /** Milliseconds of these two seconds in which the picture stood still. */
  freeze: number | null;
  /** Kilobits a second, all media. */
  kbps_in: number;
  kbps_out: number;
  /** Of the picture that came here. */
  width: number | null;
  height: number | null;
  fps: number | null;
  /** Steps of what is sent from here. */
  step: Step;
  relayed: boolean | null;
  /** host, srflx, prflx, relay. */
  local: string | null;
  remote: string | null;
  /** udp, tcp, tls: how this side reaches its relay; else how the pair runs. */
  protocol: string | null;
  /** Region of the relay, where one is used and its name is known. */
  region: string | null;
  /** Mean opinion score of these seconds, 1.0 to 4.5. */
  score: number | null;
};

export type PeerState = {
  part: CallPart;
  peer: string;
  connection: Connection;
  /** Sound and picture of this side: empty at first, another object once its tracks have come, or came anew. */
  stream: MediaStream;
  /** Its picture has come here: before that show words in its place. */
  hasPicture: boolean;
  /** It sends sound alone (by hand, by a weak line or without a camera); `state.camera` says why. */
  audioOnly: boolean;
  /** What it said of itself; null until then. */
  state: StateWord | null;
  relayed: boolean | null;
  talking: boolean;
  sample: Sample | null;
  word: QualityWord | null;
};
export type CallState = {
  /** refused: it does not open any more (seat lost, call over); `refusal` says why. The media may go on. */
  line: 'connecting' | 'open' | 'lost' | 'refused';
  refusal: string | null;
  /** As the server said last; `onChanged` tells when to read the call anew. */
  stage: CallStage | null;
  me: { part: CallPart | null; peer: string; state: StateWord; talking: boolean };
  peers: PeerState[];
  picture: { set: PictureSet; step: Step /** The line was too weak for more. */; byLine: boolean };
  /** The worst of all peers; null while nothing was measured. */
  word: QualityWord | null;
  left: boolean;
};
export type CallOptions = {
  callId: string;
  /** A buyer's seat opens a line of its own; staff speak on the line their screen has. `server`: '' for the page's own. */
  line: { kind: 'seat'; server: string; token: () => string } | { kind: 'staff'; socket: Socket };
  media: Media;
  /** The endpoint's answer. Asked at once, and again for fresh credentials before a connection is brought back. */
  ice: () => Promise<CallIce>;
  /** Sends neither sound nor picture: a supervisor who listens. */
  listens?: boolean;
  /** About every ten seconds, and at the end, what was measured since. */
  onSamples?: (samples: Sample[]) => void;
};
export type From = { part: CallPart; peer: string };
export type Call = Store<CallState> & {
  media: Media;
  /** To one peer, or to all. Kept until it has arrived; what is overtaken (pointer, a growing stroke) is let go. */
  say(word: ToolWord, to?: string): void;
  caption(word: CaptionWord): void;
  /** What the other sides do to the picture. Each returns how to stop listening. */
  onTool(listener: (word: ToolWord, from: From) => void): () => void;
  onCaption(listener: (word: CaptionWord, from: From) => void): () => void;
  onChanged(listener: (changed: CallChanged) => void): () => void;
  /** Somebody left on purpose. */
  onBye(listener: (from: From) => void): () => void;
  /** Asks a buyer's page for a still and waits for it (20 s). Rejects with an Error whose message is no_picture, too_large, not_sent or no_answer. */
  askStill(peer: string): Promise<{ still_id: string }>;
  setPicture(set: PictureSet): void;
  /** 0 to 1, for meters; of a peer, or of this side. Cheap: ask it in every frame. */
  level(of: string | 'me'): number;
  /** Brings every connection back at once: "try again". */
  again(): void;
  /** Says goodbye, closes connections and the line, not the media. What the server is told is the screen's business. */
  leave(): void;
};

// ── browsers inside other apps ────────────────────────────────────────────────────────────────────────────────────────

export type App =
  | 'facebook'
  | 'messenger'
  | 'instagram'
  | 'tiktok'
  | 'wechat'
  | 'line'
  | 'snapchat'
  | 'linkedin'
  | 'other';
export type InApp = {
  app: App;
  system: 'ios' | 'android' | 'other';
  /** This browser has no camera to give at all; else it may still work. */
  camera: boolean;
  /** Opens the page outside by one tap; null: only copying the link helps. */
  outside: string | null;
  /** Where its menu is: for the drawing of the button to tap. */
  menu: 'top_right' | 'bottom_right';
};
