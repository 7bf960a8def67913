import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell, station } from '../app/shell-route.ts';
import { outboundSearch } from './searches.ts';

export const outboundRoute = createRoute({
  getParentRoute: () => shell,
  path: '/outbound',
  validateSearch: outboundSearch,
  component: lazyRouteComponent(() => import('./outbound.tsx'), 'Outbound'),
});
export const outboundOrderRoute = createRoute({
  getParentRoute: () => shell,
  path: '/outbound/$id',
  component: lazyRouteComponent(() => import('./order.tsx'), 'OutboundOrder'),
});
export const sendRoute = createRoute({
  getParentRoute: () => station,
  path: '/stations/send',
  validateSearch: z.object({
    /** A code somebody followed a link with; read once. */
    code: z.string().optional().catch(undefined),
    /** The order in hand, so that a reload goes on with it. */
    order: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./station.tsx'), 'Send'),
});

export const outboundModule: ConsoleModule = {
  stations: [
    {
      key: 'send',
      to: '/stations/send',
      icon: Send,
      namespace: 'outbound',
      words: 'station',
      permission: 'warehouse.stock',
    },
  ],
};
