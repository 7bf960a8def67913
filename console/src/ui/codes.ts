/** The drawing of bar codes, in its own chunk: loaded with the first code that is shown. */
import { code128, datamatrix, drawingSVG, qrcode } from 'bwip-js/browser';

export function svg(kind: 'datamatrix' | 'qrcode' | 'code128', text: string): string {
  if (kind === 'datamatrix') return datamatrix({ bcid: 'datamatrix', text, scale: 4 }, drawingSVG());
  if (kind === 'qrcode') return qrcode({ bcid: 'qrcode', text, scale: 4 }, drawingSVG());
  return code128({ bcid: 'code128', text, scale: 2, height: 12 }, drawingSVG());
}
