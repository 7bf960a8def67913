import { flowKey } from '@recoup/contract';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Bot } from 'lucide-react';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';

/** The talk being tried stays while one flow after the other is looked at. */
const assistantLayout = createRoute({
  getParentRoute: () => shell,
  id: 'assistant',
  validateSearch: z.object({ brand: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./layout.tsx'), 'AssistantLayout'),
});
const firstRoute = createRoute({
  getParentRoute: () => assistantLayout,
  path: '/setup/assistant',
  beforeLoad: () => {
    throw redirect({ to: '/setup/assistant/flows/$key', params: { key: 'return' }, replace: true });
  },
});
const flowRoute = createRoute({
  getParentRoute: () => assistantLayout,
  path: '/setup/assistant/flows/$key',
  params: { parse: ({ key }) => ({ key: flowKey.catch('return').parse(key) }) },
  /** The step a link points at. */
  validateSearch: z.object({ step: z.string().max(4).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./flow-page.tsx'), 'FlowPage'),
});
const wordsRoute = createRoute({
  getParentRoute: () => assistantLayout,
  path: '/setup/assistant/words',
  component: lazyRouteComponent(() => import('./words-page.tsx'), 'WordsPage'),
});
const promisesRoute = createRoute({
  getParentRoute: () => assistantLayout,
  path: '/setup/assistant/promises',
  component: lazyRouteComponent(() => import('./promises-page.tsx'), 'PromisesPage'),
});
const handOverRoute = createRoute({
  getParentRoute: () => assistantLayout,
  path: '/setup/assistant/hand-over',
  component: lazyRouteComponent(() => import('./hand-over-page.tsx'), 'HandOverPage'),
});
const languagesRoute = createRoute({
  getParentRoute: () => assistantLayout,
  path: '/setup/assistant/languages',
  component: lazyRouteComponent(() => import('./languages-page.tsx'), 'LanguagesPage'),
});
const whereRoute = createRoute({
  getParentRoute: () => assistantLayout,
  path: '/setup/assistant/where',
  component: lazyRouteComponent(() => import('./where-page.tsx'), 'WherePage'),
});
const modelRoute = createRoute({
  getParentRoute: () => assistantLayout,
  path: '/setup/assistant/model',
  component: lazyRouteComponent(() => import('./model-page.tsx'), 'ModelPage'),
});
const teachingRoute = createRoute({
  getParentRoute: () => assistantLayout,
  path: '/setup/assistant/teaching',
  validateSearch: z.object({
    state: z.enum(['waiting', 'accepted', 'rejected']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./teaching-page.tsx'), 'TeachingPage'),
});
const figuresRoute = createRoute({
  getParentRoute: () => assistantLayout,
  path: '/setup/assistant/figures',
  validateSearch: z.object({ days: z.enum(['7', '30', '90']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./figures-page.tsx'), 'AssistantFigures'),
});

export const assistantRoutes = [
  assistantLayout.addChildren([
    firstRoute,
    flowRoute,
    wordsRoute,
    promisesRoute,
    handOverRoute,
    languagesRoute,
    whereRoute,
    modelRoute,
    teachingRoute,
    figuresRoute,
  ]),
] as const;

export const assistantModule: ConsoleModule = {
  setup: [
    {
      key: 'assistant',
      to: '/setup/assistant',
      icon: Bot,
      words: 'setup',
      namespace: 'assistant',
      permission: 'inbox.read',
    },
  ],
};
