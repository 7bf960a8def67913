import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { shell } from '../app/shell-route.ts';
import { ledgerViews } from './views.ts';

export const ledgerRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/ledger',
  validateSearch: z.object({
    view: z.enum(ledgerViews).optional().catch(undefined),
    /** The entry in the pane. */
    entry: z.uuid().optional().catch(undefined),
    account: z.string().max(60).optional().catch(undefined),
    return_id: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./ledger-page.tsx'), 'LedgerPage'),
});
