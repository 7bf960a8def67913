/**
 * What the chat costs a shop's page: its weights (gzip), and on a slow phone (processor four times slower, slow 4G: 1.6
 * Mbit/s down, 0.75 up, 150 ms) the time until the button stands and until the panel is open, and how much later the page
 * itself is loaded and how long it is blocked, beside the same page without it.   npm run bench -- widget
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from '@playwright/test';
import { accounts, inboxSetup } from '@recoup/contract';
import { createWorkspace } from '../server/src/accounts/index.ts';
import { CHROMIUM_FLAGS, systemChromium } from '../tools/chromium.ts';
import { buildScreens } from '../tools/screens.ts';
import { measure, type Place, quantile, report, round } from './lib/place.ts';
import { caller, intoProcess, openInside } from './lib/shop.ts';

const RUNS = 5;
const dist = new URL('../buyer/dist/', import.meta.url).pathname;

/** Bytes after gzip, by the part's name without its hash. */
function weights(): Record<string, number> {
  const weigh = (name: string) => gzipSync(readFileSync(join(dist, name)), { level: 9 }).length;
  const parts = readdirSync(join(dist, 'widget/assets')).map((name) => [
    name.replace(/-[\w-]{8}\.js$/, ''),
    weigh(`widget/assets/${name}`),
  ]);
  return { loader: weigh('widget.js'), ...Object.fromEntries(parts) };
}

async function openShop(place: Place): Promise<{ server: string; key: string }> {
  const inside = await openInside(await place.create('widget'), place.folder);
  const { product, db } = inside;
  const { config, log } = product.services;
  const owner = {
    email: 'owner@bench.example',
    name: 'Owner',
    language: 'en' as const,
    timeZone: 'America/Chicago',
    password: 'measured twice',
  };
  await createWorkspace({ db, config, log, now: new Date() }, { name: 'Bench', kind: 'brand', currency: 'USD', owner });
  const signedIn = await product.app!.server.inject({
    method: 'POST',
    url: '/v1/auth/sign-in/email',
    headers: { origin: config.publicUrl },
    payload: { email: owner.email, password: owner.password },
  });
  const cookie = signedIn.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  const call = caller(intoProcess(product), { cookie, origin: config.publicUrl });
  const look = { color: '#1E2A4A', dot: '#F2B13C' };
  const brand = await call(accounts.createBrand, {
    body: {
      slug: 'bench',
      name: 'Bench',
      time_zone: 'America/Chicago',
      currency: 'USD',
      support_email: 'help@bench.example',
      look,
      languages: ['en'],
    },
  });
  const settings = {
    kind: 'chat' as const,
    origins: [],
    identity: 'optional' as const,
    greeting: null,
    position: 'right' as const,
    calendar_id: null,
  };
  const channel = await call(inboxSetup.addChannel, { body: { brand_id: brand.id, name: 'Widget', settings } });
  await inside.close();
  return { server: (await place.serve('widget')).url, key: channel.key! };
}

/** A shop of another origin: plain pages, with and without the tag. */
async function openPages(place: Place, tag: string): Promise<string> {
  const text = '<p>Hand-blown glass, warm to cool light from your phone or the dial on the stem.</p>'.repeat(40);
  const http = createServer((req, res) => {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.end(
      `<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><h1>Halo floor lamp</h1>${text}${req.url === '/with' ? tag : ''}</html>`,
    );
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  place.onEnd(() => http.close());
  return `http://127.0.0.1:${(http.address() as { port: number }).port}`;
}

type Visit = { loaded: number; blocked: number; button: number; open: number };

async function visit(browser: Browser, url: string, withWidget: boolean): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (0.75 * 1024 * 1024) / 8,
  });
  // What runs in the page is text: its window is not ours.
  await page.addInitScript(`
    window.blocked = 0;
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) window.blocked += Math.max(0, one.duration - 50);
    }).observe({ type: 'longtask', buffered: true });
  `);
  await page.goto(url, { waitUntil: 'load' });
  const loaded = await page.evaluate<number>('performance.timing.loadEventEnd - performance.timing.navigationStart');
  let [button, open] = [0, 0];
  if (withWidget) {
    await page.locator('#recoup .ask').waitFor();
    button = await page.evaluate(() => performance.now());
    const from = await page.evaluate(() => performance.now());
    await page.locator('#recoup .ask').click();
    await page.locator('#recoup textarea').waitFor();
    open = (await page.evaluate(() => performance.now())) - from;
  }
  await page.waitForTimeout(1_500);
  const blocked = await page.evaluate<number>('window.blocked');
  await context.close();
  return { loaded, blocked, button, open };
}

await measure(async (place) => {
  await buildScreens((name) => process.stderr.write(`Building ${name} …\n`));
  const size = weights();
  const { server, key } = await openShop(place);
  const shop = await openPages(place, `<script async src="${server}/widget.js" data-key="${key}"></script>`);
  const browser = await chromium.launch({ executablePath: systemChromium(), args: CHROMIUM_FLAGS });
  place.onEnd(() => browser.close());
  const [bare, ours]: [Visit[], Visit[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    bare.push(await visit(browser, `${shop}/`, false));
    ours.push(await visit(browser, `${shop}/with`, true));
  }
  const mid = (visits: Visit[], of: keyof Visit) =>
    round(
      quantile(
        visits.map((one) => one[of]),
        0.5,
      ),
      0,
    );
  const kb = (bytes: number) => round(bytes / 1024, 1);
  const first = Object.entries(size)
    .filter(([name]) => !/^(line|rest|zh|es)|\.more$/.test(name))
    .reduce((sum, [, bytes]) => sum + bytes, 0);
  const whole = Object.entries(size)
    .filter(([name]) => !/^(zh|es)/.test(name))
    .reduce((sum, [, bytes]) => sum + bytes, 0);
  report(
    'widget',
    [
      ['loader, gzip', `${kb(size.loader!)} KB`],
      ['loader and first sight of the panel, gzip', `${kb(first)} KB (at most 20)`],
      ['all of it with the live line, gzip', `${kb(whole)} KB (at most 60)`],
      ['the page loaded, without and with', `${mid(bare, 'loaded')} ms, ${mid(ours, 'loaded')} ms`],
      ['the page blocked, without and with', `${mid(bare, 'blocked')} ms, ${mid(ours, 'blocked')} ms`],
      ['until the button stands, from the beginning', `${mid(ours, 'button')} ms`],
      ['from the tap until the panel is open', `${mid(ours, 'open')} ms`],
    ],
    {
      loader_kb: kb(size.loader!),
      first_kb: kb(first),
      whole_kb: kb(whole),
      loaded_ms: mid(ours, 'loaded'),
      bare_loaded_ms: mid(bare, 'loaded'),
      blocked_ms: mid(ours, 'blocked'),
      bare_blocked_ms: mid(bare, 'blocked'),
      button_ms: mid(ours, 'button'),
      open_ms: mid(ours, 'open'),
      runs: RUNS,
    },
  );
});
