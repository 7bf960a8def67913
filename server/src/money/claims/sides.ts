/** What proves the stills of a claim is kept by calls, which money may not import. Handed in once, by app.ts. */
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/** A still behind a file, with the picture that shows it best: with what was drawn on it, where something was. */
export type ProvenStill = {
  /** The file that was asked about: the still itself, or the one with marks. */
  file_id: string;
  id: string;
  position: number;
  call: { id: string; code: string };
  caption: string | null;
  /** Null once it was erased or taken out of sight. */
  shown: { id: string; key: string; thumb_key: string | null } | null;
  captured_at: Date;
  received_at: Date;
  captured_sha256: string;
  kept_sha256: string;
  taken_by: string;
};
export type StillSide = { proven(tx: Tx, ctx: Ctx, fileIds: readonly string[]): Promise<ProvenStill[]> };

let stills: StillSide = { proven: async () => [] };

/** Called by app.ts, once, before the first request. */
export function setClaimSides(sides: { stills: StillSide }): void {
  stills = sides.stills;
}
export const stillSide = (): StillSide => stills;
