import { z } from 'zod';

/** A STUN or TURN server as its address says: who, and how it is spoken to. */
export type RelayAddress = {
  url: string;
  kind: 'stun' | 'turn';
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
};
export type RelayRegion = { name: string; urls: string[]; secret: string };
export type RelayConfig = {
  /** None: no relay is set up. The secret is the relay's own and leaves this process only as signatures. */
  regions: RelayRegion[];
  stunUrls: string[];
  ttlSeconds: number;
  relayOnly: boolean;
};

const HOST = String.raw`((?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)|\[[0-9A-Fa-f:.]+\])`;
const ADDRESS = new RegExp(`^(stun|turn|turns):${HOST}(?::(\\d{1,5}))?(?:\\?transport=(udp|tcp))?$`);

/**
 * Reads a `stun:`, `turn:` or `turns:` address (RFC 7064, RFC 7065); null where it is none that browsers speak: TURN over DTLS
 * (`turns:` over UDP) and STUN over TLS are not. Ports are 3478, and 5349 for TLS, unless it says otherwise.
 */
export function readRelayUrl(url: string): RelayAddress | null {
  const [, scheme, host, port, transport] = ADDRESS.exec(url) ?? [];
  if (!scheme || !host) return null;
  const number = port ? Number(port) : scheme === 'turns' ? 5349 : 3478;
  if (number < 1 || number > 65_535) return null;
  if (scheme === 'turns' && transport === 'udp') return null;
  if (scheme === 'stun' && transport) return null;
  return {
    url,
    kind: scheme === 'stun' ? 'stun' : 'turn',
    host: host.replace(/^\[|\]$/g, ''),
    port: number,
    transport: scheme === 'turns' ? 'tls' : transport === 'tcp' ? 'tcp' : 'udp',
  };
}

const isOf = (kind: 'stun' | 'turn') => (url: string) => readRelayUrl(url)?.kind === kind;
const turnUrl = z.string().refine(isOf('turn'), {
  error: 'must be turn:host, turn:host:port?transport=udp or tcp, or turns:host:port',
});
const stunUrl = z.string().refine(isOf('stun'), { error: 'must be stun:host or stun:host:port' });
const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split(',')
            .map((one) => one.trim())
            .filter(Boolean)
        : value,
    z.array(item).max(20),
  );
const secret = z.string().min(16, { error: 'must have at least 16 characters' });
const region = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, { error: 'must be a short name of letters, digits, - and _' }),
  urls: z.array(turnUrl).min(1).max(10),
  secret,
});
const regions = z.preprocess((value, ctx) => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    ctx.issues.push({ code: 'custom', message: 'must be JSON: [{"name": …, "urls": […], "secret": …}]', input: '' });
    return z.NEVER;
  }
}, z.array(region).max(20));

/** The settings of the environment that say what carries calls. */
export const relaySettings = {
  /** `turn:relay.example:3478,turn:relay.example:3478?transport=tcp,turns:relay.example:5349`: one region's relay. */
  TURN_URLS: listOf(turnUrl).default([]),
  /** What coturn calls static-auth-secret. */
  TURN_SECRET: secret.optional(),
  /** Several regions: `[{"name": "us", "urls": ["turn:…"], "secret": "…"}]`. */
  TURN_REGIONS: regions.default([]),
  TURN_TTL_SECONDS: z.coerce.number().int().min(60).max(86_400).default(3600),
  STUN_URLS: listOf(stunUrl).default([]),
  /** `on`: calls go through a relay always, so that neither side learns the other's address. */
  CALLS_RELAY_ONLY: z.enum(['on', 'off']).default('off'),
};

type Settings = z.output<z.ZodObject<typeof relaySettings>>;

/** What carries calls, of parsed settings. Throws a clear line where they do not go together; never with a secret in it. */
export function relayConfig(given: Settings): RelayConfig {
  if (given.TURN_URLS.length > 0 && !given.TURN_SECRET) throw new Error('TURN_URLS needs TURN_SECRET');
  if (given.TURN_SECRET && given.TURN_URLS.length === 0) throw new Error('TURN_SECRET needs TURN_URLS');
  const own = given.TURN_SECRET ? [{ name: 'default', urls: given.TURN_URLS, secret: given.TURN_SECRET }] : [];
  const all = [...own, ...given.TURN_REGIONS];
  const twice = all.find(({ name }, n) => all.findIndex((one) => one.name === name) !== n);
  if (twice) throw new Error(`TURN_REGIONS: ${twice.name} is there twice`);
  const relayOnly = given.CALLS_RELAY_ONLY === 'on';
  if (relayOnly && all.length === 0) throw new Error('CALLS_RELAY_ONLY=on needs TURN_URLS or TURN_REGIONS');
  return { regions: all, stunUrls: given.STUN_URLS, ttlSeconds: given.TURN_TTL_SECONDS, relayOnly };
}
