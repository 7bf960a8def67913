/** What the widget knows and does: the session, the conversations, what was said, and what waits to go out. */
import type { AnswerOf, ChatConversation, ChatMessage, ChatOrder, chat, InboxSignal } from '@recoup/contract';
import { caller, Failed, upload } from './api.ts';
import type { Line } from './line.ts';
import type { Queued } from './queued.ts';
import type { Identity, Shell } from './shell.ts';
import { askFrom, merge, readUpTo, stillQueued } from './thread.ts';

export type Sending = { key: string; name: string; part: number };
export type State = {
  /** The session's conversations, newest first; null until it was asked for. */
  conversations: ChatConversation[] | null;
  /** The one that is shown; null for one that is only begun. */
  at: string | null;
  messages: ChatMessage[];
  moreBefore: boolean;
  queue: Queued[];
  /** Pictures for the next message, sent up already or on their way. */
  files: Queued['files'];
  sending: Sending[];
  orders: ChatOrder[] | null;
  typing: string | null;
  online: boolean;
  failed: string | null;
  email: string | null;
  unread: number;
};

type Listener = () => void;
const again = [2_000, 5_000, 15_000, 30_000];

export class Chat {
  readonly shell: Shell;
  state: State;
  #listeners = new Set<Listener>();
  #call: ReturnType<typeof caller>;
  #token: string | null;
  #session: Promise<string> | null = null;
  #identity: Identity | null;
  #line: Line | null = null;
  #shown = false;
  #flushing = false;
  #tries = 0;
  #typed = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell) {
    this.shell = shell;
    this.#call = caller(shell.origin);
    this.#identity = shell.identity;
    const kept = shell.shelf.read();
    this.#token = kept.token ?? null;
    this.state = {
      conversations: null,
      at: kept.conversation ?? null,
      messages: [],
      moreBefore: false,
      queue: kept.queue ?? [],
      files: [],
      sending: [],
      orders: null,
      typing: null,
      online: navigator.onLine,
      failed: null,
      email: kept.email ?? null,
      unread: 0,
    };
    addEventListener('online', () => {
      this.#set({ online: true });
      void this.#resume();
    });
    addEventListener('offline', () => this.#set({ online: false }));
    document.addEventListener('visibilitychange', () => void this.#sawAll());
    setInterval(() => this.#look(), 40_000);
    if (this.#token || this.#identity) void this.begin();
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Begins the session, or takes it up, and opens the live line. Only once somebody writes, comes back or is signed in. */
  async begin(): Promise<void> {
    try {
      await this.#token_();
      await this.#resume();
    } catch (error) {
      this.#fail(error);
    }
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

  /** The token; a session is begun where there is none. */
  #token_(): Promise<string> {
    this.#session ??= this.#begin().catch((error: unknown) => {
      this.#session = null;
      throw error;
    });
    return this.#session;
  }
  async #begin(): Promise<string> {
    const { shelf, key, language } = this.shell;
    const identity = this.#identity;
    const kept = shelf.read();
    // A token signed for somebody else is not taken along.
    const token = identity && kept.as && kept.as !== identity.id ? undefined : (this.#token ?? undefined);
    const session = await this.#call<typeof chat.session>('POST', '/v1/chat/:key/sessions', {
      params: { key },
      body: { ...(token ? { token } : {}), language, page: pageNow(), ...(identity ? { identity } : {}) },
    });
    this.#token = session.token;
    shelf.write({ token: session.token, as: session.verified ? (identity?.id ?? kept.as) : undefined });
    const { conversations } = session;
    const at =
      this.state.at && conversations.some((one) => one.id === this.state.at)
        ? this.state.at
        : (conversations.find((one) => one.state === 'open')?.id ?? null);
    this.#set({
      conversations,
      email: session.email ?? this.state.email,
      ...(at === this.state.at ? {} : { at, messages: [] }),
    });
    this.#count();
    void this.#openLine();
    return session.token;
  }

  /** A call with the session's token; a token that ran out is replaced once. */
  async #as<T>(work: (token: string) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#token_());
    } catch (error) {
      if (!(error instanceof Failed) || !/^link\.|^auth\./.test(error.code)) throw error;
      this.#drop();
      return work(await this.#token_());
    }
  }
  #drop(): void {
    this.#session = null;
    this.#token = null;
    this.shell.shelf.write({ token: undefined, as: undefined });
    this.#line?.close();
    this.#line = null;
  }

  async #openLine(): Promise<void> {
    if (this.#line || !this.#token) return;
    const { openLine } = await import('./line.ts');
    if (this.#line || !this.#token) return;
    this.#line = openLine(this.shell.origin, () => this.#token ?? '', {
      up: () => {
        this.#set({ online: true });
        void this.#resume();
      },
      down: () => this.#set({ online: navigator.onLine }),
      refused: () => {
        this.#drop();
        void this.begin();
      },
      message: ({ conversation_id, message_id, message }) => this.#heard(conversation_id, message_id, message),
      seen: ({ conversation_id, message_id, at }) => {
        if (conversation_id === this.state.at) this.#set({ messages: readUpTo(this.state.messages, message_id, at) });
      },
      signal: (signal) => this.#signal(signal),
      changed: () => void this.#list(),
    });
  }

  #heard(conversation: string, id: string, message: ChatMessage | null): void {
    if (conversation !== this.state.at) {
      // An answer in a conversation that is not shown, or the first words of one begun in another tab.
      void this.#list();
      return;
    }
    if (!message) void this.catchUp();
    else {
      this.#set({ messages: merge(this.state.messages, [message]), typing: message.mine ? this.state.typing : null });
      this.#unqueue();
      if (!message.mine) this.#line?.say('got', { conversation_id: conversation, message_id: id });
    }
    if (message?.mine) return;
    if (this.#isLooking()) void this.#sawAll();
    else {
      this.#set({
        conversations:
          this.state.conversations?.map((one) =>
            one.id === conversation ? { ...one, unread: one.unread + 1 } : one,
          ) ?? null,
      });
      this.#count();
    }
  }

  #signal({ conversation_id, who, what }: InboxSignal): void {
    if (conversation_id !== this.state.at || who.kind === 'buyer') return;
    clearTimeout(this.#quiet);
    this.#set({ typing: what === 'typing' ? who.name : null });
    this.#quiet = setTimeout(() => this.#set({ typing: null }), 6_000);
  }

  /** After the line, or the network, came back: what is new is asked for, and what waits goes out. */
  async #resume(): Promise<void> {
    if (!this.#token && this.state.queue.length === 0) return;
    try {
      if (this.#token) await Promise.all([this.#list(), this.catchUp()]);
    } catch (error) {
      this.#fail(error);
    }
    await this.#flush();
  }

  async #list(): Promise<void> {
    const { rows } = await this.#as((token) =>
      this.#call<typeof chat.conversations>('GET', '/v1/chat/conversations', { token }),
    );
    this.#set({ conversations: rows });
    this.#count();
  }
  #count(): void {
    const unread = (this.state.conversations ?? []).reduce((sum, one) => sum + one.unread, 0);
    this.#set({ unread });
    this.shell.onUnread(unread);
  }

  /** What was said since, in the conversation that is shown. */
  async catchUp(): Promise<void> {
    const id = this.state.at;
    if (!id) return;
    let after = askFrom(this.state.messages);
    for (;;) {
      const query: Record<string, string> = after ? { after, limit: '100' } : {};
      const answer: AnswerOf<typeof chat.messages> = await this.#as((token) =>
        this.#call<typeof chat.messages>('GET', '/v1/chat/conversations/:id/messages', {
          params: { id },
          query,
          token,
        }),
      );
      if (this.state.at !== id) return;
      const isFirst = this.state.messages.length === 0;
      this.#set({
        messages: merge(this.state.messages, answer.rows),
        ...(isFirst ? { moreBefore: answer.more_before } : {}),
      });
      this.#unqueue();
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
      const answer = await this.#as((token) =>
        this.#call<typeof chat.messages>('GET', '/v1/chat/conversations/:id/messages', {
          params: { id },
          query: { before },
          token,
        }),
      );
      if (this.state.at === id)
        this.#set({ messages: merge(answer.rows, this.state.messages), moreBefore: answer.more_before });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Opens one of the conversations, or with null a new one. */
  async open(id: string | null): Promise<void> {
    this.#set({ at: id, messages: [], moreBefore: false, typing: null, failed: null });
    this.shell.shelf.write({ conversation: id ?? undefined });
    if (!id) return;
    try {
      await this.catchUp();
    } catch (error) {
      this.#fail(error);
    }
  }

  say(text: string): void {
    const { files, at, queue } = this.state;
    const said: Queued = {
      client_id: crypto.randomUUID(),
      conversation_id: at,
      text,
      files,
      at: new Date().toISOString(),
    };
    this.#queue([...queue, said]);
    this.#set({ files: [], failed: null });
    this.stopTyping();
    void this.#flush();
  }
  again(client: string): void {
    this.#queue(this.state.queue.map((one) => (one.client_id === client ? { ...one, failed: undefined } : one)));
    void this.#flush();
  }
  discard(client: string): void {
    this.#queue(this.state.queue.filter((one) => one.client_id !== client));
  }
  #queue(queue: Queued[]): void {
    this.#set({ queue });
    this.shell.shelf.write({ queue });
  }
  #unqueue(): void {
    const left = stillQueued(this.state.queue, this.state.messages);
    if (left.length !== this.state.queue.length) this.#queue(left);
  }

  /** Sends what waits, one after the other. The server takes each `client_id` once, so trying again is safe. */
  async #flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    try {
      for (;;) {
        const next = this.state.queue.find((one) => !one.failed);
        if (!next) break;
        const { conversation, message } = await this.#as((token) =>
          this.#call<typeof chat.say>('POST', '/v1/chat/messages', {
            token,
            body: {
              conversation_id: next.conversation_id,
              client_id: next.client_id,
              text: next.text,
              file_ids: next.files.map((file) => file.id),
              page: pageNow(),
            },
          }),
        ).catch((error: unknown) => {
          if (
            error instanceof Failed &&
            error.code !== 'network' &&
            error.code !== 'chat.too_many' &&
            error.code !== 'server.busy'
          ) {
            this.#queue(
              this.state.queue.map((one) => (one.client_id === next.client_id ? { ...one, failed: error.code } : one)),
            );
            return { conversation: null, message: null };
          }
          throw error;
        });
        if (!conversation) continue;
        this.#tries = 0;
        const isHere =
          this.state.at === conversation.id ||
          (this.state.at === null && next.conversation_id === null) ||
          this.state.at === next.conversation_id;
        const others = (this.state.conversations ?? []).filter((one) => one.id !== conversation.id);
        // What was written after the first words of a new conversation belongs to it, too.
        const rest = this.state.queue
          .filter((one) => one.client_id !== next.client_id)
          .map((one) =>
            one.conversation_id === next.conversation_id ? { ...one, conversation_id: conversation.id } : one,
          );
        this.#set({
          conversations: [conversation, ...others],
          ...(isHere
            ? {
                at: conversation.id,
                messages: merge(
                  conversation.id === this.state.at || this.state.at === null ? this.state.messages : [],
                  [message],
                ),
              }
            : {}),
        });
        this.#queue(rest);
        if (isHere) this.shell.shelf.write({ conversation: conversation.id });
      }
    } catch (error) {
      const wait = Math.max(
        again[Math.min(this.#tries, again.length - 1)]!,
        error instanceof Failed ? error.retryAfter * 1000 : 0,
      );
      this.#tries += 1;
      if (error instanceof Failed && error.code !== 'network') this.#fail(error);
      setTimeout(() => void this.#flush(), wait);
    } finally {
      this.#flushing = false;
    }
  }

  async attach(files: readonly File[]): Promise<void> {
    this.#set({ failed: null });
    const room = 6 - this.state.files.length - this.state.sending.length;
    if (files.length > room) this.#set({ failed: 'file.too_many' });
    await Promise.all(files.slice(0, Math.max(0, room)).map((file) => this.#upload(file)));
  }
  async #upload(file: File): Promise<void> {
    const key = crypto.randomUUID();
    const at = (part: number | null) =>
      this.#set({
        sending:
          part === null
            ? this.state.sending.filter((one) => one.key !== key)
            : [...this.state.sending.filter((one) => one.key !== key), { key, name: file.name, part }],
      });
    at(0);
    try {
      const { id, name, type, url, thumb_url } = await this.#as((token) =>
        upload<AnswerOf<typeof chat.upload>>(`${this.shell.origin}/v1/chat/files`, file, token, at),
      );
      this.#set({ files: [...this.state.files, { id, name, type, url, thumb_url }] });
    } catch (error) {
      this.#fail(error);
    } finally {
      at(null);
    }
  }
  detach(id: string): void {
    this.#set({ files: this.state.files.filter((one) => one.id !== id) });
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
    this.#set({
      messages: messages.map((one) => (one.mine || one.read_at ? one : { ...one, read_at: new Date().toISOString() })),
      conversations: conversations?.map((one) => (one.id === at ? { ...one, unread: 0 } : one)) ?? null,
    });
    this.#count();
    await this.#as((token) =>
      this.#call<typeof chat.seen>('POST', '/v1/chat/conversations/:id/seen', {
        params: { id: at },
        body: { message_id: newest.id },
        token,
      }),
    ).catch(() => {}); // told again with the next message
  }

  async loadOrders(): Promise<void> {
    if (!this.#token) {
      this.#set({ orders: [] });
      return;
    }
    try {
      const { rows } = await this.#as((token) => this.#call<typeof chat.orders>('GET', '/v1/chat/orders', { token }));
      this.#set({ orders: rows });
    } catch (error) {
      this.#set({ orders: this.state.orders ?? [] });
      this.#fail(error);
    }
  }
  async findOrder(number: string, proof: string): Promise<void> {
    const found = await this.#as((token) =>
      this.#call<typeof chat.findOrder>('POST', '/v1/chat/orders', {
        token,
        body: { number, email_or_zip: proof, conversation_id: this.state.at },
      }),
    );
    this.#set({ orders: [found, ...(this.state.orders ?? []).filter((one) => one.id !== found.id)] });
  }
  async leaveAddress(email: string): Promise<void> {
    await this.#as((token) =>
      this.#call<typeof chat.leaveAddress>('POST', '/v1/chat/address', { token, body: { email } }),
    );
    this.#set({ email });
    this.shell.shelf.write({ email });
  }

  identify(identity: Identity): void {
    const isSame = this.#identity?.id === identity.id && this.#identity.signature === identity.signature;
    this.#identity = identity;
    if (isSame && this.#token) return;
    this.#line?.close();
    this.#line = null;
    this.#session = null;
    void this.begin();
  }
  logout(): void {
    this.#identity = null;
    this.#drop();
    this.shell.shelf.forget();
    this.#set({
      conversations: null,
      at: null,
      messages: [],
      queue: [],
      files: [],
      orders: null,
      email: null,
      failed: null,
    });
    this.#count();
  }

  #fail(error: unknown): void {
    const code = error instanceof Failed ? error.code : 'unknown';
    this.#set(code === 'network' ? { online: navigator.onLine && this.state.online } : { failed: code });
  }
}

const pageNow = () => ({ url: location.href.slice(0, 1000), title: document.title.slice(0, 300) });
