import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { PackageOpen, Warehouse } from 'lucide-react';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell, station } from '../app/shell-route.ts';
import { parcelSearch, stockSearch, unitSearch } from './searches.ts';

export const receiveRoute = createRoute({
  getParentRoute: () => station,
  path: '/stations/receive',
  validateSearch: z.object({
    /** A code somebody followed a link with; read once. */
    code: z.string().optional().catch(undefined),
    /** The box that is open, so that a reload goes on with it. */
    parcel: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./receive/receive.tsx'), 'Receive'),
});
export const putAwayRoute = createRoute({
  getParentRoute: () => station,
  path: '/stations/put-away',
  validateSearch: z.object({ code: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./put-away.tsx'), 'PutAway'),
});
export const unitsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/units',
  validateSearch: unitSearch,
  component: lazyRouteComponent(() => import('./units.tsx'), 'Units'),
});
export const unitRoute = createRoute({
  getParentRoute: () => shell,
  path: '/units/$id',
  component: lazyRouteComponent(() => import('./unit.tsx'), 'UnitPage'),
});
export const parcelsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/parcels',
  validateSearch: parcelSearch,
  component: lazyRouteComponent(() => import('./parcels.tsx'), 'Parcels'),
});
export const parcelRoute = createRoute({
  getParentRoute: () => shell,
  path: '/parcels/$id',
  component: lazyRouteComponent(() => import('./parcel.tsx'), 'ParcelPage'),
});
export const stockRoute = createRoute({
  getParentRoute: () => shell,
  path: '/stock',
  validateSearch: stockSearch,
  component: lazyRouteComponent(() => import('./stock.tsx'), 'Stock'),
});

export const warehouseModule: ConsoleModule = {
  rail: { place: 'stock', to: '/stock', permission: 'warehouse.read' },
  stations: [
    {
      key: 'receive',
      to: '/stations/receive',
      icon: PackageOpen,
      namespace: 'warehouse',
      words: 'receive',
      permission: 'warehouse.receive',
    },
  ],
};

/** After the stations of inspection: the order goods take. */
export const putAwayModule: ConsoleModule = {
  stations: [
    {
      key: 'put_away',
      to: '/stations/put-away',
      icon: Warehouse,
      namespace: 'warehouse',
      words: 'put_away',
      permission: 'warehouse.stock',
    },
  ],
};
