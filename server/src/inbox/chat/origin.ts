/**
 * Whether a page may carry the widget. Browsers name the page's origin and cannot be made to lie by it; a program can say
 * what it likes, so this keeps other sites from showing the brand's chat, and is no proof of who is talking. `*.` stands
 * for one or more names before the domain. An empty list is open to all; the installation's own pages always may.
 */
export function mayOpenOn(origins: readonly string[], origin: string | undefined, own: string): boolean {
  if (origins.length === 0 || origin === undefined || origin === new URL(own).origin) return true;
  return origins.some((allowed) => {
    const [scheme, host = ''] = allowed.toLowerCase().split('://');
    const at = origin.toLowerCase().split('://');
    if (at[0] !== scheme || at[1] === undefined) return false;
    return host.startsWith('*.') ? at[1].endsWith(host.slice(1)) && at[1].length >= host.length : at[1] === host;
  });
}
