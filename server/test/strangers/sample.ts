import type { FrontDoor } from '../front-door.ts';

/** Ids (and codes) of the first workspace's things, by name. */
export type Things = Record<string, string>;

/** A call that would work for the workspace's own owner. */
export type Sample = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: object | string;
  type?: string;
};

/**
 * A module's part of the strangers' test: what it needs in the first workspace, and a sample for each of its endpoints
 * that names something by id or code. A new endpoint of that kind needs a line here.
 */
export type Book = {
  /** Made in the order of the books; `things` holds what earlier ones made. */
  make?(door: FrontDoor, things: Things): Promise<Things>;
  samples: Record<string, (things: Things) => Sample>;
};

/** A multipart upload is not JSON; what the stranger sends must still be one. */
export const nothing = {};
