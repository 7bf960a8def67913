import type { CallStill, Photo } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { photoOf } from '../../uploads/index.ts';
import type { ShownStill } from './stills.store.ts';

/** A still as staff see it. What is erased or out of sight has no picture any more, only that it was there. */
export function stillShown(ctx: Ctx, still: ShownStill): CallStill {
  const hidden = still.removed_at !== null || still.erased_at !== null;
  return {
    id: still.id,
    call_id: still.call_id,
    position: still.position,
    photo: hidden ? null : pictureOf(ctx, still),
    drawn: hidden ? null : drawnOf(ctx, still),
    width: still.width,
    height: still.height,
    caption: still.caption,
    source: still.source,
    captured_at: capturedAt(still).toISOString(),
    received_at: still.received_at.toISOString(),
    taken_by: still.taken_by,
    order_line: still.line,
    unit: still.unit,
    serial: still.serial,
    marks: still.marks,
    removed: still.removed_at && { at: still.removed_at.toISOString(), because: still.removed_because ?? '' },
    erased_at: still.erased_at?.toISOString() ?? null,
  };
}

/** When it was captured by our clock: its row keeps the browser's, and how far that was off. */
export function capturedAt(still: Pick<ShownStill, 'captured_at' | 'clock_off_ms' | 'received_at'>): Date {
  return new Date(Math.min(still.captured_at.getTime() - Number(still.clock_off_ms), still.received_at.getTime()));
}

export function pictureOf(ctx: Ctx, still: ShownStill): Photo {
  const { file_id, key, thumb_key, caption } = still;
  return photoOf(ctx, { id: file_id, key, thumb_key, caption, added_at: capturedAt(still) });
}

function drawnOf(ctx: Ctx, still: ShownStill): Photo | null {
  const { drawn_file_id, drawn_key, drawn_thumb_key, caption } = still;
  if (drawn_file_id === null || drawn_key === null) return null;
  const at = { caption, added_at: capturedAt(still) };
  return photoOf(ctx, { id: drawn_file_id, key: drawn_key, thumb_key: drawn_thumb_key, ...at });
}
