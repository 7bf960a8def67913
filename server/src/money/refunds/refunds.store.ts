import type { MoneySettings } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { NewRefund } from './owed.ts';
import { MANUAL, type Refund, type RefundState, type Who } from './refund.ts';

/** A refund as verbs work on it. */
export type LockedRefund = Refund & {
  code: string;
  version: number;
  brand_id: string;
  order_id: string;
  return_id: string | null;
  customer_id: string;
  payment_id: string | null;
  currency: string;
  parts: { code: string; amount: number }[];
  reference: string | null;
  attempts: number;
  account_id: string | null;
  failure: string | null;
  failure_facts: Record<string, unknown>;
  bounced_at: Date | null;
  tries: number;
  due_at: Date | null;
  goes_at: Date | null;
};

/** Throws `refund.not_found`. Nobody else can change the row until the transaction ends. */
export async function lockRefund(tx: Tx, ctx: Ctx, id: string): Promise<LockedRefund> {
  const row = await tx
    .selectFrom('refunds')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('refund.not_found');
  return row as unknown as LockedRefund;
}

export type RefundChange = {
  state?: RefundState;
  amount?: number;
  needs_second?: boolean;
  parts?: unknown;
  reference?: string | null;
  failure?: string | null;
  failure_text?: string | null;
  failure_facts?: Record<string, unknown>;
  bounced_at?: Date | null;
  goes_at?: Date | null;
  unseen_elsewhere?: number;
  tries?: number;
  try_again_at?: Date | null;
  gateway?: string;
  account_id?: string | null;
  asked_by?: Who | null;
  asked_at?: Date | null;
  approved_by?: Who | null;
  sending_at?: Date;
  sent_at?: Date;
  sent_by?: Who;
  attempts?: number;
};

export async function saveRefund(tx: Tx, ctx: Ctx, id: string, change: RefundChange): Promise<void> {
  const { parts, asked_by, approved_by, sent_by, failure_facts, ...plain } = change;
  const json = (value: unknown) => (value === undefined || value === null ? value : JSON.stringify(value));
  await tx
    .updateTable('refunds')
    .set({
      ...plain,
      parts: json(parts),
      asked_by: json(asked_by),
      approved_by: json(approved_by),
      sent_by: json(sent_by),
      failure_facts: json(failure_facts),
      version: sql<number>`version + 1`,
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

export type RefundRow = Omit<NewRefund, 'of'> & {
  id: string;
  code: string;
  cause: string;
  gateway: string;
  account_id: string | null;
  needs_second: boolean;
  due_at: Date | null;
  /** When it goes out by itself; null: a person sends it. */
  goes_at: Date | null;
};

/** Writes what is owed with the goods it pays for. A cause that owes already is left as it is and not counted. */
export async function insertRefunds(
  tx: Tx,
  ctx: Ctx,
  of: { brand_id: string; order_id: string; return_id: string | null; customer_id: string; currency: string },
  refunds: readonly RefundRow[],
): Promise<string[]> {
  if (refunds.length === 0) return [];
  const kept = await tx
    .insertInto('refunds')
    .values(
      refunds.map(
        ({ id, code, cause, gateway, account_id, needs_second, due_at, goes_at, kind, payment, amount, parts }) => ({
          workspace_id: ctx.workspaceId,
          ...of,
          id,
          code,
          cause,
          gateway,
          account_id,
          needs_second,
          due_at,
          goes_at,
          kind,
          amount,
          payment_id: payment?.id ?? null,
          parts: JSON.stringify(parts),
          state: 'owed',
          owed_at: ctx.now,
        }),
      ),
    )
    .onConflict((conflict) => conflict.columns(['workspace_id', 'cause']).doNothing())
    .returning('id')
    .execute();
  const ids = new Set(kept.map((row) => row.id));
  const lines = refunds
    .filter((one) => ids.has(one.id))
    .flatMap((one) =>
      one.lines.map((line) => ({
        refund_id: one.id,
        return_line_id: line.line_id,
        quantity: line.quantity,
        amount: line.amount,
      })),
    );
  if (lines.length > 0) {
    await tx
      .insertInto('refund_lines')
      .values(lines.map((line) => ({ workspace_id: ctx.workspaceId, ...line })))
      .execute();
  }
  return [...ids];
}

/** Does a refund stand for this cause? */
export async function isOwed(tx: Tx, ctx: Ctx, cause: string): Promise<boolean> {
  const row = await tx
    .selectFrom('refunds')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('cause', '=', cause)
    .executeTakeFirst();
  return row !== undefined;
}

/** Units each return line is already paid for, by refunds that stand. A refund over several payments names the same units in each; they count once. */
export async function unitsPaidFor(tx: Tx, ctx: Ctx, returnId: string): Promise<Map<string, number>> {
  const rows = await sql<{ line: string; units: number }>`
    select line, sum(quantity)::int as units from (
      select l.return_line_id as line, split_part(r.cause, '#', 1) as cause, max(l.quantity) as quantity
      from refund_lines l join refunds r on r.workspace_id = l.workspace_id and r.id = l.refund_id
      where l.workspace_id = ${ctx.workspaceId} and r.return_id = ${returnId} and r.state <> 'void'
      group by 1, 2) counted
    group by line`.execute(tx);
  return new Map(rows.rows.map((row) => [row.line, row.units]));
}

/** How many refunds a return ever had: numbers the rounds of owing. */
export async function refundsOf(tx: Tx, ctx: Ctx, returnId: string): Promise<number> {
  const row = await tx
    .selectFrom('refunds')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('return_id', '=', returnId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The refunds of a return that are owed and have not begun to move, held to the end of the transaction. */
export async function lockOwed(tx: Tx, ctx: Ctx, returnId: string): Promise<LockedRefund[]> {
  const rows = await tx
    .selectFrom('refunds')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('return_id', '=', returnId)
    .where('state', '=', 'owed')
    .where('cause', 'like', 'return:%') // what a buyer paid and gets back is owed whatever becomes of the goods
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows as unknown as LockedRefund[];
}

/** The refunds of a payment that may still be sent, held by id. */
export async function holdUnsent(tx: Tx, ctx: Ctx, paymentId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('refunds')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('payment_id', '=', paymentId)
    .where('state', 'in', ['owed', 'sending', 'failed'])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** So much more was given back past us: whoever sends these refunds must see it first. Below zero it was taken back there. */
export async function addUnseen(tx: Tx, ctx: Ctx, ids: readonly string[], more: number): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('refunds')
    .set({ unseen_elsewhere: sql<number>`greatest(0, unseen_elsewhere + ${more}::bigint)` })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', [...ids])
    .execute();
}

/** Refunds on their way through a payment company since before `at`. */
export async function sendingSince(tx: Tx, ctx: Ctx, at: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('refunds')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('state', '=', 'sending')
    .where('gateway', '<>', MANUAL)
    .where('sending_at', '<', at)
    .execute();
  return rows.map(({ id }) => id);
}

/** Refunds whose hour has come and that nobody need look at, the longest owed first. */
export async function goingNow(tx: Tx, ctx: Ctx): Promise<string[]> {
  const rows = await tx
    .selectFrom('refunds')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('state', '=', 'owed')
    .where('goes_at', '<=', ctx.now)
    .orderBy('goes_at')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(({ id }) => id);
}

/** The refund's own id, where it is one of this brand. */
export async function refundById(tx: Tx, ctx: Ctx, brandId: string, id: string): Promise<string | null> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const row = await tx
    .selectFrom('refunds')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** A refund by the name its payment company has for it; the newest, as a hand-written reference may stand twice. */
export async function refundByReference(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  reference: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('refunds')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('account_id', '=', accountId)
    .where('reference', '=', reference)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.id ?? null;
}

type PaymentNamed = {
  id: string;
  order_id: string;
  number: string;
  external_id: string;
  currency: string;
  ours: number;
  references: string[];
};
/** A brand's payments by the names a payment company has for them, with what our own refunds of each come to. */
export async function paymentsNamed(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  names: readonly string[],
): Promise<PaymentNamed[]> {
  const found = await sql<PaymentNamed>`
    select p.id, p.order_id, o.number, p.external_id, p.currency, r.ours, r.references
    from payments p join orders o on o.workspace_id = p.workspace_id and o.id = p.order_id
    cross join lateral (select ${ours('p.id')}) r
    where p.workspace_id = ${ctx.workspaceId} and o.brand_id = ${brandId} and p.external_id = any (${[...names]}::text[])
    order by p.id`.execute(tx);
  return found.rows;
}

/** Of a payment: what our refunds that stand come to, and their references. */
export const ours = (payment: string) => sql`
  coalesce(sum(x.amount), 0)::bigint as ours, coalesce(array_agg(x.reference) filter (where x.reference is not null), '{}') as references
  from refunds x where x.workspace_id = p.workspace_id and x.payment_id = ${sql.raw(payment)} and x.state <> 'void'`;

/** What refunds of an order without a payment on record add up to. */
export async function owedWithoutPayment(tx: Tx, ctx: Ctx, orderId: string): Promise<number> {
  const row = await tx
    .selectFrom('refunds')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('amount'), eb.lit(0)).as('amount'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', orderId)
    .where('payment_id', 'is', null)
    .where('kind', '<>', 'store_credit')
    .where('state', '<>', 'void')
    .executeTakeFirstOrThrow();
  return Number(row.amount);
}

/** Is anything of this return still to be paid? */
export async function moneyOpen(tx: Tx, ctx: Ctx, returnId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('refunds')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('return_id', '=', returnId)
    .where('state', 'in', ['owed', 'sending', 'failed'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export type Settings = MoneySettings;
export const DEFAULT_SETTINGS: Settings = {
  second_person_above: 300_00,
  store_credit_months: 24,
  send_at: null,
  give_back_first: 'card',
  gift_card_back_as: 'store_credit',
  waive_up_to: 100_00,
  alert_emails: [],
};

export async function settingsOf(tx: Tx, ctx: Ctx, brandId: string): Promise<Settings> {
  const row = await tx
    .selectFrom('money_settings')
    .select([
      'second_person_above',
      'store_credit_months',
      'send_at',
      'give_back_first',
      'gift_card_back_as',
      'waive_up_to',
      'alert_emails',
    ])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .executeTakeFirst();
  return (row as Settings | undefined) ?? DEFAULT_SETTINGS;
}

export async function saveSettings(tx: Tx, ctx: Ctx, brandId: string, settings: Settings): Promise<void> {
  const row = { ...settings, alert_emails: JSON.stringify(settings.alert_emails) };
  await tx
    .insertInto('money_settings')
    .values({ workspace_id: ctx.workspaceId, brand_id: brandId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'brand_id']).doUpdateSet(row))
    .execute();
}

/** What our own refunds of a payment come to. */
export async function ourShareOf(tx: Tx, ctx: Ctx, paymentId: string): Promise<number> {
  const row = await tx
    .selectFrom('refunds')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('amount'), eb.lit(0)).as('amount'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('payment_id', '=', paymentId)
    .where('state', '<>', 'void')
    .executeTakeFirstOrThrow();
  return Number(row.amount);
}
