/** Returns in every stage, brought there by the steps themselves. */
import { portal, type ReturnStage, returns } from '@recoup/contract';
import { expireReturn } from '../expire-returns.ts';
import { markInTransit } from '../mark-in-transit.ts';
import { judge, receive } from './goods.ts';
import type { Order, World } from './world.ts';

export type Made = { order: Order; id: string; code: string };

/** The carrier's first scan of a return's parcel. */
export async function scan(
  world: World,
  id: string,
  code = 'picked_up' as const,
  at = world.door.now(),
): Promise<void> {
  await world.door.drain();
  const { label } = await world.owner.call(returns.get, { params: { id } });
  const event = { tracking: label!.tracking!, code, at: at.toISOString() };
  await world.owner.call(returns.track, { body: { events: [event] } });
  await world.door.drain();
}

export async function returnAt(world: World, stage: ReturnStage): Promise<Made> {
  const { door, owner, site } = world;
  if (stage === 'requested' || stage === 'declined') {
    const made = await world.waiting();
    if (stage === 'declined') {
      await owner.call(returns.decline, { params: { id: made.id }, body: { reason: 'The photos show another lamp.' } });
    }
    return made;
  }
  const made = await world.approved();
  const { id } = made;
  if (stage === 'cancelled') await made.order.buyer.call(portal.cancel, { params: { id } });
  if (stage === 'expired') await expireReturn(door.ctx(), id);
  if (stage === 'in_transit' || stage === 'received' || stage === 'closed') {
    await markInTransit(door.ctx(), id, null, door.now());
  }
  if (stage === 'received' || stage === 'closed') await receive(door.ctx(), id, site.id);
  if (stage === 'closed') {
    await judge(door.ctx(), id, 0, 1);
    await owner.call(returns.close, { params: { id } });
  }
  return made;
}
