import { inboxSetup as api } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { type App, serve } from '../../platform/http.ts';
import { addCalendar, changeCalendar } from './change-calendar.ts';
import { addPromise, changePromise } from './change-promise.ts';
import { platformRules } from './platform-rules.ts';
import { listCalendars, listPolicies } from './promises.store.ts';

export function clockRoutes(app: App): void {
  serve(app, api.calendars, async (ctx) => ({ rows: await inWorkspace(ctx, (tx) => listCalendars(tx, ctx)) }));
  serve(app, api.addCalendar, (ctx, { body }) => addCalendar(ctx, body));
  serve(app, api.changeCalendar, (ctx, { params, body }) => changeCalendar(ctx, params.id, body));
  serve(app, api.slaPolicies, async (ctx) => ({
    rows: await inWorkspace(ctx, (tx) => listPolicies(tx, ctx)),
    platform_rules: [...platformRules],
  }));
  serve(app, api.addSla, (ctx, { body }) => addPromise(ctx, body));
  serve(app, api.changeSla, (ctx, { params, body }) => changePromise(ctx, params.id, body));
}
