/** Reads bar codes in a picture, in its own chunk; the reader (WebAssembly) is served by us, never fetched from elsewhere. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import reader from 'zxing-wasm/reader/zxing_reader.wasm?url';

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? reader : prefix + path) },
});

/** The text of the first code in the picture, null when there is none. */
export async function readCode(video: HTMLVideoElement): Promise<string | null> {
  const share = Math.min(1, 1280 / Math.max(video.videoWidth, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(video.videoWidth * share);
  canvas.height = Math.round(video.videoHeight * share);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen || canvas.width === 0) return null;
  pen.drawImage(video, 0, 0, canvas.width, canvas.height);
  const found = await readBarcodes(pen.getImageData(0, 0, canvas.width, canvas.height), {
    formats: ['Code128', 'Code39', 'QRCode', 'DataMatrix', 'EAN13', 'EAN8', 'UPCA', 'UPCE', 'ITF', 'PDF417'],
    tryHarder: true,
    maxNumberOfSymbols: 1,
  });
  return found[0]?.text.trim() || null;
}
