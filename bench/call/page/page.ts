/**
 * What runs in the pages: the same job done with this product's own client and with PeerJS. A buyer taps; camera and microphone
 * are asked for on the tap; the agent's page answers by itself the moment it rings, asking for its own camera and microphone
 * then. Both send picture and sound. Times are milliseconds since 1970 with fractions, so that two pages can be compared.
 */
import { type AnswerOf, buyerCalls, type CallRing, callRelay, calls } from '@recoup/contract';
import { type Call, makeReady, openCall, openMedia, warmLine } from '@recoup/rtc';
import { Peer } from 'peerjs';
import { io } from 'socket.io-client';

const now = () => performance.timeOrigin + performance.now();
/** As rtc/media.ts asks for them. */
const WANTED: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } },
};

export type Marks = Record<string, number>;
const marks: Marks = {};
const mark = (name: string) => {
  marks[name] ??= now();
};
export const readMarks = () => marks;

const video = document.body.appendChild(document.createElement('video'));
video.muted = true;
video.autoplay = true;
video.playsInline = true;
/** Shows the other side, and tells when its first picture is on the screen. */
function show(stream: MediaStream): void {
  if (video.srcObject === stream) return;
  video.srcObject = stream;
  video.requestVideoFrameCallback(() => mark('frame'));
}

/** A button, so that the tap is one. */
function onTap(act: () => void): void {
  const button = document.body.appendChild(document.createElement('button'));
  button.id = 'tap';
  button.textContent = 'Call';
  button.onclick = () => {
    mark('tap');
    act();
  };
}

type Asked = { method: string; path: string; token?: string; body?: unknown };
async function ask<A>({ method, path, token, body }: Asked): Promise<A> {
  const answer = await fetch(path, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as A;
}
const pathOf = (path: string, id: string) => path.replace(':id', id);

let call: Call | null = null;
function follow(opened: Call): void {
  call = opened;
  opened.subscribe(() => {
    const [peer] = opened.state.peers;
    if (opened.state.line === 'open') mark('line');
    if (!peer) return;
    mark('peer');
    if (peer.connection === 'connected') mark('connected');
    show(peer.stream);
  });
}
export const callState = () => {
  const [peer] = call?.state.peers ?? [];
  const { stream: _, ...seen } = peer ?? { stream: null };
  return {
    line: call?.state.line,
    refusal: call?.state.refusal,
    picture: call?.state.picture,
    word: call?.state.word,
    peer: seen,
  };
};

/** Leads every relay of every region through another address, so that a bad network may stand before it. */
const through = (ice: AnswerOf<typeof callRelay.iceOfSeat>, relay: string | undefined) =>
  relay === undefined
    ? ice
    : {
        ...ice,
        regions: ice.regions.map((region) => ({
          ...region,
          ice_servers: region.ice_servers.map((one) => (one.username ? { ...one, urls: [relay] } : one)),
        })),
      };

/** Ours, the buyer: the chat's session is there, as it is where the widget stands on a page. */
export function oursBuyer({ server, token, relay }: { server: string; token: string; relay?: string }): void {
  onTap(() => {
    const media = openMedia({ camera: 'environment', microphone: true });
    void media.ready.then(() => mark('media'));
    warmLine(server);
    const client_id = crypto.randomUUID();
    void (async () => {
      const body = { client_id, conversation_id: null };
      const seat = await ask<AnswerOf<typeof buyerCalls.fromChat>>({ ...buyerCalls.fromChat, token, body });
      mark('seat');
      follow(
        openCall({
          callId: seat.call.id,
          line: { kind: 'seat', server, token: () => seat.token },
          media,
          ice: async () => {
            const given = seat.ice;
            seat.ice = null;
            const asked = { ...callRelay.iceOfSeat, token: seat.token };
            return through(given ?? (await ask<AnswerOf<typeof callRelay.iceOfSeat>>(asked)), relay);
          },
        }),
      );
    })();
  });
}

/** Ours, the agent: the console's live line is open, and rings. */
export async function oursAgent({ workspaceId }: { workspaceId: string }): Promise<void> {
  const socket = io({ withCredentials: true, auth: { workspace_id: workspaceId }, transports: ['websocket'] });
  socket.on('call.ring', ({ call_id }: CallRing) => {
    if (call) return;
    mark('ring');
    const ice = ask<AnswerOf<typeof callRelay.iceOfCall>>({
      ...callRelay.iceOfCall,
      path: pathOf(callRelay.iceOfCall.path, call_id),
    });
    const media = openMedia({ camera: 'environment', microphone: true });
    void media.ready.then(() => mark('media'));
    makeReady(media, ice);
    const answer = { ...calls.answer, path: pathOf(calls.answer.path, call_id) };
    void ask(answer).then(() => {
      mark('answered');
      follow(openCall({ callId: call_id, line: { kind: 'staff', socket }, media, ice: () => ice }));
    });
  });
  await new Promise<void>((open) => socket.once('connect', open));
  await socket.emitWithAck('call.here', { visible: true });
  setInterval(() => socket.emit('call.here', { visible: true }), 10_000);
}

export function leave(): void {
  call?.leave();
  call?.media.close();
}

type Theirs = { port: number; id: string; ice: RTCConfiguration };
const openPeer = async ({ port, id, ice }: Theirs): Promise<Peer> => {
  const peer = new Peer(id, { host: '127.0.0.1', port, path: '/', debug: 0, config: ice });
  await new Promise<void>((open, failed) => {
    peer.once('open', () => open());
    peer.once('error', failed);
  });
  return peer;
};
/** PeerJS, the buyer: on its server's line before the tap. */
export async function theirsBuyer(given: Theirs & { agent: string }): Promise<void> {
  const peer = await openPeer(given);
  onTap(() => {
    void navigator.mediaDevices.getUserMedia(WANTED).then((stream) => {
      mark('media');
      peer.call(given.agent, stream).on('stream', show);
    });
  });
}
/** PeerJS, the agent: answers what calls. */
export async function theirsAgent(given: Theirs): Promise<void> {
  const peer = await openPeer(given);
  peer.on('call', (coming) => {
    mark('ring');
    coming.on('stream', show);
    void navigator.mediaDevices.getUserMedia(WANTED).then((stream) => {
      mark('media');
      coming.answer(stream);
    });
  });
}

/** Keeps every connection this page makes, so that what it measures of itself can be read whoever made it. */
const made: RTCPeerConnection[] = [];
const Original = globalThis.RTCPeerConnection;
globalThis.RTCPeerConnection = class extends Original {
  constructor(config?: RTCConfiguration) {
    super(config);
    made.push(this);
  }
};

/** What came in of the picture and the sound, and over which way, as the browser counts it. */
export async function readStats(): Promise<Record<string, number | string | null>> {
  const pc = made.findLast(({ connectionState }) => connectionState !== 'closed');
  if (!pc) return {};
  const stats = [...(await pc.getStats()).values()] as (RTCStats & Record<string, unknown>)[];
  const of = (type: string, kind?: string) => stats.find((one) => one.type === type && (!kind || one.kind === kind));
  const transport = of('transport');
  const pair = stats.find(({ id }) => id === transport?.selectedCandidatePairId);
  const local = stats.find(({ id }) => id === pair?.localCandidateId);
  const picture = of('inbound-rtp', 'video');
  const sound = of('inbound-rtp', 'audio');
  const sent = of('outbound-rtp', 'video');
  const number = (from: Record<string, unknown> | undefined, name: string) =>
    typeof from?.[name] === 'number' ? (from[name] as number) : null;
  return {
    at: now(),
    state: pc.connectionState,
    way: typeof local?.candidateType === 'string' ? local.candidateType : null,
    relay: typeof local?.url === 'string' ? local.url : null,
    rtt_ms: (number(pair, 'currentRoundTripTime') ?? 0) * 1000,
    frames: number(picture, 'framesDecoded'),
    freezes: number(picture, 'freezeCount'),
    frozen_s: number(picture, 'totalFreezesDuration'),
    width: number(picture, 'frameWidth'),
    height: number(picture, 'frameHeight'),
    lost: number(picture, 'packetsLost'),
    packets: number(picture, 'packetsReceived'),
    nack: number(picture, 'nackCount'),
    jitter_ms: (number(picture, 'jitter') ?? 0) * 1000,
    bytes: (number(picture, 'bytesReceived') ?? 0) + (number(sound, 'bytesReceived') ?? 0),
    concealed: number(sound, 'concealedSamples'),
    samples: number(sound, 'totalSamplesReceived'),
    sent_width: number(sent, 'frameWidth'),
    limited_by: typeof sent?.qualityLimitationReason === 'string' ? sent.qualityLimitationReason : null,
  };
}

/** The longest time between two pictures since it was asked first, in milliseconds, and when the last one came. */
const gaps = { longest: 0, last: 0 };
export function watchPicture(): void {
  gaps.longest = 0;
  gaps.last = now();
  const next = () => {
    gaps.longest = Math.max(gaps.longest, now() - gaps.last);
    gaps.last = now();
    video.requestVideoFrameCallback(next);
  };
  video.requestVideoFrameCallback(next);
}
export const readGaps = () => ({ ...gaps, longest: Math.max(gaps.longest, now() - gaps.last) });
