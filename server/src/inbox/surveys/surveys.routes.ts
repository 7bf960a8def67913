import { chat, inboxSetup } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { answerSurvey, readSurvey } from './answer-survey.ts';
import { changeSurvey, listSurveys } from './change-survey.ts';

export function surveyRoutes(app: App): void {
  serve(app, inboxSetup.surveys, (ctx) => listSurveys(ctx));
  serve(app, inboxSetup.changeSurvey, (ctx, { body }) => changeSurvey(ctx, body));
  serve(app, chat.survey, (ctx, { params }) => readSurvey(ctx, params.token));
  serve(app, chat.answerSurvey, async (ctx, { params, body }) => {
    await answerSurvey(ctx, params.token, body);
    return { ok: true as const };
  });
}
