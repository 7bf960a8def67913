/** Live video with buyers: how a call comes about and ends, what is kept of it as evidence, who is found responsible, and what is settled on it. */
import type { Module } from '../platform/module.ts';
import { callRoutes } from './calls/calls.routes.ts';
import { clockJob, lateClocksJob } from './calls/clock.ts';
import { callLines, lineRoutes } from './lines/call-lines.ts';
import { partGoneJob, partsGoneJob } from './lines/come-and-go.ts';
import { serveJob } from './queue/ring.ts';
import { relayRoutes } from './relays/relays.routes.ts';
import { lapseAfterCall, lapseOfferJob } from './settle/lapse-offer.ts';
import { offerRoutes } from './settle/offers.routes.ts';
import { sheetRoutes } from './sheets/sheets.routes.ts';

export const calls: Module = {
  name: 'calls',
  routes(app) {
    callRoutes(app);
    lineRoutes(app);
    relayRoutes(app);
    offerRoutes(app);
    sheetRoutes(app);
  },
  reactions: [lapseAfterCall],
  lines: callLines,
  jobs: [lapseOfferJob, clockJob, lateClocksJob, serveJob, partGoneJob, partsGoneJob],
};
