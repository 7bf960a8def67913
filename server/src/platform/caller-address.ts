import type { FastifyRequest } from 'fastify';

/** Where a stranger's guess comes from. One household is given a whole /64 of IPv6, so the rest of the address says nothing. */
export function callerAddress(req: Pick<FastifyRequest, 'ip'>): string {
  if (!req.ip.includes(':') || req.ip.startsWith('::ffff:')) return req.ip;
  const [head = '', tail] = req.ip.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const filled = [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after];
  return `${filled.slice(0, 4).join(':')}::/64`;
}
