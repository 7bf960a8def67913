/** Live video with buyers: how a call comes about and ends, what is kept of it as evidence, who is found responsible, and what is settled on it. */
import type { Module } from '../platform/module.ts';
import { callLines, lineRoutes } from './lines/call-lines.ts';
import { partGoneJob, partsGoneJob } from './lines/come-and-go.ts';
import { relayRoutes } from './relays/relays.routes.ts';

export const calls: Module = {
  name: 'calls',
  routes(app) {
    lineRoutes(app);
    relayRoutes(app);
  },
  reactions: [],
  lines: callLines,
  jobs: [partGoneJob, partsGoneJob],
};
