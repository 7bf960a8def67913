/**
 * Notices that nothing comes any more, sooner than the browser says so: it takes five seconds and more, in which people talk to
 * nobody. Both sides knock on the channel twice a second. A missed knock alone means little (a lossy line, a page in the
 * background); only if meanwhile no byte of any kind came either, the path is dead.
 */
const KNOCK_MS = 500;
const LOOK_MS = 250;
const MISSED_MS = 1100;

export type Watch = {
  /** Connected, perhaps again. */
  begin(): void;
  heard(): void;
  isSilent(): boolean;
  /** Believe nothing until something is heard: somebody says it does not work. */
  doubt(): void;
  sleeps(asleep: boolean): void;
  close(): void;
};

export function openWatch(wires: {
  stats(): Promise<RTCStatsReport>;
  ping(): unknown;
  /** It fell silent, or is heard again. */
  changed(): void;
}): Watch {
  let heardAt = performance.now();
  let knockedAt = 0;
  let silent = false;
  let asleep = false;
  let bytes = -1;
  let looking = false;
  let timer: ReturnType<typeof setInterval> | undefined;
  /** The other side knocks: before its first knock its silence says nothing. */
  let knocks = false;

  function set(next: boolean) {
    if (silent === next) return;
    silent = next;
    wires.changed();
  }
  async function look() {
    const now = performance.now();
    if (now - knockedAt >= KNOCK_MS - LOOK_MS / 2) {
      knockedAt = now;
      wires.ping();
    }
    const missed = knocks && now - heardAt > MISSED_MS;
    if (!missed && !silent) {
      bytes = -1;
      return;
    }
    if (looking) return;
    looking = true;
    try {
      const before = bytes;
      bytes = bytesIn(await wires.stats());
      if (timer === undefined || before < 0) return;
      if (bytes !== before) set(false);
      else if (!asleep) set(true);
    } catch {
      // Closed meanwhile; its own state says so.
    } finally {
      looking = false;
    }
  }

  return {
    begin() {
      heardAt = performance.now();
      knocks = false;
      bytes = -1;
      silent = false;
      timer ??= setInterval(() => void look(), LOOK_MS);
    },
    heard() {
      heardAt = performance.now();
      knocks = true;
      set(false);
    },
    isSilent: () => silent,
    doubt() {
      if (timer !== undefined) silent = true;
    },
    sleeps(is) {
      asleep = is;
      if (is) set(false);
    },
    close() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** Everything that came over the connection, in bytes. */
export function bytesIn(report: RTCStatsReport): number {
  let transport = 0;
  let pairs = 0;
  for (const row of report.values() as Iterable<Record<string, unknown>>) {
    if (row.type === 'transport') transport += Number(row.bytesReceived ?? 0);
    if (row.type === 'candidate-pair') pairs += Number(row.bytesReceived ?? 0);
  }
  return Math.max(transport, pairs);
}
