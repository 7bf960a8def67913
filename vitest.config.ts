import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { coturnProgram } from './server/test/coturn-program.ts';

const skipped = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          include: ['{contract,server,tools,bench}/**/*.test.ts'],
          // Where nobody may install a relay, what is tested against one is left out; npm test says so.
          exclude: coturnProgram() ? skipped : [...skipped, 'server/src/calls/relays/relays.test.ts'],
          // Starts PostgreSQL when the first test file asks for a database, and not before.
          globalSetup: ['server/test/database-setup.ts'],
          setupFiles: ['server/test/after-file-setup.ts'],
          // Loading the product costs more than most files' tests: the files of one worker load it once. What a test changes in a
          // module (a gateway, a translator) it puts back.
          isolate: false,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'screens',
          include: ['{console,buyer,rtc,site}/**/*.test.{ts,tsx}'],
          exclude: skipped,
          testTimeout: 20_000,
          isolate: false,
        },
      },
    ],
    // Tests wait for PostgreSQL and for processes about half of their time: three fill two cores.
    maxWorkers: Math.max(3, Math.min(4, availableParallelism() - 1)),
    reporters: ['default'],
  },
});
