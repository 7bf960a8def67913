import type { PaymentAccount } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Database, Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { seal, unseal } from '../../platform/secrets.ts';
import type { OpenAccount } from './company.ts';

type Failure = { code: string; text: string | null; at: string };
export type AccountRow = {
  id: string;
  brand_id: string;
  kind: 'stripe';
  name: string;
  external_id: string | null;
  external_name: string | null;
  mode: 'live' | 'test';
  secret_key: string | null;
  webhook_secret: string | null;
  key_hint: string;
  status: 'active' | 'failing';
  last_failure: Failure | null;
  disconnected_at: Date | null;
};

/** Which workspace and brand a webhook's address leads to; null for an address that is nobody's (any more). */
export async function accountByKey(
  db: Database,
  key: string,
): Promise<{ workspaceId: string; brandId: string } | null> {
  const found = await db.kysely
    .selectFrom('payment_account_keys')
    .select(['workspace_id', 'brand_id'])
    .where('key', '=', key)
    .executeTakeFirst();
  return found ? { workspaceId: found.workspace_id, brandId: found.brand_id } : null;
}

/** Throws `payment_account.not_found`, for one that is disconnected too. */
export async function lockAccount(tx: Tx, ctx: Ctx, id: string): Promise<AccountRow> {
  const row = await tx
    .selectFrom('payment_accounts')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('disconnected_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('payment_account.not_found');
  return row as AccountRow;
}

/** The account with its secrets opened, for a job that speaks to the company. Null where it was disconnected. */
export async function openAccount(tx: Tx, ctx: Ctx, id: string): Promise<OpenAccount | null> {
  const row = await tx
    .selectFrom('payment_accounts')
    .select(['id', 'brand_id', 'kind', 'secret_key', 'webhook_secret'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('disconnected_at', 'is', null)
    .executeTakeFirst();
  return row?.secret_key ? opened(ctx, row as AccountRow) : null;
}

/** The account a brand is connected by; null where staff pay by hand. */
export async function accountOfBrand(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
): Promise<{ id: string; kind: 'stripe' } | null> {
  const row = await tx
    .selectFrom('payment_accounts')
    .select(['id', 'kind'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('disconnected_at', 'is', null)
    .orderBy('connected_at')
    .executeTakeFirst();
  return (row as { id: string; kind: 'stripe' } | undefined) ?? null;
}

export function opened(
  ctx: Ctx,
  row: Pick<AccountRow, 'id' | 'brand_id' | 'kind' | 'secret_key' | 'webhook_secret'>,
): OpenAccount {
  const { secret } = ctx.config;
  return {
    id: row.id,
    brandId: row.brand_id,
    kind: row.kind,
    secretKey: unseal(secret, row.secret_key ?? ''),
    webhookSecret: row.webhook_secret === null ? null : unseal(secret, row.webhook_secret),
  };
}

export type NewAccount = {
  id: string;
  brand_id: string;
  kind: 'stripe';
  name: string;
  external_id: string | null;
  external_name: string | null;
  mode: 'live' | 'test';
  secret_key: string;
  webhook_secret: string | null;
};

/** Secrets come plain and are kept sealed. Throws `payment_account.exists` for a second one of a brand. */
export async function insertAccount(tx: Tx, ctx: Ctx, account: NewAccount): Promise<void> {
  const { secret } = ctx.config;
  const { kind, id, name } = ctx.actor;
  const kept = await tx
    .insertInto('payment_accounts')
    .values({
      workspace_id: ctx.workspaceId,
      ...account,
      secret_key: seal(secret, account.secret_key),
      webhook_secret: account.webhook_secret === null ? null : seal(secret, account.webhook_secret),
      key_hint: account.secret_key.slice(-4),
      status: 'active',
      connected_by: JSON.stringify({ kind, id, name }),
      connected_at: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!kept) throw new Refusal('payment_account.exists');
  await tx
    .insertInto('payment_account_keys')
    .values({ key: account.id, workspace_id: ctx.workspaceId, brand_id: account.brand_id })
    .execute();
}

export type AccountChange = {
  name?: string;
  secret_key?: string | null;
  webhook_secret?: string | null;
  external_id?: string | null;
  external_name?: string | null;
  mode?: 'live' | 'test';
  key_hint?: string;
  status?: 'active' | 'failing';
  last_failure?: Failure | null;
  last_event_at?: Date;
  disconnected_at?: Date;
};

/** Secrets in `change` are plain. */
export async function saveAccount(tx: Tx, ctx: Ctx, id: string, change: AccountChange): Promise<void> {
  const { secret_key, webhook_secret, last_failure, ...plain } = change;
  if (Object.keys(change).length === 0) return;
  const sealed = (text: string | null | undefined) => (text ? seal(ctx.config.secret, text) : text);
  await tx
    .updateTable('payment_accounts')
    .set({
      ...plain,
      ...(secret_key === undefined ? {} : { secret_key: sealed(secret_key) }),
      ...(webhook_secret === undefined ? {} : { webhook_secret: sealed(webhook_secret) }),
      ...(last_failure === undefined
        ? {}
        : { last_failure: last_failure === null ? null : JSON.stringify(last_failure) }),
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function forgetKey(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('payment_account_keys').where('key', '=', id).execute();
}

/** How many refunds and charges still need the account's answers. */
export async function openThrough(tx: Tx, ctx: Ctx, id: string): Promise<number> {
  const found = await sql<{ count: number }>`
    select ((select count(*) from refunds where workspace_id = ${ctx.workspaceId} and account_id = ${id} and state = 'sending')
      + (select count(*) from charges where workspace_id = ${ctx.workspaceId} and account_id = ${id} and (state = 'authorized' or doing is not null)))::int as count`.execute(
    tx,
  );
  return found.rows[0]!.count;
}

type Listed = AccountRow & {
  brand: string;
  last_event_at: Date | null;
  connected_by: PaymentAccount['connected_by'];
  connected_at: Date;
  sent: number;
  sending: number;
  failed: number;
};

/** Accounts in use, by brand; no secret leaves with them. */
export async function listAccounts(
  tx: Tx,
  ctx: Ctx,
  { brandId, id }: { brandId?: string; id?: string } = {},
): Promise<PaymentAccount[]> {
  const found = await sql<Listed>`
    select a.*, b.name as brand, r.sent, r.sending, r.failed
    from payment_accounts a join brands b on b.workspace_id = a.workspace_id and b.id = a.brand_id
    cross join lateral (
      select count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state = 'sending')::int as sending,
        count(*) filter (where state = 'failed')::int as failed
      from refunds f where f.workspace_id = a.workspace_id and f.account_id = a.id) r
    where a.workspace_id = ${ctx.workspaceId} and a.disconnected_at is null
      ${brandId ? sql`and a.brand_id = ${brandId}` : sql``} ${id ? sql`and a.id = ${id}` : sql``}
    order by b.name, a.connected_at`.execute(tx);
  return found.rows.map((row) => ({
    id: row.id,
    brand: { id: row.brand_id, name: row.brand },
    kind: row.kind,
    name: row.name,
    external_id: row.external_id,
    external_name: row.external_name,
    mode: row.mode,
    status: row.status,
    last_failure: row.last_failure,
    key_hint: row.key_hint,
    webhook_url: `${ctx.config.publicUrl}/v1/hooks/payments/${row.id}`,
    has_webhook_secret: row.webhook_secret !== null,
    last_event_at: row.last_event_at?.toISOString() ?? null,
    refunds: { sent: row.sent, sending: row.sending, failed: row.failed },
    connected_by: row.connected_by,
    connected_at: row.connected_at.toISOString(),
  }));
}

/** Throws `payment_account.not_found`. */
export async function readAccount(tx: Tx, ctx: Ctx, id: string): Promise<PaymentAccount> {
  const [found] = await listAccounts(tx, ctx, { id });
  if (!found) throw new Refusal('payment_account.not_found');
  return found;
}
