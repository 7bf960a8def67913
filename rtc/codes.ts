/** Reads serial numbers and bar codes in a picture. The reader (WebAssembly) is loaded at the first use and served by us. */
import type { CodeFormat } from '@recoup/contract';

export type Code = {
  text: string;
  format: CodeFormat;
  /** Its corners, 0 to 1 of the picture, for a frame around it. */
  corners: [number, number][];
};

/** Larger pictures are read at this size first: quicker, and small codes are looked for in the whole then. */
const QUICK = 1600;

/** All codes found, the largest first; turned and light on dark too. Empty when there is none. */
export async function readCodes(picture: ImageBitmap | Blob | HTMLVideoElement | HTMLImageElement): Promise<Code[]> {
  const { find } = await import('./codes-reader.ts');
  const image = picture instanceof Blob ? await createImageBitmap(picture) : picture;
  const { width, height } = sizeOf(image);
  if (width === 0 || height === 0) return [];
  const share = Math.min(1, QUICK / Math.max(width, height));
  const quick = await find(pixelsOf(image, width, height, share));
  const found = quick.length > 0 || share === 1 ? quick : await find(pixelsOf(image, width, height, 1));
  if (picture instanceof Blob) (image as ImageBitmap).close();
  return found;
}

/** Loads the reader ahead of the first use. */
export async function prepareCodes(): Promise<void> {
  const { find } = await import('./codes-reader.ts');
  await find(new ImageData(8, 8));
}

function sizeOf(image: Exclude<Parameters<typeof readCodes>[0], Blob>): { width: number; height: number } {
  if (image instanceof HTMLVideoElement) return { width: image.videoWidth, height: image.videoHeight };
  if (image instanceof HTMLImageElement) return { width: image.naturalWidth, height: image.naturalHeight };
  return image;
}

function pixelsOf(image: CanvasImageSource, width: number, height: number, share: number): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * share));
  canvas.height = Math.max(1, Math.round(height * share));
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('no canvas');
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
