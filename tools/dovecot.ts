import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dovecotProgram } from '../server/test/dovecot-program.ts';

/** Sees to it that a Dovecot is there, against which mailboxes are tested: Debian's package, where we may install it. */
export function ensureDovecot(say: (text: string) => void): void {
  if (dovecotProgram()) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say('Dovecot is not on this machine: mailboxes are not tested against a real server.');
    return;
  }
  say('Installing Dovecot (apt-get) …');
  // Nothing of it is to run beside the tests' own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const run = (args: string[]) =>
    execFileSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
  run(['update']);
  run(['install', '-y', '--no-install-recommends', 'dovecot-imapd']);
}
