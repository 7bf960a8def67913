import type { AnswerOf, Article, inboxSetup, QueryOf } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import { caseOf } from '../cases/cases.store.ts';
import {
  type ArticleRow,
  allArticles,
  type Body,
  commentsOf,
  findArticle,
  listArticles,
  versionsOf,
} from './articles.store.ts';
import { answering, suggested } from './find.ts';
import { plainOf } from './markdown.ts';

const COMMENTS = 100;

export function articleAnswer(ctx: Ctx, { brand_slug, photo_key, ...row }: ArticleRow): Article {
  return {
    ...row,
    photo_url: fileUrlOr(ctx, photo_key),
    url: `${ctx.config.publicUrl}/b/${brand_slug}/help/${row.slug}`,
    updated_at: row.updated_at.toISOString(),
    archived_at: row.archived_at?.toISOString() ?? null,
  };
}

/**
 * Articles as staff see them: those of a conversation that may help its buyer, the likeliest first; those that answer
 * `q`, the best first; else what was changed last. Throws `conversation.not_found`.
 */
export function readArticles(
  ctx: Ctx,
  query: QueryOf<(typeof inboxSetup)['articles']>,
): Promise<AnswerOf<(typeof inboxSetup)['articles']>> {
  const which = { brandId: query.brand_id ?? null, archived: query.archived ?? false };
  return inWorkspace(ctx, async (tx) => {
    if (query.conversation_id || query.q) {
      const chosen = query.conversation_id
        ? await forConversation(tx, ctx, query.conversation_id, query.q)
        : pick(await allArticles(tx, ctx, which), query.q ?? '');
      return { rows: chosen.slice(0, query.limit).map((row) => articleAnswer(ctx, row)), next_cursor: null };
    }
    const key = readCursor(query.cursor, ['at', 'id']);
    const before = key && { at: String(key[0]), id: String(key[1]) };
    const rows = await listArticles(tx, ctx, which, { before, most: query.limit + 1 });
    const page = pageOf(rows, query.limit, (row) => [row.updated_at.toISOString(), row.id]);
    return { ...page, rows: page.rows.map((row) => articleAnswer(ctx, row)) };
  });
}

/** Of the published articles of its brand. */
async function forConversation(tx: Tx, ctx: Ctx, id: string, q: string | undefined): Promise<ArticleRow[]> {
  const at = await caseOf(tx, ctx, id);
  const all = await allArticles(tx, ctx, { brandId: at.brand_id, archived: false });
  const published = all.filter((row) => row.published_version !== null);
  if (q) return pick(published, q);
  const searched = published.map((row) => ({ ...searchedBody(row.draft), intents: row.intents }));
  return suggested(at.text, at.intent, searched).map((index) => published[index]!);
}

const pick = (rows: readonly ArticleRow[], q: string) =>
  answering(
    q,
    rows.map(({ draft, slug, skus }) => {
      const { title, words } = searchedBody(draft);
      return { title: `${title} ${slug}`, words: `${words} ${skus.join(' ')}` };
    }),
  ).map((index) => rows[index]!);

/** All languages of an article at once: who looks may write in any. */
export function searchedBody(body: Body): { title: string; words: string } {
  const all = Object.values(body).filter((one) => one !== undefined);
  return { title: all.map((one) => one.title).join(' '), words: all.map((one) => plainOf(one.body)).join('\n') };
}

/** One article with its versions, newest first, and what readers wrote about it. Throws `article.not_found`. */
export function readArticle(ctx: Ctx, id: string): Promise<AnswerOf<(typeof inboxSetup)['article']>> {
  return inWorkspace(ctx, async (tx) => {
    const row = await findArticle(tx, ctx, id);
    const versions = await versionsOf(tx, ctx, id);
    const comments = await commentsOf(tx, ctx, id, COMMENTS);
    return {
      ...articleAnswer(ctx, row),
      versions: versions.map(({ version, at, by, body }) => {
        return { version, at: at.toISOString(), by, languages: Object.keys(body) };
      }),
      comments: comments.map(({ at, helped, comment }) => ({ at: at.toISOString(), helped, text: comment })),
    };
  });
}
