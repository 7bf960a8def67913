import type { NewEvent } from '../platform/record.ts';
import type { UnitRow } from './units.store.ts';

type Refs = Pick<UnitRow, 'id' | 'brand_id' | 'site_id' | 'order_id' | 'return_id'>;

/** An event about a unit, shown on the timelines of its return and order too. */
export function unitEvent(type: string, unit: Refs, data: Record<string, unknown>): NewEvent {
  const { id, brand_id, site_id, order_id, return_id } = unit;
  return { type, subject: { kind: 'unit', id }, unit_id: id, brand_id, site_id, order_id, return_id, data };
}

/** An event about a parcel. */
export function parcelEvent(type: string, parcel: Refs, data: Record<string, unknown>): NewEvent {
  const { id, brand_id, site_id, order_id, return_id } = parcel;
  return { type, subject: { kind: 'parcel', id }, brand_id, site_id, order_id, return_id, data };
}
