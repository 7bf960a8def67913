import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';
import { tabs } from './tabs.ts';
import { useRefundsWaiting } from './use-waiting.ts';

export const moneyRoute = createRoute({
  getParentRoute: () => shell,
  path: '/money',
  validateSearch: z.object({
    tab: z.enum(tabs).catch('owed').default('owed'),
    refund: z.uuid().optional().catch(undefined),
    q: z.string().max(100).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./money.tsx'), 'MoneyPage'),
});

export const moneyModule: ConsoleModule = {
  rail: { place: 'money', to: '/money', permission: 'money.read', useCount: useRefundsWaiting },
};
