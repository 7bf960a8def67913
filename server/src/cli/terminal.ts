import type { Readable } from 'node:stream';

/** Where a command is given and answers. */
export type Terminal = {
  env: Record<string, string | undefined>;
  say(line: string): void;
  complain(line: string): void;
  stdin: Readable & { isTTY?: boolean };
  /** Files are named from here. */
  folder: string;
};
