/** The buyer's side of a call: how it begins, who is on the line, and how it ends. The screen shows its state and calls its verbs. */
import type {
  BuyerCall,
  buyerCalls,
  CallIce,
  CallPart,
  CallSeat,
  callLine,
  callLinks,
  callRelay,
  ToolWord,
} from '@recoup/contract';
import { type Call, inApp, type Media, openCall, openMedia, warmLine } from '@recoup/rtc';
import { openReport, type Report } from '@recoup/rtc/report';
import {
  answerStills,
  NotSent,
  openStills,
  postForm,
  type Still,
  type Stills,
  stillFrom,
  takeStill,
} from '@recoup/rtc/stills';
import { type Call as Ask, caller } from '../widget/api.ts';
import { Awake, Tone } from './awake.ts';
import { clear, drawn } from './board.ts';
import { agentOf } from './facts.ts';
import { forgetCall, keepCall, keptCall, ownSeat, randomName } from './kept.ts';
import { pageForbids, type Setup, sitDown } from './sit.ts';
import { type Notice, type State, Store } from './store.ts';
import { codeOf, Talk } from './talk.ts';

const OVER: readonly BuyerCall['stage'][] = ['ended', 'missed', 'declined'];
const STANDING: readonly BuyerCall['stage'][] = ['waiting', 'ringing', 'live'];
const NOTICE_MS = 6_000;

export class CallSide extends Store {
  readonly setup: Setup;
  readonly ask: Ask;
  readonly talk: Talk;
  media: Media | null = null;
  rtc: Call | null = null;
  stills: Stills | null = null;
  #token: string | null = null;
  #ice: CallIce | null = null;
  #clientId = randomName();
  #stops: (() => void)[] = [];
  #unwatch: (() => void) | null = null;
  #timers: ReturnType<typeof setInterval>[] = [];
  #notice: ReturnType<typeof setTimeout> | undefined;
  #taps = new Set<() => void>();
  #tone = new Tone();
  #awake = new Awake();

  constructor(setup: Setup) {
    super();
    this.setup = setup;
    this.ask = caller(setup.server);
    this.talk = new Talk(this);
    this.#timers.push(setInterval(() => this.set({ now: Date.now() }), 1_000));
    this.#timers.push(setInterval(() => this.#lookAgain(), 4_000));
    document.addEventListener('visibilitychange', this.#visible);
  }

  get token(): string {
    return this.#token ?? '';
  }

  // How it begins.

  /** A page that was opened by its address: what the link says; or back into the call this browser is in. */
  async open(): Promise<void> {
    const { entry, slug } = this.setup;
    this.set({ opening: true, refused: null, app: entry.kind === 'link' ? inApp() : null });
    try {
      const kept = entry.kind === 'seat' ? entry : entry.kind === 'link' ? null : keptCall(slug);
      if (entry.kind === 'link') await this.#look(entry.token);
      else if (kept) await this.resume(kept.token);
      this.set({ opening: false });
    } catch (error) {
      this.set({ opening: false, refused: codeOf(error) });
    }
  }

  async #look(token: string): Promise<void> {
    const invitation = await this.ask<typeof callLinks.look>('GET', '/v1/call-links/:token', { params: { token } });
    const gone = { revoked: 'call.link_revoked', expired: 'link.expired', over: 'call.over' } as const;
    const { state, brand } = invitation;
    this.set({ invitation, refused: state === 'good' || state === 'used' ? null : gone[state] });
    const kept = keptCall(brand.slug);
    // This browser was in it when the page was loaded again: it goes back in by itself.
    if (kept && state === 'used') await this.resume(kept.token).catch(() => forgetCall());
  }

  /** Back into a call by the token of its seat; false where it is over. */
  async resume(token: string): Promise<boolean> {
    this.#token = token;
    const call = await this.ask<typeof buyerCalls.read>('GET', '/v1/call', { token });
    if (OVER.includes(call.stage)) {
      forgetCall();
      return false;
    }
    this.set({ call, app: null });
    void this.talk.read().catch(() => {}); // read again with the next change
    if (STANDING.includes(call.stage)) {
      this.#openMedia(call.audio_only);
      this.#enter(call);
    }
    return true;
  }

  /** The tap. Camera and microphone are asked for at once, and the call is made at the same time. */
  begin({ voice = false } = {}): void {
    if (this.setup.server && pageForbids()) {
      this.set({ elsewhere: true, refused: null });
      return;
    }
    this.#openMedia(voice);
    warmLine(this.setup.server);
    this.set({ refused: null, app: null, opened: null });
    sitDown(this.ask, this.setup, { voice, clientId: this.#clientId }).then(
      (seat) => this.#seated(seat),
      (error: unknown) => {
        this.#letGo();
        this.set({ refused: codeOf(error) });
      },
    );
  }

  /** A seat without a camera: to move or call off what was agreed. */
  async takeSeat(): Promise<void> {
    if (this.#token) return;
    const { token, call } = await sitDown(this.ask, this.setup, { voice: false, clientId: this.#clientId });
    this.#token = token;
    this.set({ call });
  }
  /** From a window that lends no camera: the call waits while photos are sent. */
  async withPhotos(): Promise<void> {
    try {
      await this.takeSeat();
      if (inApp()) this.#openReport().failure('in_app_browser');
      this.#openStills();
      await this.talk.wish('photos');
    } catch (error) {
      this.set({ refused: codeOf(error) });
    }
  }

  #seated({ token, call, ice }: CallSeat): void {
    this.#token = token;
    this.#ice = ice;
    this.set({ call });
    keepCall({ callId: call.id, token, slug: call.brand.slug, at: Date.now() });
    if (!OVER.includes(call.stage) && !call.me.knocks) this.#enter(call);
  }

  #openMedia(voice: boolean): void {
    this.media?.close();
    const media = openMedia({ camera: voice ? 'off' : 'environment', microphone: true });
    this.media = media;
    this.set({ media: media.state, byVoice: voice });
    this.#stops.push(media.subscribe(() => media === this.media && this.set({ media: media.state })));
  }

  /** How the line is, and why this browser could not come in, is told with the seat it has now. */
  #openReport(): Report {
    const token = this.token;
    return openReport({
      samples: (body) => this.ask<typeof callLine.sampleOfSeat>('POST', '/v1/call/samples', { token, body }),
      failure: (body) => this.ask<typeof callLine.failureOfSeat>('POST', '/v1/call/failures', { token, body }),
      isFinal: (error) => codeOf(error) !== 'network',
    });
  }

  /** On the line: whoever is to answer hears it ring now. */
  #enter(call: BuyerCall): void {
    if (this.rtc || !this.media) return;
    const report = this.#openReport();
    if (typeof RTCPeerConnection === 'undefined') {
      report.failure('not_supported');
      void this.withPhotos();
      return;
    }
    const rtc = openCall({
      callId: call.id,
      line: { kind: 'seat', server: this.setup.server, token: () => this.token },
      media: this.media,
      ice: () => this.#askIce(),
      onSamples: report.samples,
    });
    this.rtc = rtc;
    this.#unwatch = report.watch(rtc, this.media);
    this.#stops.push(
      answerStills(rtc, this.#openStills()),
      rtc.subscribe(() => rtc === this.rtc && this.#heard()),
      rtc.onTool((word, { part }) => part.kind !== 'buyer' && this.#tool(word, this.#nameOf(part))),
      rtc.onChanged(() => void this.read()),
      rtc.onCaption((word, { part }) => {
        const others = this.state.captions.filter(({ id }) => id !== word.id);
        this.set({
          captions: [...others, { ...word, name: this.#nameOf(part), mine: part.kind === 'buyer' }].slice(-2),
        });
      }),
    );
    this.set({ rtc: rtc.state });
    void this.#awake.stay();
    this.#tone.ring(call.stage === 'ringing');
  }

  /** What came with the seat, once; after that, and where the page was loaded anew, it is asked for. */
  async #askIce(): Promise<CallIce> {
    const given = this.#ice;
    this.#ice = null;
    return given ?? this.ask<typeof callRelay.iceOfSeat>('GET', '/v1/call/ice', { token: this.token });
  }

  // While it stands.

  #heard(): void {
    if (!this.rtc) return;
    const rtc = this.rtc.state;
    const agent = agentOf(rtc.peers);
    const isHere = agent?.connection === 'connected' || agent?.connection === 'weak';
    this.set({ rtc, wasHere: this.state.wasHere || isHere });
    if (rtc.line === 'refused' || (rtc.stage && rtc.stage !== this.state.call?.stage)) void this.read();
    if (isHere) this.#tone.ring(false);
  }

  /** As the buyer knows them: by the name the call says. */
  #nameOf({ kind, name }: CallPart): string {
    return (kind === 'agent' ? this.state.call?.with?.name : null) ?? name;
  }
  #tool(word: ToolWord, name: string): void {
    this.set({ board: drawn(this.state.board, word) });
    if (word.kind === 'torch') void this.media?.torch(word.on);
    if (word.kind === 'torch' && word.on) this.tell({ key: 'lit', name, kind: null });
    if (word.kind === 'take_still') this.tell({ key: 'taken', name, kind: null });
  }

  /** Says for some seconds what happened. */
  tell(notice: Notice): void {
    clearTimeout(this.#notice);
    this.set({ notice });
    this.#notice = setTimeout(() => this.set({ notice: null }), NOTICE_MS);
  }

  /** Reads the call anew, and what hangs on it. */
  async read(): Promise<void> {
    if (!this.#token) return;
    try {
      this.#became(await this.ask<typeof buyerCalls.read>('GET', '/v1/call', { token: this.token }));
      await this.talk.read();
    } catch (error) {
      if (!/^(link|auth)\./.test(codeOf(error)) || OVER.includes(this.state.call?.stage ?? 'live')) return;
      forgetCall();
      this.#letGo();
      this.set(this.state.call?.me.knocks ? { refused: 'call.not_let_in' } : { seatGone: true });
    }
  }

  #became(call: BuyerCall): void {
    const before = this.state.call;
    this.set({ call });
    const here = (list: BuyerCall['others'], one: BuyerCall['others'][number]) =>
      list.some(({ name, kind }) => name === one.name && kind === one.kind);
    if (before) {
      for (const { name, kind } of call.others.filter((one) => !here(before.others, one)))
        this.tell({ key: 'joined', name, kind });
      for (const { name, kind } of before.others.filter((one) => !here(call.others, one)))
        this.tell({ key: 'left', name, kind });
    }
    if (before?.me.knocks && !call.me.knocks) this.#enter(call);
    this.#tone.ring(call.stage === 'ringing' && this.rtc !== null);
    if (!OVER.includes(call.stage)) return;
    forgetCall();
    this.#letGo();
  }

  /** A page that hears nothing asks: who waits in a queue, who knocks, and whose line is down. */
  #lookAgain(): void {
    const { call, rtc, opened, seatGone, refused } = this.state;
    if (seatGone || refused || !call || OVER.includes(call.stage) || document.visibilityState !== 'visible') return;
    const isDeaf = rtc === null || rtc.line !== 'open';
    if (call.stage === 'waiting' || call.me.knocks || (isDeaf && call.stage !== 'scheduled')) void this.read();
    else if (call.stage === 'live' && opened === 'chat') void this.talk.readMessages();
  }

  #visible = (): void => {
    if (document.visibilityState !== 'visible' || !this.rtc) return;
    void this.#awake.stay();
    void this.read();
  };

  /** A voice was heard, or the browser wants a tap before it lets one be. */
  heard(works: boolean): void {
    if (works === this.state.needsTap) this.set({ needsTap: !works });
  }
  onTap(play: () => void): () => void {
    this.#taps.add(play);
    return () => this.#taps.delete(play);
  }

  // Pictures.

  #openStills(): Stills {
    if (this.stills) return this.stills;
    const stills = openStills((still, on) => this.#sendStill(still, on));
    this.stills = stills;
    this.#stops.push(stills.subscribe(() => this.set({ stills: stills.state })));
    return stills;
  }
  /** Of a call that was live a still is evidence; in place of one it is a message with a photo. */
  async #sendStill(still: Still, on: { progress(share: number): void; signal: AbortSignal }) {
    if (!this.#token) throw new NotSent('link.not_found');
    const stage = this.state.call?.stage;
    if (stage !== 'live' && stage !== 'ended') return this.#sendPhoto(still, on);
    const { client_id, captured_at, sha256, source } = still;
    const form = new FormData();
    const fields = { client_id, captured_at, sent_at: new Date().toISOString(), sha256, source };
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', still.blob, `${client_id}.jpg`);
    const { id } = await this.#post('/v1/call/stills', form, on);
    return { still_id: id };
  }
  async #sendPhoto(still: Still, on: { progress(share: number): void; signal: AbortSignal }) {
    const form = new FormData();
    form.append('file', still.blob, `${still.client_id}.jpg`);
    const { id } = await this.#post('/v1/call/files', form, on);
    await this.ask<typeof buyerCalls.say>('POST', '/v1/call/messages', {
      token: this.token,
      body: { client_id: still.client_id, text: '', file_ids: [id] },
    });
    return { still_id: id };
  }
  #post(path: string, form: FormData, on: { progress(share: number): void; signal: AbortSignal }) {
    const headers = { authorization: `Bearer ${this.token}` };
    return postForm<{ id: string }>(this.setup.server + path, form, { headers, ...on });
  }
  async photo(): Promise<void> {
    if (!this.media) return;
    try {
      const still = await takeStill(this.media);
      this.tell({ key: 'mine', name: this.state.call?.with?.name ?? '', kind: null });
      void this.#openStills()
        .add(still)
        .catch(() => {}); // its own row says why
    } catch {
      this.show('photos');
    }
  }
  async sendFile(file: File): Promise<void> {
    try {
      const still = await stillFrom(file);
      void this.#openStills()
        .add(still)
        .catch(() => {}); // its own row says why
    } catch {
      this.set({ failed: 'file.unreadable' });
    }
  }

  // What the buyer presses.

  /** Without a picture: the same call, by voice. */
  byVoice(): void {
    this.set({ byVoice: true, failed: null });
    if (this.media?.state.microphone === 'none') void this.media.again();
  }
  askAgain(): void {
    this.set({ byVoice: false });
    if (this.media) void this.media.again();
    else this.begin();
  }
  /** Opens something over what stands there, or puts it away with null. */
  show(opened: State['opened']): void {
    this.set({ opened, failed: null, agreed: false, ...(opened === 'chat' ? { unread: 0 } : {}) });
    if (opened === 'chat') void this.talk.readMessages();
    if (opened === 'photos') this.#openStills();
  }
  tap(): void {
    for (const play of this.#taps) play();
  }
  dismissHint(): void {
    this.set({ board: { ...this.state.board, hint: null }, hushed: true });
  }
  test(): void {
    this.#openMedia(false);
    this.show('test');
  }
  endTest(): void {
    this.media?.close();
    this.media = null;
    this.set({ media: null, opened: null, byVoice: false });
  }
  /** A time was agreed, or something wished for, in place of waiting: nothing rings any more. */
  settled(call: BuyerCall, change: Pick<State, 'agreed' | 'wish' | 'opened'>): void {
    this.#letGo();
    this.set({ call, ...change });
  }

  /** The address of a page of ours that takes this seat over, where the shop's page may not use the camera. */
  async ownAddress(): Promise<string | null> {
    await this.takeSeat();
    return `${this.setup.server}/call/#${new URLSearchParams({ seat: this.token, mine: ownSeat() })}`;
  }
  /** The call goes on in a page of its own. */
  goElsewhere(): void {
    setTimeout(() => this.setup.onClose('chat'));
  }
  /** After another browser took the seat: this one asks for it again. */
  comeBack(): void {
    this.set({ seatGone: false, call: null });
    this.#token = null;
    if (this.setup.entry.kind === 'seat') this.set({ refused: 'link.not_found' });
    else this.begin();
  }
  get canCallAgain(): boolean {
    return this.setup.entry.kind === 'chat' || this.setup.entry.kind === 'order';
  }
  /** A new call, after one whose line was lost. */
  again(): void {
    this.#token = null;
    this.#clientId = randomName();
    this.set({ call: null, offers: [], consent: null, wasHere: false });
    this.begin({ voice: this.state.byVoice });
  }

  /** They call back: the tap asks for the camera, and takes the call. */
  answer(): void {
    this.set({ wish: null, opened: null });
    const { entry } = this.setup;
    if (entry.kind === 'chat') entry.callId = this.state.call?.id ?? null;
    this.begin({ voice: this.state.call?.audio_only ?? false });
  }

  /** Not now: the call that rings here is turned down, and nothing is shown. */
  async decline(): Promise<void> {
    await this.takeSeat();
    await this.ask<typeof buyerCalls.leave>('POST', '/v1/call/end', {
      token: this.token,
      body: { because: 'buyer_declined' },
    });
    this.setup.onClose('chat');
  }

  /** Hangs up, or leaves while it rings; the room closes at once, whatever the network does. */
  async end(): Promise<void> {
    const { call } = this.state;
    const because = call?.stage === 'live' ? 'buyer_hung_up' : 'buyer_left';
    this.#letGo();
    forgetCall();
    if (!this.#token || !call) return this.setup.onClose('page');
    const stage = call.stage === 'live' ? 'ended' : 'declined';
    const ended_at = new Date().toISOString();
    this.set({ opened: null, call: { ...call, stage, ended_because: because, ended_at } });
    await this.ask<typeof buyerCalls.leave>('POST', '/v1/call/end', { token: this.token, body: { because } }).then(
      (ended) => {
        this.#became(ended);
        return this.talk.read().catch(() => {}); // what was agreed is in the message, too
      },
      () => {}, // the server hears of it by the line, or by the silence
    );
  }

  /** Lets go of camera, microphone and line; pictures on their way go on. */
  #letGo(): void {
    this.#tone.ring(false);
    this.#awake.rest();
    this.#unwatch?.();
    this.#unwatch = null;
    this.rtc?.leave();
    this.rtc = null;
    this.media?.close();
    this.media = null;
    this.set({ rtc: null, media: null, board: clear, captions: [], needsTap: false });
  }

  close(): void {
    this.#letGo();
    for (const stop of this.#stops) stop();
    for (const timer of this.#timers) clearInterval(timer);
    document.removeEventListener('visibilitychange', this.#visible);
    this.stills?.close();
  }
}
