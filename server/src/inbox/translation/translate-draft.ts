import type { AnswerOf, BodyOf, inbox } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { languageOf } from './language.ts';
import { render, termsIn } from './render.ts';
import { glossaryOf } from './translation.store.ts';
import { translatorOf } from './translator.ts';

type Translate = (typeof inbox)['translate'];

/**
 * What somebody is writing, in the buyer's language, with the brand's glossary; and that translation read back into the
 * writer's, so that they see what the buyer will. `by` is null where no translator is set up, and nothing is made up.
 * Throws `brand.not_found`, `translation.failed`.
 */
export async function translateDraft(ctx: Ctx, asked: BodyOf<Translate>): Promise<AnswerOf<Translate>> {
  const glossary = await inWorkspace(ctx, async (tx) => {
    await brandOf(tx, asked.brand_id);
    return glossaryOf(tx, ctx, asked.brand_id);
  });
  const translator = translatorOf(ctx.config);
  const { text, to } = asked;
  const from = asked.from ?? languageOf(text);
  if (!translator || text === '') return { text: null, by: null, back: null, terms: [], missed: [] };
  if (from === to) return { text, by: translator.name, back: text, terms: [], missed: [] };
  const made = await render(translator, { text, from, to, terms: termsIn(glossary, { text, from, to }) });
  const backTo = from ?? (to === 'zh' ? 'en' : 'zh');
  const back = await render(translator, {
    text: made.text,
    from: to,
    to: backTo,
    terms: termsIn(glossary, { text: made.text, from: to, to: backTo }),
  });
  return { text: made.text, by: translator.name, back: back.text, terms: made.held, missed: made.missed };
}
