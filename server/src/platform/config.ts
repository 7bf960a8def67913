import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type RelayConfig, relayConfig, relaySettings } from './relay-config.ts';

const url = z.url();
const httpUrl = z.url({ protocol: /^https?$/ });
const schema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, { error: 'must be a postgres:// address' }),
  PORT: z.coerce.number().int().min(1).max(65535).default(4100),
  HOST: z.string().default('0.0.0.0'),
  RECOUP_DATA: z.string().default('./data'),
  RECOUP_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  /** The address buyers and staff reach this installation at; links in mails and on labels begin with it. */
  PUBLIC_URL: url.optional(),
  /** At least 32 characters. Signs links, sessions and file addresses; kept in the data folder when not given. */
  RECOUP_SECRET: z.string().min(32).optional(),
  /** smtp://user:password@host:587. Without it mails go to the outbox only. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional(),
  MAIL_FROM: z.string().default('Recoup <no-reply@recoup.invalid>'),
  /** disk, or s3 with the S3_ settings. */
  FILES: z.enum(['disk', 's3']).default('disk'),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().optional(),
  S3_ENDPOINT: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(12),
  /** How many trusted proxies stand before the server; 0 takes the peer's address as the caller's. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Bearer token for /metrics; without it metrics answer to the machine itself only. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** `allow`: channels of the inbox may name mail servers and hooks in this installation's own network. Who sets channels up is trusted with it then. */
  INBOX_PRIVATE_HOSTS: z.enum(['allow', 'deny']).default('deny'),
  /** A translation service that speaks as LibreTranslate does, `https://…/translate`, and its key. */
  TRANSLATOR_URL: httpUrl.optional(),
  TRANSLATOR_KEY: z.string().optional(),
  /** A language model that speaks OpenAI's chat completions: its base address (`https://…/v1`), its name, its key. Translates where no TRANSLATOR_URL is given. */
  MODEL_URL: httpUrl.optional(),
  MODEL_NAME: z.string().optional(),
  MODEL_KEY: z.string().optional(),
  /** Where Stripe answers; another address only for trying things out. */
  STRIPE_URL: httpUrl.default('https://api.stripe.com'),
  ...relaySettings,
});

export type Config = {
  databaseUrl: string;
  port: number;
  host: string;
  dataFolder: string;
  role: 'all' | 'web' | 'worker';
  publicUrl: string;
  secret: string;
  smtpUrl: string | null;
  mailFrom: string;
  files:
    | { kind: 'disk'; folder: string }
    | { kind: 's3'; bucket: string; region: string; endpoint?: string; accessKeyId: string; secretAccessKey: string };
  logLevel: string;
  databasePool: number;
  trustedProxies: number;
  metricsToken: string | null;
  inboxPrivateHosts: 'allow' | 'deny';
  translator: { url: string; key: string | null } | null;
  model: { url: string; name: string; key: string | null } | null;
  stripeUrl: string;
  /** What carries calls between browsers that cannot reach each other. */
  relays: RelayConfig;
};

/** Parses the environment once, at start. Throws one clear line per bad value. `secret` is what the data folder holds when none is given. */
export function readConfig(env: Record<string, string | undefined>, secretOf: (dataFolder: string) => string): Config {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const e = parsed.data;
  const dataFolder = resolve(e.RECOUP_DATA);
  if (e.FILES === 's3' && !(e.S3_BUCKET && e.S3_REGION && e.S3_ACCESS_KEY_ID && e.S3_SECRET_ACCESS_KEY)) {
    throw new Error('FILES=s3 needs S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY');
  }
  if (Boolean(e.MODEL_URL) !== Boolean(e.MODEL_NAME)) throw new Error('MODEL_URL and MODEL_NAME go together');
  return {
    databaseUrl: e.DATABASE_URL,
    port: e.PORT,
    host: e.HOST,
    dataFolder,
    role: e.RECOUP_ROLE,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/$/, ''),
    secret: e.RECOUP_SECRET ?? secretOf(dataFolder),
    smtpUrl: e.SMTP_URL ?? null,
    mailFrom: e.MAIL_FROM,
    files:
      e.FILES === 's3'
        ? {
            kind: 's3',
            bucket: e.S3_BUCKET!,
            region: e.S3_REGION!,
            endpoint: e.S3_ENDPOINT,
            accessKeyId: e.S3_ACCESS_KEY_ID!,
            secretAccessKey: e.S3_SECRET_ACCESS_KEY!,
          }
        : { kind: 'disk', folder: join(dataFolder, 'files') },
    logLevel: e.LOG_LEVEL,
    databasePool: e.DATABASE_POOL,
    trustedProxies: e.TRUSTED_PROXIES,
    metricsToken: e.METRICS_TOKEN ?? null,
    inboxPrivateHosts: e.INBOX_PRIVATE_HOSTS,
    translator: e.TRANSLATOR_URL ? { url: e.TRANSLATOR_URL, key: e.TRANSLATOR_KEY ?? null } : null,
    model: e.MODEL_URL && e.MODEL_NAME ? { url: e.MODEL_URL, name: e.MODEL_NAME, key: e.MODEL_KEY ?? null } : null,
    stripeUrl: e.STRIPE_URL,
    relays: relayConfig(e),
  };
}
