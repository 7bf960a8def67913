import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCatalogue } from './catalogue.ts';
import { freshDatabase } from './database.ts';

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: (await freshDatabase()).ownerUrl });
  await client.connect();
});
afterAll(() => client.end());

it('every table belongs to a workspace by all its keys, and shows its rows to that workspace only', async () => {
  const { tenantTables, violations } = await readCatalogue(client);
  expect(violations).toEqual([]);
  expect(tenantTables.length).toBeGreaterThan(20);
});

it.each([
  ['a table without workspace', 'create table planted (id uuid primary key)', 'planted: has no workspace_id'],
  [
    'a primary key that begins with something else',
    'create table planted (workspace_id uuid not null, id uuid, primary key (id, workspace_id))',
    'planted: unique key planted_pkey begins with id',
  ],
  [
    'a unique key across workspaces',
    'create table planted (workspace_id uuid, id uuid, email text unique, primary key (workspace_id, id))',
    'planted: unique key planted_email_key begins with email',
  ],
  [
    'a unique key that begins with an expression',
    'create table planted (workspace_id uuid, id uuid, email text, primary key (workspace_id, id)); create unique index planted_email on planted (lower(email))',
    'planted: unique key planted_email begins with an expression',
  ],
  [
    'a foreign key that may point into another workspace',
    'create table parent (workspace_id uuid, id uuid, primary key (workspace_id, id)); create table planted (workspace_id uuid, id uuid, of uuid, of_workspace uuid, primary key (workspace_id, id), foreign key (of_workspace, of) references parent)',
    'planted: foreign key planted_of_workspace_of_fkey to parent begins with of_workspace',
  ],
  [
    'a table without row-level security',
    'create table planted (workspace_id uuid, id uuid, primary key (workspace_id, id))',
    'planted: has no row-level security',
  ],
  [
    'a policy that lets everyone in',
    'create table planted (workspace_id uuid, id uuid, primary key (workspace_id, id)); alter table planted enable row level security; create policy open on planted to recoup_app using (true)',
    'planted: policy open is not about the workspace',
  ],
  [
    "a view that reads in its owner's name",
    'create view planted as select * from orders',
    "planted: is a view that reads in its owner's name",
  ],
  [
    "a function that acts in its owner's name, wherever the caller's search path leads",
    'create function planted() returns int language sql security definer as $$ select 1 $$',
    "planted: acts in its owner's name and lets the caller choose its search_path",
  ],
])('the test finds %s', async (_what, plant, finding) => {
  await client.query(`begin; ${plant}`);
  try {
    expect((await readCatalogue(client)).violations).toContain(finding);
  } finally {
    await client.query('rollback');
  }
});
