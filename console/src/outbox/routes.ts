import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';

export const outboxRoute = createRoute({
  getParentRoute: () => shell,
  path: '/outbox',
  validateSearch: z.object({
    mail: z.uuid().optional().catch(undefined),
    q: z.string().max(100).optional().catch(undefined),
    state: z.enum(['queued', 'sending', 'sent', 'kept', 'failed']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./outbox.tsx'), 'Outbox'),
});

export const outboxModule: ConsoleModule = { rail: { place: 'outbox', to: '/outbox', permission: 'mails.read' } };
