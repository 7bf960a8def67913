import type { apiKey, Permission } from '@recoup/contract';
import type { Selectable } from 'kysely';
import type { z } from 'zod';
import type { ApiKeys } from '../platform/db.generated.ts';
import type { Tx } from '../platform/db.ts';

export type ApiKey = z.output<typeof apiKey>;
export type ApiKeyRow = Selectable<ApiKeys>;

export function apiKeyAnswer(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes as Permission[],
    brand_ids: row.brand_ids,
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}

export function listApiKeys(tx: Tx): Promise<ApiKeyRow[]> {
  return tx.selectFrom('api_keys').selectAll().orderBy('id', 'desc').execute();
}

export function findKey(tx: Tx, id: string): Promise<ApiKeyRow | undefined> {
  return tx.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
}

export function lockKey(tx: Tx, id: string): Promise<ApiKeyRow | undefined> {
  return tx.selectFrom('api_keys').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

export function insertKey(tx: Tx, row: Omit<ApiKeyRow, 'last_used_at' | 'revoked_at'>): Promise<ApiKeyRow> {
  return tx.insertInto('api_keys').values(row).returningAll().executeTakeFirstOrThrow();
}

export function revokeKey(tx: Tx, id: string, at: Date): Promise<ApiKeyRow> {
  return tx
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
