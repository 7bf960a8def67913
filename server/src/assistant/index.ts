/** The assistant: understands what a buyer wants, solves what policy lets it, prepares the rest for a person; and helps agents write. */
import type { Module } from '../platform/module.ts';

export const assistant: Module = {
  name: 'assistant',
  routes() {},
  reactions: [],
  jobs: [],
};
