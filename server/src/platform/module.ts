import type { App, Services } from './http.ts';
import type { Job } from './jobs.ts';
import type { Reaction } from './record.ts';
import type { AnyLines } from './sockets.ts';

/** What a module's index.ts gives to app.ts. */
export type Module = {
  name: string;
  routes?(app: App): void | Promise<void>;
  reactions?: readonly Reaction[];
  jobs?: readonly Job[];
  /** What runs for as long as a worker does, beside the jobs: begun with it and ended before it. */
  services?(services: Services): StandingService;
  /** Its part of the live lines. */
  lines?: AnyLines;
};

export type StandingService = { stop(): Promise<void> };
