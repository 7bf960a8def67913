/** Each folder of the inbox serves its own endpoints; this gathers them. */
import type { App } from '../platform/http.ts';
import { conversationRoutes } from './conversations/conversations.routes.ts';
import { searchRoutes } from './search/search.routes.ts';

export function routes(app: App): void {
  conversationRoutes(app);
  searchRoutes(app);
}
