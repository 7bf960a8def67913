// Apart from coturn.ts, as what npm test runs before the tests needs no more than this.
import { existsSync } from 'node:fs';

const NAMES = [
  '/usr/bin/turnserver',
  '/usr/sbin/turnserver',
  '/usr/local/bin/turnserver',
  '/opt/homebrew/bin/turnserver',
];

/** Where coturn is; null on a machine without it. `npm test` installs it where it may. */
export function coturnProgram(): string | null {
  return NAMES.find((name) => existsSync(name)) ?? null;
}
