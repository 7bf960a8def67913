import { relearn } from '../money/index.ts';
import { workspaceIds } from '../platform/jobs.ts';
import type { Installation } from './installation.ts';
import type { Terminal } from './terminal.ts';
import { readArgs } from './usage.ts';

export const RELEARN = 'Usage: npm run recoup -- relearn';

/** Learns anew, in every workspace, what the ranking of remedies rests on: from the events, where it was brought in by other ways than ours. */
export async function commandRelearn(
  { db, ctxOf }: Installation,
  args: readonly string[],
  { say }: Terminal,
): Promise<boolean> {
  readArgs(args, {}, RELEARN);
  const ids = await workspaceIds(db);
  let taught = 0;
  for (const id of ids) taught += await relearn(ctxOf(id));
  say(`Learned from ${taught} events of ${ids.length} workspace${ids.length === 1 ? '' : 's'}.`);
  return true;
}
