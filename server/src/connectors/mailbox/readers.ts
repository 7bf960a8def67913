import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Services } from '../../platform/http.ts';
import { systemCtx, workspaceIds } from '../../platform/jobs.ts';
import type { StandingService } from '../../platform/module.ts';
import { mailboxesOf } from './mailbox.store.ts';
import { type Reader, startReader } from './reader.ts';

/** A channel that was opened, changed or archived is noticed within so long. */
const LOOK_MS = 3_000;

type Reading = { reader: Reader; version: string };

/**
 * Reads the mailboxes of all channels, for as long as a worker runs. Of several workers one reads each mailbox: who holds its
 * advisory lock, on one connection of their own; when that connection ends, they stop, and another takes over.
 */
export function readMailboxes(services: Services): StandingService {
  const stopping = new AbortController();
  const done = watch(services, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function watch(services: Services, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const locks = new pg.Client({
      connectionString: services.config.databaseUrl,
      application_name: 'recoup-mail',
      keepAlive: true,
    });
    const readings = new Map<string, Reading>();
    let isLost = false;
    const lost = () => {
      isLost = true;
    };
    locks.on('error', lost).on('end', lost);
    try {
      await locks.connect();
      while (!signal.aborted && !isLost) {
        await look(services, locks, readings);
        await pause(LOOK_MS, undefined, { signal }).catch(() => {});
      }
    } catch (error) {
      services.log.warn({ err: error }, 'mailboxes are not read for a moment');
    }
    await Promise.all([...readings.values()].map(({ reader }) => reader.stop()));
    await locks.end().catch(() => {}); // it may be what broke
    if (!signal.aborted) await pause(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}

/** Begins readers of channels that are new and free, ends those of channels that are gone, begins changed ones anew. */
async function look(services: Services, locks: pg.Client, readings: Map<string, Reading>): Promise<void> {
  await locks.query('select 1'); // a connection that died silently is found out here
  const wanted = new Map<string, { workspaceId: string; version: string }>();
  for (const workspaceId of await workspaceIds(services.db)) {
    for (const { id, version } of await mailboxesOf(systemCtx(services, workspaceId)))
      wanted.set(id, { workspaceId, version });
  }
  for (const [id, { reader, version }] of readings) {
    if (wanted.get(id)?.version === version) continue;
    await reader.stop();
    readings.delete(id);
    await locks.query('select pg_advisory_unlock(hashtextextended($1, 21))', [id]);
  }
  for (const [id, { workspaceId, version }] of wanted) {
    if (readings.has(id)) continue;
    const { rows } = await locks.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 21)) as got',
      [id],
    );
    if (!rows[0]!.got) continue;
    const reader = startReader(() => systemCtx(services, workspaceId, { channel_id: id }), id);
    readings.set(id, { reader, version });
  }
}
