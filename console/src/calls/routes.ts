import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Stethoscope } from 'lucide-react';
import { lazy } from 'react';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';

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

export const callsModule: ConsoleModule = {
  setup: [
    {
      key: 'diagnosis-sheets',
      to: '/setup/diagnosis-sheets',
      icon: Stethoscope,
      words: 'sheet.setup',
      namespace: 'calls',
      permission: 'calls.read',
    },
  ],
  bar: lazy(() => import('./ring/desk-switch.tsx')),
  over: lazy(() => import('./ring/ring.tsx')),
};
export const callsRoutes = [callRoute, sheetsRoute] as const;
