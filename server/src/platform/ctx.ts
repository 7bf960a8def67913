import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database, Tx } from './db.ts';

/** Who acts. Written on every event. */
export type Actor = {
  kind: 'staff' | 'api_key' | 'buyer' | 'system';
  /** Staff, key or customer id; null for the system. */
  id: string | null;
  name: string;
  /** The member of staff behind it: themself, or who made the key. Two hands of one person are not two people. */
  personId?: string | null;
  permissions: ReadonlySet<string>;
  /** The brands and sites this actor may see; null means all of the workspace. Row-level security holds them to it. */
  brandIds: readonly string[] | null;
  siteIds: readonly string[] | null;
};

/** What a verb is given: where it works, who acts, the time, and the process's services. */
export type Ctx = {
  workspaceId: string;
  actor: Actor;
  now: Date;
  db: Database;
  config: Config;
  log: Logger;
  requestId: string | null;
  /** Set inside an outer transaction (an idempotent request); `inWorkspace` then joins it. */
  tx?: Tx;
  /** Set when a buyer acts: the one order, and perhaps the one return, their link leads to; `through` whom, where not by their own hand. */
  buyer?: { orderId: string; returnId?: string; through?: string };
  /** Set when somebody chats: the contact of their session, on the channel they came by. */
  chat?: { channelId: string; contactId: string; verified: boolean };
  /** Set when somebody acts from within a call, by the seat they hold there. */
  call?: { callId: string; partId: string };
};

export const SYSTEM: Actor = {
  kind: 'system',
  id: null,
  name: 'Recoup',
  permissions: new Set(['*']),
  brandIds: null,
  siteIds: null,
};

export function may(actor: Actor, permission: string): boolean {
  return actor.permissions.has('*') || actor.permissions.has(permission);
}

/** Somebody as they are kept with what they asked for or decided. */
type Hand = { id: string | null; personId?: string | null };

/** A person and a key they made are one. */
export function samePerson(a: Hand | null, b: Hand): boolean {
  const people = (one: Hand) => [one.id, one.personId].filter((id) => typeof id === 'string');
  return a !== null && people(a).some((id) => people(b).includes(id));
}

/** The same context seeing every site: for the dock, where a parcel may come to the wrong one. Brands stay as they are. */
export function atAnySite(ctx: Ctx): Ctx {
  return { ...ctx, actor: { ...ctx.actor, siteIds: null } };
}
