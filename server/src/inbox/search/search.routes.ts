import { inbox } from '@recoup/contract';
import { type App, serve } from '../../platform/http.ts';
import { searchInbox } from './search-inbox.ts';

export function searchRoutes(app: App): void {
  serve(app, inbox.search, (ctx, { query }) => searchInbox(ctx, query));
}
