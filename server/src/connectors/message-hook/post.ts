import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { mayReach } from '../../inbox/index.ts';
import type { Config } from '../../platform/config.ts';
import { lookupPublic } from '../../platform/public-address.ts';

const MOST_MS = 15_000;
const MOST_ANSWER = 64 * 1024;

export type Answered = { status: number; text: string };

/**
 * Posts JSON to a service's address and reads a short answer. Redirects are not followed: a message goes where the manager
 * said, and nowhere a server sends us on to. The address a name leads to is checked as it is connected to.
 * Throws where nobody answers, or not in time.
 */
export function post(
  config: Pick<Config, 'inboxPrivateHosts'>,
  to: string,
  body: string,
  headers: Record<string, string>,
): Promise<Answered> {
  const url = new URL(to);
  const isAllowed = mayReach(config);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !isAllowed(host)) throw new Error(`${host} is not on the public internet`);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: lookupPublic(isAllowed),
        signal: AbortSignal.timeout(MOST_MS),
        headers: {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Recoup',
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size <= MOST_ANSWER) parts.push(part);
          else response.destroy(new Error('the answer was too long'));
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });
}
