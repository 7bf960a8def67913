/** An address of ours, or none: what came over the wire never becomes a script. */
export function safe(url: string, origin: string): string | undefined {
  const at = URL.parse(url, origin);
  return at && /^https?:$/.test(at.protocol) ? at.href : undefined;
}
