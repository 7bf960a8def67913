/** What the loader and the panel hand each other. The loader stays small: only types come from the contract. */
import type { AnswerOf, BodyIn, BuyerLanguage, chat } from '@recoup/contract';
import type { Queued } from './queued.ts';

export type Hello = AnswerOf<typeof chat.hello>;
export type Identity = NonNullable<BodyIn<typeof chat.session>['identity']>;

/** The page's side: where the widget stands, and what the shop's page told it. */
export type Shell = {
  root: ShadowRoot;
  origin: string;
  key: string;
  hello: Hello;
  language: BuyerLanguage;
  identity: Identity | null;
  shelf: Shelf;
  /** The panel was closed by its own button. */
  onClose(): void;
  onUnread(count: number): void;
  /** Somebody calls: the panel opens to say so. */
  onRing(): void;
};
export type Panel = {
  show(open: boolean): void;
  identify(identity: Identity): void;
  logout(): void;
};

/** What this browser remembers for one widget, in the storage of the shop's own origin. */
export type Kept = {
  token?: string;
  open?: boolean;
  email?: string;
  /** Who the token was signed for, so that another sign-in does not go on with it. */
  as?: string;
  conversation?: string;
  /** Written, and not yet taken by the server. */
  queue?: Queued[];
  draft?: string;
  hello?: { at: number; language: string; is: Hello };
};
export type Shelf = { read(): Kept; write(change: Partial<Kept>): void; forget(): void };

export function shelfOf(key: string): Shelf {
  const name = `recoup:${key}`;
  let memory: Kept = {};
  const read = (): Kept => {
    try {
      return JSON.parse(localStorage.getItem(name) ?? '{}') as Kept;
    } catch {
      return memory; // private browsing may forbid it
    }
  };
  const put = (kept: Kept) => {
    memory = kept;
    try {
      localStorage.setItem(name, JSON.stringify(kept));
    } catch {
      // kept for as long as the page stands
    }
  };
  return {
    read,
    write: (change) => put({ ...read(), ...change }),
    forget: () => put({ hello: read().hello }),
  };
}
