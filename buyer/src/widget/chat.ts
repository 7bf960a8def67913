/** What the widget does: it opens a conversation, hears what is said in it, and says what the buyer writes. */
import type { AnswerOf, ChatMessage, chat, InboxSignal } from '@recoup/contract';
import type { Line } from './line.ts';
import type { Pictures } from './pictures.ts';
import { type Begun, Session } from './session.ts';
import type { Identity, Shell } from './shell.ts';
import { type State, Store } from './store.ts';
import { askFrom, merge, readUpTo } from './thread.ts';
import { Waiting } from './waiting.ts';

export type { Sending, State } from './store.ts';

export class Chat {
  readonly shell: Shell;
  readonly waiting: Waiting;
  readonly store: Store;
  readonly session: Session;
  #line: Line | null = null;
  #pictures: Pictures | null = null;
  #shown = false;
  #typed = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell) {
    this.shell = shell;
    this.store = new Store(shell);
    this.session = new Session(shell, {
      begun: (session) => this.#begun(session),
      dropped: () => this.#hangUp(),
    });
    this.waiting = new Waiting(this.store, this.session, shell.shelf);
    addEventListener('online', () => {
      this.store.set({ online: true });
      void this.#resume();
    });
    addEventListener('offline', () => this.store.set({ online: false }));
    document.addEventListener('visibilitychange', () => void this.#sawAll());
    setInterval(() => this.#look(), 40_000);
    if (this.session.isKnown) void this.begin();
  }

  get state(): State {
    return this.store.state;
  }
  subscribe(listener: () => void): () => void {
    return this.store.subscribe(listener);
  }

  /** Begins the session, or takes it up, and opens the live line. Only once somebody writes, comes back or is signed in. */
  async begin(): Promise<void> {
    try {
      await this.session.open();
      await this.#resume();
    } catch (error) {
      this.store.fail(error);
    }
  }
  #begun({ conversations, email }: Begun): void {
    const { at } = this.state;
    const isStillThere = at !== null && conversations.some((one) => one.id === at);
    const next = isStillThere ? at : (conversations.find((one) => one.state === 'open')?.id ?? null);
    this.store.setConversations(conversations, {
      email: email ?? this.state.email,
      ...(next === at ? {} : { at: next, messages: [] }),
    });
    void this.#openLine();
  }

  show(open: boolean): void {
    this.#shown = open;
    if (open) void this.#sawAll();
    this.#look();
  }
  /** Staff see that the buyer is here; it holds for a minute. */
  #look(): void {
    if (this.state.at && this.#isLooking())
      this.#line?.say('signal', { conversation_id: this.state.at, what: 'viewing' });
  }

  async #openLine(): Promise<void> {
    if (this.#line || !this.session.token) return;
    const { openLine } = await import('./line.ts');
    if (this.#line || !this.session.token) return;
    this.#line = openLine(this.shell.origin, () => this.session.token ?? '', {
      up: () => {
        this.store.set({ online: true });
        void this.#resume();
      },
      down: () => this.store.set({ online: navigator.onLine }),
      refused: () => {
        this.session.drop();
        void this.begin();
      },
      message: ({ conversation_id, message_id, message }) => this.#heard(conversation_id, message_id, message),
      seen: ({ conversation_id, message_id, at }) => {
        if (conversation_id === this.state.at)
          this.store.set({ messages: readUpTo(this.state.messages, message_id, at) });
      },
      signal: (signal) => this.#signal(signal),
      changed: () => void this.#list(),
      rings: ({ call_id }) => {
        this.store.set({ rings: call_id });
        this.shell.onRing();
      },
    });
  }
  #hangUp(): void {
    this.#line?.close();
    this.#line = null;
  }

  #heard(conversation: string, id: string, message: ChatMessage | null): void {
    if (conversation !== this.state.at) {
      // An answer in a conversation that is not shown, or the first words of one begun in another tab.
      void this.#list();
      return;
    }
    if (!message) void this.catchUp();
    else {
      const typing = message.mine ? this.state.typing : null;
      this.store.set({ messages: merge(this.state.messages, [message]), typing });
      this.waiting.heard();
      if (!message.mine) this.#line?.say('got', { conversation_id: conversation, message_id: id });
    }
    if (message?.mine) return;
    if (this.#isLooking()) void this.#sawAll();
    else this.#setUnread(conversation, (unread) => unread + 1);
  }
  #setUnread(conversation: string, next: (unread: number) => number): void {
    const conversations = this.state.conversations?.map((one) =>
      one.id === conversation ? { ...one, unread: next(one.unread) } : one,
    );
    this.store.setConversations(conversations ?? null);
  }

  #signal({ conversation_id, who, what }: InboxSignal): void {
    if (conversation_id !== this.state.at || who.kind === 'buyer') return;
    clearTimeout(this.#quiet);
    this.store.set({ typing: what === 'typing' ? who.name : null });
    this.#quiet = setTimeout(() => this.store.set({ typing: null }), 6_000);
  }

  /** After the line, or the network, came back: what is new is asked for, and what waits goes out. */
  async #resume(): Promise<void> {
    if (!this.session.token && this.waiting.isEmpty) return;
    try {
      if (this.session.token) await Promise.all([this.#list(), this.catchUp()]);
    } catch (error) {
      this.store.fail(error);
    }
    await this.waiting.flush();
  }

  async #list(): Promise<void> {
    const { rows } = await this.session.as((token) =>
      this.session.call<typeof chat.conversations>('GET', '/v1/chat/conversations', { token }),
    );
    this.store.setConversations(rows);
  }

  #page(id: string, query: Record<string, string>): Promise<AnswerOf<typeof chat.messages>> {
    return this.session.as((token) =>
      this.session.call<typeof chat.messages>('GET', '/v1/chat/conversations/:id/messages', {
        params: { id },
        query,
        token,
      }),
    );
  }

  /** What was said since, in the conversation that is shown. */
  async catchUp(): Promise<void> {
    const id = this.state.at;
    if (!id) return;
    let after = askFrom(this.state.messages);
    for (;;) {
      const answer = await this.#page(id, after ? { after, limit: '100' } : {});
      if (this.state.at !== id) return;
      const isFirst = this.state.messages.length === 0;
      this.store.set({
        messages: merge(this.state.messages, answer.rows),
        ...(isFirst ? { moreBefore: answer.more_before } : {}),
      });
      this.waiting.heard();
      const newest = answer.rows.at(-1)?.id ?? null;
      if (!after || answer.rows.length < 100 || newest === after) break;
      after = newest;
    }
    const theirs = this.state.messages.findLast((one) => !one.mine);
    if (theirs) this.#line?.say('got', { conversation_id: id, message_id: theirs.id });
    await this.#sawAll();
  }

  async earlier(): Promise<void> {
    const id = this.state.at;
    const before = this.state.messages[0]?.id;
    if (!id || !before) return;
    try {
      const { rows, more_before } = await this.#page(id, { before });
      if (this.state.at === id) this.store.set({ messages: merge(rows, this.state.messages), moreBefore: more_before });
    } catch (error) {
      this.store.fail(error);
    }
  }

  /** Opens one of the conversations, or with null a new one. */
  async open(id: string | null): Promise<void> {
    this.store.set({ at: id, messages: [], moreBefore: false, typing: null, failed: null });
    this.shell.shelf.write({ conversation: id ?? undefined });
    if (!id) return;
    try {
      await this.catchUp();
    } catch (error) {
      this.store.fail(error);
    }
  }

  say(text: string, choice?: string): void {
    this.waiting.add(text, choice);
    this.stopTyping();
  }

  async attach(files: readonly File[]): Promise<void> {
    try {
      const { Pictures } = await import('./pictures.ts');
      this.#pictures ??= new Pictures(this.store, this.session, this.shell.origin);
      await this.#pictures.attach(files);
    } catch {
      this.store.set({ failed: 'network' }); // the part that sends them could not be loaded
    }
  }
  detach(id: string): void {
    this.store.set({ files: this.state.files.filter((one) => one.id !== id) });
  }

  typing(): void {
    const now = Date.now();
    if (!this.state.at || now - this.#typed < 2_500) return;
    this.#typed = now;
    this.#line?.say('signal', { conversation_id: this.state.at, what: 'typing' });
  }
  stopTyping(): void {
    if (this.#typed === 0) return;
    this.#typed = 0;
    if (this.state.at) this.#line?.say('signal', { conversation_id: this.state.at, what: 'left' });
  }

  #isLooking(): boolean {
    return this.#shown && document.visibilityState === 'visible';
  }
  async #sawAll(): Promise<void> {
    const { at, messages, conversations } = this.state;
    const newest = messages.findLast((one) => !one.mine);
    const mine = conversations?.find((one) => one.id === at);
    if (!this.#isLooking() || !at || !newest || (newest.read_at && !mine?.unread)) return;
    const now = new Date().toISOString();
    this.store.set({ messages: messages.map((one) => (one.mine || one.read_at ? one : { ...one, read_at: now })) });
    this.#setUnread(at, () => 0);
    await this.session
      .as((token) =>
        this.session.call<typeof chat.seen>('POST', '/v1/chat/conversations/:id/seen', {
          params: { id: at },
          body: { message_id: newest.id },
          token,
        }),
      )
      .catch(() => {}); // told again with the next message
  }

  identify(identity: Identity): void {
    if (this.session.identify(identity)) void this.begin();
  }
  logout(): void {
    this.session.forget();
    const empty = { at: null, messages: [], queue: [], files: [], orders: null, email: null, failed: null };
    this.store.setConversations(null, empty);
  }
}
