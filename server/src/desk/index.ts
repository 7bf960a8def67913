import type { Module } from '../platform/module.ts';
import { routes } from './desk.routes.ts';

/** What the console opens on: it only reads, across all modules. */
export const desk: Module = { name: 'desk', routes };
