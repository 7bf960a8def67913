import type { Article, BodyOf, inboxSetup } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { useFiles } from '../../uploads/index.ts';
import {
  type ArticleRow,
  type Body,
  findArticle,
  insertArticle,
  insertVersion,
  lockArticle,
  updateArticle,
  versionsOf,
} from './articles.store.ts';
import { picturesIn } from './markdown.ts';
import { articleAnswer } from './read-articles.ts';

type Input = BodyOf<(typeof inboxSetup)['changeArticle']>;

/** A manager begins an article. Throws `brand.not_found`, `article.slug_taken`, `file.not_found`. */
export function addArticle(
  ctx: Ctx,
  { brand_id, ...given }: BodyOf<(typeof inboxSetup)['addArticle']>,
): Promise<Article> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brand_id);
    await keepPictures(tx, ctx, given);
    const id = newId();
    await insertArticle(tx, ctx, id, brand_id, given);
    return told(tx, ctx, await findArticle(tx, ctx, id), 'article.created');
  });
}

/** What is being written; readers see the published version until somebody publishes. Throws `article.not_found`, `article.slug_taken`, `file.not_found`. */
export function changeArticle(ctx: Ctx, id: string, given: Input): Promise<Article> {
  return changed(ctx, id, 'article.changed', async (tx) => {
    await keepPictures(tx, ctx, given);
    return { ...given, changed_since: true };
  });
}

/** Readers see this version from now on. Throws `article.not_found`, `article.empty` where no language has a title and words. */
export function publishArticle(ctx: Ctx, id: string): Promise<Article> {
  return changed(ctx, id, 'article.published', async (tx, row) => {
    const body = Object.fromEntries(
      Object.entries(row.draft).filter(([, one]) => one && one.body.trim() !== ''),
    ) as Body;
    if (Object.keys(body).length === 0) throw new Refusal('article.empty');
    const version = ((await versionsOf(tx, ctx, id))[0]?.version ?? 0) + 1;
    await insertVersion(tx, ctx, id, version, body);
    return { published_version: version, changed_since: false };
  });
}

/** Out of the help centre, or back in as it was. Throws `article.not_found`. */
export function archiveArticle(ctx: Ctx, id: string, archived: boolean): Promise<Article> {
  return changed(ctx, id, archived ? 'article.archived' : 'article.restored', async (_tx, row) => {
    return { archived_at: archived ? (row.archived_at ?? ctx.now) : null };
  });
}

/** An older version is the draft again; readers see it once it is published. Throws `article.not_found`, also for the version. */
export function restoreArticle(ctx: Ctx, id: string, version: number): Promise<Article> {
  return changed(ctx, id, 'article.changed', async (tx, row) => {
    const found = (await versionsOf(tx, ctx, id)).find((one) => one.version === version);
    if (!found) throw new Refusal('article.not_found', { version });
    return { draft: found.body, changed_since: row.published_version !== version };
  });
}

function changed(
  ctx: Ctx,
  id: string,
  type: string,
  work: (tx: Tx, row: ArticleRow) => Promise<Parameters<typeof updateArticle>[3]>,
): Promise<Article> {
  return inWorkspace(ctx, async (tx) => {
    await updateArticle(tx, ctx, id, await work(tx, await lockArticle(tx, ctx, id)));
    return told(tx, ctx, await findArticle(tx, ctx, id), type);
  });
}

async function told(tx: Tx, ctx: Ctx, row: ArticleRow, type: string): Promise<Article> {
  const title = (row.draft.en ?? row.draft.zh ?? row.draft.es)?.title ?? row.slug;
  const data = { title, slug: row.slug, version: row.published_version };
  await record(tx, ctx, [{ type, subject: { kind: 'article', id: row.id }, brand_id: row.brand.id, data }]);
  return articleAnswer(ctx, row);
}

/** What an article shows is kept. Throws `file.not_found`. */
async function keepPictures(tx: Tx, ctx: Ctx, { photo_file_id, draft }: Input): Promise<void> {
  const shown = Object.values(draft).flatMap((one) => (one ? picturesIn(one.body) : []));
  const ids = [...new Set([...shown, ...(photo_file_id ? [photo_file_id] : [])])];
  await useFiles(tx, ctx, ids, { kinds: ['photo'] });
}
