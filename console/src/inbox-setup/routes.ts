import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { BookOpen, Languages, MessagesSquare, Smile, Timer, Users, Workflow, Zap } from 'lucide-react';
import { z } from 'zod';
import type { ConsoleModule, Entry } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';

const channelsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/channels',
  component: lazyRouteComponent(() => import('./channels.tsx'), 'Channels'),
});
const channelRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/channels/$id',
  /** The kind of a channel that is being opened. */
  validateSearch: z.object({
    kind: z.enum(['chat', 'email', 'form', 'sms', 'phone', 'social', 'marketplace']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./channel.tsx'), 'ChannelPage'),
});
const teamsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/teams',
  component: lazyRouteComponent(() => import('./teams.tsx'), 'Teams'),
});
const promisesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/promises',
  component: lazyRouteComponent(() => import('./promises.tsx'), 'Promises'),
});
const promiseRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/promises/$id',
  component: lazyRouteComponent(() => import('./promise.tsx'), 'PromisePage'),
});
const calendarRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/calendars/$id',
  component: lazyRouteComponent(() => import('./calendar.tsx'), 'CalendarPage'),
});
const macrosRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/macros',
  component: lazyRouteComponent(() => import('./macros.tsx'), 'Macros'),
});
const macroRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/macros/$id',
  component: lazyRouteComponent(() => import('./macro.tsx'), 'MacroPage'),
});
const rulesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/rules',
  component: lazyRouteComponent(() => import('./rules.tsx'), 'Rules'),
});
const ruleRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/rules/$id',
  component: lazyRouteComponent(() => import('./rule.tsx'), 'RulePage'),
});
const articlesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/articles',
  validateSearch: z.object({
    brand: z.uuid().optional().catch(undefined),
    q: z.string().max(200).optional().catch(undefined),
    archived: z.boolean().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./articles.tsx'), 'Articles'),
});
const articleRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/articles/$id',
  component: lazyRouteComponent(() => import('./article.tsx'), 'ArticlePage'),
});
const surveysRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/surveys',
  component: lazyRouteComponent(() => import('./surveys.tsx'), 'Surveys'),
});
const wordsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/translation',
  validateSearch: z.object({ brand: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./translation.tsx'), 'Translation'),
});

export const inboxSetupRoutes = [
  channelsRoute,
  channelRoute,
  teamsRoute,
  promisesRoute,
  promiseRoute,
  calendarRoute,
  macrosRoute,
  macroRoute,
  rulesRoute,
  ruleRoute,
  articlesRoute,
  articleRoute,
  surveysRoute,
  wordsRoute,
] as const;

const entry = (key: string, icon: Entry['icon']): Entry => ({
  key,
  to: `/setup/${key}`,
  icon,
  words: key,
  namespace: 'inbox-setup',
  permission: 'inbox.read',
});

export const inboxSetupModule: ConsoleModule = {
  setup: [
    entry('channels', MessagesSquare),
    entry('teams', Users),
    entry('promises', Timer),
    entry('macros', Zap),
    entry('rules', Workflow),
    entry('articles', BookOpen),
    entry('surveys', Smile),
    entry('translation', Languages),
  ],
};
