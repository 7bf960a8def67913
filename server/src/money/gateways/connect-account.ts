import type { BodyOf, PaymentAccount, paymentsApi } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import {
  type AccountChange,
  type AccountRow,
  accountOfBrand,
  forgetKey,
  insertAccount,
  lockAccount,
  opened,
  openThrough,
  readAccount,
  saveAccount,
} from './accounts.store.ts';
import { companyOf, KeyRefused } from './company.ts';
import { GatewayTrouble } from './gateway.ts';

/**
 * A manager connects a brand to its payment company. The key is tried before anything is kept; from then on refunds of
 * payments that are the company's go out through it. Calls out, so never inside a transaction.
 * Throws `brand.not_found`, `payment_account.exists`, `payment_account.key_refused`, `payment_account.silent`.
 */
export async function connectAccount(ctx: Ctx, given: BodyOf<typeof paymentsApi.connect>): Promise<PaymentAccount> {
  await inWorkspace(ctx, async (tx) => {
    await brandOf(tx, given.brand_id);
    if (await accountOfBrand(tx, ctx, given.brand_id)) throw new Refusal('payment_account.exists');
  });
  const { externalId, name, live } = await tried(ctx, given.kind, given.secret_key);
  const id = newId();
  return inWorkspace(ctx, async (tx) => {
    await insertAccount(tx, ctx, {
      id,
      brand_id: given.brand_id,
      kind: given.kind,
      name: given.name,
      external_id: externalId,
      external_name: name,
      mode: live ? 'live' : 'test',
      secret_key: given.secret_key,
      webhook_secret: given.webhook_secret ?? null,
    });
    await tell(
      tx,
      ctx,
      'payment_account.connected',
      { id, brand_id: given.brand_id },
      { name: given.name, mode: live ? 'live' : 'test' },
    );
    return readAccount(tx, ctx, id);
  });
}

/**
 * A manager renames it, or changes its key or the signing secret. A new key must be of the same account: refunds on
 * their way are known there and nowhere else. Throws `payment_account.not_found`, `payment_account.key_refused`,
 * `payment_account.other_account`, `payment_account.silent`.
 */
export async function changeAccount(
  ctx: Ctx,
  id: string,
  given: BodyOf<typeof paymentsApi.change>,
): Promise<PaymentAccount> {
  const row = await inWorkspace(ctx, (tx) => lockAccount(tx, ctx, id));
  const change: AccountChange = {
    ...(given.name ? { name: given.name } : {}),
    ...(given.webhook_secret ? { webhook_secret: given.webhook_secret } : {}),
  };
  if (given.secret_key) {
    const { externalId, name, live } = await tried(ctx, row.kind, given.secret_key);
    if (row.external_id !== null && externalId !== null && externalId !== row.external_id)
      throw new Refusal('payment_account.other_account');
    Object.assign(change, {
      secret_key: given.secret_key,
      key_hint: given.secret_key.slice(-4),
      ...(externalId === null ? {} : { external_id: externalId, external_name: name }),
      mode: live ? 'live' : 'test',
      status: 'active',
      last_failure: null,
    } satisfies AccountChange);
  }
  return inWorkspace(ctx, async (tx) => {
    await lockAccount(tx, ctx, id);
    await saveAccount(tx, ctx, id, change);
    await tell(tx, ctx, 'payment_account.changed', row, {
      name: given.name ?? row.name,
      key: given.secret_key !== undefined,
      webhook_secret: given.webhook_secret !== undefined,
    });
    return readAccount(tx, ctx, id);
  });
}

/** Somebody asks whether the key still works; the answer stands on the account. Throws `payment_account.not_found`. */
export async function tryAccount(ctx: Ctx, id: string): Promise<PaymentAccount> {
  const row = await inWorkspace(ctx, (tx) => lockAccount(tx, ctx, id));
  try {
    if (!row.secret_key) throw new KeyRefused('no key is kept');
    const { externalId, name } = await companyOf(row.kind).whoIs(ctx.config, opened(ctx, row).secretKey);
    await inWorkspace(ctx, (tx) =>
      saveAccount(tx, ctx, id, {
        status: 'active',
        last_failure: null,
        ...(externalId === null ? {} : { external_id: externalId, external_name: name }),
      }),
    );
  } catch (error) {
    if (error instanceof KeyRefused) await markFailing(ctx, id, 'key_refused', error.message);
    else if (error instanceof GatewayTrouble) await markFailing(ctx, id, error.code, error.message);
    else throw error;
  }
  return inWorkspace(ctx, (tx) => readAccount(tx, ctx, id));
}

/**
 * A manager takes the keys out. Throws `payment_account.in_use` while refunds are on their way or holds stand there:
 * nobody could be asked any more what became of them. `payment_account.not_found`.
 */
export function disconnectAccount(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const row = await lockAccount(tx, ctx, id);
    const open = await openThrough(tx, ctx, id);
    if (open > 0) throw new Refusal('payment_account.in_use', { open });
    await saveAccount(tx, ctx, id, { secret_key: null, webhook_secret: null, disconnected_at: ctx.now });
    await forgetKey(tx, id);
    await tell(tx, ctx, 'payment_account.removed', row, { name: row.name });
  });
}

/** The company no longer takes the key, or cannot be reached at all: said once, until it works again. */
export function markFailing(ctx: Ctx, id: string, code: string, text: string | null): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const row = await lockAccount(tx, ctx, id).catch((error: unknown) => {
      if (error instanceof Refusal) return null; // taken out meanwhile
      throw error;
    });
    if (!row) return;
    const last_failure = { code, text, at: ctx.now.toISOString() };
    await saveAccount(tx, ctx, id, { status: 'failing', last_failure });
    if (row.status === 'active') await tell(tx, ctx, 'payment_account.failing', row, { name: row.name, code, text });
  });
}

/** It answered as it should: what was wrong is over. */
export function markWorking(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    await tx
      .updateTable('payment_accounts')
      .set({ status: 'active', last_failure: null })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id)
      .where('status', '=', 'failing')
      .execute();
  });
}

async function tried(ctx: Ctx, kind: string, secretKey: string) {
  try {
    return await companyOf(kind).whoIs(ctx.config, secretKey);
  } catch (error) {
    if (error instanceof KeyRefused) throw new Refusal('payment_account.key_refused', { text: error.message });
    if (error instanceof GatewayTrouble) throw new Refusal('payment_account.silent', { text: error.message });
    throw error;
  }
}

function tell(
  tx: Tx,
  ctx: Ctx,
  type: string,
  { id, brand_id }: Pick<AccountRow, 'id' | 'brand_id'>,
  data: Record<string, unknown>,
): Promise<void> {
  return record(tx, ctx, [{ type, subject: { kind: 'payment_account', id }, brand_id, data }]);
}
