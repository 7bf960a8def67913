/** What was written waits here until the server has it: through a lost network, a closed tab and a new session. */
import type { AnswerOf, chat } from '@recoup/contract';
import { Failed } from './api.ts';
import { pageNow } from './page.ts';
import type { Queued } from './queued.ts';
import type { Session } from './session.ts';
import type { Shelf } from './shell.ts';
import type { Store } from './store.ts';
import { merge, stillQueued } from './thread.ts';

const pauses = [2_000, 5_000, 15_000, 30_000];
/** Told by the server for a while; everything else it says no to, it says no to for good. */
const passing = ['network', 'chat.too_many', 'server.busy'];

export class Waiting {
  #store: Store;
  #session: Session;
  #shelf: Shelf;
  #flushing = false;
  #tries = 0;

  constructor(store: Store, session: Session, shelf: Shelf) {
    this.#store = store;
    this.#session = session;
    this.#shelf = shelf;
  }

  get isEmpty(): boolean {
    return this.#store.state.queue.length === 0;
  }

  add(text: string, choice?: string): void {
    const { files, at, queue } = this.#store.state;
    const said: Queued = {
      client_id: crypto.randomUUID(),
      conversation_id: at,
      text,
      ...(choice ? { choice } : {}),
      files,
      at: new Date().toISOString(),
    };
    this.#keep([...queue, said]);
    this.#store.set({ files: [], failed: null });
    void this.flush();
  }

  again(client: string): void {
    this.#mark(client, undefined);
    void this.flush();
  }
  discard(client: string): void {
    this.#keep(this.#store.state.queue.filter((one) => one.client_id !== client));
  }

  /** What the server is heard to have no longer waits. */
  heard(): void {
    const { queue, messages } = this.#store.state;
    const left = stillQueued(queue, messages);
    if (left.length !== queue.length) this.#keep(left);
  }

  #keep(queue: Queued[]): void {
    this.#store.set({ queue });
    this.#shelf.write({ queue });
  }
  #mark(client: string, failed: string | undefined): void {
    this.#keep(this.#store.state.queue.map((one) => (one.client_id === client ? { ...one, failed } : one)));
  }

  /** Sends what waits, one after the other. The server takes each `client_id` once, so trying again is safe. */
  async flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    try {
      for (;;) {
        const next = this.#store.state.queue.find((one) => !one.failed);
        if (!next) break;
        const said = await this.#send(next);
        if (said) this.#took(next, said);
      }
    } catch (error) {
      const pause = pauses[Math.min(this.#tries, pauses.length - 1)]!;
      this.#tries += 1;
      if (error instanceof Failed && error.code !== 'network') this.#store.fail(error);
      setTimeout(() => void this.flush(), Math.max(pause, error instanceof Failed ? error.retryAfter * 1000 : 0));
    } finally {
      this.#flushing = false;
    }
  }

  /** Null where the server will not have it: it stays, marked, for the buyer to change or drop. */
  async #send(next: Queued): Promise<AnswerOf<typeof chat.say> | null> {
    try {
      return await this.#session.as((token) =>
        this.#session.call<typeof chat.say>('POST', '/v1/chat/messages', {
          token,
          body: {
            conversation_id: next.conversation_id,
            client_id: next.client_id,
            text: next.text,
            ...(next.choice ? { choice: next.choice } : {}),
            file_ids: next.files.map((file) => file.id),
            page: pageNow(),
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof Failed) || passing.includes(error.code)) throw error;
      this.#mark(next.client_id, error.code);
      return null;
    }
  }

  #took(next: Queued, { conversation, message }: AnswerOf<typeof chat.say>): void {
    this.#tries = 0;
    const { at, messages, conversations, queue } = this.#store.state;
    const isHere = at === conversation.id || at === next.conversation_id;
    const others = (conversations ?? []).filter((one) => one.id !== conversation.id);
    const have = at === conversation.id || at === null ? messages : [];
    this.#store.set({
      conversations: [conversation, ...others],
      ...(isHere ? { at: conversation.id, messages: merge(have, [message]) } : {}),
    });
    // What was written after the first words of a new conversation belongs to it, too.
    const joined = (one: Queued) =>
      one.conversation_id === next.conversation_id ? { ...one, conversation_id: conversation.id } : one;
    this.#keep(queue.filter((one) => one.client_id !== next.client_id).map(joined));
    if (isHere) this.#shelf.write({ conversation: conversation.id });
  }
}
