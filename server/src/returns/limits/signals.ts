/** Signs that a person should look before more is given. Reasons to look, never a refusal. Pure. */
import type { Because, RemedyOffer, Signal } from '@recoup/contract';
import type { Trouble } from '../sides.ts';

export type History = Trouble & {
  /** Lines of this buyer settled within 365 days with money or a part while the goods stayed. */
  kept_before: number;
  /** Different addresses this buyer's orders of 365 days went to. */
  addresses: number;
};

/** From how many on it is a sign. */
export const KEPT_OFTEN = 3;
export const MANY_ADDRESSES = 5;

export function signalsOf(history: History): Signal[] {
  const { kept_before, addresses, serial_swaps, empty_boxes, returns } = history;
  const found: Signal[] = [];
  if (kept_before >= KEPT_OFTEN) found.push({ code: 'keep_it_often', facts: { times: kept_before, days: 365 } });
  if (serial_swaps > 0) found.push({ code: 'serial_swap', facts: { units: serial_swaps, returns } });
  if (empty_boxes > 0) found.push({ code: 'empty_box', facts: { parcels: empty_boxes, returns } });
  if (addresses >= MANY_ADDRESSES) found.push({ code: 'many_addresses', facts: { addresses, days: 365 } });
  return found;
}

/**
 * Which of the signs speak against what was chosen, as reasons of a review. Goods that were swapped or missing before
 * speak against everything; the others only where something is given before, or without, goods coming back.
 */
export function risksOf(signals: readonly Signal[], chosen: readonly RemedyOffer[]): Because[] {
  const trusting = chosen.some((offer) => offer.kind !== 'guidance' && (!offer.goods_back || offer.ships === 'now'));
  return signals
    .filter(({ code }) => trusting || code === 'serial_swap' || code === 'empty_box')
    .map(({ code, facts }) => ({ rule: 'risk', code: `risk.${code}`, facts }));
}
