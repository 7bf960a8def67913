// Apart from dovecot.ts, as what npm test runs before the tests may not load the tests' own hooks.
import { existsSync } from 'node:fs';

const NAMES = ['/usr/sbin/dovecot', '/usr/bin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'];

/** Where Dovecot is; null on a machine without it. `npm test` installs it where it may. */
export function dovecotProgram(): string | null {
  return NAMES.find((name) => existsSync(name)) ?? null;
}
