import { remediesApi } from '@recoup/contract';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { useApi } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { shell } from '../app/shell-route.ts';

export const approvalsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/approvals',
  /** The one in the pane. */
  validateSearch: z.object({ open: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./approvals.tsx'), 'Approvals'),
});

/** How many wait for this person. */
export function useApprovalsWaiting(): number | undefined {
  const { brand_id } = useScope();
  const { may } = useSession();
  const { data } = useApi(remediesApi.approvals, { query: { brand_id, limit: 100 } }, { on: may('money.approve') });
  return data?.rows.filter(({ moves }) => moves.length > 0).length;
}

export const remediesModule: ConsoleModule = {
  setup: [
    {
      key: 'limits',
      to: '/policies/limits',
      icon: ShieldCheck,
      words: 'limits',
      namespace: 'remedies',
      permission: 'settings.read',
    },
  ],
};
