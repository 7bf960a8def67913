import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ClipboardCheck, Signpost } from 'lucide-react';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { station } from '../app/shell-route.ts';

/** The unit that is worked on, by its plate: a reload goes on with it. */
const ofUnit = z.object({ code: z.string().optional().catch(undefined) });

export const inspectRoute = createRoute({
  getParentRoute: () => station,
  path: '/stations/inspect',
  validateSearch: ofUnit,
  component: lazyRouteComponent(() => import('./inspect.tsx'), 'Inspect'),
});
export const decideRoute = createRoute({
  getParentRoute: () => station,
  path: '/stations/decide',
  validateSearch: ofUnit,
  component: lazyRouteComponent(() => import('./decide.tsx'), 'Decide'),
});

export const inspectionModule: ConsoleModule = {
  stations: [
    {
      key: 'inspect',
      to: '/stations/inspect',
      icon: ClipboardCheck,
      namespace: 'inspection',
      words: 'inspect',
      permission: 'warehouse.inspect',
    },
    {
      key: 'decide',
      to: '/stations/decide',
      icon: Signpost,
      namespace: 'inspection',
      words: 'decide',
      permission: 'warehouse.decide',
    },
  ],
};
