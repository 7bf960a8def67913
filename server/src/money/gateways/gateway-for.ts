import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { accountOfBrand } from './accounts.store.ts';
import { companyOf } from './company.ts';
import { addedGatewayFor, manual } from './gateway.ts';

/** Through what a payment is given back: its name, and the brand's account where it is one. */
export type Way = { gateway: string; account_id: string | null };
type Payment = { external_id: string; method: string } | null;

/**
 * Which way the refunds of a brand's payments go: a connector of the installation that takes the method; else the brand's
 * own account, when the payment is one of that company's by the name the shop gave it; else by hand.
 */
export async function waysOf(tx: Tx, ctx: Ctx, brandId: string): Promise<(payment: Payment) => Way> {
  const account = await accountOfBrand(tx, ctx, brandId);
  return (payment) => {
    const added = addedGatewayFor(payment?.method ?? null);
    if (added) return { gateway: added.name, account_id: null };
    if (account && payment && companyOf(account.kind).takes({ reference: payment.external_id }))
      return { gateway: account.kind, account_id: account.id };
    return { gateway: manual.name, account_id: null };
  };
}
