/** The public calculator and self-assessment, and starting with a plan. */
import type { Module } from '../platform/module.ts';
import { routes } from './assessment.routes.ts';

export const assessment: Module = { name: 'assessment', routes };
