import { createHash } from 'node:crypto';
import type { AnswerOf, inbox } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { languageOf } from './language.ts';
import { render, termsIn } from './render.ts';
import { targetsFor } from './targets.ts';
import {
  glossaryOf,
  type Kept,
  keepTranslation,
  latestOfBuyer,
  messageToTranslate,
  readersOf,
  setMessageLanguage,
} from './translation.store.ts';
import { translatorOf } from './translator.ts';

/** As many of the buyer's messages are translated for somebody who takes a conversation up. */
const LATEST = 10;

/**
 * A message in another language, beside the original. Asked again it is the one that is kept, unless the text, the
 * glossary or the translator has changed; what a person wrote is never replaced. `made` is null where no translator is
 * set up. The translator is asked outside any transaction of ours. Throws `message.not_found`, `translation.failed`.
 */
export async function translateMessage(
  ctx: Ctx,
  id: string,
  language: string,
): Promise<AnswerOf<(typeof inbox)['translateMessage']>> {
  const { message, glossary } = await inWorkspace(ctx, async (tx) => {
    const found = await messageToTranslate(tx, ctx, id);
    if (!found) throw new Refusal('message.not_found');
    return { message: found, glossary: await glossaryOf(tx, ctx, found.brand_id) };
  });
  const known = message.translations.find((one) => one.language === language);
  if (known?.by === 'person') return { made: shown(known) };
  const translator = translatorOf(ctx.config);
  if (!translator) return { made: known ? shown(known) : null };
  const from = message.language ?? languageOf(message.body);
  const terms = termsIn(glossary, { text: message.body, from, to: language });
  const hash = hashOf(translator.name, message.body, terms);
  if (known?.hash === hash) return { made: shown(known) };
  if (message.body.trim() === '') return { made: null };

  const { text } = await render(translator, { text: message.body, from, to: language, terms });
  const made: Kept = { language, text, by: translator.name, at: ctx.now.toISOString(), hash };
  await inWorkspace(ctx, async (tx) => {
    if (message.language === null && from !== null) await setMessageLanguage(tx, ctx, id, from);
    if (!(await keepTranslation(tx, ctx, id, made))) return;
    const subject = { kind: 'conversation', id: message.conversation_id };
    const data = { message_id: id, language };
    await record(tx, ctx, [{ type: 'message.translated', subject, brand_id: message.brand_id, data }]);
  });
  return { made: shown(made) };
}

/** A message of a buyer is translated for those who work on its conversation and do not read its language. */
export async function translateForReaders(ctx: Ctx, messageId: string): Promise<void> {
  if (!translatorOf(ctx.config)) return;
  const { language, targets } = await inWorkspace(ctx, async (tx) => {
    const message = await messageToTranslate(tx, ctx, messageId);
    const found = message && message.direction === 'in' ? (message.language ?? languageOf(message.body)) : null;
    if (!message || found === null) return { language: null, targets: [] };
    return { language: found, targets: targetsFor(await readersOf(tx, ctx, message.conversation_id), found) };
  });
  if (language === null) return;
  for (const target of targets) await translateMessage(ctx, messageId, target);
}

/** Somebody takes a conversation up: they find what the buyer wrote last in their own language. */
export async function translateForHolder(ctx: Ctx, conversationId: string): Promise<void> {
  if (!translatorOf(ctx.config)) return;
  const latest = await inWorkspace(ctx, (tx) => latestOfBuyer(tx, ctx, conversationId, LATEST));
  for (const id of latest) await translateForReaders(ctx, id);
}

function hashOf(translator: string, text: string, terms: readonly { from: string; to: string }[]): string {
  return createHash('sha256')
    .update(JSON.stringify([translator, text, terms]))
    .digest('base64url')
    .slice(0, 22);
}
const shown = ({ language, text, by, at }: Kept) => ({ language, text, by, at });
