/** The help centre as anybody reads it: published versions only. */
import { createHash } from 'node:crypto';
import type { AnswerOf, BodyOf, BuyerLanguage, chat, QueryOf } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import type { visitorOf } from '../../platform/http.ts';
import { newId } from '../../platform/ids.ts';
import { countAttempt, limitAttempts } from '../../platform/limits.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fileUrl, fileUrlOr } from '../../uploads/index.ts';
import { excerptOf } from '../conversations/events.ts';
import {
  type Body,
  chatKeyOf,
  countView,
  insertFeedback,
  type Published,
  pictureKeys,
  publishedArticles,
} from './articles.store.ts';
import { answering } from './find.ts';
import { htmlOf, minutesToRead, picturesIn, plainOf } from './markdown.ts';

type Visitor = Awaited<ReturnType<typeof visitorOf>>;
type Help = (typeof chat)['help'];
type OneArticle = (typeof chat)['article'];

const HOUR = 3600;
const VIEW = { max: 1, windowSeconds: HOUR };
const OPINION = { max: 3, windowSeconds: HOUR };
const EXCERPT = 160;

/** A brand's articles in a language (in English, or what there is, where one was not translated); with `q` those that answer it, best first. Throws `brand.not_found`. */
export function readHelp(ctx: Visitor, query: QueryOf<Help>): Promise<AnswerOf<Help>> {
  return inWorkspace(ctx, async (tx) => {
    const brand = await openBrand(tx, ctx);
    const articles = await publishedArticles(tx, ctx, ctx.brandId, { sku: query.sku ?? null });
    const shown = articles.map((article) => ({ article, ...inLanguage(article.body, query.language) }));
    const order = query.q
      ? answering(
          query.q,
          shown.map(({ words, article }) => ({ title: words.title, words: searchedIn(article.body) })),
        )
      : shown.map((_, index) => index);
    return {
      brand: {
        name: brand.name,
        color: brand.look.color,
        languages: brand.languages,
        chat_key: await chatKeyOf(tx, ctx, ctx.brandId),
      },
      articles: order.slice(0, query.limit).map((index) => {
        const { article, words } = shown[index]!;
        return {
          slug: article.slug,
          title: words.title,
          excerpt: excerptOf(plainOf(words.body), EXCERPT),
          category: article.category,
          photo_url: fileUrlOr(ctx, article.photo_key),
          minutes: minutesToRead(words.body),
        };
      }),
    };
  });
}

/** One article to read. `visitor` is who reads, so that a view counts once an hour. Throws `brand.not_found`, `article.not_found`. */
export async function readHelpArticle(
  ctx: Visitor,
  slug: string,
  asked: BuyerLanguage,
  visitor: string,
): Promise<AnswerOf<OneArticle>> {
  const { article, answer } = await inWorkspace(ctx, async (tx) => {
    const article = await articleNamed(tx, ctx, slug);
    const { language, words } = inLanguage(article.body, asked);
    const keys = await pictureKeys(tx, ctx, picturesIn(words.body));
    const pictures = new Map([...keys].map(([id, key]) => [id, fileUrl(ctx, key)]));
    const languages = Object.keys(article.body) as BuyerLanguage[];
    const { category, version, at } = article;
    const html = htmlOf(words.body, pictures);
    const answer = {
      slug,
      language,
      languages,
      title: words.title,
      html,
      category,
      updated_at: at.toISOString(),
      version,
    };
    return { article, answer };
  });
  const { allowed } = await countAttempt(ctx, `article-view:${article.id}:${hashed(visitor)}`, VIEW);
  if (allowed) await inWorkspace(ctx, (tx) => countView(tx, ctx, article.id));
  return answer;
}

/** A reader says whether it helped. Throws `brand.not_found`, `article.not_found`, `chat.too_many`. */
export async function sayHelped(
  ctx: Visitor,
  slug: string,
  { language, helped, comment }: BodyOf<(typeof chat)['articleHelped']>,
  visitor: string,
): Promise<{ ok: true }> {
  const article = await inWorkspace(ctx, (tx) => articleNamed(tx, ctx, slug));
  await limitAttempts(ctx, `article-helped:${article.id}:${hashed(visitor)}`, OPINION, 'chat.too_many');
  const given = { id: newId(), language, helped, comment: comment?.trim() || null };
  await inWorkspace(ctx, (tx) => insertFeedback(tx, ctx, article.id, given));
  return { ok: true };
}

async function openBrand(tx: Tx, ctx: Visitor) {
  const brand = await brandOf(tx, ctx.brandId);
  if (brand.archivedAt) throw new Refusal('brand.not_found');
  return brand;
}

async function articleNamed(tx: Tx, ctx: Visitor, slug: string): Promise<Published> {
  await openBrand(tx, ctx);
  const [article] = await publishedArticles(tx, ctx, ctx.brandId, { slug });
  if (!article) throw new Refusal('article.not_found');
  return article;
}

function inLanguage(
  body: Body,
  asked: BuyerLanguage,
): { language: BuyerLanguage; words: { title: string; body: string } } {
  const order = [asked, 'en', 'zh', 'es'] as const;
  const language = order.find((one) => body[one] !== undefined);
  if (!language) throw new Refusal('article.not_found');
  return { language, words: body[language]! };
}

/** Somebody may look in one language for what was written in another. */
function searchedIn(body: Body): string {
  return Object.values(body)
    .flatMap((one) => (one ? [one.title, plainOf(one.body)] : []))
    .join('\n');
}

const hashed = (visitor: string) => createHash('sha256').update(visitor).digest('base64url').slice(0, 16);
