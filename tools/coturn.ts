import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { coturnProgram } from '../server/test/coturn-program.ts';

/**
 * Sees to it that a coturn is there, through which calls are tested: Debian's package, where we may install it. Its own
 * service is not started: it would stand on the usual ports, which are not ours to take.
 */
export async function ensureCoturn(say: (text: string) => void): Promise<void> {
  if (coturnProgram()) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say('coturn is not on this machine: calls are not tested through a real relay (apt-get install coturn).');
    return;
  }
  say('Installing coturn (apt-get) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const run = (args: string[]) =>
    execFileSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
  // Debian asks this file whether a package may start its service; where somebody has one already, theirs counts.
  const policy = '/usr/sbin/policy-rc.d';
  const mine = !existsSync(policy);
  if (mine) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    run(['update']);
    run(['install', '-y', '--no-install-recommends', 'coturn']);
  } finally {
    if (mine) await rm(policy, { force: true });
  }
}
