/** Offers made on calls, word for word. Everything that changes one happens with its call held. */
import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Offer } from './offer.ts';

const json = (value: unknown) => JSON.stringify(value);

export async function insertOffer(tx: Tx, ctx: Ctx, { request, promised, made_by, result, ...offer }: Offer) {
  await tx
    .insertInto('call_offers')
    .values({
      ...offer,
      workspace_id: ctx.workspaceId,
      request: json(request),
      promised: json(promised),
      made_by: json(made_by),
      result: result && json(result),
    })
    .execute();
}

const COLUMNS = sql`id, brand_id, call_id, order_id, request, promised, amount, currency, state, made_by, made_at, expires_at,
  seen_at, answered_at, return_id, result`;

export async function findOffer(tx: Tx, ctx: Ctx, id: string): Promise<Offer | null> {
  const { rows } =
    await sql<Offer>`select ${COLUMNS} from call_offers where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(
      tx,
    );
  return rows[0] ?? null;
}

/** Newest first. */
export async function offersOf(tx: Tx, ctx: Ctx, callId: string): Promise<Offer[]> {
  const { rows } = await sql<Offer>`select ${COLUMNS} from call_offers
    where workspace_id = ${ctx.workspaceId} and call_id = ${callId} order by id desc limit 50`.execute(tx);
  return rows;
}

/** The one that lies on the buyer's screen. */
export async function openOffer(tx: Tx, ctx: Ctx, callId: string): Promise<Offer | null> {
  const { rows } = await sql<Offer>`select ${COLUMNS} from call_offers
    where workspace_id = ${ctx.workspaceId} and call_id = ${callId} and state in ('open', 'doing')`.execute(tx);
  return rows[0] ?? null;
}

export type OfferChange = Partial<Pick<Offer, 'state' | 'seen_at' | 'answered_at' | 'return_id' | 'result'>>;

/** Changes an offer that is still open; false where somebody was quicker. */
export async function changeOpen(tx: Tx, ctx: Ctx, id: string, { result, ...change }: OfferChange): Promise<boolean> {
  const done = await tx
    .updateTable('call_offers')
    .set({ ...change, ...(result ? { result: json(result) } : {}) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where(sql<SqlBool>`state in ('open', 'doing')`)
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}

export type Beside = {
  photo_key: string | null;
  titles: { id: string; title: string }[];
  return_code: string | null;
  return_stage: string | null;
};
/** What stands beside an offer: its goods, and the return it came to. */
export async function besideOffer(
  tx: Tx,
  ctx: Ctx,
  offer: Pick<Offer, 'order_id' | 'return_id' | 'request'>,
): Promise<Beside> {
  const lines = offer.request.ask.lines.map(({ order_line_id }) => order_line_id);
  const { rows } = await sql<Beside>`select
    (select coalesce(f.thumb_key, f.key) from order_lines l
      join variants v on v.workspace_id = l.workspace_id and v.id = l.variant_id
      join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
      join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id
      where l.workspace_id = ${ctx.workspaceId} and l.id = ${lines[0]}) as photo_key,
    (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'title', l.title)), '[]') from order_lines l
      where l.workspace_id = ${ctx.workspaceId} and l.order_id = ${offer.order_id} and l.id = any (${lines}::uuid[])) as titles,
    r.code as return_code, r.stage as return_stage
    from (select 1) one left join returns r on r.workspace_id = ${ctx.workspaceId} and r.id = ${offer.return_id}`.execute(
    tx,
  );
  return rows[0]!;
}

/** Open ones whose time is over, or whose call ended before `ended`; looked at again with the call held. */
export async function lapsedOffers(
  tx: Tx,
  ctx: Ctx,
  { now, ended, limit }: { now: Date; ended: Date; limit: number },
): Promise<{ id: string; call_id: string }[]> {
  const { rows } = await sql<{ id: string; call_id: string }>`select o.id, o.call_id from call_offers o
    join calls c on c.workspace_id = o.workspace_id and c.id = o.call_id
    where o.workspace_id = ${ctx.workspaceId} and o.state in ('open', 'doing')
      and (o.expires_at <= ${now} or c.ended_at <= ${ended}) order by o.id limit ${limit}`.execute(tx);
  return rows;
}
