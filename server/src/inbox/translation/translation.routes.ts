import { inbox, inboxSetup } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { changeGlossary, readGlossary } from './glossary.ts';
import { translateDraft } from './translate-draft.ts';
import { translateMessage } from './translate-message.ts';
import { translatorOf } from './translator.ts';

export function translationRoutes(app: App): void {
  serve(app, inbox.translateMessage, (ctx, { params, body }) => translateMessage(ctx, params.id, body.language));
  serve(app, inbox.translate, (ctx, { body }) => translateDraft(ctx, body));
  serve(app, inboxSetup.glossary, (ctx, { params }) => readGlossary(ctx, params.id));
  serve(app, inboxSetup.changeGlossary, (ctx, { params, body }) => changeGlossary(ctx, params.id, body));
  serve(app, inboxSetup.translator, async (ctx) => {
    const translator = translatorOf(ctx.config);
    return { name: translator?.name ?? null, kind: translator?.kind ?? null };
  });
}
