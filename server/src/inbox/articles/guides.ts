/** Help articles for a problem with a product: what may be tried before anything is sent. */
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import { excerptOf } from '../conversations/events.ts';
import { type Body, type Published, publishedArticles } from './articles.store.ts';
import { type GuideQuestion, type Offered, solving } from './find-guides.ts';
import { minutesToRead, plainOf } from './markdown.ts';
import { searchedBody } from './read-articles.ts';

export type Guide = {
  article_id: string;
  slug: string;
  title: string;
  summary: string;
  url: string;
  photo_url: string | null;
  minutes: number;
};

const MOST = 3;
const SUMMARY = 160;

type Article = Published & { brand_slug: string };

/**
 * For each problem the published articles of the brand that may solve it, the likeliest first; read in `language`, else
 * in English, else in what there is. One statement, however many problems.
 */
export async function guidesForProblems(
  tx: Tx,
  ctx: Ctx,
  of: { brandId: string; language: string; problems: readonly GuideQuestion[] },
): Promise<Guide[][]> {
  const articles = await articlesOf(tx, ctx, of.brandId);
  const offered = articles.map((article): Offered => {
    return { ...searchedBody(article.body), skus: article.skus, intents: article.intents, category: article.category };
  });
  return of.problems.map((problem) =>
    solving(problem, offered)
      .slice(0, MOST)
      .map((index) => guideOf(ctx, articles[index]!, of.language)),
  );
}

/** One published article of the brand by its id, as guidance names it; null where there is none. */
export async function guideById(
  tx: Tx,
  ctx: Ctx,
  of: { brandId: string; id: string; language: string },
): Promise<{ id: string; title: string } | null> {
  const found = (await publishedArticles(tx, ctx, of.brandId)).find(({ id }) => id === of.id);
  return found ? { id: found.id, title: wordsIn(found.body, of.language).title } : null;
}

async function articlesOf(tx: Tx, ctx: Ctx, brandId: string): Promise<Article[]> {
  return withSlug(tx, ctx, brandId, await publishedArticles(tx, ctx, brandId));
}

/** Articles with the brand's public name, by which their pages are found. */
export async function withSlug(tx: Tx, ctx: Ctx, brandId: string, articles: readonly Published[]): Promise<Article[]> {
  if (articles.length === 0) return [];
  const brand = await tx
    .selectFrom('brands')
    .select('slug')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', brandId)
    .executeTakeFirst();
  return articles.map((article) => ({ ...article, brand_slug: brand?.slug ?? '' }));
}

/** An article as it is offered to read. */
export function guideOf(ctx: Ctx, article: Article, language: string): Guide {
  const { title, body } = wordsIn(article.body, language);
  return {
    article_id: article.id,
    slug: article.slug,
    title,
    summary: excerptOf(plainOf(body), SUMMARY),
    url: `${ctx.config.publicUrl}/b/${article.brand_slug}/help/${article.slug}`,
    photo_url: fileUrlOr(ctx, article.photo_key),
    minutes: minutesToRead(body),
  };
}

/** In the language asked for, else in English, else in what there is. */
export function wordsIn(body: Body, language: string): { title: string; body: string } {
  const order = [language, 'en', 'zh', 'es'] as (keyof Body)[];
  const found = order.map((one) => body[one]).find((one) => one !== undefined);
  return found ?? { title: '', body: '' };
}
