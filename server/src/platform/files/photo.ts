import sharp from 'sharp';
import { Refusal } from '../refusal.ts';

export type PhotoFacts = { bytes: Buffer; thumb: Buffer; width: number; height: number };

const MAX_SIDE = 2560;
const THUMB_SIDE = 480;
/** A phone of 2026 makes up to 200 million pixels, always as JPEG, which is read at a fraction of its size. */
const MAX_PIXELS_JPEG = 210_000_000;
const MAX_PIXELS = 50_000_000;

// Every picture comes once: a cache would only hold memory.
sharp.cache(false);
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Makes an uploaded picture into one of ours: turned upright, at most 2560 px a side, sRGB JPEG, with nothing of the old
 * file but the picture (no EXIF, no GPS, no bytes after its end), and a thumbnail of 480 px.
 * Two at a time: each may need a few hundred megabytes for a moment.
 * Refusals: `file.too_large {max_pixels}`, `file.unreadable`.
 */
export async function takePhoto(path: string, type: string): Promise<PhotoFacts> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    const maxPixels = type === 'image/jpeg' ? MAX_PIXELS_JPEG : MAX_PIXELS;
    const { width = 0, height = 0 } = await sharp(path, { limitInputPixels: false }).metadata().catch(unreadable);
    if (width * height > maxPixels) throw new Refusal('file.too_large', { max_pixels: maxPixels });
    const { data, info } = await sharp(path, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true })
      .autoOrient()
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 82, progressive: true })
      .timeout({ seconds: 30 })
      .toBuffer({ resolveWithObject: true })
      .catch(unreadable);
    const thumb = await sharp(data)
      .resize({ width: THUMB_SIDE, height: THUMB_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 76 })
      .toBuffer();
    return { bytes: data, thumb, width: info.width, height: info.height };
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function unreadable(): never {
  throw new Refusal('file.unreadable');
}
