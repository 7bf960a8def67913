import { inbox as api, inboxSetup } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { addTeam, changeTeam, readColleagues, setAway } from './change-teams.ts';

export function teamRoutes(app: App): void {
  serve(app, api.colleagues, (ctx) => readColleagues(ctx));
  serve(app, api.away, (ctx, { body }) => setAway(ctx, body));
  serve(app, inboxSetup.addTeam, (ctx, { body }) => addTeam(ctx, body));
  serve(app, inboxSetup.changeTeam, (ctx, { params, body }) => changeTeam(ctx, params.id, body));
}
