import { calls } from '@recoup/contract';
import { useMemo } from 'react';
import { useApi } from '../../app/queries.ts';
import { useScope } from '../../app/session.tsx';
import { instantAt } from '../../inbox/times.ts';
import { useFormat } from '../../ui/locale.tsx';
import { type Days, daysOf } from './views.ts';

/** The reader's days, the same all day long. */
export function useDays(): Days {
  const f = useFormat();
  const today = f.dayKey(f.now);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the day is what the question turns on, not the running minute
  return useMemo(() => {
    const midnight = (key: string) => {
      const [year, month, day] = key.split('-').map(Number) as [number, number, number];
      return instantAt({ year, month, day, hour: 0, minute: 0 }, f.timeZone);
    };
    return daysOf(f.now, midnight, f.dayKey);
  }, [today, f.timeZone]);
}

/** How many calls each view holds, within the brand chosen in the bar. */
export function useCallCounts() {
  const { brand_id } = useScope();
  const days = useDays();
  return useApi(calls.counts, { query: { brand_id, ...days } }).data;
}

/** For the rail: how many buyers wait now. */
export function useCallsWaiting(): number | undefined {
  const { brand_id } = useScope();
  return useApi(calls.now, { query: { brand_id } }).data?.waiting.length;
}
