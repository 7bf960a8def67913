import type { BuyerLanguage } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Call } from '../calls/call.ts';
import { zoneOf } from '../calls/open-call.ts';

/** What the buyer's browser says of their language and zone counts where nothing is known yet; a zone is where they are now. */
export async function setBuyersPlace(
  tx: Tx,
  ctx: Ctx,
  at: Call,
  said: { language?: BuyerLanguage; time_zone?: string },
): Promise<void> {
  const time_zone = zoneOf(said.time_zone) ?? at.time_zone;
  const language = at.language ?? said.language ?? null;
  if (time_zone === at.time_zone && language === at.language) return;
  await tx
    .updateTable('calls')
    .set({ time_zone, language })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', at.id)
    .execute();
}
