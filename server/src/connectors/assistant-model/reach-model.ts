import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { mayReach } from '../../inbox/index.ts';
import type { Config } from '../../platform/config.ts';
import { isPublicAddress, lookupPublic, NotPublic } from '../../platform/public-address.ts';

const MOST_ANSWER = 512 * 1024;

export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/**
 * `fetch` for the AI SDK, held to the rule all connections are held to that a manager names the server of: the address that
 * is checked is the one that is connected to, in the clear only where it is our own network, no redirect is followed, and an
 * answer has an end.
 */
export function reachModel(config: Pick<Config, 'inboxPrivateHosts'>): typeof fetch {
  const mayGo = mayReach(config);
  return async (input, init = {}) => {
    const url = new URL(typeof input === 'object' && 'url' in input ? input.url : String(input));
    const isOpen = url.protocol === 'http:';
    const isAllowed = (address: string) => mayGo(address) && !(isOpen && isPublicAddress(address));
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !isAllowed(host)) throw new NotPublic(`${host} may not be reached`);
    const body = typeof init.body === 'string' ? init.body : '';
    const request = isOpen ? requestHttp : requestHttps;
    return new Promise<Response>((resolve, reject) => {
      const asking = request(
        url,
        {
          method: init.method ?? 'GET',
          agent: false,
          lookup: lookupPublic(isAllowed),
          signal: init.signal ?? undefined,
          headers: { ...Object.fromEntries(new Headers(init.headers)), 'content-length': Buffer.byteLength(body) },
        },
        (answer) => {
          const parts: Buffer[] = [];
          let size = 0;
          answer.on('data', (part: Buffer) => {
            size += part.length;
            if (size <= MOST_ANSWER) parts.push(part);
            else answer.destroy(new TooLong('the answer has no end'));
          });
          answer.on('error', reject);
          answer.on('end', () => {
            const status = answer.statusCode ?? 502;
            const type = answer.headers['content-type'] ?? 'application/json';
            resolve(new Response(Buffer.concat(parts), { status, headers: { 'content-type': type } }));
          });
        },
      );
      asking.on('error', reject);
      asking.end(body);
    });
  };
}
