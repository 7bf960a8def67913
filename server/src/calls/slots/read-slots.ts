import type { CallSettings, CallSlots } from '@recoup/contract';
import { type BrandFacts, brandOf } from '../../accounts/index.ts';
import { type Hours, hoursOf } from '../../inbox/index.ts';
import { addDays, dayIn, startOfDay } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Call } from '../calls/call.ts';
import { zoneOf } from '../calls/open-call.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { type FreeTime, freeTimes, usualHours } from './free-times.ts';
import { inZones } from './in-zones.ts';
import { agreedTimes } from './slots.store.ts';

export type SlotsQuery = { from?: string; days: number; time_zone?: string };
type Book = { brand: BrandFacts; settings: CallSettings; hours: Hours };

/** By which hours and rules a brand agrees on times. Throws `brand.not_found`, `call.turned_off`, `call.slots_off`. */
export async function bookOf(tx: Tx, ctx: Ctx, brandId: string): Promise<Book> {
  const brand = await brandOf(tx, brandId);
  const settings = await settingsOf(tx, ctx, brandId);
  if (!settings.enabled) throw new Refusal('call.turned_off');
  if (!settings.slots.enabled) throw new Refusal('call.slots_off');
  const hours = (await hoursOf(tx, ctx, brandId, settings.calendar_id)) ?? usualHours(brand.timeZone);
  return { brand, settings, hours };
}

/** `but`: a call that may be moved, whose own place counts as free. */
export async function freeIn(
  tx: Tx,
  ctx: Ctx,
  { brand, settings, hours }: Book,
  { from, to, but }: { from: Date; to: Date; but: string | null },
): Promise<FreeTime[]> {
  const agreed = await agreedTimes(tx, ctx, brand.id, { from, to: new Date(to.getTime() + 4 * 3_600_000), but });
  return freeTimes({ hours, rules: settings.slots, agreed }, { from, to, now: ctx.now });
}

/**
 * The free times of a brand for some days of the buyer's own calendar, told by both clocks, and what is agreed already.
 * Throws `brand.not_found`, `call.turned_off`, `call.slots_off`.
 */
export async function readSlots(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  query: SlotsQuery,
  agreed: Call | null,
): Promise<CallSlots> {
  const book = await bookOf(tx, ctx, brandId);
  const zones = zonesOf(book.brand, zoneOf(query.time_zone) ?? agreed?.time_zone);
  const first = query.from ?? dayIn(zones.buyer, ctx.now);
  const from = startOfDay(zones.buyer, first);
  const to = startOfDay(zones.buyer, addDays(first, query.days));
  const free = await freeIn(tx, ctx, book, { from, to, but: agreed?.id ?? null });
  return {
    minutes: book.settings.slots.minutes,
    buyer_zone: zones.buyer,
    brand_zone: zones.brand,
    rows: free.map(({ starts_at, left }) => ({ ...inZones(starts_at, zones), left })),
    agreed: agreed && agreedAnswer(agreed, book.brand),
  };
}

const zonesOf = (brand: BrandFacts, buyer: string | null | undefined) => ({
  buyer: buyer ?? brand.timeZone,
  brand: brand.timeZone,
});

/** A call whose time is agreed. */
export function agreedAnswer(at: Call, brand: BrandFacts): NonNullable<CallSlots['agreed']> {
  const slot = inZones(at.scheduled_for!, zonesOf(brand, at.time_zone));
  return { call_id: at.id, code: at.code, starts_at: slot.starts_at, minutes: at.scheduled_minutes!, slot };
}
