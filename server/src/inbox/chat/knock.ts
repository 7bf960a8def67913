import type { FastifyRequest } from 'fastify';
import type { Knock } from './guest.ts';

/** Where a call comes from. One household is given a whole /64 of IPv6, so the rest of such an address says nothing. */
export function knockOf({ ip, headers }: FastifyRequest): Knock {
  const address = ip.includes(':') && !ip.startsWith('::ffff:') ? `${ip.split(':').slice(0, 4).join(':')}::/64` : ip;
  return { origin: headers.origin, address };
}
