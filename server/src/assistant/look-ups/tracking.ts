import { trackingUrl } from '../../inbox/index.ts';
import { dayIn as calendarDay, daysBetween } from '../../platform/clock.ts';
import { TRANSIT_DAYS } from '../../policies/index.ts';
import { dayIn, type Finds, plainCard } from './look.ts';
import { type Parcel, parcelsOf } from './orders.read.ts';
import { orderOf } from './seen-order.ts';
import { parcelWords } from './words.ts';

/** So many days without a word of a parcel that left: it is taken for lost, and a person looks for it. */
const LOST_DAYS = 10;

/** Where the parcel of an order is: the last of several that has not come, else the last that did. */
export const tracking: Finds = async (look) => {
  const { tx, ctx, brand, of } = look;
  const order = await orderOf(look);
  if (!order) return { facts: { known: false } };
  const parcels = (await parcelsOf(tx, ctx, order.id)).filter(
    ({ shipped_at, delivered_at }) => shipped_at ?? delivered_at,
  );
  const parcel = parcels.find(({ delivered_at }) => delivered_at === null) ?? parcels[0];
  const words = parcelWords[of.language];
  const source = { kind: 'order', id: order.id, title: order.number };
  if (!parcel) {
    const none = { known: false, delivered: false, moving: false, late: false, not_shipped: true, lost: false };
    return { facts: none, variables: { last: words.not_shipped }, sources: [source] };
  }
  const state = stateOf(parcel, brand.timeZone, ctx.now);
  const at = parcel.delivered_at ?? parcel.shipped_at!;
  const day = dayIn(look, at);
  const last = parcel.delivered_at ? words.delivered(day) : words.shipped(day);
  const { carrier, tracking: number } = parcel;
  return {
    facts: { known: true, not_shipped: false, ...state },
    variables: { carrier, number, last, on: day },
    sources: [source],
    cards: [
      plainCard('tracking', {
        title: [carrier, number].filter(Boolean).join(' ') || order.number,
        detail: last,
        url: number ? trackingUrl(carrier, number) : null,
      }),
    ],
  };
};

/** Pure. Days are calendar days of the brand's zone since it left. */
export function stateOf(parcel: Pick<Parcel, 'shipped_at' | 'delivered_at'>, zone: string, now: Date) {
  const delivered = parcel.delivered_at !== null;
  const left = parcel.shipped_at;
  const days = delivered || left === null ? 0 : daysBetween(calendarDay(zone, left), calendarDay(zone, now));
  return { delivered, moving: !delivered && days < LOST_DAYS, late: days > TRANSIT_DAYS, lost: days >= LOST_DAYS };
}
