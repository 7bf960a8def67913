import { timingSafeEqual } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { App, Services } from './http.ts';
import { sendProblem } from './problems.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** /healthz: this process is alive. /readyz: it can do its work. /metrics: what it does, for Prometheus. */
export function watchHealth({ server, services }: App): void {
  const quiet = { logLevel: 'warn' as const, config: { rateLimit: false as const } };
  server.get('/healthz', quiet, async (_req, reply) => reply.header('cache-control', 'no-store').send({ ok: true }));
  server.get('/readyz', quiet, async (req, reply) => {
    const missing = await whatIsMissing(services);
    if (missing) return sendProblem(req, reply, { status: 503, code: missing });
    return reply.header('cache-control', 'no-store').send({ ok: true });
  });

  const registry = measure({ server, services });
  server.get('/metrics', quiet, async (req, reply) => {
    if (!mayReadMetrics(services, req)) return sendProblem(req, reply, { status: 401, code: 'auth.needed' });
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

const newest = Math.max(...readdirSync(MIGRATIONS).map((name) => Number.parseInt(name, 10) || 0));

async function whatIsMissing({ db }: Services): Promise<string | null> {
  try {
    const { rows } = await db.pool.query<{ number: number }>('select max(number) as number from schema_migrations');
    return (rows[0]?.number ?? 0) >= newest ? null : 'server.migrations_missing';
  } catch {
    return 'server.database_away';
  }
}

/** With METRICS_TOKEN only its bearer; without, only the machine itself, and not through a proxy on it. */
function mayReadMetrics({ config }: Services, req: FastifyRequest): boolean {
  if (config.metricsToken) {
    const given = Buffer.from(req.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${config.metricsToken}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
  const peer = req.socket.remoteAddress ?? '';
  const isLocal = /^(::1|(::ffff:)?127\.)/.test(peer);
  return isLocal && !req.headers['x-forwarded-for'] && !req.headers.forwarded;
}

function measure({ server, services: { db } }: Pick<App, 'server' | 'services'>): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'recoup_http_request_duration_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  server.addHook('onResponse', async (req, reply) => {
    const route = req.routeOptions.url ?? 'none';
    durations.observe({ method: req.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  new Gauge({
    name: 'recoup_database_connections',
    help: 'Connections of the pool, by what they do; waiting: requests without one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'busy' }, db.pool.totalCount - db.pool.idleCount);
      this.set({ state: 'idle' }, db.pool.idleCount);
      this.set({ state: 'waiting' }, db.pool.waitingCount);
    },
  });
  new Gauge({
    name: 'recoup_jobs',
    help: 'Jobs in the queue; late: due for more than a minute; failed: given up after all attempts',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { rows } = await db.pool.query<Record<string, number>>('select * from count_jobs()');
      for (const [state, count] of Object.entries(rows[0] ?? {})) this.set({ state }, count);
    },
  });
  return registry;
}
