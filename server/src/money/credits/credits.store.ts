import type { CreditSettings } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { cleanCode } from './card-code.ts';
import type { Credit, CreditState, Parts, Who } from './credit.ts';
import type { Ends } from './credit-expiry.ts';

export const CREDIT = 'SC';

/** A credit as verbs work on it. */
export type CreditRow = Credit & {
  id: string;
  code: string;
  brand_id: string;
  customer_id: string;
  refund_id: string | null;
  order_id: string | null;
  return_id: string | null;
  source: 'refund' | 'goodwill';
  amount: number;
  balance: number;
  paid: number;
  bonus: number;
  currency: string;
  paid_expiry: Ends | null;
  bonus_expiry: Ends | null;
  language: string;
  reason: string | null;
};

export type NewCredit = Pick<
  CreditRow,
  | 'id'
  | 'code'
  | 'brand_id'
  | 'customer_id'
  | 'refund_id'
  | 'order_id'
  | 'return_id'
  | 'source'
  | 'paid'
  | 'bonus'
  | 'currency'
  | 'language'
  | 'reason'
> & { state: 'asked' | 'active'; paid_expiry: Ends; bonus_expiry: Ends; asked_by: Who | null };

const ends = (expiry: Ends) => (expiry.at === null ? null : new Date(expiry.at));
/** The next end of what is left; null: none. Kept with the row, so that the nightly job finds what is due. */
function nextEnd(of: Pick<Credit, 'paid_left' | 'bonus_left' | 'paid_expires_at' | 'bonus_expires_at'>): Date | null {
  const all = [of.paid_left > 0 ? of.paid_expires_at : null, of.bonus_left > 0 ? of.bonus_expires_at : null];
  const known = all.filter((end) => end !== null).map((end) => end.getTime());
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}

export async function insertCredit(tx: Tx, ctx: Ctx, credit: NewCredit): Promise<void> {
  const { paid_expiry, bonus_expiry, asked_by, ...row } = credit;
  const open = credit.state === 'active';
  const left = { paid_left: open ? credit.paid : 0, bonus_left: open ? credit.bonus : 0 };
  const at = { paid_expires_at: ends(paid_expiry), bonus_expires_at: ends(bonus_expiry) };
  await tx
    .insertInto('store_credits')
    .values({
      workspace_id: ctx.workspaceId,
      ...row,
      ...left,
      ...at,
      amount: credit.paid + credit.bonus,
      balance: left.paid_left + left.bonus_left,
      expires_at: nextEnd({ ...left, ...at }),
      paid_expiry: JSON.stringify(paid_expiry),
      bonus_expiry: JSON.stringify(bonus_expiry),
      asked_by: asked_by && JSON.stringify(asked_by),
      created_at: ctx.now,
    })
    .execute();
}

/** Held to the end of the transaction: of two who redeem at once the second sees what the first left. Throws `credit.not_found`. */
export async function lockCredit(tx: Tx, ctx: Ctx, id: string): Promise<CreditRow> {
  return found(
    await tx
      .selectFrom('store_credits')
      .selectAll()
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  );
}

/** By code, compared by hash. Throws `credit.not_found`. */
export async function lockCreditByCode(tx: Tx, ctx: Ctx, typed: string): Promise<CreditRow> {
  return found(
    await tx
      .selectFrom('store_credits')
      .selectAll()
      .where('workspace_id', '=', ctx.workspaceId)
      .where('code_hash', '=', sql<Buffer>`sha256(decode(${cleanCode(CREDIT, typed)}, 'escape'))`)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  );
}

function found(row: unknown): CreditRow {
  if (!row) throw new Refusal('credit.not_found');
  return row as CreditRow;
}

/** Saves what is left of a locked credit, and its state. */
export async function saveCredit(
  tx: Tx,
  ctx: Ctx,
  credit: CreditRow,
  change: {
    state: CreditState;
    paid_left: number;
    bonus_left: number;
    paid_expires_at?: Date | null;
    bonus_expires_at?: Date | null;
    approved_by?: Who;
    reason?: string;
  },
): Promise<void> {
  const { approved_by, ...plain } = change;
  await tx
    .updateTable('store_credits')
    .set({
      ...plain,
      balance: change.paid_left + change.bonus_left,
      expires_at: nextEnd({ ...credit, ...change }),
      ...(approved_by ? { approved_by: JSON.stringify(approved_by) } : {}),
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', credit.id)
    .execute();
}

export type CreditMoveRow = Parts & {
  id: string;
  at: Date;
  kind: 'issued' | 'redeemed' | 'given_back' | 'expired' | 'voided' | 'cashed_out';
  balance: number;
  reference: string;
  reason: string | null;
  by: Who;
};

/** Writes down what was done to a credit; the same kind and reference are written once. */
export async function insertMove(
  tx: Tx,
  ctx: Ctx,
  credit: Pick<CreditRow, 'id' | 'brand_id'>,
  move: Parts & Pick<CreditMoveRow, 'kind' | 'balance'> & { reference?: string; reason?: string | null },
): Promise<void> {
  const { kind: actor, id, name } = ctx.actor;
  await tx
    .insertInto('credit_moves')
    .values({
      workspace_id: ctx.workspaceId,
      id: newId(),
      brand_id: credit.brand_id,
      credit_id: credit.id,
      at: ctx.now,
      ...move,
      by: JSON.stringify({ kind: actor, id, name }),
    })
    .execute();
}

/** What a reference did to a credit: redeemed, given back, or neither. */
export async function movesOfReference(
  tx: Tx,
  ctx: Ctx,
  creditId: string,
  reference: string,
): Promise<CreditMoveRow[]> {
  const rows = await tx
    .selectFrom('credit_moves')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('credit_id', '=', creditId)
    .where('reference', '=', reference)
    .where('kind', 'in', ['redeemed', 'given_back'])
    .execute();
  return rows as unknown as CreditMoveRow[];
}

export async function movesOfCreditId(tx: Tx, ctx: Ctx, creditId: string): Promise<CreditMoveRow[]> {
  const rows = await tx
    .selectFrom('credit_moves')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('credit_id', '=', creditId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows as unknown as CreditMoveRow[];
}

/** Credits of which a part has run out, oldest first. */
export async function runOut(tx: Tx, ctx: Ctx, most: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('store_credits')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('state', '=', 'active')
    .where('expires_at', '<=', ctx.now)
    .orderBy('expires_at')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

const DEFAULTS: CreditSettings = { bonus_months: null, discount_months: 6, discount_minimum: null };
export async function creditSettingsOf(tx: Tx, ctx: Ctx, brandId: string): Promise<CreditSettings> {
  const row = await tx
    .selectFrom('credit_settings')
    .select(['bonus_months', 'discount_months', 'discount_minimum'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .executeTakeFirst();
  return row ?? DEFAULTS;
}

export async function saveCreditSettings(tx: Tx, ctx: Ctx, brandId: string, settings: CreditSettings): Promise<void> {
  await tx
    .insertInto('credit_settings')
    .values({ workspace_id: ctx.workspaceId, brand_id: brandId, ...settings })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'brand_id']).doUpdateSet(settings))
    .execute();
}

/** Where the buyer of an order lives, or, without an order, the customer; and what they are called. */
export async function holderOf(
  tx: Tx,
  ctx: Ctx,
  of: { customerId: string; orderId: string | null },
): Promise<{
  address: { region?: string; postal_code?: string; country?: string } | null;
  brand_id: string;
  name: string;
} | null> {
  const row = await tx
    .selectFrom('customers as c')
    .leftJoin('orders as o', (on) =>
      on.onRef('o.workspace_id', '=', 'c.workspace_id').onRef('o.customer_id', '=', 'c.id').on('o.id', '=', of.orderId),
    )
    .select(['c.address as home', 'o.address as sent_to', 'c.brand_id', 'c.name'])
    .where('c.workspace_id', '=', ctx.workspaceId)
    .where('c.id', '=', of.customerId)
    .executeTakeFirst();
  if (!row) return null;
  return { address: (row.sent_to ?? row.home) as { region?: string } | null, brand_id: row.brand_id, name: row.name };
}
