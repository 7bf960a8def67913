import type { AnswerOf, chat } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { buyerOf } from '../../platform/http.ts';
import { countAttempt } from '../../platform/limits.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findConversation } from '../conversations/conversations.store.ts';
import { conversationEvent, excerptOf } from '../conversations/events.ts';
import { languageOf } from './ask-survey.ts';
import { checkScore, checkStillOpen } from './survey.ts';
import { readSurveyToken, type SurveyClaims } from './survey-token.ts';
import { findSurvey, lockSurvey, saveAnswer } from './surveys.store.ts';

/** More often than anybody changes their mind. */
const TRIES = { max: 20, windowSeconds: 3600 };

/** The buyer opens a survey by its link. Throws `survey.not_found`, `survey.over`. */
export function readSurvey(visitor: Ctx, token: string): Promise<AnswerOf<typeof chat.survey>> {
  const { ctx, surveyId } = holderOf(visitor, token);
  return inWorkspace(ctx, async (tx) => {
    const survey = await findSurvey(tx, ctx, surveyId);
    const brand = await brandOf(tx, survey.brand_id);
    const { kind, subject, score, comment } = survey;
    return {
      kind,
      brand: { name: brand.name, slug: brand.slug, color: brand.look.color },
      language: languageOf(survey.language, survey.contact_language),
      subject,
      with: survey.staff,
      score,
      comment,
    };
  });
}

/**
 * The buyer answers by the link, once; within the hour they may change their mind or add a comment. An answer that
 * changes nothing is no event. Throws `survey.not_found`, `survey.over`, `survey.score_out_of_range`.
 */
export async function answerSurvey(
  visitor: Ctx,
  token: string,
  given: { score: number; comment?: string },
): Promise<void> {
  const { ctx, surveyId } = holderOf(visitor, token);
  const { allowed } = await countAttempt(ctx, `survey:${surveyId}`, TRIES);
  if (!allowed) throw new Refusal('survey.over');
  await inWorkspace(ctx, async (tx) => {
    const survey = await lockSurvey(tx, ctx, surveyId);
    checkScore(survey.kind, given.score);
    checkStillOpen(survey, ctx.now);
    const comment = given.comment === undefined ? survey.comment : given.comment || null;
    if (survey.answered_at && survey.score === given.score && survey.comment === comment) return;
    const answered_at = survey.answered_at ?? ctx.now;
    await saveAnswer(tx, ctx, survey.id, { score: given.score, comment, answered_at });
    const { contact } = await findSurvey(tx, ctx, survey.id);
    const buyer = { ...ctx, actor: { ...ctx.actor, id: survey.contact_id, name: contact } };
    const data = {
      kind: survey.kind,
      score: given.score,
      comment: comment && excerptOf(comment),
      changed: survey.answered_at !== null,
    };
    const at = await findConversation(tx, ctx, survey.conversation_id);
    await record(tx, buyer, [conversationEvent(at, { type: 'survey.answered', data, sides: true })]);
  });
}

/** Whoever holds the link acts as a buyer of that brand. */
function holderOf(visitor: Ctx, token: string): { ctx: Ctx } & Pick<SurveyClaims, 'surveyId'> {
  const { workspaceId, brandId, surveyId } = readSurveyToken(visitor.config.secret, token, visitor.now);
  return { ctx: { ...visitor, workspaceId, actor: buyerOf(brandId) }, surveyId };
}
