/**
 * Words that arrive once and in their order over a line that loses, doubles and breaks: numbered by who says them, kept until
 * the other side has them, put in order by who hears them. Pure: time comes in.
 */
export type Numbered<W> = { n: number; said: W };

/** Said again when nothing was heard of it for so long. */
const AGAIN_MS = 4000;
/** On their way at a time; the rest waits its turn. */
const WINDOW = 24;
/** Waiting for a line at most: beyond it the oldest that can be overtaken go. */
const MOST = 400;

export type Outbox<W> = {
  /**
   * Where `key` is given, a later word with the same key takes the place of one that was not said yet. The order is kept among
   * those of one `kind`; what waits in one kind holds up no other.
   */
  put(said: W, key?: string, kind?: string): void;
  /** What is to be said now, in order. */
  due(now: number): Numbered<W>[];
  got(n: number): void;
  /** It will never be passed on as it is: its number is taken by a word that says nothing new. */
  replace(n: number, said: W): void;
  /** The line is there again: everything on its way is due. */
  again(): void;
  /** Everything not known to have arrived, for another way; forgotten here. */
  drain(): { said: W; key?: string }[];
  /** The number of the next new word. */
  next(): number;
  size(): number;
};

type Row<W> = { said: W; key?: string; kind: string };
type Sent<W> = Omit<Row<W>, 'kind'> & { saidAt: number };

/** `pace`: words of one key are said at most so often, in milliseconds. */
export function openOutbox<W>(pace = 0): Outbox<W> {
  let waiting: Row<W>[] = [];
  const sent = new Map<number, Sent<W>>();
  const lastOf = new Map<string, number>();
  let next = 1;
  const isHeld = (key: string | undefined, now: number) =>
    key !== undefined && pace > 0 && now - (lastOf.get(key) ?? Number.NEGATIVE_INFINITY) < pace;

  return {
    put(said, key, kind = '') {
      const before = key === undefined ? -1 : waiting.findIndex((row) => row.key === key);
      if (before >= 0) waiting[before] = { said, key, kind };
      else waiting.push({ said, key, kind });
      if (waiting.length > MOST) {
        const overtaken = waiting.findIndex((row) => row.key !== undefined);
        if (overtaken >= 0) waiting.splice(overtaken, 1);
      }
    },
    due(now) {
      const due: Numbered<W>[] = [];
      for (const [n, row] of sent) {
        if (now - row.saidAt < AGAIN_MS) continue;
        row.saidAt = now;
        due.push({ n, said: row.said });
      }
      const later: Row<W>[] = [];
      const held = new Set<string>();
      for (const row of waiting) {
        if (sent.size >= WINDOW || held.has(row.kind) || isHeld(row.key, now)) {
          held.add(row.kind);
          later.push(row);
          continue;
        }
        if (row.key !== undefined) lastOf.set(row.key, now);
        sent.set(next, { ...row, saidAt: now });
        due.push({ n: next++, said: row.said });
      }
      waiting = later;
      return due;
    },
    got: (n) => void sent.delete(n),
    replace(n, said) {
      const row = sent.get(n);
      if (row) sent.set(n, { said, saidAt: Number.NEGATIVE_INFINITY });
    },
    again() {
      for (const row of sent.values()) row.saidAt = Number.NEGATIVE_INFINITY;
    },
    drain() {
      const rows = [...sent.values(), ...waiting].map(({ said, key }) => ({ said, key }));
      sent.clear();
      waiting = [];
      return rows;
    },
    next: () => next,
    size: () => sent.size + waiting.length,
  };
}

/** So far ahead of a gap words are kept; beyond it they are left to be said again. */
const AHEAD = 256;

export type Inbox<W> = {
  /** What can be heard now, in order. `known`: it is kept or was heard, so who says it may forget it. */
  take(n: number, said: W): { heard: W[]; known: boolean };
  /** The other side begins anew at this number. */
  startAt(n: number): void;
};

export function openInbox<W>(): Inbox<W> {
  let last = 0;
  const early = new Map<number, W>();
  return {
    take(n, said) {
      if (n <= last) return { heard: [], known: true };
      if (n > last + AHEAD) return { heard: [], known: false };
      early.set(n, said);
      const heard: W[] = [];
      while (early.has(last + 1)) {
        heard.push(early.get(++last) as W);
        early.delete(last);
      }
      return { heard, known: true };
    },
    startAt(n) {
      last = n - 1;
      early.clear();
    },
  };
}
