/**
 * Every module of the console: one import and one line in each of the two lists. `modules` feeds the rail, /stations and
 * /setup; the routes make the addresses, so that links are checked by the compiler.
 */

import { assistantModule, assistantRoutes } from '../assistant/routes.ts';
import { callsModule, callsRoutes } from '../calls/routes.ts';
import { claimRoute, claimsRoute } from '../claims/routes.ts';
import { costRatesRoute, costRoute } from '../costs/routes.ts';
import { creditsRoute } from '../credits/routes.ts';
import { disputeRoute, disputesRoute } from '../disputes/routes.ts';
import { dutyRoute } from '../duty/routes.ts';
import { gallery } from '../gallery/routes.ts';
import { homeModule, homeRoute } from '../home/routes.ts';
import { inboxModule, inboxRoutes } from '../inbox/routes.ts';
import { inboxSetupModule, inboxSetupRoutes } from '../inbox-setup/routes.ts';
import { decideRoute, inspectionModule, inspectRoute } from '../inspection/routes.ts';
import { ledgerRoute } from '../ledger/routes.ts';
import { moneyModule, moneyRoute } from '../money/routes.ts';
import { ordersModule, ordersRoutes } from '../orders/routes.ts';
import { outboundModule, outboundOrderRoute, outboundRoute, sendRoute } from '../outbound/routes.ts';
import { outboxModule, outboxRoute } from '../outbox/routes.ts';
import { newPartRoute, partRoute, partsRoute } from '../parts/routes.ts';
import { chargesRoute, paymentAccountsRoute, paymentsModule } from '../payments/routes.ts';
import { limitsRoute, newPolicyRoute, policiesModule, policiesRoute, policyRoute } from '../policies/routes.ts';
import { approvalsRoute, remediesModule } from '../remedies/routes.ts';
import { newReturnRoute, returnRoute, returnsModule, returnsRoute } from '../returns/routes.ts';
import { settingsModule, settingsRoutes } from '../settings/routes.ts';
import { joinRoute, resetRoute, signInRoute } from '../sign-in/routes.ts';
import { stationsModule, stationsRoute } from '../stations/routes.ts';
import {
  parcelRoute,
  parcelsRoute,
  putAwayModule,
  putAwayRoute,
  receiveRoute,
  stockRoute,
  unitRoute,
  unitsRoute,
  warehouseModule,
} from '../warehouse/routes.ts';
import { firstPage } from './first-page.tsx';
import type { ConsoleModule } from './module.ts';
import { open, root, shell, station } from './shell-route.ts';

export const modules: readonly ConsoleModule[] = [
  homeModule,
  inboxModule,
  moneyModule,
  ordersModule,
  outboxModule,
  paymentsModule,
  policiesModule,
  remediesModule,
  settingsModule,
  inboxSetupModule,
  callsModule,
  assistantModule,
  returnsModule,
  stationsModule,
  warehouseModule,
  inspectionModule,
  putAwayModule,
  outboundModule,
];

export const routeTree = root.addChildren([
  shell.addChildren([
    firstPage,
    homeRoute,
    ...inboxRoutes,
    ...callsRoutes,
    moneyRoute,
    chargesRoute,
    paymentAccountsRoute,
    approvalsRoute,
    ledgerRoute,
    costRatesRoute,
    costRoute,
    dutyRoute,
    creditsRoute,
    disputesRoute,
    disputeRoute,
    claimsRoute,
    claimRoute,
    ...ordersRoutes,
    outboxRoute,
    returnsRoute,
    newReturnRoute,
    returnRoute,
    policiesRoute,
    newPolicyRoute,
    limitsRoute,
    policyRoute,
    ...settingsRoutes,
    ...inboxSetupRoutes,
    ...assistantRoutes,
    stationsRoute,
    stockRoute,
    unitsRoute,
    unitRoute,
    parcelsRoute,
    parcelRoute,
    partsRoute,
    newPartRoute,
    partRoute,
    outboundRoute,
    outboundOrderRoute,
  ]),
  station.addChildren([receiveRoute, inspectRoute, decideRoute, putAwayRoute, sendRoute]),
  open.addChildren([signInRoute, joinRoute, resetRoute, gallery]),
]);
