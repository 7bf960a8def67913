/** What was bought, as we know it: products, customers, orders, payments, deliveries, and how they come in. */
import type { Module } from '../platform/module.ts';
import { resumeImportsJob, runImportJob } from './imports/run-import.ts';
import { routes } from './orders.routes.ts';
import { partsRoutes } from './parts/parts.routes.ts';

export { openBrand } from './bulk/open-brand.ts';
export { type Batch, inBatches, type RawRow, type RowReader, saveRows } from './bulk/row-batches.ts';
export { emptyAnswer, RowRefusal, readRow, rowError } from './bulk/rows.ts';
export { type Cells, type ColumnNames, sheetRows } from './bulk/sheet-rows.ts';
export { setCancelled } from './cancelled.store.ts';
export {
  customerNamed,
  customersAt,
  findOrderByNumber,
  orderForReturn,
  paymentsOf,
  serialSold,
  variantByCode,
  variantFacts,
  variantsByCode,
  variantsToSwap,
} from './facts.store.ts';
export type {
  CustomerFacts,
  FoundOrder,
  LineFacts,
  OrderFacts,
  PaymentFacts,
  SerialSale,
  SwapVariant,
  VariantFacts,
} from './facts.ts';
export { readCount } from './imports/amounts.ts';
export { importErrors } from './imports/import-errors.ts';
export { mapImport } from './imports/map-import.ts';
export { type Preview, readImport } from './imports/preview.ts';
export { queueImport } from './imports/queue-import.ts';
export { doImport } from './imports/run-import.ts';
export { startImport } from './imports/start-import.ts';
export { afterPrefix, emailKey, nameKey, numberKey, postalKey } from './keys.ts';
export { type PartFacts, partsFor, partsOfProducts } from './parts/parts.read.ts';
export {
  addPayment,
  foundElsewhere,
  giveBackToPayment,
  promiseBack,
  releaseBack,
  takeFromPayment,
} from './reserve.ts';

export const orders: Module = {
  name: 'orders',
  routes(app) {
    routes(app);
    partsRoutes(app);
  },
  jobs: [runImportJob, resumeImportsJob],
};
