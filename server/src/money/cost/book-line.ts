import type { BodyOf, costsApi, ReturnCost } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { returnForMoney } from '../../returns/index.ts';
import { book, isBooked } from '../ledger/ledger.store.ts';
import {
  carrierClaimPaid,
  disposed,
  dutyPaid,
  type Line,
  labelBought,
  partsHarvested,
  receivingDone,
  recovered,
  relabelled,
  repacked,
  repairLabor,
  repairParts,
  stored,
  vendorCredited,
} from '../ledger/ledger.ts';
import { readReturnCost } from './read-cost.ts';
import { units } from './sides.ts';

type Given = BodyOf<(typeof costsApi)['bookLine']>;

const linesOf: Record<Given['account'], (amount: number) => Line[]> = {
  carrier_claims: carrierClaimPaid,
  vendor_credits: vendorCredited,
  parts_recovered: partsHarvested,
  resale: recovered,
  duty_brokerage: dutyPaid,
  return_freight: labelBought,
  repack: repacked,
  relabel: relabelled,
  disposal_fees: disposed,
  storage: stored,
  receiving: receivingDone,
  repair_labor: repairLabor,
  repair_parts: repairParts,
};

/**
 * Staff book what no event tells: a carrier's claim paid, a vendor's credit note, a broker's bill. In the return's
 * currency; the same reference on the same account of a return books once.
 *
 * Throws `return.not_found`, `unit.not_found` (not of this return), `cost.other_currency`, `cost.booked_already`.
 */
export function bookLine(ctx: Ctx, returnId: string, given: Given): Promise<ReturnCost> {
  return inWorkspace(ctx, async (tx) => {
    const at = await returnForMoney(tx, ctx, returnId);
    if (given.currency !== undefined && given.currency !== at.currency)
      throw new Refusal('cost.other_currency', { currency: at.currency });
    const all = await units().ofReturn(tx, ctx, returnId);
    const unit = all.find(({ id }) => id === given.unit_id);
    if (given.unit_id !== undefined && !unit) throw new Refusal('unit.not_found');
    const { account, amount, reference, reason } = given;
    const cause = `cost.booked:${returnId}:${account}:${reference.toLowerCase()}`;
    if (await isBooked(tx, ctx, cause)) throw new Refusal('cost.booked_already', { reference });

    const refs = { brand_id: at.brand_id, order_id: at.order_id, return_id: returnId, unit_id: unit?.id ?? null };
    const basis = { from: 'manual' as const, facts: { reason, reference, by: ctx.actor.name } };
    await book(tx, ctx, [
      { ...refs, currency: at.currency, memo: reference, cause, basis, lines: linesOf[account](amount) },
    ]);
    const data = { account, amount: { amount, currency: at.currency }, reason, reference };
    await record(tx, ctx, [{ type: 'cost.booked', subject: { kind: 'return', id: returnId }, ...refs, data }]);
    return readReturnCost(tx, ctx, returnId);
  });
}
