import { answerQuestion } from '../../inbox/index.ts';
import { type Finds, plainCard } from './look.ts';
import { minutesWords } from './words.ts';

/** What the brand's published articles say to a question, in their own words; `sure` only where they truly answer it. */
export const article: Finds = async ({ tx, ctx, brand, of }) => {
  const found = await answerQuestion(tx, ctx, {
    brandId: brand.id,
    language: of.language,
    text: of.slots.question ?? of.text,
    skus: (of.slots.item ?? []).map(({ sku }) => sku),
  });
  if (!found) return { facts: { found: false, sure: false } };
  const { id, title, url, photo_url, minutes, answer, sure } = found;
  return {
    facts: { found: true, sure },
    variables: { title, answer },
    sources: [{ kind: 'article', id, title }],
    cards: [plainCard('guide', { title, detail: minutesWords[of.language](minutes), url, photo_url })],
  };
};
