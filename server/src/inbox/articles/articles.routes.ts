import { chat, inboxSetup } from '@recoup/contract';
import { type App, serve, visitorOf } from '../../platform/http.ts';
import { addArticle, archiveArticle, changeArticle, publishArticle, restoreArticle } from './change-articles.ts';
import { readHelp, readHelpArticle, sayHelped } from './help-centre.ts';
import { readArticle, readArticles } from './read-articles.ts';

export function articleRoutes(app: App): void {
  serve(app, inboxSetup.articles, (ctx, { query }) => readArticles(ctx, query));
  serve(app, inboxSetup.article, (ctx, { params }) => readArticle(ctx, params.id));
  serve(app, inboxSetup.addArticle, (ctx, { body }) => addArticle(ctx, body));
  serve(app, inboxSetup.changeArticle, (ctx, { params, body }) => changeArticle(ctx, params.id, body));
  serve(app, inboxSetup.publishArticle, (ctx, { params }) => publishArticle(ctx, params.id));
  serve(app, inboxSetup.archiveArticle, (ctx, { params, body }) => archiveArticle(ctx, params.id, body.archived));
  serve(app, inboxSetup.restoreArticle, (ctx, { params, body }) => restoreArticle(ctx, params.id, body.version));

  serve(app, chat.help, async (ctx, { params, query }) => readHelp(await visitorOf(ctx, params.slug), query));
  serve(app, chat.article, async (ctx, { params, query, req }) =>
    readHelpArticle(await visitorOf(ctx, params.slug), params.article, query.language, req.ip),
  );
  serve(app, chat.articleHelped, async (ctx, { params, body, req }) =>
    sayHelped(await visitorOf(ctx, params.slug), params.article, body, req.ip),
  );
}
