/** Which STUN and TURN servers a connection is given, and which region a relay is of. */
import type { CallIce } from '@recoup/contract';

/** So many regions are asked at a time: each more costs a relay that nobody uses. The second stands in for the first. */
const REGIONS = 2;

/**
 * The region of choice first; where nobody knows one, `nearest` as it was probed, else as they stand. `silent`: the region whose
 * relay fell silent comes last. (Chrome leaves a pair it has not given up yet only for one of at least its rank.)
 */
export function configOf(
  ice: CallIce,
  nearest: readonly string[] = [],
  silent: string | null = null,
): RTCConfiguration {
  const wish = [...(ice.prefer ? [ice.prefer] : []), ...nearest];
  const rank = ({ name }: { name: string }) => {
    if (name === silent) return wish.length + 1;
    const at = wish.indexOf(name);
    return at < 0 ? wish.length : at;
  };
  const regions = ice.regions.toSorted((a, b) => rank(a) - rank(b));
  const relays = regions.filter(hasRelay).slice(0, REGIONS);
  const taken = [...relays, ...regions.filter((region) => !hasRelay(region))];
  return {
    iceServers: taken.flatMap((region) => region.ice_servers),
    iceTransportPolicy: ice.relay_only ? 'relay' : 'all',
    bundlePolicy: 'max-bundle',
    rtcpMuxPolicy: 'require',
  };
}

function hasRelay({ ice_servers }: CallIce['regions'][number]): boolean {
  return ice_servers.some(({ urls }) => urls.some((url) => /^turns?:/.test(url)));
}

/** The region whose server this address is (`turn:relay.example:3478?transport=udp`). Null: none of them. */
export function regionOf(ice: CallIce | null, url: string): string | null {
  const host = hostOf(url);
  const region = ice?.regions.find(({ ice_servers }) =>
    ice_servers.some(({ urls }) => urls.some((one) => hostOf(one) === host)),
  );
  return region?.name ?? null;
}

const hostOf = (url: string) => url.replace(/^(stun|turn)s?:/, '').replace(/\?.*$/, '');

/** Asks until there is an answer: without one nobody knows whether addresses may be shown. */
export function openIce(ask: () => Promise<CallIce>) {
  let last: CallIce | null = null;
  let asking: Promise<CallIce> | null = null;
  let closed = false;
  const fetch = () => {
    asking ??= (async () => {
      for (let pause = 500; ; pause = Math.min(pause * 2, 5000)) {
        try {
          last = await ask();
          asking = null;
          return last;
        } catch {
          if (closed) throw new Error('closed');
          await new Promise((done) => setTimeout(done, pause));
        }
      }
    })();
    return asking;
  };
  return {
    /** The first answer, or the last. */
    known: () => (last ? Promise.resolve(last) : fetch()),
    last: () => last,
    /** Anew where it ends within the minute; the old one where nothing comes in time. */
    async fresh(limitMs: number): Promise<CallIce> {
      if (last && (!last.expires_at || new Date(last.expires_at).getTime() - Date.now() > 60_000)) return last;
      const old = last;
      if (!old) return fetch();
      return Promise.race([fetch(), new Promise<CallIce>((done) => setTimeout(() => done(old), limitMs))]);
    },
    close() {
      closed = true;
    },
  };
}
