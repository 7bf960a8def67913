import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { mayReach } from '../../inbox/index.ts';
import type { Config } from '../../platform/config.ts';
import { isPublicAddress } from '../../platform/public-address.ts';
import type { MailServer } from './mail-settings.ts';

/** Where to connect, and by what name its certificate must go. */
export type Place = { address: string; servername: string | undefined };

/**
 * The address of a channel's mail server, held to the installation's rule at the moment of the connection: what is checked is
 * what is connected to. Without encryption never over the internet. Throws where it may not be reached.
 */
export async function reachServer(config: Pick<Config, 'inboxPrivateHosts'>, server: MailServer): Promise<Place> {
  const { host, security } = server;
  const isAllowed = mayReach(config);
  const found = isIP(host) ? [host] : (await lookup(host, { all: true })).map(({ address }) => address);
  const address = found.find(isAllowed);
  if (!address) throw new Error(`${host} lies in a private network; INBOX_PRIVATE_HOSTS=allow lets channels reach it`);
  if (security === 'none' && isPublicAddress(address)) throw new Error(`${host} is on the internet and needs TLS`);
  return { address, servername: isIP(host) ? undefined : host };
}
