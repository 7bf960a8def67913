/** What was bought, as we know it: products, customers, orders, payments, deliveries, and how they come in. */
import type { Module } from '../platform/module.ts';
import { resumeImportsJob, runImportJob } from './imports/run-import.ts';
import { routes } from './orders.routes.ts';

export {
  findOrderByNumber,
  orderForReturn,
  paymentsOf,
  serialSold,
  variantByCode,
  variantFacts,
  variantsByCode,
} from './facts.store.ts';
export type {
  CustomerFacts,
  FoundOrder,
  LineFacts,
  OrderFacts,
  PaymentFacts,
  SerialSale,
  VariantFacts,
} from './facts.ts';
export { importErrors } from './imports/import-errors.ts';
export { doImport } from './imports/run-import.ts';
export { mapImport, type Preview, readImport, runImport, startImport } from './imports/start-import.ts';
export { afterPrefix, emailKey, nameKey, numberKey, postalKey } from './keys.ts';
export { giveBackToPayment, promiseBack, releaseBack, takeFromPayment } from './reserve.ts';

export const orders: Module = { name: 'orders', routes, jobs: [runImportJob, resumeImportsJob] };
