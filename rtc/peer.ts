/**
 * The connection to one other side. Negotiation is the "perfect negotiation" of the W3C's WebRTC 1.0 (example 10.7): both sides may
 * offer at any time, and of two offers at once the impolite side's holds. Besides: a path that died is noticed within a second or
 * two and brought back, by ICE restart first and by a new connection if that does not do; either side noticing is enough.
 */
import type { RtcWord } from '@recoup/contract';
import { closeHalf, type Half, makeHalf, type Tracks } from './half.ts';
import type { Connection } from './types.ts';
import { openWatch } from './watch.ts';

export type PeerWires = {
  /** Gives way when both offer at once. */
  polite: boolean;
  /** Makes the first offer; the other waits a moment for it. */
  first: boolean;
  /** A half made ahead, if there is one; with an offer in it where this side is first. */
  ahead: Half | null;
  config(): Promise<RTCConfiguration>;
  /** With fresh credentials. */
  freshConfig(): Promise<RTCConfiguration>;
  tracks(): Tracks;
  /** It went through a relay. */
  relayed(): boolean;
  /** The other side is on the line, and so is this one. */
  canSay(): boolean;
  say(word: RtcWord): void;
  /** Something in `connection`, the channel, or its tracks changed. */
  changed(): void;
  heard(text: string): void;
};
export type Peer = {
  /** Another one when the tracks have come: an element that was given an empty stream is slow to show what is added to it. */
  stream(): MediaStream;
  connection(): Connection;
  hasPicture(): boolean;
  /** The channel for tools is open. */
  isOpen(): boolean;
  send(text: string): void;
  take(word: RtcWord): void;
  /** The line is open, perhaps again. */
  lineOpen(): void;
  /** Null while there is no connection yet. */
  senders(): { audio: RTCRtpSender; video: RTCRtpSender } | null;
  receivers(): { audio: RTCRtpReceiver | null; video: RTCRtpReceiver | null };
  stats(): Promise<RTCStatsReport>;
  /** Brings it back now. */
  mend(): void;
  /** The other page is in the background, where its clocks stand still: silence means nothing. */
  sleeps(asleep: boolean): void;
  close(): void;
};

/** The other side's first offer is waited for so long. */
const PATIENCE_MS = 1500;
/** The browser's own word for trouble is believed after so long. */
const DISCONNECTED_MS = 2000;
/** Whoever gives way lets the other begin to mend, so that the two do not meet half way. */
const GIVE_WAY_MS = 250;
/** After the first offer, and after each try to bring it back, this long is waited for it to work. */
const TRIES_MS = [7000, 900, 3000, 3000, 5000, 5000, 8000, 10_000];
const FAILED_AFTER = 6;
/** Candidates are told together, the first of them at once. */
const FIRST_BATCH_MS = 5;
const BATCH_MS = 50;

export function openPeer(wires: PeerWires): Peer {
  const { polite } = wires;
  let stream = new MediaStream();
  let half: Half;
  let theirs: string | null = null;
  const stale = new Set<string>();
  let mayOffer = wires.first;
  let makingOffer = false;
  let ignoring = false;
  /** The offer that waits for its answer. */
  let offered: string | null = null;
  let offers = 0;
  let told = false;
  let batches = 0;
  let batch: ReturnType<typeof setTimeout> | undefined;
  let wasConnected = false;
  let tries = 0;
  let wanted = false;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let chain: Promise<unknown> = Promise.resolve();
  const watch = openWatch({
    stats: () => half.pc.getStats(),
    ping: () => isOpen() && half.channel.bufferedAmount === 0 && half.channel.send(''),
    changed: () => look(),
  });

  function adopt(next: Half) {
    half = next;
    told = false;
    batches = 0;
    offered = null;
    ignoring = false;
    const { pc, channel } = next;
    next.onFound = () => {
      if (told) batch ??= setTimeout(tellCandidates, batches === 0 ? FIRST_BATCH_MS : BATCH_MS);
    };
    pc.onnegotiationneeded = () => void offer();
    pc.onconnectionstatechange = look;
    let isNew = true;
    pc.ontrack = ({ track }) => {
      // Both tracks are there when the first of them is told.
      if (isNew) stream = new MediaStream(pc.getReceivers().map((receiver) => receiver.track));
      isNew = false;
      track.onunmute = wires.changed;
      track.onmute = wires.changed;
      wires.changed();
    };
    channel.onopen = wires.changed;
    channel.onclose = () => {
      wires.changed();
      look();
    };
    channel.onmessage = ({ data }: MessageEvent<string>) => {
      watch.heard();
      if (data !== '') wires.heard(data);
    };
  }

  async function start() {
    adopt(wires.ahead ?? makeHalf(await wires.config(), wires.tracks()));
    const { audio, video } = wires.tracks();
    void half.audio.replaceTrack(audio);
    void half.video.replaceTrack(video);
    if (half.pc.signalingState === 'have-local-offer') describe();
    else if (mayOffer) await offer();
    else
      patience = setTimeout(() => {
        mayOffer = true;
        if (!theirs) void offer();
      }, PATIENCE_MS);
  }

  async function offer() {
    const { pc } = half;
    if (!mayOffer || closed || pc.signalingState === 'closed') return;
    try {
      makingOffer = true;
      await pc.setLocalDescription();
      if (pc === half.pc && pc.signalingState === 'have-local-offer') describe();
    } catch (error) {
      // Closed underneath, or the other side's offer came first: both are seen to elsewhere.
      if (pc === half.pc && pc.signalingState === 'stable') throw error;
    } finally {
      makingOffer = false;
    }
  }

  function describe(answers?: string) {
    const description = half.pc.localDescription;
    if (!description || closed) return;
    const { type, sdp } = description;
    if (type === 'pranswer') return;
    if (type === 'offer') offered = `${half.id}.${++offers}`;
    // What was found so far stands in it.
    half.found = [];
    told = true;
    wires.say({ kind: 'description', type, sdp, connection: half.id, offer: answers ?? offered ?? undefined });
    if (!wasConnected) wait();
  }

  function tellCandidates() {
    batch = undefined;
    batches += 1;
    const rows = half.found.splice(0, 64).map(({ candidate, sdpMid, sdpMLineIndex, usernameFragment }) => ({
      candidate,
      sdpMid,
      sdpMLineIndex,
      usernameFragment,
    }));
    if (rows.length > 0 && !closed) wires.say({ kind: 'candidates', rows });
    if (half.found.length > 0) batch = setTimeout(tellCandidates, BATCH_MS);
  }

  async function hear(word: RtcWord) {
    if (closed) return;
    if (word.kind === 'candidates') {
      for (const row of word.rows) {
        // One of a generation that is over, or of an offer that was not taken, finds no place; that is as it should be.
        await half.pc.addIceCandidate(row).catch(() => {});
      }
      return;
    }
    const { type, sdp, connection = '', offer: named = '' } = word;
    ignoring = stale.has(connection);
    if (ignoring) return;
    if (type === 'offer') {
      if (theirs !== null && theirs !== connection) await anew();
      ignoring = !polite && (makingOffer || half.pc.signalingState !== 'stable');
      if (ignoring) return;
      offered = null;
    } else if (named !== offered) return;
    const { pc } = half;
    await pc.setRemoteDescription({ type, sdp });
    theirs = connection;
    if (type !== 'offer') {
      offered = null;
      return;
    }
    mayOffer = true;
    clearTimeout(patience);
    await pc.setLocalDescription();
    if (pc === half.pc) describe(named);
  }

  /** Another half in place of this one, which is of no use any more. */
  async function anew() {
    const config = await wires.freshConfig();
    if (closed) return;
    if (theirs !== null) stale.add(theirs);
    theirs = null;
    closeHalf(half);
    adopt(makeHalf(config, wires.tracks()));
    watch.begin();
  }

  const isOpen = () => half?.channel.readyState === 'open';
  const isClosed = () => half?.pc.signalingState === 'closed';
  const isUp = () => half?.pc.connectionState === 'connected' && !watch.isSilent();

  /** Looks how it stands, after every change. */
  function look() {
    if (closed) return;
    if (isUp()) {
      if (!wasConnected || tries > 0) watch.begin();
      wasConnected = true;
      tries = 0;
      wanted = false;
      clearTimeout(timer);
      timer = undefined;
    } else if (wasConnected && timer === undefined && !wanted) {
      const isSure = watch.isSilent() || isClosed() || half.pc.connectionState === 'failed';
      const pause = (isSure ? 0 : DISCONNECTED_MS) + (polite && !isClosed() ? GIVE_WAY_MS : 0);
      timer = setTimeout(mend, pause);
    } else if (!wasConnected && isClosed() && timer === undefined) timer = setTimeout(mend, 0);
    else if (!wasConnected && half.pc.connectionState === 'failed' && tries === 0) mend();
    wires.changed();
  }

  /** Not up after a while: another try. */
  function wait() {
    clearTimeout(timer);
    timer = setTimeout(mend, TRIES_MS[Math.min(tries, TRIES_MS.length - 1)]);
  }

  function mend() {
    clearTimeout(timer);
    timer = undefined;
    if (closed || !half || isUp()) return;
    // Without the line nobody hears of it: it begins when the line is back.
    wanted = !wires.canSay();
    if (wanted) return wires.changed();
    tries += 1;
    mayOffer = true;
    wait();
    wires.changed();
    chain = chain.then(restart, restart).catch(() => {});
  }

  async function restart() {
    if (closed || isUp()) return;
    // An ICE restart keeps everything, but a browser leaves a pair that fell silent only after 3.5 s where the new one ranks lower,
    // as through another relay. A new connection is there in less.
    if (isClosed() || tries % 2 === 0 || (watch.isSilent() && wires.relayed())) {
      await anew();
      return offer();
    }
    const config = await wires.freshConfig();
    if (closed || isUp() || half.pc.signalingState === 'closed') return;
    half.pc.setConfiguration(config);
    // Theirs came in the meantime, and is being answered.
    if (half.pc.signalingState === 'have-remote-offer') return;
    half.pc.restartIce();
    await offer();
  }

  const started = start().catch(() => {});
  return {
    stream: () => stream,
    connection() {
      if (isUp()) return 'connected';
      if (tries >= FAILED_AFTER) return 'failed';
      if (wasConnected) return 'lost';
      return half && (half.pc.localDescription || half.pc.remoteDescription) ? 'connecting' : 'new';
    },
    hasPicture() {
      const receiver = half?.pc.getReceivers().find(({ track }) => track.kind === 'video');
      if (receiver?.track.readyState !== 'live') return false;
      // Some browsers unmute a track only where it is shown, and others late.
      return !receiver.track.muted || isFresh(receiver.getSynchronizationSources?.() ?? []);
    },
    isOpen,
    send: (text) => half.channel.send(text),
    take(word) {
      chain = chain
        .then(() => started)
        .then(() => hear(word))
        .catch(() => {
          // A description that cannot be taken leaves nothing to go on from but a new try.
          if (!isUp()) timer ??= setTimeout(mend, 1000);
        });
    },
    lineOpen() {
      if (wanted) mend();
    },
    senders: () => (half ? { audio: half.audio, video: half.video } : null),
    receivers() {
      const receivers = half?.pc.getReceivers() ?? [];
      const of = (kind: string) => receivers.find(({ track }) => track.kind === kind) ?? null;
      return { audio: of('audio'), video: of('video') };
    },
    stats: () => half.pc.getStats(),
    mend() {
      tries = Math.min(tries, 1);
      watch.doubt();
      mend();
    },
    sleeps: (asleep) => watch.sleeps(asleep),
    close() {
      closed = true;
      watch.close();
      clearTimeout(timer);
      clearTimeout(batch);
      clearTimeout(patience);
      if (half) closeHalf(half);
    },
  };
}

const FRESH_MS = 2000;
/** Something of it came just now. */
function isFresh(sources: readonly RTCRtpSynchronizationSource[]): boolean {
  const now = performance.timeOrigin + performance.now();
  return sources.some(({ timestamp }) => Math.abs(now - timestamp) < FRESH_MS);
}
