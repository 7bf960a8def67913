import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ChannelSettings } from '@recoup/contract';
import type { Config } from '../../platform/config.ts';
import { isPublicAddress } from '../../platform/public-address.ts';
import { Refusal } from '../../platform/refusal.ts';
import { serversOf } from './settings.ts';

/** May a connection of a channel's go to this address? In somebody's own network only where the installation says so (INBOX_PRIVATE_HOSTS). */
export function mayReach(config: Pick<Config, 'inboxPrivateHosts'>): (address: string) => boolean {
  return config.inboxPrivateHosts === 'allow' ? () => true : isPublicAddress;
}

/**
 * Whoever sets up a channel names servers that Recoup will speak to: not those of the network Recoup itself stands in, and
 * none in the clear over the internet. A name nobody knows yet passes; the connection itself is held to the same rule.
 *
 * Throws `channel.forbidden_address`.
 */
export async function checkHosts(config: Pick<Config, 'inboxPrivateHosts'>, settings: ChannelSettings): Promise<void> {
  const isAllowed = mayReach(config);
  for (const { host, open } of serversOf(settings)) {
    const addresses = isIP(host) ? [host] : await addressesOf(host);
    if (!addresses.every(isAllowed)) throw new Refusal('channel.forbidden_address', { host, because: 'private' });
    if (open && addresses.some(isPublicAddress)) {
      throw new Refusal('channel.forbidden_address', { host, because: 'not_encrypted' });
    }
  }
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return []; // not known now; what the name leads to later is looked at when the connection is made
  }
}
