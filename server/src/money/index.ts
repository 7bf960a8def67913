import type { Module } from '../platform/module.ts';
import { chasing } from './chase-refunds.ts';
import { reactions } from './money.reactions.ts';
import { routes } from './money.routes.ts';

export { addGateway, type Gateway, type GatewayAnswer, type RefundIntent, removeGateway } from './gateway.ts';
export { countRefunds, listRefunds } from './refunds.read.ts';
export { moneyFacts } from './return-facts.ts';

export const money: Module = { name: 'money', routes, reactions, jobs: chasing };
