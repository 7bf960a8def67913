import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A migrated database on a throwaway cluster, which vanishes at stop() or with this process, even a killed one. */
export type Throwaway = { ownerUrl: string; stop(): Promise<void> };

export async function startThrowaway(): Promise<Throwaway> {
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('./keep-cluster.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // Ctrl-C must not reach it before its database's users are done
  });
  const ended = once(keeper, 'exit');
  const answer = await new Promise<{ ownerUrl?: string; problem?: string }>((resolve) => {
    createInterface({ input: keeper.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    ended.then(() => resolve({ problem: 'the test database ended before it was ready' }));
  });
  if (!answer.ownerUrl) {
    await ended;
    throw new Error(answer.problem);
  }
  return {
    ownerUrl: answer.ownerUrl,
    async stop() {
      keeper.stdin.end();
      await ended;
    },
  };
}
