/** A call: the line, up to two other sides, and this one, put together as one thing that a screen shows and acts on. */
import type {
  CallChanged,
  CallEntered,
  CallIce,
  CallPart,
  CallPeer,
  CallSay,
  CaptionWord,
  RtcWord,
  StateWord,
  ToolWord,
} from '@recoup/contract';
import { closeHalf, type Half, makeHalf, type Tracks } from './half.ts';
import { configOf, openIce, regionOf } from './ice.ts';
import { openLine } from './line.ts';
import { GRANTED_MS, granted, takeReady } from './ready.ts';
import { openSide, type Side } from './side.ts';
import { meter } from './sound.ts';
import { openEars, openStore } from './store.ts';
import type { Call, CallOptions, CallState, From, PictureSet, Sample, Step } from './types.ts';

const MEASURE_MS = 2000;
const LISTEN_MS = 200;
/** So many measurements are told at a time. */
const BATCH = 5;
/** What was prepared for a side that has not come is made anew: addresses and credentials grow old. */
const AHEAD_MS = 55_000;
const STILL_MS = 20_000;
const HELD_WORDS = 300;
const CREDENTIALS_MS = 2000;
const PROBE_MS = 1500;
const ORDER = ['good', 'fair', 'weak', 'bad'] as const;

/** Both must find the same answer: the buyer gives way; among staff who has the lower part id. */
export function isPolite(me: Pick<CallPart, 'id' | 'kind'>, other: Pick<CallPart, 'id' | 'kind'>): boolean {
  if (me.kind === 'buyer' || other.kind === 'buyer') return me.kind === 'buyer';
  return me.id < other.id;
}

export function openCall(options: CallOptions): Call {
  const { callId, media, listens = false } = options;
  const isSeat = options.line.kind === 'seat';
  const openedAt = performance.now();
  const ice = openIce(options.ice);
  const sides = new Map<string, Side>();
  /** From sides that are not listed yet. */
  const early = new Map<string, { word: CallSay['word']; data: unknown }[]>();
  const asked = new Map<string, { done(id: string): void; failed(because: string): void }>();
  const tool = openEars<[ToolWord, From]>();
  const caption = openEars<[CaptionWord, From]>();
  const changedEars = openEars<[CallChanged]>();
  const bye = openEars<[From]>();
  let set: PictureSet = 'auto';
  let samples: Sample[] = [];
  let said = '';
  let ahead: Half | null = null;
  let own: { track: MediaStreamTrack; meter: ReturnType<typeof meter> } | null = null;
  let talkedAt = 0;

  const store = openStore<CallState>({
    line: 'connecting',
    refusal: null,
    stage: null,
    me: { part: null, peer: crypto.randomUUID().slice(0, 18), state: stateNow('on'), talking: false },
    peers: [],
    picture: { set, step: 3, byLine: false },
    word: null,
    left: false,
  });

  // Before the camera is granted browsers hide their own addresses behind names that take long to look up (RFC 8828): where it is
  // granted at once, that is waited for.
  const mayLook = granted(media);
  const config = async () => {
    const [known] = await Promise.all([ice.known(), mayLook]);
    return configOf(known, await nearest(known));
  };
  /** Where nobody knows the nearest relay it is looked for, while it rings; a call that is there already does not wait for it. */
  let probed: string[] = [];
  async function nearest({ prefer, regions }: CallIce): Promise<string[]> {
    if (prefer || regions.length < 2 || probed.length > 0) return probed;
    const probing = import('./probe.ts').then(({ nearestRegions }) => nearestRegions(regions));
    const limit = sides.size > 0 ? 0 : PROBE_MS;
    probed = await Promise.race([probing, new Promise<string[]>((done) => setTimeout(() => done([]), limit))]);
    return probed;
  }
  const freshConfig = async (silent: string | null) => configOf(await ice.fresh(CREDENTIALS_MS), probed, silent);
  function tracks(): Tracks {
    if (listens) return { audio: null, video: null };
    const find = (kind: string) => media.state.stream.getTracks().find((track) => track.kind === kind) ?? null;
    return { audio: find('audio'), video: find('video') };
  }

  /** Ready before anybody comes: with an offer where this side makes the first one, with candidates on the way in any case. */
  async function prepare() {
    const made = listens ? null : await takeReady(media);
    const given = made ? null : await config();
    if (store.state.left || sides.size > 0) return made ? closeHalf(made) : undefined;
    if (ahead) closeHalf(ahead);
    const half = made ?? makeHalf({ ...given, iceCandidatePoolSize: isSeat ? 0 : 1 }, tracks());
    ahead = half;
    if (isSeat) await half.pc.setLocalDescription();
  }
  void prepare().catch(() => {});
  // The question was on the screen for longer: what was gathered meanwhile hides the addresses.
  void media.ready.then(() => (performance.now() - openedAt > GRANTED_MS ? prepare() : undefined)).catch(() => {});
  const preparing = setInterval(() => sides.size === 0 && void prepare().catch(() => {}), AHEAD_MS);
  function takeAhead(): Half | null {
    const half = ahead;
    ahead = null;
    return half;
  }

  const line = openLine({
    callId,
    peer: store.state.me.peer,
    link: options.line,
    heard: {
      state(state, refusal) {
        store.set({ line: state, refusal });
        if (state === 'open') for (const side of sides.values()) side.peer.lineOpen();
      },
      entered({ me, stage, peers }: CallEntered) {
        store.set({ stage, me: { ...store.state.me, part: me } });
        listed(peers);
      },
      parts: listed,
      said: hear,
      changed(changed) {
        changedEars.tell(changed);
      },
    },
  });

  function listed(peers: CallPeer[]) {
    const me = store.state.me.part;
    if (!me) return;
    for (const side of sides.values()) side.isListed = false;
    for (const one of peers) {
      const known = sides.get(one.peer);
      if (known) {
        known.isListed = true;
        known.listed = one;
        if (one.part.here) known.peer.lineOpen();
      } else if (one.part.here) come(one, me);
    }
    // Who is not listed any more may still be heard: the media does not depend on the line.
    for (const side of sides.values()) if (!side.isListed) leaves(side, peers);
    show();
  }
  function leaves(side: Side, peers: CallPeer[]) {
    const came = peers.some(({ part }) => part.id === side.listed.part.id);
    if (came || side.connection() === 'lost' || side.connection() === 'failed') drop(side);
  }

  function come(one: CallPeer, me: CallPart) {
    const to = one.peer;
    const sayRtc = (word: RtcWord) => line.say(to, 'rtc', word);
    const side = openSide(one, {
      polite: isPolite(me, one.part),
      ahead: isSeat || !isPolite(me, one.part) ? takeAhead() : null,
      config,
      freshConfig: () => freshConfig(side.relay()),
      tracks,
      picture: () => media.state.picture,
      set: () => set,
      regionOf: (url) => regionOf(ice.last(), url),
      lineOpen: () => store.state.line === 'open',
      lineOwes: () => line.owes(to),
      sayRtc,
      sayTool: (word, key) => line.say(to, 'tool', word, key),
      heardTool: (word) => hearTool(word, side),
      changed() {
        if (!side.isListed && side.connection() !== 'connected' && side.connection() !== 'weak') drop(side);
        show();
      },
    });
    sides.set(to, side);
    for (const { word, data } of early.get(to) ?? []) hear(to, { word, data });
    early.delete(to);
  }
  function drop(side: Side) {
    sides.delete(side.listed.peer);
    side.close();
  }

  function hear(from: string, { word, data }: { word: CallSay['word']; data: unknown }) {
    const side = sides.get(from);
    if (!side) {
      const held = early.get(from) ?? [];
      early.set(from, held);
      if (held.length < HELD_WORDS) held.push({ word, data });
      return;
    }
    if (word === 'rtc') side.peer.take(data as RtcWord);
    else if (word === 'tool') hearTool(data as ToolWord, side);
    else if (word === 'caption') caption.tell(data as CaptionWord, fromOf(side));
    else if (word === 'state') {
      side.said = data as StateWord;
      side.peer.sleeps(side.said.hidden);
      show();
    } else {
      drop(side);
      bye.tell(fromOf(side));
      show();
    }
  }
  function hearTool(word: ToolWord, side: Side) {
    if (word.kind === 'still_taken') asked.get(word.ask)?.done(word.still_id);
    if (word.kind === 'still_failed') asked.get(word.ask)?.failed(word.because);
    tool.tell(word, fromOf(side));
  }
  const fromOf = ({ listed: { part, peer } }: Side): From => ({ part, peer });

  function stateNow(camera: StateWord['camera']): StateWord {
    const { microphone, facing, torch, hidden, picture, dark } = media.state;
    return { muted: listens || microphone !== 'on', camera, facing, torch, hidden, picture, dark };
  }
  /** Each side sees its own: the line to one may bear a picture that the line to another does not. */
  function stateFor(side: Side): StateWord {
    if (listens) return stateNow('off');
    const { camera } = media.state;
    return stateNow(camera === 'on' && side.step() === 0 ? (set === 'audio' ? 'off' : 'weak') : camera);
  }

  /** Shows how it stands, and tells the other sides of this one where that changed. */
  function show() {
    if (store.state.left) return;
    const all = [...sides.values()];
    const told = JSON.stringify(all.map((side) => [side.listed.peer, stateFor(side)]));
    if (told !== said) {
      said = told;
      for (const side of all) line.say(side.listed.peer, 'state', stateFor(side), 'state');
    }
    const peers = all.map((side) => side.shown());
    const step = Math.min(set === 'auto' ? 3 : stepOf(set), ...all.map((side) => side.step())) as Step;
    const words = peers.flatMap(({ word }) => word ?? []);
    const { me } = store.state;
    const worst = all.find((side) => side.step() === step);
    store.set({
      peers,
      picture: { set, step, byLine: set === 'auto' && all.some((side) => side.fell()) },
      word: ORDER.findLast((word) => words.includes(word)) ?? null,
      me: { ...me, state: worst ? stateFor(worst) : stateNow(listens ? 'off' : media.state.camera) },
    });
  }
  const stepOf = (wish: PictureSet) => (wish === 'audio' ? 0 : wish === 'low' ? 1 : 3);

  const stopMedia = media.subscribe(() => {
    for (const side of sides.values()) side.refresh();
    if (ahead) {
      const { audio, video } = tracks();
      if (ahead.audio.track !== audio) void ahead.audio.replaceTrack(audio).catch(() => {});
      if (ahead.video.track !== video) void ahead.video.replaceTrack(video).catch(() => {});
    }
    show();
  });

  let rounds = 0;
  async function measure() {
    for (const side of [...sides.values()]) {
      const sample = await side.measure().catch(() => null);
      if (sample) samples.push(sample);
    }
    rounds += 1;
    if (rounds % BATCH === 0) tellSamples();
    show();
  }
  function tellSamples() {
    const batch = samples;
    samples = [];
    if (batch.length > 0) options.onSamples?.(batch);
  }
  function myLevel(): number {
    const [track] = listens ? [] : media.state.stream.getAudioTracks();
    if (own && own.track !== track) {
      own.meter.close();
      own = null;
    }
    if (!track?.enabled) return 0;
    own ??= { track, meter: meter(new MediaStream([track])) };
    return own.meter.level();
  }
  function listen() {
    const isConnected = [...sides.values()].some((side) => side.peer.connection() === 'connected');
    if (!isConnected) return;
    const now = performance.now();
    if (myLevel() > 0.05) talkedAt = now;
    const talking = talkedAt > 0 && now - talkedAt < 600;
    let differs = false;
    for (const side of sides.values()) differs = side.listen(now) || differs;
    if (talking !== store.state.me.talking) store.set({ me: { ...store.state.me, talking } });
    if (differs) show();
  }
  const measuring = setInterval(() => void measure(), MEASURE_MS);
  const listening = setInterval(listen, LISTEN_MS);

  const mendAll = () => {
    for (const side of sides.values()) side.peer.mend();
  };
  const network = networkType();
  let networkNow = network?.type;
  const onNetwork = () => {
    if (network?.type === networkNow) return;
    networkNow = network?.type;
    mendAll();
  };
  window.addEventListener('online', mendAll);
  network?.addEventListener('change', onNetwork);

  return {
    media,
    get state() {
      return store.state;
    },
    subscribe: store.subscribe,
    say(word, to) {
      for (const side of sides.values()) if (!to || side.listed.peer === to) side.tools.say(word);
    },
    caption(word) {
      for (const peer of sides.keys()) line.say(peer, 'caption', word, `caption:${word.id}`);
    },
    onTool: tool.hear,
    onCaption: caption.hear,
    onChanged: changedEars.hear,
    onBye: bye.hear,
    askStill(peer) {
      const ask = crypto.randomUUID();
      return new Promise((done, failed) => {
        const end = (act: () => void) => {
          asked.delete(ask);
          clearTimeout(timer);
          act();
        };
        const timer = setTimeout(() => end(() => failed(new Error('no_answer'))), STILL_MS);
        asked.set(ask, {
          done: (still_id) => end(() => done({ still_id })),
          failed: (because) => end(() => failed(new Error(because))),
        });
        sides.get(peer)?.tools.say({ kind: 'take_still', ask });
      });
    },
    setPicture(wish) {
      set = wish;
      for (const side of sides.values()) side.refresh();
      show();
    },
    level: (of) => (of === 'me' ? myLevel() : (sides.get(of)?.level() ?? 0)),
    again: mendAll,
    leave() {
      if (store.state.left) return;
      clearInterval(preparing);
      clearInterval(measuring);
      clearInterval(listening);
      window.removeEventListener('online', mendAll);
      network?.removeEventListener('change', onNetwork);
      stopMedia();
      tellSamples();
      own?.meter.close();
      for (const peer of sides.keys()) line.say(peer, 'bye', null);
      line.close();
      ice.close();
      for (const side of sides.values()) side.close();
      sides.clear();
      if (ahead) closeHalf(ahead);
      store.set({ left: true, peers: [] });
    },
  };
}

/** What kind of network this is, where the browser says so (Chrome on phones). */
function networkType(): (EventTarget & { readonly type?: string }) | undefined {
  return (navigator as Navigator & { connection?: EventTarget & { readonly type?: string } }).connection;
}
