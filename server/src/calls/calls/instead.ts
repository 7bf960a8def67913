/** What is offered in place of waiting, and after nobody came. Pure. */
import type { BuyerCall, CallSettings } from '@recoup/contract';
import type { Call } from './call.ts';

/** Writing and photos always work; a slot and a call back where the brand offers them. Nothing while somebody is on. */
export function insteadOf(
  at: Pick<Call, 'stage' | 'staff_id' | 'call_back' | 'ended_because'>,
  settings: Pick<CallSettings, 'slots' | 'call_back' | 'enabled'>,
): BuyerCall['instead'] {
  const waits = at.stage === 'waiting' || (at.stage === 'ringing' && at.staff_id === null);
  const missed = at.stage === 'missed' && at.ended_because !== 'buyer_left' && at.ended_because !== 'buyer_hung_up';
  if (!waits && !missed) return [];
  const wanted = settings.enabled && settings.call_back && !at.call_back;
  return [
    'photos',
    ...(settings.enabled && settings.slots.enabled ? (['slot'] as const) : []),
    ...(wanted ? (['call_back'] as const) : []),
    'chat',
  ];
}
