import type pg from 'pg';

/** Tables of the schema public that belong to no workspace, each with the reason. */
export const GLOBAL_TABLES: Record<string, string> = {
  schema_migrations: 'is about the installation; the product cannot read it',
  public_names: "leads from a brand's public name to its workspace, before any workspace is known",
  channel_keys: "leads from the key of a shop's widget, or the id in a hook's address, to its workspace",
  payment_account_keys: "leads from the id in a payment company's webhook address to its workspace",
};

export type Catalogue = { tenantTables: string[]; violations: string[] };

/**
 * Reads what the database really is, and names every table that is not closed: one whose keys do not lead with
 * workspace_id, or that shows the product's role rows of another workspace.
 */
export async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const { rows: tables } = await client.query<Table>(TABLES);
  const tenant = tables.filter(({ name }) => !(name in GLOBAL_TABLES));
  const violations = tenant.flatMap((table) => problemsOf(table).map((problem) => `${table.name}: ${problem}`));
  for (const { problem } of (await client.query<{ problem: string }>(ROUND_ABOUT)).rows) violations.push(problem);
  return { tenantTables: tenant.map(({ name }) => name), violations };
}

type Table = {
  name: string;
  owner: string;
  closed: boolean;
  forced: boolean;
  required: boolean | null;
  has_primary_key: boolean;
  unique_keys: { name: string; first: string | null }[];
  foreign_keys: { name: string; target: string; first: string; target_first: string }[];
  policies: { name: string; rules: string[] }[];
};

function problemsOf(table: Table): string[] {
  const problems: string[] = [];
  if (table.required === null) problems.push('has no workspace_id');
  else if (!table.required) problems.push('allows a row without workspace_id');
  if (!table.has_primary_key) problems.push('has no primary key');
  for (const { name, first } of table.unique_keys) {
    if (first !== 'workspace_id') problems.push(`unique key ${name} begins with ${first ?? 'an expression'}`);
  }
  for (const { name, target, first, target_first } of table.foreign_keys) {
    if (target in GLOBAL_TABLES) continue;
    if (first !== 'workspace_id' || target_first !== 'workspace_id') {
      problems.push(`foreign key ${name} to ${target} begins with ${first}`);
    }
  }
  if (!table.closed) problems.push('has no row-level security');
  if (table.owner === 'recoup_app' && !table.forced)
    problems.push('is owned by the role that row-level security is for');
  if (table.policies.length === 0) problems.push('has no policy');
  for (const { name, rules } of table.policies) {
    if (!rules.every((rule) => rule.includes('app_workspace()')))
      problems.push(`policy ${name} is not about the workspace`);
  }
  return problems;
}

// The first column of a key; null where the key begins with an expression.
const column = (relation: string, number: string) =>
  `(select attname::text from pg_attribute where attrelid = ${relation} and attnum = ${number})`;

const TABLES = `
  select c.relname as name, c.relowner::regrole::text as owner, c.relrowsecurity as closed, c.relforcerowsecurity as forced,
    (select attnotnull from pg_attribute where attrelid = c.oid and attname = 'workspace_id' and not attisdropped) as required,
    exists (select from pg_index where indrelid = c.oid and indisprimary) as has_primary_key,
    coalesce((select jsonb_agg(jsonb_build_object('name', indexrelid::regclass::text, 'first', ${column('indrelid', 'indkey[0]')}))
      from pg_index where indrelid = c.oid and indisunique), '[]') as unique_keys,
    coalesce((select jsonb_agg(jsonb_build_object('name', conname, 'target', confrelid::regclass::text,
        'first', ${column('conrelid', 'conkey[1]')}, 'target_first', ${column('confrelid', 'confkey[1]')}))
      from pg_constraint where conrelid = c.oid and contype = 'f'), '[]') as foreign_keys,
    coalesce((select jsonb_agg(jsonb_build_object('name', policyname, 'rules', array_remove(array[qual, with_check], null)))
      from pg_policies where schemaname = 'public' and tablename = c.relname), '[]') as policies
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  order by c.relname`;

// Ways round row-level security: it holds neither for what a view or function does in its owner's name, nor for a
// role that owns the table or may pass over it.
const ROUND_ABOUT = `
  select relname || ': is a view that reads in its owner''s name' as problem from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'v'
      and not coalesce(reloptions @> '{security_invoker=true}' or reloptions @> '{security_invoker=on}', false)
  union all
  select relname || ': is a materialized view, which row-level security does not cover' from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'm' and has_table_privilege('recoup_app', oid, 'select')
  union all
  select proname || ': acts in its owner''s name and lets the caller choose its search_path' from pg_proc
    where pronamespace = 'public'::regnamespace and prosecdef
      and not exists (select from unnest(proconfig) setting where setting like 'search_path=%')
  union all
  select 'recoup_app may pass over row-level security' from pg_roles
    where rolname = 'recoup_app' and (rolsuper or rolbypassrls)
  union all
  select 'recoup_app owns ' || oid::regclass from pg_class where relowner = 'recoup_app'::regrole`;
