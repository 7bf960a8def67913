import { answerQuestion, guideById } from '../../inbox/index.ts';
import { type Finding, type Finds, type Look, plainCard } from './look.ts';
import { askedAs, questionOf } from './the-question.ts';
import { minutesWords } from './words.ts';

/**
 * The article that may solve it: of the product and the problem where they are known, else of what was asked. One that
 * stands beside nothing is not shown: it must be sure of the words.
 */
export const guide: Finds = async (look) => {
  const question = await questionOf(look);
  const asked = question && (await askedAs(look.at, question, look.of.slots));
  const own = asked?.answer.lines.flatMap(({ guides }) => guides)[0];
  if (own) {
    // The answer speaks the customer's language; the talk may be in another.
    const { tx, ctx, brand, of } = look;
    const here = await guideById(tx, ctx, { brandId: brand.id, id: own.article_id, language: of.language });
    return shown(look, { ...own, id: own.article_id, title: here?.title ?? own.title });
  }
  const text = look.of.slots.question ?? look.of.text;
  const found = await answerQuestion(look.tx, look.ctx, {
    brandId: look.brand.id,
    language: look.of.language,
    text,
    skus: (look.of.slots.item ?? []).map(({ sku }) => sku),
  });
  return found?.sure ? shown(look, found) : { facts: { found: false } };
};

type Guide = { id: string; title: string; url: string; photo_url: string | null; minutes: number };

function shown({ of }: Look, { id, title, url, photo_url, minutes }: Guide): Finding {
  return {
    facts: { found: true },
    variables: { title, minutes: String(minutes) },
    sources: [{ kind: 'article', id, title }],
    cards: [plainCard('guide', { title, detail: minutesWords[of.language](minutes), url, photo_url })],
  };
}
