/** What this browser tells of itself. */
import type { BrowserFacts } from '@recoup/contract';

/** Name and version, system and kind of network, for how calls went by browser. */
export function browserOf(agent: string, network: string | null): BrowserFacts {
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

type Network = { type?: string; effectiveType?: string };
/** The kind of network (wifi, cellular), else how quick it seems (4g); null where this browser says neither. */
export function browserNow(): BrowserFacts {
  const { type, effectiveType } = (navigator as Navigator & { connection?: Network }).connection ?? {};
  return browserOf(navigator.userAgent, type && type !== 'unknown' ? type : (effectiveType ?? null));
}
