/** A phone of the journeys that films something of ours: a label with a serial number on a desk. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import bwip from 'bwip-js/node';
import sharp from 'sharp';
import { CHROMIUM_FLAGS, MEDIA_FLAGS, systemChromium } from '../tools/chromium.ts';

const SIZE = { width: 1280, height: 720 };

/** Pictures one after the other, as a camera of Chromium's reads them from a file, over and over. */
async function filmOf(code: string): Promise<Buffer> {
  const label = await bwip.toBuffer({
    bcid: 'code128',
    text: code,
    scale: 3,
    height: 14,
    includetext: true,
    paddingwidth: 10,
    paddingheight: 8,
    backgroundcolor: 'FFFFFF',
  });
  const frames = Array.from({ length: 8 }, (_, n) =>
    sharp({ create: { ...SIZE, channels: 3, background: { r: 205, g: 190 - n, b: 165 } } })
      .composite([{ input: label, left: 260 + n * 2, top: 280 }])
      .jpeg({ quality: 90 })
      .toBuffer(),
  );
  return Buffer.concat(await Promise.all(frames));
}

export type Phone = { browser: Browser; context: BrowserContext; page: Page; close(): Promise<void> };

/** A buyer's phone with a browser of its own, the camera of which sees a label with `code`. */
export async function phoneThatSees(
  code: string,
  { language = 'en', desktop = false }: { language?: 'en' | 'zh' | 'es'; desktop?: boolean } = {},
): Promise<Phone> {
  const folder = await mkdtemp(join(tmpdir(), 'recoup-camera-'));
  const film = join(folder, 'film.mjpeg');
  await writeFile(film, await filmOf(code));
  const browser = await chromium.launch({
    executablePath: systemChromium(),
    args: [...CHROMIUM_FLAGS, ...MEDIA_FLAGS, `--use-file-for-fake-video-capture=${film}`],
  });
  const context = await browser.newContext({
    ...(desktop
      ? { viewport: { width: 1280, height: 860 } }
      : { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }),
    locale: { en: 'en-US', zh: 'zh-CN', es: 'es-US' }[language],
    permissions: ['camera', 'microphone'],
  });
  return {
    browser,
    context,
    page: await context.newPage(),
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
