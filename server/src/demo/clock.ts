/** The demo's own time: things are put on a calendar and happen in order, each at its moment. */
export type Calendar = {
  now(): Date;
  /** Puts something on the calendar. What would lie after `end` never happens: so returns stand at every stage when the story stops. */
  at(when: Date, what: () => Promise<void>): void;
  /** Lets everything happen, and calls `evening` after the last thing of each UTC day. */
  run(evening: () => Promise<void>): Promise<void>;
};

export function calendar(end: Date): Calendar {
  const entries: { when: number; order: number; what: () => Promise<void> }[] = [];
  let order = 0;
  let current = end;
  return {
    now: () => current,
    at(when, what) {
      if (when.getTime() <= end.getTime()) entries.push({ when: when.getTime(), order: order++, what });
    },
    async run(evening) {
      let day = '';
      while (entries.length > 0) {
        entries.sort((a, b) => b.when - a.when || b.order - a.order);
        const next = entries.pop()!;
        const on = new Date(next.when).toISOString().slice(0, 10);
        if (day !== '' && on !== day) await evening();
        day = on;
        current = new Date(next.when);
        await next.what();
      }
      await evening();
      current = end;
    },
  };
}

/** A small seeded generator (mulberry32), so that every demo tells the same story. */
export function dice(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    /** A whole number from `low` to `high`, both included. */
    between: (low: number, high: number) => low + Math.floor(next() * (high - low + 1)),
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!,
    chance: (p: number) => next() < p,
  };
}
export type Dice = ReturnType<typeof dice>;

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const later = (at: Date, hours: number) => new Date(at.getTime() + hours * HOUR);
