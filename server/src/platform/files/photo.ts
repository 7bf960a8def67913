import sharp from 'sharp';
import { Refusal } from '../refusal.ts';

export type PhotoFacts = { bytes: Buffer; thumb: Buffer; width: number; height: number };

/** How large and how finely a picture is kept. */
export type PhotoSize = { side: number; quality: number };
const USUAL: PhotoSize = { side: 2560, quality: 82 };
const THUMB_SIDE = 480;
/**
 * How many pixels are taken, by what reading them costs. A plain JPEG, as every camera makes, is read at a fraction of its
 * size, so even the 200 million pixels of a phone are cheap; a progressive or interlaced one must be held whole.
 */
const MAX_PIXELS = { jpeg: 210_000_000, other: 50_000_000, progressive: 30_000_000 };

// Every picture comes once: a cache would only hold memory.
sharp.cache(false);
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Makes an uploaded picture into one of ours: turned upright, at most 2560 px a side unless said otherwise, sRGB JPEG, with nothing of the old
 * file but the picture (no EXIF, no GPS, no bytes after its end), and a thumbnail of 480 px.
 * Two at a time: each may need a few hundred megabytes for a moment.
 * Refusals: `file.too_large {max_pixels}`, `file.unreadable`.
 */
export async function takePhoto(path: string, type: string, { side, quality } = USUAL): Promise<PhotoFacts> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    const {
      width = 0,
      height = 0,
      isProgressive,
    } = await sharp(path, { limitInputPixels: false }).metadata().catch(unreadable);
    const maxPixels = MAX_PIXELS[isProgressive ? 'progressive' : type === 'image/jpeg' ? 'jpeg' : 'other'];
    if (width * height > maxPixels) throw new Refusal('file.too_large', { max_pixels: maxPixels });
    const { data, info } = await sharp(path, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true })
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality, progressive: true })
      .timeout({ seconds: 30 })
      .toBuffer({ resolveWithObject: true })
      .catch(unreadable);
    const thumb = await sharp(data)
      .resize({ width: THUMB_SIDE, height: THUMB_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 76 })
      .toBuffer();
    return { bytes: data, thumb, width: info.width, height: info.height };
  } finally {
    // Whoever waits takes this place over; nobody slips in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function unreadable(): never {
  throw new Refusal('file.unreadable');
}
