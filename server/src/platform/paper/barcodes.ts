/** Bar codes as plain numbers, to be drawn as vectors: never a picture that a printer would blur. */
import bwip from 'bwip-js/node';
import { Refusal } from '../refusal.ts';

/** What Code 128 holds here: printable ASCII, no longer than a scanner reads in one sweep of a 4-inch label. */
const printable = /^[\x20-\x7e]{1,48}$/;

/**
 * Code 128: widths of bars and spaces in modules, bar first. GS1 General Specifications: 10 modules of quiet zone on
 * each side (`QUIET_128`), which the caller leaves free. Refusal: `paper.code_not_printable`.
 */
export function code128(text: string): number[] {
  if (!printable.test(text)) throw new Refusal('paper.code_not_printable', { text: text.slice(0, 60) });
  // Spaces at the ends are lost on paper and by scanners.
  if (text !== text.trim()) throw new Refusal('paper.code_not_printable', { text });
  const [symbol] = bwip.raw({ bcid: 'code128', text, parse: false });
  if (!symbol || !('sbs' in symbol)) throw new Error('Code 128 came back without bars');
  return symbol.sbs;
}
export const QUIET_128 = 10;

/** QR, level M (15 % may be dirty). ISO/IEC 18004 asks for 4 modules of quiet zone. At most 300 bytes, which a phone still reads from a small label. */
export function qr(text: string): boolean[][] {
  if (text === '' || Buffer.byteLength(text) > 300)
    throw new Refusal('paper.code_not_printable', { text: text.slice(0, 60) });
  return matrix('qrcode', text, { eclevel: 'M' });
}
export const QUIET_QR = 4;

/** DataMatrix ECC 200 for answer cards. ISO/IEC 16022 asks for 1 module of quiet zone; 2 are kept. */
export function dataMatrix(text: string): boolean[][] {
  if (!printable.test(text)) throw new Refusal('paper.code_not_printable', { text: text.slice(0, 60) });
  return matrix('datamatrix', text, {});
}
export const QUIET_DATAMATRIX = 2;

function matrix(bcid: 'qrcode' | 'datamatrix', text: string, options: { eclevel?: 'M' }): boolean[][] {
  const [symbol] = bwip.raw({ bcid, text, parse: false, ...options });
  if (!symbol || !('pixs' in symbol)) throw new Error(`${bcid} came back without modules`);
  return Array.from({ length: symbol.pixy }, (_, y) =>
    Array.from({ length: symbol.pixx }, (_, x) => symbol.pixs[y * symbol.pixx + x] === 1),
  );
}
