import { figuresBy } from '@recoup/contract';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { RadioTower, Stethoscope, Video } from 'lucide-react';
import { lazy } from 'react';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';
import { useCallsWaiting } from './list/use-counts.ts';
import { listSearch } from './list/views.ts';

const listRoute = createRoute({
  getParentRoute: () => shell,
  path: '/calls',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./list/calls-list.tsx'), 'CallsList'),
});

/** How calls went. */
const qualityRoute = createRoute({
  getParentRoute: () => shell,
  path: '/calls/quality',
  validateSearch: z.object({
    days: z.enum(['7', '30', '90']).optional().catch(undefined),
    by: figuresBy.optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./quality/figures-page.tsx'), 'CallFiguresPage'),
});

/** A call, whatever became of it: the live room, or the page of what was. */
const callRoute = createRoute({
  getParentRoute: () => shell,
  path: '/calls/$id',
  component: lazyRouteComponent(() => import('./call-page.tsx'), 'CallPage'),
});

/** How problems are looked into on calls. */
const sheetsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/diagnosis-sheets',
  component: lazyRouteComponent(() => import('./sheets/sheets-page.tsx'), 'SheetsPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/calls',
  component: lazyRouteComponent(() => import('./setup/call-settings.tsx'), 'CallSettingsPage'),
});
const relaysRoute = createRoute({
  getParentRoute: () => shell,
  path: '/setup/call-relays',
  component: lazyRouteComponent(() => import('./setup/relays-page.tsx'), 'RelaysPage'),
});

export const callsModule: ConsoleModule = {
  rail: { place: 'calls', to: '/calls', permission: 'calls.read', useCount: useCallsWaiting },
  setup: [
    {
      key: 'calls',
      to: '/setup/calls',
      icon: Video,
      words: 'setup.calls',
      namespace: 'calls',
      permission: 'settings.read',
    },
    {
      key: 'call-relays',
      to: '/setup/call-relays',
      icon: RadioTower,
      words: 'setup.relays',
      namespace: 'calls',
      permission: 'settings.read',
    },
    {
      key: 'diagnosis-sheets',
      to: '/setup/diagnosis-sheets',
      icon: Stethoscope,
      words: 'setup.sheets',
      namespace: 'calls',
      permission: 'calls.read',
    },
  ],
  bar: lazy(() => import('./ring/desk-switch.tsx')),
  over: lazy(() => import('./ring/ring.tsx')),
};
export const callsRoutes = [listRoute, qualityRoute, callRoute, sheetsRoute, settingsRoute, relaysRoute] as const;
