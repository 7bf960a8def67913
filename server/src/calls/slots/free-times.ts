/** Which times are free for a call that is agreed ahead. Pure. Instants and durations; business hours are in their calendar's zone. */
import type { CallSettings } from '@recoup/contract';
import { type Hours, shiftsBetween } from '../../inbox/index.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export type Agreed = { from: Date; minutes: number };
export type FreeTime = { starts_at: Date; left: number };
type Rules = Pick<CallSettings['slots'], 'minutes' | 'days_ahead' | 'lead_minutes' | 'at_once'>;

/** Where a brand has no business hours anywhere: what an office keeps, in the brand's own zone. */
export const usualHours = (time_zone: string): Hours => ({
  time_zone,
  weekly: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({ day, from: '09:00', to: '17:00' })),
  holidays: [],
});

/**
 * The times between `from` and `to` in which a call may be agreed now, in order: whole slots inside business hours, counted from
 * the beginning of each shift, not sooner than the lead, not later than so many days ahead, and with a place left beside those
 * that were agreed. A slot is as long as it really lasts: over the hour that daylight saving skips or doubles no place is lost
 * or offered twice.
 */
export function freeTimes(
  { hours, rules, agreed }: { hours: Hours; rules: Rules; agreed: readonly Agreed[] },
  { from, to, now }: { from: Date; to: Date; now: Date },
): FreeTime[] {
  const length = rules.minutes * MINUTE;
  const first = Math.max(from.getTime(), now.getTime() + rules.lead_minutes * MINUTE);
  const last = Math.min(to.getTime() - 1, now.getTime() + rules.days_ahead * DAY);
  if (last < first) return [];
  return shiftsBetween(hours, new Date(first), new Date(last + 1)).flatMap((shift) => {
    const free: FreeTime[] = [];
    const [opens, closes] = [shift.from.getTime(), shift.to.getTime()];
    const skipped = Math.max(0, Math.ceil((first - opens) / length));
    for (let at = opens + skipped * length; at + length <= closes && at <= last; at += length) {
      const left = rules.at_once - mostAtOnce(agreed, at, at + length);
      if (left > 0) free.push({ starts_at: new Date(at), left });
    }
    return free;
  });
}

/** How many agreed calls stand at the fullest moment of a time. */
export function mostAtOnce(agreed: readonly Agreed[], from: number, to: number): number {
  const spans = agreed
    .map(({ from: begins, minutes }) => [begins.getTime(), begins.getTime() + minutes * MINUTE] as const)
    .filter(([begins, ends]) => begins < to && ends > from);
  // The fullest moment is the beginning of one of them, or of the time itself.
  const moments = [from, ...spans.map(([begins]) => begins).filter((begins) => begins > from)];
  return Math.max(...moments.map((at) => spans.filter(([begins, ends]) => begins <= at && at < ends).length));
}
