// Puts the modules together: a conversation is found by its return's code, too, which returns know.
import '../app.ts';
import { indexEverything } from '../inbox/index.ts';
import { workspaceIds } from '../platform/jobs.ts';
import type { Installation } from './installation.ts';
import type { Terminal } from './terminal.ts';
import { readArgs } from './usage.ts';

export const INDEX_INBOX = 'Usage: npm run recoup -- index-inbox';

/** Writes anew what the inbox is searched by, in every workspace: after old conversations were brought in by other ways than ours. */
export async function commandIndexInbox(
  { db, ctxOf }: Installation,
  args: readonly string[],
  { say }: Terminal,
): Promise<boolean> {
  readArgs(args, {}, INDEX_INBOX);
  const ids = await workspaceIds(db);
  for (const id of ids) await indexEverything(ctxOf(id));
  say(`What was said in ${ids.length} workspace${ids.length === 1 ? '' : 's'} can be found.`);
  return true;
}
