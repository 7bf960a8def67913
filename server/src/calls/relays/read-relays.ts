import type { CallRelays, RelayCheck, RelayServer } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { readRelayUrl } from '../../platform/relay-config.ts';
import { type KeptCheck, lastChecks } from './relays.store.ts';

/** The relays that are set up, each with its last check from here and from a browser. Never their secrets. */
export async function readRelays(ctx: Ctx): Promise<CallRelays> {
  const { regions, stunUrls, relayOnly, ttlSeconds } = ctx.config.relays;
  const checks = await inWorkspace(ctx, (tx) => lastChecks(tx, ctx));
  const shown = (url: string): RelayServer => {
    const { kind, transport } = readRelayUrl(url)!;
    const from = (where: KeptCheck['from_where']) => {
      const last = checks.find((one) => one.url === url && one.from_where === where);
      return last ? checkOf(last) : null;
    };
    return { url, kind, transport, from_server: from('server'), from_browser: from('browser') };
  };
  return {
    regions: regions.map(({ name, urls }) => ({ name, servers: urls.map(shown) })),
    stun: stunUrls.map(shown),
    relay_only: relayOnly,
    ttl_seconds: ttlSeconds,
  };
}

function checkOf({ works, milliseconds, failure, at, by }: KeptCheck): RelayCheck {
  return { works, milliseconds, failure, at: new Date(at).toISOString(), by: by.name };
}
