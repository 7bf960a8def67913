/**
 * The four roots pages hang from:
 * - `shell`: signed in, with rail and bar; almost everything;
 * - `station`: signed in, the whole window; scan-first screens;
 * - `open`: nobody signed in: sign-in, invitation, new password.
 */
import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Fault, NotFound } from './fault.tsx';

export const root = createRootRoute({ errorComponent: Fault, notFoundComponent: NotFound });

export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
  errorComponent: Fault,
});

export const station = createRoute({
  getParentRoute: () => root,
  id: 'station',
  component: lazyRouteComponent(() => import('./station-gate.tsx'), 'StationGate'),
  errorComponent: Fault,
});

export const open = createRoute({ getParentRoute: () => root, id: 'open', errorComponent: Fault });
