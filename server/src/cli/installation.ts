import { type Config, readConfig } from '../platform/config.ts';
import { type Ctx, SYSTEM } from '../platform/ctx.ts';
import { type Database, inWorkspace, openDatabase } from '../platform/db.ts';
import { workspaceIds } from '../platform/jobs.ts';
import { keptSecret } from '../platform/kept-secret.ts';
import { openLog } from '../platform/log.ts';
import type { Terminal } from './terminal.ts';
import { Trouble } from './usage.ts';

/** The installation a command works on, open for as long as it takes. */
export type Installation = { config: Config; db: Database; ctxOf(workspaceId: string): Ctx };

export async function withInstallation<T>(
  terminal: Terminal,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const config = configOf(terminal.env);
  const db = openDatabase(config.databaseUrl, 4);
  const log = openLog('error', { write: (line) => terminal.complain(line.trimEnd()) });
  const actor = { ...SYSTEM, name: 'Command line' };
  const ctxOf = (workspaceId: string): Ctx => ({
    workspaceId,
    actor,
    get now() {
      return new Date();
    },
    db,
    config,
    log,
    requestId: null,
  });
  try {
    return await work({ config, db, ctxOf });
  } finally {
    await db.close();
  }
}

function configOf(env: Terminal['env']): Config {
  try {
    return readConfig(env, keptSecret);
  } catch (error) {
    throw new Trouble((error as Error).message);
  }
}

/** The workspace of that name or id; where none is named, the only one there is. */
export async function workspaceCalled({ db, ctxOf }: Installation, wanted: string | undefined): Promise<Ctx> {
  const found: { ctx: Ctx; name: string }[] = [];
  for (const id of await workspaceIds(db)) {
    const ctx = ctxOf(id);
    const { name } = await inWorkspace(ctx, (tx) =>
      tx.selectFrom('workspaces').select('name').where('workspace_id', '=', id).executeTakeFirstOrThrow(),
    );
    found.push({ ctx, name });
  }
  if (found.length === 0) throw new Trouble('There is no workspace yet: npm run recoup -- create-workspace --help');
  const fitting = wanted
    ? found.filter(({ ctx, name }) => ctx.workspaceId === wanted || name.toLowerCase() === wanted.toLowerCase())
    : found;
  const list = found.map(({ ctx, name }) => `  ${ctx.workspaceId}  ${name}`).join('\n');
  if (fitting.length === 0) throw new Trouble(`No workspace is called ${wanted}. There are:\n${list}`);
  if (fitting.length > 1) throw new Trouble(`Which one? Say --workspace NAME or ID:\n${list}`);
  return fitting[0]!.ctx;
}

/** Ids of the brands with these slugs; null where none is named. */
export async function brandsCalled(ctx: Ctx, slugs: readonly string[]): Promise<string[] | null> {
  if (slugs.length === 0) return null;
  const rows = await inWorkspace(ctx, (tx) =>
    tx.selectFrom('brands').select(['id', 'slug']).where('workspace_id', '=', ctx.workspaceId).execute(),
  );
  return slugs.map((slug) =>
    idOf(
      rows,
      slug,
      slug,
      'brand',
      rows.map((row) => row.slug),
    ),
  );
}

/** Ids of the sites with these codes; null where none is named. */
export async function sitesCalled(ctx: Ctx, codes: readonly string[]): Promise<string[] | null> {
  if (codes.length === 0) return null;
  const rows = await inWorkspace(ctx, (tx) =>
    tx.selectFrom('sites').select(['id', 'code as slug']).where('workspace_id', '=', ctx.workspaceId).execute(),
  );
  return codes.map((code) =>
    idOf(
      rows,
      code.toUpperCase(),
      code,
      'site',
      rows.map((row) => row.slug),
    ),
  );
}

function idOf(
  rows: { id: string; slug: string }[],
  slug: string,
  typed: string,
  what: string,
  there: string[],
): string {
  const found = rows.find((row) => row.slug === slug);
  if (!found) throw new Trouble(`No ${what} is called ${typed}. There are: ${there.join(', ') || 'none'}`);
  return found.id;
}
