/** Calls between real browsers (Chromium with made-up cameras), over a server that only passes words on. */
import { type Browser, chromium, type Page } from '@playwright/test';
import bwip from 'bwip-js/node';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {} from './testing/page.ts';
import { openRelay, type Relay } from './testing/relay.ts';

let browser: Browser;
let relay: Relay;
let buyer: Page;
let agent: Page;

beforeAll(async () => {
  const built = (await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: `${import.meta.dirname}/testing/page.ts`, formats: ['iife'], name: 'page' },
    },
  })) as Rolldown.RolldownOutput[];
  const script = built[0]!.output[0].code;
  relay = await openRelay({
    '/': {
      type: 'text/html',
      body: '<!doctype html><link rel="icon" href="data:,"><body><script src="/page.js"></script>',
    },
    '/page.js': { type: 'text/javascript', body: script },
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
      ...['--disable-sync', '--no-first-run', '--autoplay-policy=no-user-gesture-required'],
      ...['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=2'],
    ],
  });
  [buyer, agent] = await Promise.all([openPage(), openPage()]);
});
afterAll(async () => {
  await browser?.close();
  await relay?.close();
});

async function openPage(): Promise<Page> {
  // A window of its own: a tab behind another one sleeps.
  const page = await (await browser.newContext()).newPage();
  await page.goto(relay.origin);
  return page;
}
const connected = (page: Page, peers = 1) =>
  page.waitForFunction(
    (count) => {
      const { peers } = window.call.state;
      return peers.length === count && peers.every((peer) => peer.connection === 'connected');
    },
    peers,
    { polling: 30, timeout: 10_000 },
  );
/** The picture moves: some frames more than now. */
async function sees(page: Page) {
  const before = await page.evaluate(() => window.framesSeen());
  await page.waitForFunction(async (count) => (await window.framesSeen()) > count + 3, before, {
    polling: 50,
    timeout: 8000,
  });
}
async function both(act: (page: Page) => Promise<unknown>) {
  await Promise.all([act(buyer), act(agent)]);
}
async function meet() {
  await agent.evaluate(() => window.join('agent:2'));
  await buyer.evaluate(() => window.join('buyer:1'));
  await both(connected);
}
const leave = () => both((page) => page.evaluate(() => window.leave()));
const heard = (page: Page, count: number) =>
  page.waitForFunction((n) => window.heard.length >= n, count, { polling: 30, timeout: 5000 });

describe('a buyer and an agent', () => {
  test('meet, see each other, and one negotiation was all it took', async () => {
    await meet();
    await both(sees);
    const offers = await buyer.evaluate(() =>
      window.connections.filter((one) => one.connectionState === 'connected').map((one) => one.localDescription?.type),
    );
    expect(offers).toEqual(['offer']);
    await agent.waitForFunction(() => window.call.state.peers[0]?.hasPicture, null, { polling: 20 });
    const peer = await agent.evaluate(() => ({ ...window.call.state.peers[0], stream: null }));
    expect(peer).toMatchObject({ audioOnly: false, state: { camera: 'on', muted: false } });
  });

  test('draw over the channel between the browsers, and each word comes once and in order', async () => {
    await agent.evaluate(() => {
      for (let n = 0; n < 40; n++)
        window.call.say({
          kind: 'stroke',
          still_id: null,
          mark: { id: `m${n}`, kind: 'pen', color: 'red', points: [[0.1, 0.1]], words: null },
        });
    });
    await heard(buyer, 40);
    const ids = await buyer.evaluate(() => window.heard.map((word) => (word as { mark: { id: string } }).mark.id));
    expect(ids).toEqual(Array.from({ length: 40 }, (_, n) => `m${n}`));
  });

  test('mute, pause and flip without another negotiation; the other side is told', async () => {
    await buyer.evaluate(() => {
      window.connections.at(-1)!.addEventListener('negotiationneeded', () => window.heard.push('negotiation'));
      window.media.mute(true);
    });
    await agent.waitForFunction(() => window.call.state.peers[0]?.state?.muted === true, null, { polling: 30 });
    const camera = await buyer.evaluate(() => window.media.state.stream.getVideoTracks()[0]!.getSettings().deviceId);
    await buyer.evaluate(() => window.media.flip());
    expect(await buyer.evaluate(() => window.media.state.stream.getVideoTracks()[0]!.getSettings().deviceId)).not.toBe(
      camera,
    );
    await sees(agent);
    await buyer.evaluate(() => window.media.pauseVideo(true));
    await agent.waitForFunction(() => window.call.state.peers[0]?.audioOnly === true, null, { polling: 30 });
    await buyer.evaluate(() => window.media.pauseVideo(false));
    await agent.waitForFunction(() => window.call.state.peers[0]?.hasPicture === true, null, { polling: 30 });
    await sees(agent);
    expect(await buyer.evaluate(() => window.heard.includes('negotiation'))).toBe(false);
  });

  test('by hand it is voice alone, and picture again', async () => {
    await buyer.evaluate(() => window.call.setPicture('audio'));
    await agent.waitForFunction(() => window.call.state.peers[0]?.audioOnly === true, null, { polling: 30 });
    await buyer.evaluate(() => window.call.setPicture('high'));
    await agent.waitForFunction(() => window.call.state.peers[0]?.audioOnly === false, null, { polling: 30 });
    await sees(agent);
  });

  test('of two who mend at once, one gives way, and it works again', async () => {
    await both((page) => page.evaluate(() => window.call.again()));
    await both(connected);
    await both(sees);
  });

  test.each(['buyer', 'agent'])('a connection that is closed underneath the %s is made anew', async (whose) => {
    const page = whose === 'buyer' ? buyer : agent;
    await page.evaluate(() => {
      const open = window.connections.filter((one) => one.connectionState === 'connected');
      for (const one of open) one.close();
    });
    await page.waitForFunction(() => window.call.state.peers[0]?.connection !== 'connected', null, { polling: 20 });
    await both(connected);
    await both(sees);
  });

  test('the server restarts: the picture goes on, and what was said meanwhile arrives afterwards', async () => {
    const down = relay.restart(700);
    await buyer.waitForFunction(() => window.call.state.line === 'lost', null, { polling: 20 });
    await agent.evaluate(() => {
      window.call.caption({ id: 'c', text: 'still here?', language: 'en', translation: null, final: true });
    });
    await sees(buyer);
    await down;
    await buyer.waitForFunction(() => window.call.state.line === 'open', null, { polling: 20 });
    await buyer.waitForFunction(() => window.heard.some((word) => (word as { id?: string }).id === 'c'), null, {
      polling: 30,
    });
    expect(await buyer.evaluate(() => window.call.state.peers[0]?.connection)).toBe('connected');
  });

  test('the agent asks for a still: the page takes it at the camera’s size, hashes it, and sends it until it has arrived', async () => {
    await buyer.evaluate(() => {
      let tries = 0;
      const queue = window.kit.openStills(async (still, { progress }) => {
        progress(0.5);
        if (++tries === 1) throw new Error('no_answer');
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await still.blob.arrayBuffer()));
        const isRight = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === still.sha256;
        window.heard.push({ isRight, tries, width: still.width, height: still.height, type: still.blob.type });
        return { still_id: '01890000-0000-7000-8000-0000000000aa' };
      });
      window.kit.answerStills(window.call, queue);
    });
    const answer = await agent.evaluate(() => window.call.askStill(window.call.state.peers[0]!.peer));
    expect(answer).toEqual({ still_id: '01890000-0000-7000-8000-0000000000aa' });
    const still = (await buyer.evaluate(() => window.heard.at(-1))) as { width: number };
    expect(still).toMatchObject({ isRight: true, tries: 2 });
    expect(still.width).toBeGreaterThanOrEqual(1280);
  });

  test('a recording comes in numbered chunks, and none holds anything from after consent was withdrawn', async () => {
    const got = await agent.evaluate(async () => {
      const chunks: { n: number; blob: Blob }[] = [];
      const { stream } = window.call.state.peers[0]!;
      const began = performance.now();
      const recorder = window.kit.startRecorder({
        picture: stream,
        voices: [stream, window.media.state.stream],
        onChunk: (chunk) => chunks.push(chunk),
        onFailure: () => chunks.push({ n: -1, blob: new Blob() }),
      });
      while (chunks.length === 0) await new Promise((done) => setTimeout(done, 50));
      recorder.pause();
      const taken = (performance.now() - began) / 1000;
      await new Promise((done) => setTimeout(done, 1500));
      await recorder.stop();
      const film = Object.assign(document.createElement('video'), { muted: true });
      film.src = URL.createObjectURL(new Blob(chunks.map(({ blob }) => blob)));
      film.currentTime = 1e6;
      await new Promise((done) => film.addEventListener('seeked', done, { once: true }));
      const bytes = chunks.reduce((sum, { blob }) => sum + blob.size, 0);
      return { type: recorder.type, numbers: chunks.map(({ n }) => n), bytes, taken, lasts: film.currentTime };
    });
    expect(got.type).toMatch(/^video\/webm/);
    expect(got.numbers).toEqual(got.numbers.map((_, n) => n));
    expect(got.bytes).toBeGreaterThan(5000);
    expect(got.lasts).toBeGreaterThan(1);
    expect(got.lasts).toBeLessThan(got.taken + 0.5);
  });

  test('who hangs up says so, and is gone at once', async () => {
    await agent.evaluate(() => window.call.onBye(() => window.heard.push('bye')));
    await buyer.evaluate(() => window.leave());
    await agent.waitForFunction(() => window.heard.includes('bye') && window.call.state.peers.length === 0, null, {
      polling: 20,
    });
    await agent.evaluate(() => window.leave());
  });
});

test('somebody without a camera is heard, and sees', async () => {
  await agent.evaluate(() => window.join('agent:2'));
  await buyer.evaluate(() => window.join('buyer:1', { camera: 'off' }));
  await both((page) => connected(page));
  await sees(buyer);
  await agent.waitForFunction(() => window.call.state.peers[0]?.audioOnly === true, null, { polling: 30 });
  await agent.waitForFunction(() => window.call.state.peers[0]?.talking === true, null, { polling: 50, timeout: 8000 });
  await leave();
});

test('a third side joins, and everybody sees everybody', async () => {
  await meet();
  const third = await openPage();
  await third.evaluate(() => window.join('supervisor:3'));
  await Promise.all([buyer, agent, third].map((page) => connected(page, 2)));
  await Promise.all([buyer, agent, third].map(sees));
  await third.close();
  await leave();
});

test.each([
  { bcid: 'code128', text: 'SN-HALO-2041', format: 'Code128', turned: 0 },
  { bcid: 'qrcode', text: 'https://lumora.example/p/halo', format: 'QRCode', turned: 0.5 },
  { bcid: 'datamatrix', text: 'LPN7F3K92QD', format: 'DataMatrix', turned: 0.3 },
  { bcid: 'ean13', text: '4006381333931', format: 'EAN13', turned: Math.PI / 2 },
  { bcid: 'code39', text: 'LAMP42', format: 'Code39', turned: 0.1 },
])('a $format on a picture is read, turned by $turned', async ({ bcid, text, format, turned }) => {
  const png = (
    await bwip.toBuffer({ bcid, text, scale: 4, paddingwidth: 12, paddingheight: 12, backgroundcolor: 'ffffff' })
  ).toString('base64');
  const codes = await agent.evaluate(
    async ({ png, turned }) => {
      const code = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 });
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = '#b8a48c';
      pen.fillRect(0, 0, 2400, 1800);
      pen.translate(1200, 900);
      pen.rotate(turned);
      pen.drawImage(code, -code.width / 2, -code.height / 2);
      return window.kit.readCodes(await createImageBitmap(canvas));
    },
    { png, turned },
  );
  expect(codes.map(({ text, format }) => ({ text, format }))).toEqual([{ text, format }]);
  expect(codes[0]!.corners).toHaveLength(4);
});
