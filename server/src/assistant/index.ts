/** The assistant: understands what a buyer wants, solves what policy lets it, prepares the rest for a person; and helps agents write. */
import type { Module } from '../platform/module.ts';
import { settingsRoutes } from './settings/settings.routes.ts';

export const assistant: Module = {
  name: 'assistant',
  routes(app) {
    settingsRoutes(app);
  },
  reactions: [],
  jobs: [],
};
