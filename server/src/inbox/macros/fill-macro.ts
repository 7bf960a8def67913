import type { AnswerOf, BuyerLanguage, inboxSetup, Macro } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findMacro } from './macros.store.ts';
import { type Facts, macroFacts } from './values.store.ts';
import { fill } from './words.ts';

type Filled = AnswerOf<(typeof inboxSetup)['fillMacro']>;

/**
 * What a macro would say and do here: in the buyer's language (English where it has no words in theirs) and in the
 * agent's own. Nothing is sent. `missing` names variables without a value.
 * Throws `macro.not_found`, also for another brand's or an archived one, `conversation.not_found`, `macro.words_broken`.
 */
export function fillMacro(ctx: Ctx, id: string, conversationId: string): Promise<Filled> {
  return inWorkspace(ctx, async (tx) => {
    const { macro, facts } = await macroHere(tx, ctx, id, conversationId);
    const said = wordsIn(macro, facts, facts.language);
    const own = facts.mine === said?.language ? said : wordsIn(macro, facts, facts.mine);
    return {
      text: said?.text ?? null,
      language: said?.language ?? facts.language,
      mine: own && own.language === facts.mine ? own.text : null,
      actions: macro.actions,
      missing: said?.missing ?? [],
    };
  });
}

/** A macro that may be used for a conversation, with what it may say there. Throws `macro.not_found`, `conversation.not_found`. */
export async function macroHere(
  tx: Tx,
  ctx: Ctx,
  id: string,
  conversationId: string,
): Promise<{ macro: Macro; facts: Facts }> {
  const macro = await findMacro(tx, ctx, id);
  const facts = await macroFacts(tx, ctx, conversationId);
  if (macro.archived_at !== null || (macro.brand !== null && macro.brand.id !== facts.brand_id))
    throw new Refusal('macro.not_found', { id });
  return { macro, facts };
}

/** The words in a language, else in English; null for a macro without words. Throws `macro.words_broken`. */
export function wordsIn(
  { body }: Pick<Macro, 'body'>,
  facts: Facts,
  wanted: BuyerLanguage,
): { text: string; language: BuyerLanguage; missing: string[] } | null {
  if (!body) return null;
  const language = body[wanted] ? wanted : 'en';
  return { ...fill(body[language] ?? '', facts.values(language)), language };
}
