/** Live video with buyers: how a call comes about and ends, what is kept of it as evidence, who is found responsible, and what is settled on it. */
import type { Module } from '../platform/module.ts';
import { relayRoutes } from './relays/relays.routes.ts';

export const calls: Module = {
  name: 'calls',
  routes(app) {
    relayRoutes(app);
  },
  reactions: [],
  jobs: [],
};
