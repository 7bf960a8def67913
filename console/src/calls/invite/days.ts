/** Free times as a calendar shows them: by the buyer's days. Pure. */
import type { CallSlots } from '@recoup/contract';

export type Slot = CallSlots['rows'][number];
export type SlotDay = { day: string; slots: Slot[] };

/** Times of one calendar day of the buyer's under it, in order. */
export function byDay(rows: readonly Slot[]): SlotDay[] {
  const days: SlotDay[] = [];
  for (const slot of rows) {
    const last = days.at(-1);
    if (last?.day === slot.buyer.day) last.slots.push(slot);
    else days.push({ day: slot.buyer.day, slots: [slot] });
  }
  return days;
}

/** `2026-11-22` and 7: `2026-11-29`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
