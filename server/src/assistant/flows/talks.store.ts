import type { AnswerOf, assistant, BuyerLanguage, TalkEnd } from '@recoup/contract';
import { sql } from 'kysely';
import { type Ctx, may } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { TriedLine } from './try-talk.ts';

export type SavedTalk = AnswerOf<(typeof assistant)['talks']>['rows'][number];
/** A saved talk as it is run: with what was tapped and how many photos there were. */
export type KeptTalk = {
  id: string;
  brand_id: string;
  name: string;
  language: BuyerLanguage;
  order: { id: string; number: string } | null;
  turns: TriedLine[];
  expects: TalkEnd;
  last: SavedTalk['last'];
};

/** A brand's saved talks, oldest first. The caller knows that the brand is there. */
export async function talksOf(tx: Tx, ctx: Ctx, brandId: string): Promise<KeptTalk[]> {
  const { rows } = await sql<KeptTalk>`
    select t.id, t.brand_id, t.name, t.language, t.turns, t.expects, t.last,
      case when o.id is not null then jsonb_build_object('id', o.id, 'number', o.number) end as "order"
    from assistant_talks t left join orders o on o.workspace_id = t.workspace_id and o.id = t.order_id
    where t.workspace_id = ${ctx.workspaceId} and t.brand_id = ${brandId} order by t.id`.execute(tx);
  return rows;
}

export const savedTalkOf = ({ brand_id: _, turns, ...talk }: KeptTalk): SavedTalk => {
  return { ...talk, turns: turns.map(({ text }) => text) };
};

export async function insertTalk(tx: Tx, ctx: Ctx, talk: KeptTalk): Promise<void> {
  const { id, brand_id, name, language, order, turns, expects, last } = talk;
  await tx
    .insertInto('assistant_talks')
    .values({
      workspace_id: ctx.workspaceId,
      id,
      brand_id,
      name,
      language,
      order_id: order?.id ?? null,
      turns: JSON.stringify(turns),
      expects: JSON.stringify(expects),
      last: last && JSON.stringify(last),
      created_at: ctx.now,
    })
    .execute();
}

export async function keepOutcome(tx: Tx, ctx: Ctx, id: string, last: SavedTalk['last']): Promise<void> {
  await tx
    .updateTable('assistant_talks')
    .set({ last: last && JSON.stringify(last) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Throws `talk.not_found`. */
export async function deleteTalk(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const gone = await tx
    .deleteFrom('assistant_talks')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal('talk.not_found', { id });
}

/**
 * An order of the brand, as a talk is tried with it: what the talk tells of it is for who may read orders. Null without one.
 * Throws `order.not_found`, `permission.not_allowed`.
 */
export async function orderToTry(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  orderId: string | null,
): Promise<{ id: string; number: string } | null> {
  if (orderId === null) return null;
  if (!may(ctx.actor, 'orders.read')) throw new Refusal('permission.not_allowed', { needs: 'orders.read' });
  const row = await tx
    .selectFrom('orders')
    .select(['id', 'number'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('id', '=', orderId)
    .executeTakeFirst();
  if (!row) throw new Refusal('order.not_found', { id: orderId });
  return row;
}
