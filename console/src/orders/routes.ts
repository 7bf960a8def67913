import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { ConsoleModule } from '../app/module.ts';
import { shell } from '../app/shell-route.ts';

const text = z.string().max(100).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

export const ordersRoute = createRoute({
  getParentRoute: () => shell,
  path: '/orders',
  validateSearch: z.object({
    q: text,
    channel: text,
    delivered: z.enum(['yes', 'no']).optional().catch(undefined),
    placed_from: day,
    placed_to: day,
    customer_id: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./orders-list.tsx'), 'OrdersList'),
});
export const importsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/orders/import',
  component: lazyRouteComponent(() => import('./imports.tsx'), 'Imports'),
});
export const importRoute = createRoute({
  getParentRoute: () => shell,
  path: '/orders/import/$id',
  component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
});
export const orderRoute = createRoute({
  getParentRoute: () => shell,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('./order-page.tsx'), 'OrderPage'),
});
export const customersRoute = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  validateSearch: z.object({ q: text }),
  component: lazyRouteComponent(() => import('./customers-list.tsx'), 'CustomersList'),
});
export const customerRoute = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('./customer-page.tsx'), 'CustomerPage'),
});
export const productsRoute = createRoute({
  getParentRoute: () => shell,
  path: '/products',
  validateSearch: z.object({ q: text, category: text }),
  component: lazyRouteComponent(() => import('./products-list.tsx'), 'ProductsList'),
});
export const productRoute = createRoute({
  getParentRoute: () => shell,
  path: '/products/$id',
  component: lazyRouteComponent(() => import('./product-page.tsx'), 'ProductPage'),
});

export const ordersModule: ConsoleModule = { rail: { place: 'orders', to: '/orders', permission: 'orders.read' } };
export const ordersRoutes = [
  ordersRoute,
  importsRoute,
  importRoute,
  orderRoute,
  customersRoute,
  customerRoute,
  productsRoute,
  productRoute,
] as const;
