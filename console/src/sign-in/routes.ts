/** Pages for who is not signed in. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { open } from '../app/shell-route.ts';

/** Where to go after signing in: a path of this app, never another site. */
const next = z
  .string()
  .regex(/^\/(?![/\\])/)
  .optional()
  .catch(undefined);

export const signInRoute = createRoute({
  getParentRoute: () => open,
  path: '/sign-in',
  validateSearch: z.object({
    next,
    joined: z.boolean().optional().catch(undefined),
    reset: z.boolean().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
});

export const joinRoute = createRoute({
  getParentRoute: () => open,
  path: '/join/$token',
  component: lazyRouteComponent(() => import('./join.tsx'), 'Join'),
});

/** better-auth adds `token` to the address, or `error` when the link is used up. */
export const resetRoute = createRoute({
  getParentRoute: () => open,
  path: '/reset-password',
  validateSearch: z.object({
    token: z.string().optional().catch(undefined),
    error: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./reset-password.tsx'), 'ResetPassword'),
});
