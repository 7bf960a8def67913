/** The modules of this build, for the rail and the pages that gather what modules bring. */
import { createContext, use } from 'react';
import type { ConsoleModule } from './module.ts';

export const Modules = createContext<readonly ConsoleModule[]>([]);
export function useModules(): readonly ConsoleModule[] {
  return use(Modules);
}
