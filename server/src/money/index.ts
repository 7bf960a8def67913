import type { Module } from '../platform/module.ts';
import { reactions } from './money.reactions.ts';
import { routes } from './money.routes.ts';
import { chasing } from './refunds/chase-refunds.ts';

export { changeSettings, readSettings } from './money-settings.ts';
export { addGateway, type Gateway, type GatewayAnswer, type RefundIntent, removeGateway } from './refunds/gateway.ts';
export { countRefunds, listRefunds } from './refunds/refunds.read.ts';
export { moneyFacts } from './refunds/return-facts.ts';

export const money: Module = { name: 'money', routes, reactions, jobs: chasing };
