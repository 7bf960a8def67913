import type { Parcel } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { acrossSites } from './across-sites.ts';
import { readParcel } from './parcel-answer.ts';
import { lockParcel } from './parcels.store.ts';
import { addPhotos } from './photos.store.ts';
import { parcelEvent } from './unit-events.ts';

/**
 * An operator photographs the carton or what is in it; anybody at the dock may, also after unpacking.
 * Throws `parcel.not_found`, `file.not_found`.
 */
export function addParcelPhotos(
  ctx: Ctx,
  parcelId: string,
  { file_ids, caption }: { file_ids: readonly string[]; caption?: string },
): Promise<Parcel> {
  return acrossSites(ctx, async (tx) => {
    const parcel = await lockParcel(tx, ctx, parcelId);
    if (!parcel) throw new Refusal('parcel.not_found');
    await addPhotos(tx, ctx, file_ids, { parcelId }, caption ?? null);
    await record(tx, ctx, [parcelEvent('parcel.photographed', parcel, { photos: file_ids.length, caption })]);
    return readParcel(tx, ctx, parcelId);
  });
}
