import { disputesApi } from '@recoup/contract';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { useApi } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { shell } from '../app/shell-route.ts';

export const disputesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/disputes',
  validateSearch: z.object({
    show: z.enum(['open', 'ended']).catch('open').default('open'),
    q: z.string().max(100).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./disputes.tsx'), 'Disputes'),
});

export const disputeRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/disputes/$id',
  component: lazyRouteComponent(() => import('./dispute.tsx'), 'DisputePage'),
});

/** How many wait for an answer to the bank. */
export function useDisputesWaiting(): number | undefined {
  const { brand_id } = useScope();
  const { may } = useSession();
  const { data } = useApi(disputesApi.counts, { query: { brand_id } }, { on: may('money.read') });
  return data?.needs_response;
}
