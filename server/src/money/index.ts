import type { Module } from '../platform/module.ts';
import { expireCredits } from './credits/end-credit.ts';
import { expireDiscounts } from './discounts/use-discount.ts';
import { hearDispute } from './disputes/hear-dispute.ts';
import { watchDisputes } from './disputes/watch-disputes.ts';
import { onDispute } from './gateways/company.ts';
import { paymentJobs } from './money.jobs.ts';
import { reactions } from './money.reactions.ts';
import { routes } from './money.routes.ts';
import { chasing } from './refunds/chase-refunds.ts';

export { setClaimSides } from './claims/sides.ts';
export { readRates } from './cost/change-rates.ts';
export { setCostSides, type UnitFacts } from './cost/sides.ts';
export { movesOfCredit } from './credits/credit.ts';
export { openDispute } from './disputes/open-dispute.ts';
export { setDisputeSides } from './disputes/sides.ts';
export {
  addPaymentCompany,
  type CompanyDispute,
  type CompanyEvent,
  CompanySaysNo,
  KeyRefused,
  type OpenAccount,
  type PaymentCompany,
  type PayPage,
  type PayPageIntent,
  type PayState,
} from './gateways/company.ts';
export {
  addGateway,
  type Gateway,
  type GatewayAnswer,
  GatewayTrouble,
  type RefundIntent,
  removeGateway,
} from './gateways/gateway.ts';
export { relearn } from './learned/learn.ts';
export { changeSettings, readSettings } from './money-settings.ts';
export { BANK_DAYS } from './refunds/mail-buyer.ts';
export { movesOf as refundMoves } from './refunds/refund.ts';
export { countRefunds, listRefunds } from './refunds/refunds.read.ts';
export { DEFAULT_SETTINGS as moneyDefaults } from './refunds/refunds.store.ts';
export { moneyFacts } from './refunds/return-facts.ts';
export { askRemedies } from './remedies/ask-remedies.ts';
export { askRemediesAsBuyer } from './remedies/portal-remedies.ts';
export { promiseOf, type RemedyPromise } from './remedies/promise-of.ts';
export { andOf, type Reads, readsIn, remedyTold, type Told } from './remedies/remedy-told.ts';
export { setRemedySides } from './remedies/sides.ts';

onDispute(hearDispute);

export const money: Module = {
  name: 'money',
  routes,
  reactions,
  jobs: [...chasing, ...paymentJobs, expireCredits, expireDiscounts, watchDisputes],
};
