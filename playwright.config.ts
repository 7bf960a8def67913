import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';

import { CHROMIUM_FLAGS, MEDIA_FLAGS, systemChromium } from './tools/chromium.ts';

// Chosen once by the main process; the workers inherit it.
process.env.RECOUP_E2E_PORT ??= await new Promise<string>((tell) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => tell(String(typeof address === 'object' && address ? address.port : 4190)));
  });
});

/** Journeys in real Chromium against the started product: `npx playwright test`. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tools/e2e-product.ts',
  // The journeys share one installation and its demo, as the people of one company do.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${process.env.RECOUP_E2E_PORT}`,
    browserName: 'chromium',
    launchOptions: { executablePath: systemChromium(), args: [...CHROMIUM_FLAGS, ...MEDIA_FLAGS] },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
