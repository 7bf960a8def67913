import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { GlossaryTerm } from './render.ts';

/** A translation as it is kept beside its message. `hash` says of what it was made; `by` is `person` where the author wrote both. */
export type Kept = { language: string; text: string; by: string; at: string; hash?: string };
export type ToTranslate = {
  id: string;
  conversation_id: string;
  brand_id: string;
  kind: 'message' | 'note';
  direction: 'in' | 'out' | 'internal';
  body: string;
  language: string | null;
  translations: Kept[];
};

export async function messageToTranslate(tx: Tx, ctx: Ctx, id: string): Promise<ToTranslate | null> {
  const row = await tx
    .selectFrom('messages')
    .select(['id', 'conversation_id', 'brand_id', 'kind', 'direction', 'body', 'language', 'translations'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as ToTranslate | undefined) ?? null;
}

/** Adds a translation, in place of an earlier one into that language that no person wrote. False where a person wrote one. */
export async function keepTranslation(tx: Tx, ctx: Ctx, id: string, made: Kept): Promise<boolean> {
  const result = await sql`
    update messages set translations = coalesce(
      (select jsonb_agg(t) from jsonb_array_elements(translations) t where t->>'language' <> ${made.language}), '[]') || ${JSON.stringify([made])}::jsonb
    where workspace_id = ${ctx.workspaceId} and id = ${id}
      and not translations @> ${JSON.stringify([{ language: made.language, by: 'person' }])}::jsonb`.execute(tx);
  return Number(result.numAffectedRows ?? 0) > 0;
}

/** The language a message was found to be in, where its channel did not say. */
export async function setMessageLanguage(tx: Tx, ctx: Ctx, id: string, language: string): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ language })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('language', 'is', null)
    .execute();
}

/** The buyer's latest messages of a conversation, newest first, as many as a person reads to take it up. */
export async function latestOfBuyer(tx: Tx, ctx: Ctx, conversationId: string, most: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('messages')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'in')
    .where('automatic', 'is', null)
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}

export type Reader = {
  /** What this person's screens are in. */
  language: string;
  /** What they read. */
  reads: string[];
};

/** Who reads a conversation: the one who holds it, else everybody of its brand who takes work. */
export async function readersOf(tx: Tx, ctx: Ctx, conversationId: string): Promise<Reader[]> {
  const { rows } = await sql<Reader>`
    select distinct s.language, coalesce(i.languages, array[s.language]) as reads
    from conversations c
    join staff s on s.workspace_id = c.workspace_id and s.disabled_at is null
      and (s.id = c.assignee_id or (c.assignee_id is null and (s.brand_ids is null or c.brand_id = any (s.brand_ids))))
    left join inbox_staff i on i.workspace_id = s.workspace_id and i.staff_id = s.id
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${conversationId} and not c.spam`.execute(tx);
  return rows;
}

export async function glossaryOf(tx: Tx, ctx: Ctx, brandId: string): Promise<GlossaryTerm[]> {
  const row = await tx
    .selectFrom('glossaries')
    .select('terms')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .executeTakeFirst();
  return (row?.terms as GlossaryTerm[] | undefined) ?? [];
}

export async function saveGlossary(tx: Tx, ctx: Ctx, brandId: string, terms: readonly GlossaryTerm[]): Promise<void> {
  const row = { terms: JSON.stringify(terms), updated_at: ctx.now };
  await tx
    .insertInto('glossaries')
    .values({ workspace_id: ctx.workspaceId, brand_id: brandId, ...row })
    .onConflict((on) => on.columns(['workspace_id', 'brand_id']).doUpdateSet(row))
    .execute();
}
