/** `/`: the first place of the rail this person may see. */
import { createRoute, Navigate } from '@tanstack/react-router';
import { places, seen } from './module.ts';
import { useModules } from './modules-context.ts';
import { useSession } from './session.tsx';
import { shell } from './shell-route.ts';

export const firstPage = createRoute({ getParentRoute: () => shell, path: '/', component: FirstPage });

function FirstPage() {
  const { may } = useSession();
  const entries = useModules().flatMap((module) => (module.rail && seen(module.rail, may) ? [module.rail] : []));
  const first = places.flatMap((place) => entries.filter((entry) => entry.place === place))[0];
  return first ? <Navigate to={first.to} replace /> : null;
}
