import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Channel } from '../channel.ts';
import { staffIsHere } from '../chat/staff-here.ts';
import { inBusiness } from '../clocks/business-time.ts';
import { hoursOf } from '../clocks/promises.store.ts';

/**
 * Is nobody of ours there to answer on this channel now? Outside the hours of its calendar (of the brand's first promise,
 * where it has none) there is nobody. On a chat, where a buyer sits and waits, there is neither when no colleague has the
 * inbox open. On the others an hour with people is enough: somebody will read it; only where no hours are known does it
 * count, too, whether one is here.
 */
export async function peopleAreAway(
  tx: Tx,
  ctx: Ctx,
  channel: Pick<Channel, 'brand_id' | 'kind' | 'settings'>,
): Promise<boolean> {
  const own = channel.settings.kind === 'chat' ? channel.settings.calendar_id : null;
  const hours = await hoursOf(tx, ctx, channel.brand_id, own);
  if (hours && !inBusiness(hours, ctx.now)) return true;
  return (channel.kind === 'chat' || hours === null) && !staffIsHere(ctx.workspaceId, ctx.now);
}
