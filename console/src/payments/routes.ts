import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CreditCard } from 'lucide-react';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';
import { showing } from './showing.ts';

export const chargesRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/charges',
  /** What is listed, and the one in the pane. */
  validateSearch: z.object({
    show: z.enum(showing).catch('open').default('open'),
    charge: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./charges.tsx'), 'ChargesPage'),
});
export const paymentAccountsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money/payments',
  component: lazyRouteComponent(() => import('./accounts.tsx'), 'PaymentAccounts'),
});

export const paymentsModule: ConsoleModule = {
  setup: [
    {
      key: 'payment_accounts',
      to: '/money/payments',
      icon: CreditCard,
      words: 'accounts_card',
      namespace: 'payments',
      permission: 'settings.read',
    },
  ],
};
