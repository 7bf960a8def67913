import { desk as api, remediesApi } from '@recoup/contract';
import { inWorkspace } from '../platform/db.ts';
import { type App, serve } from '../platform/http.ts';
import { listApprovals } from './approvals.store.ts';
import { figuresFor, firstSteps, holdersOf } from './figures.store.ts';
import { listMails, readMail } from './mails.store.ts';
import { retryMail } from './retry-mail.ts';
import { search } from './search.store.ts';
import { waitingFor } from './waiting.store.ts';

export function routes(app: App): void {
  serve(app, api.home, (ctx, { query }) =>
    inWorkspace(ctx, async (tx) => ({
      ...(await waitingFor(tx, ctx, query)),
      figures: await figuresFor(tx, ctx, query),
      holders: await holdersOf(tx, ctx),
      first_steps: await firstSteps(tx, ctx),
    })),
  );
  serve(app, remediesApi.approvals, (ctx, { query }) => inWorkspace(ctx, (tx) => listApprovals(tx, ctx, query)));
  serve(app, api.search, async (ctx, { query }) => ({
    rows: await inWorkspace(ctx, (tx) => search(tx, ctx, query.q)),
  }));
  serve(app, api.mails, (ctx, { query }) => inWorkspace(ctx, (tx) => listMails(tx, ctx, query)));
  serve(app, api.mail, (ctx, { params }) => inWorkspace(ctx, (tx) => readMail(tx, ctx, params.id)));
  serve(app, api.retryMail, (ctx, { params }) => retryMail(ctx, params.id));
}
