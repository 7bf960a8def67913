import pg from 'pg';
import type { Ctx } from './ctx.ts';
import { Refusal } from './refusal.ts';

export type Limit = { max: number; windowSeconds: number };
export type Attempts = { allowed: boolean; left: number; retryAt: Date };

/** For counts that belong to no workspace, like sign-ins. */
export const NO_WORKSPACE = '00000000-0000-0000-0000-000000000000';

const SLOTS = 5;

/**
 * Counts one attempt in `bucket` and says whether it is still within `limit`, over a window that slides in fifths.
 * Shared by all processes, and committed on its own: an attempt counts even where the request is refused and rolled
 * back. One statement; of attempts made at the same moment exactly `max` are allowed.
 */
export async function countAttempt(
  ctx: Pick<Ctx, 'workspaceId' | 'db' | 'now' | 'tx'>,
  bucket: string,
  limit: Limit,
): Promise<Attempts> {
  const slotMs = (limit.windowSeconds * 1000) / SLOTS;
  const slot = slotOf(ctx.now, limit);
  const from = new Date(Date.parse(slot) - limit.windowSeconds * 1000 + slotMs).toISOString();
  const name = pg.escapeLiteral(bucket);
  const { rows } = await alone(
    ctx,
    `with mine as (
       insert into attempts as a (workspace_id, bucket, window_start, count) values (app_workspace(), ${name}, '${slot}', 1)
       on conflict (workspace_id, bucket, window_start) do update set count = least(a.count + 1, ${limit.max + 1}) returning count
     ), earlier as (
       select coalesce(sum(count), 0)::int as count, min(window_start) as first from attempts
       where workspace_id = app_workspace() and bucket = ${name} and window_start >= '${from}' and window_start < '${slot}'
     )
     select mine.count + earlier.count as count, coalesce(earlier.first, '${slot}') as first from mine, earlier`,
  );
  const { count, first } = rows[0] as { count: number; first: Date };
  return {
    allowed: count <= limit.max,
    left: Math.max(0, limit.max - count),
    retryAt: new Date(first.getTime() + limit.windowSeconds * 1000),
  };
}

/** Counts an attempt and throws `code` (one that ends in `too_many`) with `retry_at` when it is one too many. */
export async function limitAttempts(
  ctx: Pick<Ctx, 'workspaceId' | 'db' | 'now' | 'tx'>,
  bucket: string,
  limit: Limit,
  code: string,
): Promise<Attempts> {
  const attempts = await countAttempt(ctx, bucket, limit);
  if (!attempts.allowed) throw new Refusal(code, { retry_at: attempts.retryAt.toISOString() });
  return attempts;
}

/** Takes one attempt back that was counted with this `ctx`, as after a right guess where only wrong ones are to count. */
export async function takeBackAttempt(
  ctx: Pick<Ctx, 'workspaceId' | 'db' | 'now' | 'tx'>,
  bucket: string,
  limit: Limit,
): Promise<void> {
  await alone(
    ctx,
    `update attempts set count = count - 1
     where workspace_id = app_workspace() and bucket = ${pg.escapeLiteral(bucket)} and window_start = '${slotOf(ctx.now, limit)}' and count > 0`,
  );
}

/** The beginning of the fifth of a window that `at` falls into. */
function slotOf(at: Date, { windowSeconds }: Limit): string {
  const slotMs = (windowSeconds * 1000) / SLOTS;
  return new Date(Math.floor(at.getTime() / slotMs) * slotMs).toISOString();
}

/** Forgets a bucket, as after the right password. */
export async function forgetAttempts(ctx: Pick<Ctx, 'workspaceId' | 'db' | 'tx'>, bucket: string): Promise<void> {
  await alone(
    ctx,
    `delete from attempts where workspace_id = app_workspace() and bucket = ${pg.escapeLiteral(bucket)}`,
  );
}

/**
 * One statement in a transaction of its own, sent in one round trip. Inside an outer transaction it takes a connection
 * of its own rather than one of the pool, which the outer transactions might all hold while waiting for one more.
 */
async function alone(ctx: Pick<Ctx, 'workspaceId' | 'db' | 'tx'>, statement: string): Promise<pg.QueryResult> {
  if (!/^[0-9a-f-]{36}$/.test(ctx.workspaceId)) throw new Error('no workspace');
  const text = `begin; set local app.workspace_id = '${ctx.workspaceId}'; ${statement}; commit`;
  const run = async (client: pg.ClientBase) => {
    try {
      // A text of several statements answers with one result each.
      const results = (await client.query(text)) as unknown as pg.QueryResult[];
      return results[2]!;
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  };
  if (ctx.tx) {
    const client = new pg.Client(ctx.db.pool.options);
    await client.connect();
    try {
      return await run(client);
    } finally {
      await client.end();
    }
  }
  const client = await ctx.db.pool.connect();
  try {
    return await run(client);
  } finally {
    client.release();
  }
}
