import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';
import { inboxSearch } from './search.ts';
import { useInboxWaiting } from './use-counts.ts';

/** The list stays while one conversation after the other is opened beside it. */
const inboxLayout = createRoute({
  getParentRoute: () => shell,
  id: 'inbox',
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import('./inbox.tsx'), 'Inbox'),
});
const inboxRoute = createRoute({
  getParentRoute: () => inboxLayout,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./nothing-open.tsx'), 'NothingOpen'),
});
const conversationRoute = createRoute({
  getParentRoute: () => inboxLayout,
  path: '/inbox/$id',
  component: lazyRouteComponent(() => import('./conversation-page.tsx'), 'ConversationPage'),
});
const searchRoute = createRoute({
  getParentRoute: () => shell,
  path: '/inbox/search',
  validateSearch: z.object({ q: z.string().max(200).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./search-page.tsx'), 'SearchPage'),
});
const figuresRoute = createRoute({
  getParentRoute: () => shell,
  path: '/inbox/figures',
  validateSearch: z.object({
    days: z.enum(['7', '30', '90']).optional().catch(undefined),
    team: z.uuid().optional().catch(undefined),
    who: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./figures-page.tsx'), 'FiguresPage'),
});
const contactRoute = createRoute({
  getParentRoute: () => shell,
  path: '/contacts/$id',
  component: lazyRouteComponent(() => import('./contact-page.tsx'), 'ContactPage'),
});

export const inboxModule: ConsoleModule = {
  rail: { place: 'inbox', to: '/inbox', permission: 'inbox.read', useCount: useInboxWaiting },
};
export const inboxRoutes = [
  inboxLayout.addChildren([inboxRoute, conversationRoute]),
  searchRoute,
  figuresRoute,
  contactRoute,
] as const;
