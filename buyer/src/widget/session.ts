/** Who the buyer is to the server: one session, begun once, replaced when its token runs out. */
import type { AnswerOf, chat } from '@recoup/contract';
import { type Call, caller, Failed } from './api.ts';
import { pageNow } from './page.ts';
import type { Identity, Shell } from './shell.ts';

export type Begun = AnswerOf<typeof chat.session>;

export class Session {
  readonly call: Call;
  token: string | null;
  #shell: Shell;
  #identity: Identity | null;
  #begun: Promise<string> | null = null;
  #onBegun: (session: Begun) => void;
  #onDropped: () => void;

  constructor(shell: Shell, on: { begun(session: Begun): void; dropped(): void }) {
    this.#shell = shell;
    this.#identity = shell.identity;
    this.#onBegun = on.begun;
    this.#onDropped = on.dropped;
    this.call = caller(shell.origin);
    this.token = shell.shelf.read().token ?? null;
  }

  /** Somebody who was here before, or whom the shop has signed in. */
  get isKnown(): boolean {
    return this.token !== null || this.#identity !== null;
  }

  /** The token; a session is begun where there is none. */
  open(): Promise<string> {
    this.#begun ??= this.#begin().catch((error: unknown) => {
      this.#begun = null;
      throw error;
    });
    return this.#begun;
  }

  async #begin(): Promise<string> {
    const { shelf, key, language } = this.#shell;
    const identity = this.#identity;
    const kept = shelf.read();
    // A token signed for somebody else is not taken along.
    const token = identity && kept.as && kept.as !== identity.id ? undefined : (this.token ?? undefined);
    const session = await this.call<typeof chat.session>('POST', '/v1/chat/:key/sessions', {
      params: { key },
      body: { ...(token ? { token } : {}), language, page: pageNow(), ...(identity ? { identity } : {}) },
    });
    this.token = session.token;
    shelf.write({ token: session.token, as: session.verified ? (identity?.id ?? kept.as) : undefined });
    this.#onBegun(session);
    return session.token;
  }

  /** A call with the session's token; a token that ran out is replaced once. */
  async as<T>(work: (token: string) => Promise<T>): Promise<T> {
    try {
      return await work(await this.open());
    } catch (error) {
      if (!(error instanceof Failed) || !/^link\.|^auth\./.test(error.code)) throw error;
      this.drop();
      return work(await this.open());
    }
  }

  drop(): void {
    this.#begun = null;
    this.token = null;
    this.#shell.shelf.write({ token: undefined, as: undefined });
    this.#onDropped();
  }

  /** The shop signed somebody in. False where the session is theirs already. */
  identify(identity: Identity): boolean {
    const isSame = this.#identity?.id === identity.id && this.#identity.signature === identity.signature;
    this.#identity = identity;
    if (isSame && this.token) return false;
    this.#begun = null;
    this.#onDropped();
    return true;
  }

  forget(): void {
    this.#identity = null;
    this.drop();
    this.#shell.shelf.forget();
  }
}
