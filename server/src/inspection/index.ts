/** Checklists, grades, and the way out that brings most. */
import type { Module } from '../platform/module.ts';
import { reaction } from '../platform/record.ts';
import { beginSops } from './begin-sops.ts';
import { routes } from './inspection.routes.ts';

export { beginSops } from './begin-sops.ts';
export { benchLabor } from './bench-labor.ts';
export { defaultSops } from './default-sops/index.ts';
export { goodsForDisputes } from './for-disputes.ts';
export { defaultRates, defaultRules } from './rates.ts';
export { recoveryByGrade, recoveryOfBrand } from './recovery-by-grade.ts';
export { defaultSopId } from './sops.store.ts';

export const inspection: Module = {
  name: 'inspection',
  routes,
  reactions: [reaction({ on: 'workspace.opened', name: 'begin-sops', run: (ctx) => beginSops(ctx) })],
};
