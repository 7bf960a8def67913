/** Whose settings hold the answer that was given to the camera's question. Pure. */
export type Asker = 'ios_safari' | 'ios_other' | 'android' | 'safari' | 'desktop';

export function askerOf(agent: string): Asker {
  if (/iPhone|iPad|iPod/.test(agent))
    return /CriOS|FxiOS|EdgiOS|OPiOS|DuckDuckGo/.test(agent) ? 'ios_other' : 'ios_safari';
  if (/Android/.test(agent)) return 'android';
  return /Safari\//.test(agent) && !/Chrom(e|ium)\//.test(agent) ? 'safari' : 'desktop';
}

/** Name and version, system and kind of network, for how calls went by browser. */
export function browserOf(agent: string, network: string | null) {
  const found =
    /(EdgiOS|EdgA|Edg|SamsungBrowser|OPR|CriOS|FxiOS|Firefox)\/(\d+)/.exec(agent) ??
    /(Chrome)\/(\d+)/.exec(agent) ??
    /(Version)\/(\d+).*Safari/.exec(agent);
  const names: Record<string, string> = {
    EdgiOS: 'Edge',
    EdgA: 'Edge',
    Edg: 'Edge',
    SamsungBrowser: 'Samsung Internet',
    OPR: 'Opera',
    CriOS: 'Chrome',
    FxiOS: 'Firefox',
    Version: 'Safari',
  };
  const system =
    /(iPhone|iPad)/.exec(agent)?.[1] ??
    /Android|Windows|Mac OS X|CrOS|Linux/.exec(agent)?.[0].replace('Mac OS X', 'macOS') ??
    '';
  return {
    name: found ? (names[found[1]!] ?? found[1]!) : '',
    version: found?.[2] ?? '',
    system,
    network,
  };
}
