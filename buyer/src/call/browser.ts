/** Whose settings hold the answer that was given to the camera's question. Pure. */
export type Asker = 'ios_safari' | 'ios_other' | 'android' | 'safari' | 'desktop';

export function askerOf(agent: string): Asker {
  if (/iPhone|iPad|iPod/.test(agent))
    return /CriOS|FxiOS|EdgiOS|OPiOS|DuckDuckGo/.test(agent) ? 'ios_other' : 'ios_safari';
  if (/Android/.test(agent)) return 'android';
  return /Safari\//.test(agent) && !/Chrom(e|ium)\//.test(agent) ? 'safari' : 'desktop';
}
