import type { Module } from '../platform/module.ts';
import { expireCredits } from './credits/end-credit.ts';
import { expireDiscounts } from './discounts/use-discount.ts';
import { reactions } from './money.reactions.ts';
import { routes } from './money.routes.ts';
import { chasing } from './refunds/chase-refunds.ts';

export { setCostSides, type UnitFacts } from './cost/sides.ts';
export { relearn } from './learned/learn.ts';
export { changeSettings, readSettings } from './money-settings.ts';
export { addGateway, type Gateway, type GatewayAnswer, type RefundIntent, removeGateway } from './refunds/gateway.ts';
export { countRefunds, listRefunds } from './refunds/refunds.read.ts';
export { moneyFacts } from './refunds/return-facts.ts';
export { setRemedySides } from './remedies/sides.ts';

export const money: Module = { name: 'money', routes, reactions, jobs: [...chasing, expireCredits, expireDiscounts] };
