import pg from 'pg';

/** Looks into the queue until nothing that is due is left. The queue's tables are the owner's, so it has a connection of its own. */
export async function watchQueue(databaseUrl: string): Promise<{ settle(): Promise<void>; close(): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const due =
    'select case when attempts > 3 then last_error end as last_error from graphile_worker._private_jobs where run_at <= now() or last_error is not null limit 1';
  return {
    async settle() {
      for (;;) {
        const { rows } = await client.query<{ last_error: string | null }>(due);
        if (rows.length === 0) return;
        if (rows[0]!.last_error) throw new Error(`a job of the demo failed: ${rows[0]!.last_error}`);
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
    },
    close: () => client.end(),
  };
}
