import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { sign } from '../../platform/secrets.ts';

export const CODE_MS = 15 * 60_000;
export type Code = {
  id: string;
  session_id: string;
  conversation_id: string | null;
  email: string;
  code_hash: string;
  expires_at: Date;
};
export type Session = { brand_id: string; session_id: string; conversation_id: string | null };

/** A keyed digest: whoever reads the table cannot try the million codes there are. */
export const codeHash = (ctx: Pick<Ctx, 'config'>, id: string, code: string): string =>
  sign(ctx.config.secret, 'chat-code', `${id}:${code}`).toString('base64url');

/** A new code for an address, six digits by chance; the ones before it count no more for this session. */
export async function insertCode(
  tx: Tx,
  ctx: Ctx,
  { brand_id, session_id, conversation_id }: Session,
  email: string,
): Promise<{ id: string; code: string; expires_at: Date }> {
  const id = newId();
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const expires_at = new Date(ctx.now.getTime() + CODE_MS);
  await tx
    .insertInto('chat_codes')
    .values({
      workspace_id: ctx.workspaceId,
      id,
      brand_id,
      session_id,
      conversation_id,
      email,
      code_hash: codeHash(ctx, id, code),
      made_at: ctx.now,
      expires_at,
    })
    .execute();
  return { id, code, expires_at };
}

/** The code this session was sent last, if nobody used it yet. */
export async function lastCode(tx: Tx, ctx: Ctx, brandId: string, sessionId: string): Promise<Code | null> {
  const { rows } = await sql<Code & { used_at: Date | null }>`
    select id, session_id, conversation_id, email, code_hash, expires_at, used_at from chat_codes
    where workspace_id = ${ctx.workspaceId} and session_id = ${sessionId} and brand_id = ${brandId}
    order by made_at desc, id desc limit 1`.execute(tx);
  const row = rows[0];
  return row && row.used_at === null ? row : null;
}

/** Of two who type it at once one has used it. */
export async function useCode(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('chat_codes')
    .set({ used_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Codes are good for minutes; what is older than this only holds addresses. */
export async function forgetCodes(tx: Tx, ctx: Ctx, before: Date): Promise<void> {
  await tx
    .deleteFrom('chat_codes')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('expires_at', '<', before)
    .execute();
}
