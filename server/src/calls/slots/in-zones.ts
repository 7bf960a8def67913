/** One instant as two clocks show it. Pure. */
import type { CallSlot } from '@recoup/contract';
import { dayIn } from '../../platform/clock.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `{ day: '2026-11-17', time: '09:30' }` in a zone. */
export function clockIn(zone: string, at: Date): CallSlot['buyer'] {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(zone, format);
  return { day: dayIn(zone, at), time: format.format(at) };
}

export const inZones = (at: Date, zones: { buyer: string; brand: string }): Omit<CallSlot, 'left'> => ({
  starts_at: at.toISOString(),
  buyer: clockIn(zones.buyer, at),
  brand: clockIn(zones.brand, at),
});
