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

export type WhyNot = 'private' | 'not_encrypted';

/**
 * What stands against speaking to a server that somebody named: it stands in the network Recoup itself stands in, or it would
 * be spoken to in the clear (`open`) over the internet. A name nobody knows yet passes; the connection itself is held to the
 * same rule.
 */
export async function whyNotReach(
  config: Pick<Config, 'inboxPrivateHosts'>,
  { host, open }: { host: string; open: boolean },
): Promise<WhyNot | null> {
  const addresses = isIP(host) ? [host] : await addressesOf(host);
  if (!addresses.every(mayReach(config))) return 'private';
  return open && addresses.some(isPublicAddress) ? 'not_encrypted' : null;
}

/** The servers that a channel's settings name. Throws `channel.forbidden_address`. */
export async function checkHosts(config: Pick<Config, 'inboxPrivateHosts'>, settings: ChannelSettings): Promise<void> {
  for (const server of serversOf(settings)) {
    const because = await whyNotReach(config, server);
    if (because) throw new Refusal('channel.forbidden_address', { host: server.host, because });
  }
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return []; // not known now; what the name leads to later is looked at when the connection is made
  }
}
