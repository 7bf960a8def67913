/** One other side of a call as this one knows it: its connection, its words, how its line is, and how much is sent to it. */
import type { CallPeer, RtcWord, StateWord, ToolWord } from '@recoup/contract';
import { type Adapting, adapt, beginning, encodingOf } from './adapt.ts';
import type { Half, Tracks } from './half.ts';
import { openPeer, type Peer } from './peer.ts';
import { loadOf, type Reading, readingOf, sampleOf, wordOf } from './quality.ts';
import { openTools, type Tools } from './tools.ts';
import type { Connection, PeerState, PictureSet, Sample, Step } from './types.ts';

export type SideWires = {
  polite: boolean;
  ahead: Half | null;
  config(): Promise<RTCConfiguration>;
  freshConfig(): Promise<RTCConfiguration>;
  tracks(): Tracks;
  picture(): { width: number; height: number } | null;
  set(): PictureSet;
  regionOf(url: string): string | null;
  lineOpen(): boolean;
  lineOwes(): boolean;
  sayRtc(word: RtcWord): void;
  sayTool(word: ToolWord, key?: string): void;
  heardTool(word: ToolWord): void;
  changed(): void;
};

export type Side = {
  peer: Peer;
  /** As the server lists it; kept from the last time where it does not. */
  listed: CallPeer;
  isListed: boolean;
  /** What it said of itself. */
  said: StateWord | null;
  tools: Tools;
  connection(): Connection;
  shown(): PeerState;
  /** The region of the relay it went through last. */
  relay(): string | null;
  step(): Step;
  /** The line did not bear more picture. */
  fell(): boolean;
  level(): number;
  /** Whether it talks and is seen, looked at several times a second. Answers whether that changed. */
  listen(now: number): boolean;
  /** Every two seconds. */
  measure(): Promise<Sample | null>;
  /** Tracks, picture size or the wish for it changed. */
  refresh(): void;
  close(): void;
};

const TALKS = 0.02;
const TALKED_MS = 600;
/** What was measured of a gap says nothing of the line after it: so many looks are not judged. */
const SETTLES = 2;
/** The first frames are not held up by parameters. */
const ENCODE_AFTER_MS = 1000;

export function openSide(listed: CallPeer, wires: SideWires): Side {
  let adapting: Adapting = beginning;
  let applied = '';
  let reading: Reading | null = null;
  let sample: Sample | null = null;
  let settling = 0;
  let talking = false;
  let pictured = false;
  let talkedAt = 0;
  let up = false;
  let made = false;
  let later: ReturnType<typeof setTimeout> | undefined;
  const audioLevel = () => {
    const [source] = peer.receivers().audio?.getSynchronizationSources?.() ?? [];
    return Math.min(1, (source?.audioLevel ?? 0) * 2);
  };

  const peer = openPeer({
    polite: wires.polite,
    first: wires.polite,
    ahead: wires.ahead,
    config: wires.config,
    freshConfig: wires.freshConfig,
    tracks: wires.tracks,
    relayed: () => sample?.relayed === true,
    canSay: () => wires.lineOpen() && side.isListed && side.listed.part.here,
    say: wires.sayRtc,
    heard: (text) => side.tools.hear(text),
    changed() {
      // While it is being made there is nobody yet to tell.
      if (!made) return;
      const now = peer.connection() === 'connected';
      if (now && !up) later = setTimeout(() => void encode(true), ENCODE_AFTER_MS);
      up = now;
      side.tools.look();
      wires.changed();
    },
  });

  async function encode(anew = false) {
    const wanted = encodingOf(adapting.step, wires.picture());
    const key = JSON.stringify(wanted);
    if (peer.connection() !== 'connected' || (key === applied && !anew)) return;
    applied = key;
    const senders = peer.senders();
    if (!senders) return;
    const { audio, video } = senders;
    try {
      await change(video, wanted);
      // Voice before picture, where the way out is narrow.
      if (anew) await change(audio, { priority: 'high', networkPriority: 'high' });
    } catch {
      // The sender is being changed or closed: the next look does it.
      applied = '';
    }
  }

  const side: Side = {
    peer,
    listed,
    isListed: true,
    said: null,
    tools: openTools({
      isOpen: peer.isOpen,
      send: peer.send,
      sayOnLine: wires.sayTool,
      lineOwes: wires.lineOwes,
      heard: wires.heardTool,
    }),
    connection() {
      const now = peer.connection();
      if (now !== 'connected') return now;
      const gaveUp = adapting.step === 0 && wires.set() === 'auto';
      return gaveUp || (sample && wordOf(sample) === 'bad') ? 'weak' : 'connected';
    },
    shown() {
      const camera = side.said?.camera ?? null;
      const hasPicture = peer.hasPicture() && (camera === null || camera === 'on');
      return {
        part: side.listed.part,
        peer: side.listed.peer,
        connection: side.connection(),
        stream: peer.stream(),
        hasPicture,
        audioOnly: camera !== null && camera !== 'on',
        state: side.said,
        relayed: sample?.relayed ?? null,
        talking,
        sample,
        word: peer.connection() === 'lost' ? 'bad' : sample && wordOf(sample),
      };
    },
    relay: () => sample?.region ?? null,
    step: () => adapting.step,
    fell: () => adapting.fell,
    level: audioLevel,
    listen(now) {
      if (audioLevel() > TALKS) talkedAt = now;
      const before = [talking, pictured].join();
      talking = talkedAt > 0 && now - talkedAt < TALKED_MS;
      pictured = peer.hasPicture();
      return before !== [talking, pictured].join();
    },
    async measure() {
      const connection = peer.connection();
      if (connection === 'new' || connection === 'connecting') return null;
      const before = reading;
      reading = readingOf(await peer.stats(), performance.now());
      if (!before) return null;
      const about = { part_id: side.listed.part.id, step: adapting.step, regionOf: wires.regionOf, date: new Date() };
      sample = sampleOf(before, reading, about);
      // Nothing comes: what the browser last knew of delay and loss is not true any more.
      if (connection !== 'connected') {
        sample = { ...sample, rtt: null, jitter: null, loss_in: 100, loss_out: 100, score: 1 };
        sample.freeze = Math.round(reading.at - before.at);
        settling = SETTLES;
      } else if (settling > 0) settling -= 1;
      else adapting = adapt(adapting, loadOf(sample, reading), wires.set());
      await encode();
      return sample;
    },
    refresh() {
      const { audio, video } = wires.tracks();
      const senders = peer.senders();
      if (senders && senders.audio.track !== audio) void senders.audio.replaceTrack(audio).catch(() => {});
      if (senders && senders.video.track !== video) void senders.video.replaceTrack(video).catch(() => {});
      if (wires.set() !== 'auto') adapting = adapt(adapting, { rtt: null, lossOut: null, room: null }, wires.set());
      void encode();
    },
    close() {
      clearTimeout(later);
      side.tools.close();
      peer.close();
    },
  };
  made = true;
  return side;
}

async function change(sender: RTCRtpSender, encoding: RTCRtpEncodingParameters): Promise<void> {
  const parameters = sender.getParameters();
  const [first] = parameters.encodings ?? [];
  if (!first) return;
  Object.assign(first, encoding);
  await sender.setParameters(parameters);
}
