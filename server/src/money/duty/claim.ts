import type { DrawbackClaim } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { split } from '../../platform/money.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { book } from '../ledger/ledger.store.ts';
import { drawbackPaid } from '../ledger/ledger.ts';
import { type ClaimRow, claimOf, findClaim, freeUnits, insertClaim, lockClaim, saveClaim } from './claims.store.ts';
import { ways } from './drawback.ts';
import { basisOf, matchUnits } from './eligible.ts';
import { moveClaimed } from './imports.store.ts';

/** Throws `drawback.not_found`. */
export async function readClaim(tx: Tx, ctx: Ctx, id: string): Promise<DrawbackClaim> {
  const row = await findClaim(tx, ctx, id);
  if (!row) throw new Refusal('drawback.not_found');
  return claimOf(row);
}

type Asked = { brand_id: string; basis: DrawbackClaim['basis']; unit_ids: readonly string[] };

/**
 * Staff put units into a claim; each is set against the oldest import it may have come with. Two who claim the same unit
 * at once: one does, the other is told. Throws `brand.not_found`, `drawback.unit_not_eligible` with the unit and why.
 */
export function openClaim(ctx: Ctx, { brand_id, basis, unit_ids }: Asked): Promise<DrawbackClaim> {
  return inWorkspace(ctx, async (tx) => {
    const { rows, currency } = await matchUnits(tx, ctx, brand_id, 'hold');
    const chosen = [...new Set(unit_ids)].map((id) => rows.find(({ unit }) => unit.id === id));
    const units = chosen.map((one, n) => {
      const { unit, allocation } = one ?? {};
      const because =
        !unit || basisOf(unit) !== basis ? 'other_way' : 'because' in allocation! ? allocation.because : null;
      if (because !== null)
        throw new Refusal('drawback.unit_not_eligible', { unit: unit_ids[n], lpn: unit?.lpn, because });
      const { line, amount, claim_by } = allocation as { line: { id: string }; amount: number; claim_by: string };
      return { unit: unit!, line, amount, claim_by };
    });
    const id = newId();
    const claim = {
      id,
      brand_id,
      code: newCode('DB'),
      basis,
      file_by: units.map(({ claim_by }) => claim_by).sort()[0]!,
      currency,
      claimed: units.reduce((sum, { amount }) => sum + amount, 0),
    };
    await moveClaimed(
      tx,
      ctx,
      counted(
        units.map(({ line }) => line.id),
        1,
      ),
    );
    await insertClaim(
      tx,
      ctx,
      claim,
      units.map(({ unit, line, amount }) => ({
        unit_id: unit.id,
        import_line_id: line.id,
        return_id: unit.return_id,
        order_id: unit.order_id,
        lpn: unit.lpn,
        sku: unit.sku ?? '',
        title: unit.title,
        gone_at: unit.gone_at!,
        amount,
      })),
    );
    await tell(tx, ctx, 'drawback.opened', claim, { units: units.length });
    return readClaim(tx, ctx, id);
  });
}

/** The broker filed it. Throws `drawback.not_found`, `drawback.wrong_state`, `drawback.too_late` after the last day of its oldest import. */
export function fileClaim(ctx: Ctx, id: string, reference: string): Promise<DrawbackClaim> {
  return inWorkspace(ctx, async (tx) => {
    const claim = await held(tx, ctx, id, 'file');
    const { timeZone } = await brandOf(tx, claim.brand_id);
    if (dayIn(timeZone, ctx.now) > claim.file_by) throw new Refusal('drawback.too_late', { file_by: claim.file_by });
    await saveClaim(tx, ctx, id, { state: 'filed', reference, filed_at: ctx.now });
    await tell(tx, ctx, 'drawback.filed', claim, { reference });
    return readClaim(tx, ctx, id);
  });
}

/**
 * Customs paid. The amount is shared over the units by what was claimed for each, and booked to their returns.
 * Throws `drawback.not_found`, `drawback.wrong_state`, `drawback.more_than_duty`.
 */
export function payClaim(ctx: Ctx, id: string, amount: number): Promise<DrawbackClaim> {
  return inWorkspace(ctx, async (tx) => {
    const claim = await held(tx, ctx, id, 'pay');
    if (amount > claim.claimed) throw new Refusal('drawback.more_than_duty', { claimed: claim.claimed });
    await saveClaim(tx, ctx, id, { state: 'paid', paid: amount, settled_at: ctx.now });
    const shares = split(
      amount,
      claim.units.map((unit) => unit.amount),
    );
    const { brand_id, currency, code } = claim;
    await book(
      tx,
      ctx,
      claim.units.map(({ unit_id, return_id, order_id, number }, n) => ({
        brand_id,
        currency,
        memo: code,
        cause: `drawback.paid:${id}:${unit_id}`,
        order_id,
        return_id,
        unit_id,
        basis: { from: 'event' as const, facts: { claim: code, entry: number } },
        lines: drawbackPaid(shares[n]!),
      })),
    );
    await tell(tx, ctx, 'drawback.paid', claim, { amount: { amount, currency } });
    return readClaim(tx, ctx, id);
  });
}

/** Refused by customs, or withdrawn by us: its units and its pieces of the imports are free again. Throws `drawback.not_found`, `drawback.wrong_state`. */
export function endClaim(ctx: Ctx, id: string, as: 'refused' | 'withdrawn', reason: string): Promise<DrawbackClaim> {
  return inWorkspace(ctx, async (tx) => {
    const claim = await held(tx, ctx, id, as === 'refused' ? 'refuse' : 'withdraw');
    await saveClaim(tx, ctx, id, { state: as, reason, settled_at: ctx.now });
    await freeUnits(tx, ctx, id);
    await moveClaimed(
      tx,
      ctx,
      counted(
        claim.units.map((unit) => unit.import_line_id),
        -1,
      ),
    );
    const type = as === 'refused' ? 'drawback.refused' : 'drawback.withdrawn';
    await tell(tx, ctx, type, claim, { reason });
    return readClaim(tx, ctx, id);
  });
}

async function held(tx: Tx, ctx: Ctx, id: string, move: DrawbackClaim['moves'][number]): Promise<ClaimRow> {
  const claim = await lockClaim(tx, ctx, id);
  if (!claim) throw new Refusal('drawback.not_found');
  if (!ways[claim.state][move]) throw new Refusal('drawback.wrong_state', { state: claim.state });
  return claim;
}

function counted(ids: readonly string[], each: 1 | -1): Map<string, number> {
  const sums = new Map<string, number>();
  for (const id of ids) sums.set(id, (sums.get(id) ?? 0) + each);
  return sums;
}

type Told = Pick<ClaimRow, 'id' | 'brand_id' | 'code' | 'claimed' | 'currency'>;
const tell = (tx: Tx, ctx: Ctx, type: string, claim: Told, data: Record<string, unknown>) =>
  record(tx, ctx, [
    {
      type,
      subject: { kind: 'drawback_claim', id: claim.id },
      brand_id: claim.brand_id,
      data: { code: claim.code, claimed: { amount: claim.claimed, currency: claim.currency }, ...data },
    },
  ]);
