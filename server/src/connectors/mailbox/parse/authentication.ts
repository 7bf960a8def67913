/** Whether the server that received a mail believes its sender (RFC 8601). */
import { type Headers, headerValues } from './headers.ts';

export type Verdict = 'pass' | 'fail' | 'none';

/** How the large services sign their checks, by the domain of their IMAP server. Microsoft's leave the name out. */
const KNOWN: readonly [RegExp, readonly string[]][] = [
  [/(?:^|\.)(?:gmail|googlemail|google)\.com$/, ['google.com']],
  [/(?:^|\.)(?:office365|outlook|hotmail)\.com$/, ['', 'outlook.com']],
  [/(?:^|\.)(?:me|icloud|mac)\.com$/, ['icloud.com', 'apple.com']],
  [/(?:^|\.)fastmail\.com$/, ['messagingengine.com']],
  [/(?:^|\.)zoho(?:\.\w+)+$/, ['zohomail.com', 'zoho.com']],
];

/** The names by which the server of a channel signs its checks: as set, else as known of the service, else its own domain. */
export function checkersOf({
  checked_by,
  host,
  address,
}: {
  checked_by: string | null;
  host: string | null;
  address: string;
}): string[] {
  if (checked_by) return [checked_by.toLowerCase()];
  const domain = address.toLowerCase().split('@')[1] ?? '';
  if (host === null) return domain ? [domain] : [];
  const known = KNOWN.find(([pattern]) => pattern.test(host.toLowerCase()))?.[1];
  return [...(known ?? [host.toLowerCase().split('.').slice(-2).join('.')]), ...(domain ? [domain] : [])];
}

/**
 * The verdict of the topmost check that one of `checkers` signed. Lower ones were in the mail when it came: anybody may have
 * written them. `fail`: DMARC failed, or, where there is none, SPF failed and no signature held.
 */
export function verdictOf(headers: Headers, fromDomain: string, checkers: readonly string[]): Verdict {
  const checks = headerValues(headers, 'authentication-results').slice(0, 20).map(readCheck);
  const ours = checks.find(({ by }) =>
    checkers.some((one) => (one === '' ? by === '' : by === one || by.endsWith(`.${one}`))),
  );
  if (!ours) return 'none';
  const of = (method: string) => ours.results.filter((one) => one.method === method);
  const [dmarc] = of('dmarc');
  if (dmarc?.result === 'pass') return 'pass';
  if (dmarc?.result === 'fail') return 'fail';
  const isAligned = (domain: string | undefined) =>
    domain !== undefined &&
    fromDomain !== '' &&
    (domain === fromDomain || domain.endsWith(`.${fromDomain}`) || fromDomain.endsWith(`.${domain}`));
  const signed = of('dkim').some(({ result, domain }) => result === 'pass' && isAligned(domain));
  const [spf] = of('spf');
  if (signed || (spf?.result === 'pass' && isAligned(spf.domain))) return 'pass';
  const anySignature = of('dkim').some(({ result }) => result === 'pass');
  return (spf?.result === 'fail' || spf?.result === 'softfail') && !anySignature ? 'fail' : 'none';
}

type Check = { by: string; results: { method: string; result: string; domain: string | undefined }[] };

function readCheck(value: string): Check {
  const parts = value
    .slice(0, 8000)
    .replace(/\([^()]*\)/g, ' ')
    .split(';');
  // Without a name the first part is a result already.
  const isNamed = !parts[0]!.includes('=');
  const by = isNamed ? (parts[0]!.trim().toLowerCase().split(/\s/)[0] ?? '') : '';
  const results = parts.slice(isNamed ? 1 : 0).flatMap((part) => {
    const [, method, result] = /^\s*([a-z-]+)(?:\/\d+)?\s*=\s*([a-z]+)/i.exec(part) ?? [];
    if (!method || !result) return [];
    const domain =
      /\b(?:header\.d|header\.i|header\.from|smtp\.mailfrom|smtp\.helo)\s*=\s*"?(?:[^\s"@]*@)?([^\s";]+)/i.exec(
        part,
      )?.[1];
    return [{ method: method.toLowerCase(), result: result.toLowerCase(), domain: domain?.toLowerCase() }];
  });
  return { by, results };
}
