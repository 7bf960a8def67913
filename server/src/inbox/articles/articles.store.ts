import type { Article, articleBody } from '@recoup/contract';
import { type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { brokenConstraint, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

export type Body = z.output<typeof articleBody>;
export type ArticleRow = Omit<Article, 'draft' | 'photo_url' | 'url' | 'updated_at' | 'archived_at'> & {
  draft: Body;
  brand_slug: string;
  photo_key: string | null;
  updated_at: Date;
  archived_at: Date | null;
};

async function read(tx: Tx, ctx: Ctx, where: ReturnType<typeof sql<SqlBool>>, tail = sql``): Promise<ArticleRow[]> {
  const { rows } = await sql<ArticleRow>`
    select a.id, jsonb_build_object('id', b.id, 'name', b.name) as brand, b.slug as brand_slug, a.slug, a.category, a.photo_file_id,
      coalesce(f.thumb_key, f.key) as photo_key, a.skus, a.intents, a.draft, a.published_version, a.changed_since,
      a.helped, a.not_helped, a.views, a.updated_at, a.archived_at
    from articles a
    join brands b on b.workspace_id = a.workspace_id and b.id = a.brand_id
    left join files f on f.workspace_id = a.workspace_id and f.id = a.photo_file_id
    where a.workspace_id = ${ctx.workspaceId} and ${where} ${tail}`.execute(tx);
  return rows;
}

export type Asked = { brandId: string | null; archived: boolean };
const asked = ({ brandId, archived }: Asked) =>
  sql<SqlBool>`(${brandId}::uuid is null or a.brand_id = ${brandId}::uuid) and (a.archived_at is not null) = ${archived}`;

/** One page, what was changed last first; `before` is where the last page ended. */
export function listArticles(
  tx: Tx,
  ctx: Ctx,
  which: Asked,
  { before, most }: { before: { at: string; id: string } | null; most: number },
): Promise<ArticleRow[]> {
  const after = before ? sql` and (a.updated_at, a.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``;
  return read(tx, ctx, sql<SqlBool>`${asked(which)}${after}`, sql`order by a.updated_at desc, a.id desc limit ${most}`);
}

/** A help centre is a few hundred articles; more are not looked through. */
const ALL = 2_000;
export function allArticles(tx: Tx, ctx: Ctx, which: Asked): Promise<ArticleRow[]> {
  return read(tx, ctx, asked(which), sql`order by a.updated_at desc, a.id desc limit ${ALL}`);
}

/** Throws `article.not_found`. */
export async function findArticle(tx: Tx, ctx: Ctx, id: string): Promise<ArticleRow> {
  const [found] = await read(tx, ctx, sql<SqlBool>`a.id = ${id}`);
  if (!found) throw new Refusal('article.not_found');
  return found;
}

/** Throws `article.not_found`. Nobody else changes it until the transaction ends. */
export async function lockArticle(tx: Tx, ctx: Ctx, id: string): Promise<ArticleRow> {
  const [found] = await read(tx, ctx, sql<SqlBool>`a.id = ${id}`, sql`for no key update of a`);
  if (!found) throw new Refusal('article.not_found');
  return found;
}

export type ArticleFields = {
  slug: string;
  category: string | null;
  photo_file_id: string | null;
  skus: string[];
  intents: string[];
  draft: Body;
};

/** Throws `article.slug_taken`. */
export async function insertArticle(
  tx: Tx,
  ctx: Ctx,
  id: string,
  brandId: string,
  fields: ArticleFields,
): Promise<void> {
  const row = { ...fields, draft: JSON.stringify(fields.draft) };
  const made = await tx
    .insertInto('articles')
    .values({ workspace_id: ctx.workspaceId, id, brand_id: brandId, ...row, updated_at: ctx.now })
    .onConflict((on) => on.columns(['workspace_id', 'brand_id', 'slug']).doNothing())
    .executeTakeFirst();
  if ((made.numInsertedOrUpdatedRows ?? 0n) === 0n) throw new Refusal('article.slug_taken', { slug: fields.slug });
}

export type ArticleChange = Partial<ArticleFields> & {
  published_version?: number;
  changed_since?: boolean;
  archived_at?: Date | null;
};

/** Throws `article.slug_taken`. */
export async function updateArticle(tx: Tx, ctx: Ctx, id: string, { draft, ...change }: ArticleChange): Promise<void> {
  try {
    await tx
      .updateTable('articles')
      .set({ ...change, ...(draft ? { draft: JSON.stringify(draft) } : {}), updated_at: ctx.now })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id)
      .execute();
  } catch (error) {
    if (brokenConstraint(error)?.includes('slug')) throw new Refusal('article.slug_taken', { slug: change.slug });
    throw error;
  }
}

export type Version = { version: number; at: Date; by: string; body: Body };

export async function versionsOf(tx: Tx, ctx: Ctx, id: string): Promise<Version[]> {
  const rows = await tx
    .selectFrom('article_versions')
    .select(['version', 'at', 'by', 'body'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('article_id', '=', id)
    .orderBy('version', 'desc')
    .execute();
  return rows as Version[];
}

export async function insertVersion(tx: Tx, ctx: Ctx, id: string, version: number, body: Body): Promise<void> {
  await tx
    .insertInto('article_versions')
    .values({
      workspace_id: ctx.workspaceId,
      article_id: id,
      version,
      body: JSON.stringify(body),
      at: ctx.now,
      by: ctx.actor.name,
    })
    .execute();
}

export type Comment = { at: Date; helped: boolean; comment: string };

export async function commentsOf(tx: Tx, ctx: Ctx, id: string, most: number): Promise<Comment[]> {
  const rows = await tx
    .selectFrom('article_feedback')
    .select(['at', 'helped', 'comment'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('article_id', '=', id)
    .where('comment', 'is not', null)
    .orderBy('at', 'desc')
    .limit(most)
    .execute();
  return rows as Comment[];
}

export type Published = {
  id: string;
  slug: string;
  category: string | null;
  photo_key: string | null;
  intents: string[];
  skus: string[];
  version: number;
  body: Body;
  at: Date;
};

/** What readers of a brand see: of each article the published version. With `slug` or `sku` those only. */
export async function publishedArticles(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  { slug = null, sku = null }: { slug?: string | null; sku?: string | null } = {},
): Promise<Published[]> {
  const { rows } = await sql<Published>`
    select a.id, a.slug, a.category, coalesce(f.thumb_key, f.key) as photo_key, a.intents, a.skus, v.version, v.body, v.at
    from articles a
    join article_versions v on v.workspace_id = a.workspace_id and v.article_id = a.id and v.version = a.published_version
    left join files f on f.workspace_id = a.workspace_id and f.id = a.photo_file_id
    where a.workspace_id = ${ctx.workspaceId} and a.brand_id = ${brandId} and a.archived_at is null
      and (${slug}::text is null or a.slug = ${slug}) and (${sku}::text is null or ${sku} = any (a.skus))
    order by a.category nulls last, a.views desc, a.slug limit ${ALL}`.execute(tx);
  return rows;
}

export async function countView(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  await sql`update articles set views = views + 1 where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(tx);
}

export async function insertFeedback(
  tx: Tx,
  ctx: Ctx,
  id: string,
  given: { id: string; language: string; helped: boolean; comment: string | null },
): Promise<void> {
  await tx
    .insertInto('article_feedback')
    .values({ workspace_id: ctx.workspaceId, article_id: id, ...given, at: ctx.now })
    .execute();
  await sql`update articles set helped = helped + ${given.helped ? 1 : 0}, not_helped = not_helped + ${given.helped ? 0 : 1}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(tx);
}

/** Where pictures lie, by their file's id. */
export async function pictureKeys(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('files')
    .select(['id', 'key'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', ids)
    .where('type', 'like', 'image/%')
    .execute();
  return new Map(rows.map(({ id, key }) => [id, key]));
}

/** The public key of a brand's chat, where it has one that is open. */
export async function chatKeyOf(tx: Tx, ctx: Ctx, brandId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('channels as c')
    .innerJoin('channel_keys as k', (on) =>
      on.onRef('k.workspace_id', '=', 'c.workspace_id').onRef('k.channel_id', '=', 'c.id'),
    )
    .select('k.key')
    .where('c.workspace_id', '=', ctx.workspaceId)
    .where('c.brand_id', '=', brandId)
    .where('c.kind', '=', 'chat')
    .where('c.archived_at', 'is', null)
    .orderBy('c.created_at')
    .limit(1)
    .executeTakeFirst();
  return row?.key ?? null;
}
