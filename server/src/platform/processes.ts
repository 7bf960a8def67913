import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** One process of this machine for all time: a number alone is given to another process sooner or later. */
export type ProcessIdentity = { pid: number; startedAt: string };

/** Who `pid` is now, or null when no such process lives (or it is only waiting to be buried). */
export function identify(pid: number): ProcessIdentity | null {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
  return startedAt === null ? null : { pid, startedAt };
}

/** Is this very process, and not a later one of the same number, still alive? */
export function isAlive(who: ProcessIdentity): boolean {
  return identify(who.pid)?.startedAt === who.startedAt;
}

/** The command line and working folder of a living process; what the system will not tell is empty. */
export function describeProcess(pid: number): { command: string; folder: string } {
  if (process.platform !== 'linux') return { command: ps(pid, 'command=') ?? '', folder: '' };
  return {
    command: quietly(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()) ?? '',
    folder: quietly(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '',
  };
}

/** The process that started `pid`, or null when the system will not tell. */
export function parentOf(pid: number): number | null {
  if (process.platform !== 'linux') return Number(ps(pid, 'ppid=')) || null;
  return Number(statFields(pid)?.[1]) || null;
}

/** Waits until the process is gone; false when it outlives `milliseconds`. */
export async function gone(who: ProcessIdentity, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(who)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return true;
}

/**
 * Ends a process with ever firmer signals, giving each its time in milliseconds, and returns once it is gone.
 * Throws when even the last signal did not end it.
 */
export async function end(who: ProcessIdentity, ways: [NodeJS.Signals, number][]): Promise<void> {
  for (const [signal, milliseconds] of ways) {
    if (!isAlive(who)) return;
    quietly(() => process.kill(who.pid, signal));
    if (await gone(who, milliseconds)) return;
  }
  if (isAlive(who)) throw new Error(`process ${who.pid} does not end`);
}

function startOnLinux(pid: number): string | null {
  const fields = statFields(pid);
  return !fields || fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
}

// State, parent and so on: the name before them, in brackets, may hold spaces and brackets itself.
function statFields(pid: number): string[] | undefined {
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function startElsewhere(pid: number): string | null {
  const state = ps(pid, 'state=');
  return !state || state.startsWith('Z') ? null : ps(pid, 'lstart=');
}

function ps(pid: number, field: string): string | null {
  const text = quietly(() => execFileSync('ps', ['-p', String(pid), '-o', field], { encoding: 'utf8', stdio: 'pipe' }));
  return text?.trim() || null;
}

function quietly<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}
