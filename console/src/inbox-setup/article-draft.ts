/** An article while it is written. Pure. */
import type { Article, BodyIn, BuyerLanguage, inboxSetup } from '@recoup/contract';

type Text = { title: string; body: string };
export type ArticleTexts = { [L in BuyerLanguage]?: Text | undefined };
export type ArticleDraft = {
  brand_id: string;
  slug: string;
  category: string;
  photo_file_id: string | null;
  skus: string[];
  intents: string[];
  draft: ArticleTexts;
};

export const draftOfArticle = (article: Article): ArticleDraft => ({
  brand_id: article.brand.id,
  slug: article.slug,
  category: article.category ?? '',
  photo_file_id: article.photo_file_id,
  skus: article.skus,
  intents: article.intents,
  draft: article.draft,
});
export const newArticle = (brand_id: string): ArticleDraft => ({
  brand_id,
  slug: '',
  category: '',
  photo_file_id: null,
  skus: [],
  intents: [],
  draft: {},
});

const isBlank = (text: Text | undefined) => !text?.title.trim() && !text?.body.trim();
/** A language with a title and no text, or the other way round, is half an article. */
const isHalf = (text: Text | undefined) => !isBlank(text) && !text?.title.trim();

export const isWholeArticle = ({ brand_id, slug, draft }: ArticleDraft): boolean =>
  brand_id !== '' &&
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug) &&
  Object.values(draft).some((text) => !isBlank(text)) &&
  !Object.values(draft).some(isHalf);

/** What is sent: blank languages are left out. */
export function bodyOfArticle(draft: ArticleDraft): BodyIn<typeof inboxSetup.addArticle> {
  const texts = Object.entries(draft.draft).filter(([, text]) => !isBlank(text));
  return {
    ...draft,
    category: draft.category.trim() || null,
    draft: Object.fromEntries(texts) as ArticleTexts as Article['draft'],
  };
}
