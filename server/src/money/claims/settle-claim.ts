import type { ClaimKind } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { orderForReturn } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { returnOfOrder } from '../disputes/disputes.store.ts';
import { book } from '../ledger/ledger.store.ts';
import { carrierClaimPaid } from '../ledger/ledger.ts';
import { fileBy } from './carrier-rules.ts';
import { stepClaim } from './claim.ts';
import { claimEvent } from './claim-events.ts';
import { type ClaimRow, lockClaim, saveClaim, shipmentsOf, verdictNow } from './claims.store.ts';
import { destinationOf, goodsIn } from './open-claim.ts';

/**
 * Staff set right what a claim says before it is filed. Another kind or carrier stands under another rule and has another
 * last day; a day told by hand, as the carrier's own letter has it, goes before the rule.
 *
 * @param change amount in minor units of the order's currency. Throws `claim.not_found`, `claim.wrong_state`, `claim.more_than_goods`.
 */
export function changeClaim(
  ctx: Ctx,
  id: string,
  change: {
    kind?: ClaimKind | undefined;
    carrier?: string | undefined;
    amount?: number | undefined;
    file_by?: string | undefined;
    note?: string | null | undefined;
  },
): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const claim = await lockClaim(tx, ctx, id);
    stepClaim(claim.state, 'change');
    const order = await orderForReturn(tx, ctx, claim.order_id);
    const shipped = (await shipmentsOf(tx, ctx, order.id)).find((one) => one.id === claim.fulfilment_id) ?? null;
    const most = goodsIn(order, shipped);
    if (change.amount !== undefined && change.amount > most) throw new Refusal('claim.more_than_goods', { most });
    const kind = change.kind ?? claim.kind;
    const carrier = change.carrier ?? claim.carrier;
    const other = kind !== claim.kind || carrier !== claim.carrier;
    const { timeZone } = await brandOf(tx, claim.brand_id);
    const way = {
      carrier,
      destination: destinationOf(order),
      ...(shipped ?? { shipped_at: null, delivered_at: null }),
    };
    const { rule, day } = fileBy({ ...way, carrier }, kind, timeZone);
    const next = {
      kind,
      carrier,
      ...(other ? { rule, file_by: day } : {}),
      ...(change.file_by === undefined ? {} : { file_by: change.file_by }),
      ...(change.amount === undefined ? {} : { claimed: change.amount }),
      ...(change.note === undefined ? {} : { note: change.note }),
    };
    await saveClaim(tx, ctx, id, next);
    await record(tx, ctx, [claimEvent('claim.changed', { ...claim, ...next }, await returnOf(tx, ctx, claim))]);
  });
}

/**
 * Staff filed it with the carrier, who gave it a number. What backs it stays as it was then. Throws `claim.not_found`,
 * `claim.wrong_state`.
 */
export function fileClaim(ctx: Ctx, id: string, reference: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const claim = await lockClaim(tx, ctx, id);
    const state = stepClaim(claim.state, 'file');
    const file_ids = await picturesOf(tx, ctx, claim);
    await saveClaim(tx, ctx, id, { state, reference, file_ids, filed_at: ctx.now });
    const data = { reference, pictures: file_ids.length };
    await record(tx, ctx, [claimEvent('claim.filed', claim, await returnOf(tx, ctx, claim), data)]);
  });
}

/**
 * The carrier paid, in whole or in part, maybe with the freight on top. Booked as recovered, once, however often it is pressed.
 *
 * @param amount minor units of the order's currency. @param version the version the payer saw; another refuses with
 * `claim.changed`. Throws `claim.not_found`, `claim.wrong_state`, `claim.more_than_claimed`.
 */
export function payClaim(ctx: Ctx, id: string, amount: number, version?: number): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const claim = await lockClaim(tx, ctx, id);
    const state = stepClaim(claim.state, 'pay');
    if (version !== undefined && version !== claim.version)
      throw new Refusal('claim.changed', { version: claim.version });
    const order = await orderForReturn(tx, ctx, claim.order_id);
    const most = claim.claimed + order.shipping_total;
    if (amount > most) throw new Refusal('claim.more_than_claimed', { most });
    await saveClaim(tx, ctx, id, { state, paid: amount, ended_at: ctx.now });
    const return_id = await returnOf(tx, ctx, claim);
    const { brand_id, order_id, currency, code: memo } = claim;
    const lines = carrierClaimPaid(amount);
    await book(tx, ctx, [{ brand_id, order_id, return_id, currency, memo, cause: `claim.paid:${id}`, lines }]);
    await record(tx, ctx, [claimEvent('claim.paid', claim, return_id, { paid: { amount, currency } })]);
  });
}

/** The carrier said no, or nobody follows it up. Throws `claim.not_found`, `claim.wrong_state`. */
export function endClaim(ctx: Ctx, id: string, as: 'declined' | 'dropped', reason: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const claim = await lockClaim(tx, ctx, id);
    const state = stepClaim(claim.state, as === 'declined' ? 'decline' : 'drop');
    const file_ids = await picturesOf(tx, ctx, claim);
    await saveClaim(tx, ctx, id, { state, file_ids, ended_at: ctx.now });
    await record(tx, ctx, [claimEvent(`claim.${as}`, claim, await returnOf(tx, ctx, claim), { reason })]);
  });
}

/** The return its cost shows on: that of the verdict, else the order's newest. */
async function returnOf(tx: Tx, ctx: Ctx, claim: ClaimRow): Promise<string | null> {
  const verdict = claim.verdict_id === null ? null : await verdictNow(tx, ctx, claim.verdict_id);
  return verdict?.return_id ?? returnOfOrder(tx, ctx, claim.order_id);
}

/** The pictures that back it: before it is filed, also what came to its verdict since. */
export async function picturesOf(
  tx: Tx,
  ctx: Ctx,
  claim: Pick<ClaimRow, 'state' | 'verdict_id' | 'file_ids'>,
): Promise<string[]> {
  if (claim.state !== 'draft' || claim.verdict_id === null) return claim.file_ids;
  const verdict = await verdictNow(tx, ctx, claim.verdict_id);
  return [...new Set([...claim.file_ids, ...(verdict?.file_ids ?? [])])];
}
