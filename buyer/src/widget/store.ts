/** What the widget shows: one state, changed here alone, and who is told of it. */
import type { ChatConversation, ChatMessage, ChatOrder } from '@recoup/contract';
import { Failed } from './api.ts';
import type { Queued } from './queued.ts';
import type { Shell } from './shell.ts';

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
  /** The call that rang here last. */
  rings: string | null;
};

export class Store {
  state: State;
  #listeners = new Set<() => void>();
  #onUnread: (count: number) => void;

  constructor(shell: Shell) {
    const kept = shell.shelf.read();
    this.#onUnread = shell.onUnread;
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
      rings: null,
    };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** With the conversations the number of unread answers changes, which the closed button shows too. */
  setConversations(conversations: State['conversations'], rest: Partial<State> = {}): void {
    const unread = (conversations ?? []).reduce((sum, one) => sum + one.unread, 0);
    this.set({ ...rest, conversations, unread });
    this.#onUnread(unread);
  }

  fail(error: unknown): void {
    const code = error instanceof Failed ? error.code : 'unknown';
    this.set(code === 'network' ? { online: navigator.onLine && this.state.online } : { failed: code });
  }
}
