import type { AnswerOf, BodyOf, inboxSetup } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { glossaryOf, saveGlossary } from './translation.store.ts';

type Answer = AnswerOf<(typeof inboxSetup)['glossary']>;

/** A brand's words that are translated one way only. Throws `brand.not_found`. */
export function readGlossary(ctx: Ctx, brandId: string): Promise<Answer> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    return { terms: await glossaryOf(tx, ctx, brandId) };
  });
}

/** The glossary as a whole; of terms written twice the last counts. Throws `brand.not_found`. */
export function changeGlossary(
  ctx: Ctx,
  brandId: string,
  { terms }: BodyOf<(typeof inboxSetup)['changeGlossary']>,
): Promise<Answer> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    const once = [...new Map(terms.map((term) => [term.en.toLowerCase(), term])).values()];
    await saveGlossary(tx, ctx, brandId, once);
    const subject = { kind: 'brand', id: brandId };
    await record(tx, ctx, [{ type: 'glossary.changed', subject, brand_id: brandId, data: { terms: once.length } }]);
    return { terms: once };
  });
}
