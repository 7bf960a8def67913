/** The reader itself, in a chunk of its own; its WebAssembly comes from our own origin, never from elsewhere. */
import type { CodeFormat } from '@recoup/contract';
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { Code } from './codes.ts';

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path) },
});

/** What is looked for; a more exact name of the same family is one of these to people. */
const FORMATS = [
  'QRCode',
  'DataMatrix',
  'Code128',
  'Code39',
  'EAN13',
  'EAN8',
  'UPCA',
  'UPCE',
  'ITF',
  'PDF417',
] as const;

export async function find(pixels: ImageData): Promise<Code[]> {
  const found = await readBarcodes(pixels, {
    formats: [...FORMATS],
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
    tryDownscale: true,
    maxNumberOfSymbols: 8,
  });
  return found
    .filter(({ isValid, text }) => isValid && text.trim() !== '')
    .toSorted((a, b) => areaOf(b) - areaOf(a))
    .map(({ text, format, position: { topLeft, topRight, bottomRight, bottomLeft } }) => ({
      text: text.trim(),
      format: formatOf(format),
      corners: [topLeft, topRight, bottomRight, bottomLeft].map(({ x, y }) => [x / pixels.width, y / pixels.height]),
    }));
}

function formatOf(format: string): CodeFormat {
  if (format === 'ISBN') return 'EAN13';
  return FORMATS.find((one) => format.includes(one)) ?? 'Text';
}

function areaOf({ position: { topLeft, topRight, bottomLeft } }: ReadResult): number {
  const across = Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y);
  return across * Math.max(1, Math.hypot(bottomLeft.x - topLeft.x, bottomLeft.y - topLeft.y));
}
