import type { BuyerLanguage } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { answeringPassage } from './answering-passage.ts';
import { publishedArticles } from './articles.store.ts';
import { type Guide, guideOf, withSlug, wordsIn } from './guides.ts';
import { plainOf } from './markdown.ts';

export type Answered = Pick<Guide, 'title' | 'url' | 'photo_url' | 'minutes' | 'slug'> & {
  id: string;
  /** Plain words out of the article, at most 400 letters. */
  answer: string;
  /** It truly answers; else it is only the nearest there is. */
  sure: boolean;
};

/**
 * The assistant is asked something: what the brand's published articles say to it, in their own words, read in the buyer's
 * language, else in English, else in what there is. `skus`: goods that are spoken of; an article about others is none. Null
 * where no article comes near it.
 */
export async function answerQuestion(
  tx: Tx,
  ctx: Ctx,
  asked: { brandId: string; language: BuyerLanguage; text: string; skus: readonly string[] },
): Promise<Answered | null> {
  const articles = await publishedArticles(tx, ctx, asked.brandId);
  const readable = articles.map(({ body, skus }) => {
    const words = wordsIn(body, asked.language);
    return { title: words.title, words: plainOf(words.body), skus };
  });
  const found = answeringPassage(asked.text, readable, asked.skus);
  if (!found) return null;
  const [article] = await withSlug(tx, ctx, asked.brandId, [articles[found.index]!]);
  const { article_id: id, slug, title, url, photo_url, minutes } = guideOf(ctx, article!, asked.language);
  return { id, slug, title, url, photo_url, minutes, answer: found.answer, sure: found.sure };
}
