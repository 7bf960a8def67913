/**
 * The language, the time zone and the running minute for everything below: components read it through useFormat().
 * The app sets it from the person signed in; a station sets it again with its site's zone.
 */
import { createContext, type ReactNode, use, useMemo, useSyncExternalStore } from 'react';
import type { Instant, Language } from './format.ts';
import * as format from './format.ts';

const Context = createContext<{ language: Language; timeZone: string }>({ language: 'en', timeZone: 'UTC' });

export function Locale(props: { language?: Language; timeZone?: string; children: ReactNode }) {
  const outer = use(Context);
  const language = props.language ?? outer.language;
  const timeZone = props.timeZone ?? outer.timeZone;
  const value = useMemo(() => ({ language, timeZone }), [language, timeZone]);
  return <Context value={value}>{props.children}</Context>;
}

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 15_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Now, in milliseconds, moving every 15 seconds for every clock on the page at once. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** Every format of format.ts with the reader's language, zone and now filled in. */
export function useFormat() {
  const { language, timeZone } = use(Context);
  const now = useNow();
  return useMemo(() => {
    const where = { language, timeZone, now };
    return {
      ...where,
      money: (amount: number, currency: string) => format.money(amount, currency, language),
      number: format.number,
      percent: format.percent,
      axis: (value: number) => format.axis(value, language),
      date: (at: Instant) => format.date(at, where),
      weekdayDate: (at: Instant) => format.weekdayDate(at, where),
      calendarDay: (day: string, withWeekday = false) => format.calendarDay(day, where, withWeekday),
      month: (at: Instant) => format.month(at, where),
      time: (at: Instant) => format.time(at, where),
      /** What the clocks of another zone show now. */
      timeThere: (zone: string) => format.time(now, { ...where, timeZone: zone }),
      timeZoned: (at: Instant) => format.timeZoned(at, where),
      dateTime: (at: Instant) => format.dateTime(at, where),
      fullDateTime: (at: Instant) => format.fullDateTime(at, where),
      timeOrDate: (at: Instant) => format.timeOrDate(at, where),
      day: (at: Instant) => format.day(at, where),
      dayHead: (at: Instant) => format.dayHead(at, where),
      dayKey: (at: Instant) => format.dayKey(at, timeZone),
      zone: (name: string) => format.zone(name, language),
      span: (milliseconds: number) => format.span(milliseconds, language),
      duration: (seconds: number) => format.duration(seconds, language),
      clock: (due: Instant, start?: Instant) => format.clock(due, where, start),
      listed: (items: readonly string[]) => format.listed(items, language),
      fileSize: format.fileSize,
      weight: (grams: number) => format.weight(grams, language),
      length: (millimetres: number) => format.length(millimetres, language),
    };
  }, [language, timeZone, now]);
}
export type Format = ReturnType<typeof useFormat>;
