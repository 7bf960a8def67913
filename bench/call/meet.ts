/** Two pages of one Chromium that meet: a buyer who taps and an agent whose page answers. */
import { spawn } from 'node:child_process';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, systemChromium } from '../../tools/chromium.ts';
import type { Place } from '../lib/place.ts';
import { bundle } from './bundle.ts';

/** When what happened in a page, milliseconds since 1970 with fractions. */
export type Marks = Record<string, number>;
export type Meeting = {
  buyer: Page;
  agent: Page;
  /** Milliseconds from the tap until the agent sees the buyer's picture, and the buyer the agent's. */
  agentSees: number;
  buyerSees: number;
  marks: { buyer: Marks; agent: Marks };
  end(): Promise<void>;
};

const MEDIA_FLAGS = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
];

export async function openPages(place: Place) {
  const script = await bundle(new URL('./page/page.ts', import.meta.url), 'bench');
  const browser = await chromium.launch({
    executablePath: systemChromium(),
    args: [...CHROMIUM_FLAGS, ...MEDIA_FLAGS],
  });
  place.onEnd(() => browser.close());
  return { browser, script };
}
export type Pages = Awaited<ReturnType<typeof openPages>>;

/** A page of the server's own origin with nothing of its screens in it, so that both clients find the same. */
export async function openPage({ script }: Pages, context: BrowserContext, server: string): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stderr.write(`in a page: ${error.message}\n`));
  await page.goto(`${server}/healthz`);
  await page.setContent('<!doctype html><title>bench</title>');
  await page.evaluate(`${script}; window.bench = bench;`);
  return page;
}

export const newContext = (browser: Browser, headers: Record<string, string> = {}) =>
  browser.newContext({ bypassCSP: true, extraHTTPHeaders: headers, viewport: { width: 390, height: 844 } });

/** Calls what page/page.ts exports. What runs in a page is text: its window is not ours. */
export const inPage = <A>(page: Page, name: string, given?: unknown): Promise<A> =>
  page.evaluate<A>(`bench.${name}(${given === undefined ? '' : JSON.stringify(given)})`);

/** Taps, and waits until both see each other. */
export async function tap(buyer: Page, agent: Page): Promise<Pick<Meeting, 'agentSees' | 'buyerSees' | 'marks'>> {
  await buyer.locator('#tap').click();
  const seen = 'bench.readMarks().frame !== undefined';
  await Promise.all([buyer, agent].map((page) => page.waitForFunction(seen, null, { timeout: 20_000, polling: 50 })));
  const marks = { buyer: await inPage<Marks>(buyer, 'readMarks'), agent: await inPage<Marks>(agent, 'readMarks') };
  const from = marks.buyer.tap!;
  return { agentSees: marks.agent.frame! - from, buyerSees: marks.buyer.frame! - from, marks };
}

/** PeerJS's server in a process of its own. */
export async function startPeerServer(place: Place): Promise<number> {
  const port = 48_000 + Math.floor(Math.random() * 900);
  const file = new URL('./peer-server.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [file, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
  place.onEnd(() => child.kill());
  await new Promise<void>((ready, failed) => {
    child.stdout.once('data', () => ready());
    child.once('exit', (code) => failed(new Error(`PeerJS's server ended with ${code}`)));
  });
  return port;
}
