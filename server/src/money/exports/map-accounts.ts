import type { Account, AccountMap, Bookkeeper } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { accounts } from '../ledger/ledger.ts';
import { defaultCode, isBooked } from './account-codes.ts';
import { ownCodes, saveCodes } from './exports.store.ts';

/** Account codes of a brand for one accounting program, the defaults where it set none. Throws `brand.not_found`. */
export async function readAccountMap(tx: Tx, ctx: Ctx, brandId: string, system: Bookkeeper): Promise<AccountMap> {
  await brandOf(tx, brandId);
  const own = await ownCodes(tx, ctx, brandId, system);
  return {
    system,
    rows: accounts.filter(isBooked).map((account) => ({
      account,
      ...(own.get(account) ?? defaultCode(account, system)),
      default: !own.has(account),
    })),
  };
}

/**
 * The accountant sets codes and names as their own books have them; what is left out, or equals the default, has the
 * default. Several of ours may go to one of theirs. Throws `brand.not_found`, `account_map.twice` when one of ours is named twice.
 */
export function mapAccounts(
  ctx: Ctx,
  brandId: string,
  system: Bookkeeper,
  rows: readonly { account: Account; code: string; name: string }[],
): Promise<AccountMap> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    const twice = rows.find((row, n) => rows.findIndex(({ account }) => account === row.account) !== n);
    if (twice) throw new Refusal('account_map.twice', { account: twice.account });
    const changed = rows.filter(({ account, code, name }) => {
      const usual = defaultCode(account, system);
      return isBooked(account) && (code !== usual.code || name !== usual.name);
    });
    await saveCodes(tx, ctx, brandId, system, changed);
    const subject = { kind: 'brand', id: brandId };
    await record(tx, ctx, [
      { type: 'account_map.changed', subject, brand_id: brandId, data: { system, own: changed.length } },
    ]);
    return readAccountMap(tx, ctx, brandId, system);
  });
}
