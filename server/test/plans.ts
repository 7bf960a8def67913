/** How PostgreSQL reads the big tables for a statement, and how much of them. */
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import type { Ctx } from '../src/platform/ctx.ts';
import type { DB } from '../src/platform/db.generated.ts';
import { inWorkspace, type Tx } from '../src/platform/db.ts';

type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};
export type Scan = { type: string; table: string; read: number; sql: string };

/** Every scan of `tables` in the statements that `work` sends. */
export async function scansOf(
  ctx: Ctx,
  tables: readonly string[],
  work: (tx: Tx) => Promise<unknown>,
): Promise<Scan[]> {
  const statements: { sql: string; parameters: readonly unknown[] }[] = [];
  const kysely = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: ctx.db.pool }),
    log: ({ query }) => {
      if (/^\s*(with|select)/i.test(query.sql)) statements.push({ sql: query.sql, parameters: query.parameters });
    },
  });
  await inWorkspace({ ...ctx, db: { ...ctx.db, kysely } }, work);
  const scans: Scan[] = [];
  for (const { sql, parameters } of statements) {
    const { rows } = await inWorkspace(ctx, (tx) =>
      tx.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        CompiledQuery.raw(`explain (analyze, format json) ${sql}`, [...parameters]),
      ),
    );
    const all = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(all)];
    for (const plan of all(rows[0]!['QUERY PLAN'][0].Plan)) {
      const table = plan['Relation Name'];
      if (!table || !tables.includes(table)) continue;
      const read = (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];
      scans.push({ type: plan['Node Type'], table, read, sql });
    }
  }
  return scans;
}
