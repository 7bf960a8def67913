import { type RelayAddress, type RelayConfig, readRelayUrl } from '../../platform/relay-config.ts';

/** Each server that is set up, with its region; STUN servers belong to none. */
export type KnownServer = RelayAddress & { region: string; secret: string | null };

export function knownServers(relays: RelayConfig): KnownServer[] {
  const turn = relays.regions.flatMap(({ name, urls, secret }) =>
    urls.map((url) => ({ ...readRelayUrl(url)!, region: name, secret })),
  );
  return [...turn, ...relays.stunUrls.map((url) => ({ ...readRelayUrl(url)!, region: '', secret: null }))];
}
