-- Who is acting, what happened, and the platform's own tables.
-- Every tenant table leads its keys with workspace_id and is closed by row-level security:
-- a transaction sees the workspace it set (app.workspace_id), and in it the actor's brands and sites.

create schema if not exists auth;
grant usage on schema public to recoup_app;
alter default privileges in schema public grant select, insert, update, delete on tables to recoup_app;

create function app_workspace() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.workspace_id', true), '')::uuid $$;
-- null where the actor sees every brand (site) of the workspace
create function app_brands() returns uuid[] language sql stable parallel safe
  as $$ select case when current_setting('app.brands', true) = '*' then null else coalesce(nullif(current_setting('app.brands', true), ''), '{}')::uuid[] end $$;
create function app_sites() returns uuid[] language sql stable parallel safe
  as $$ select case when current_setting('app.sites', true) = '*' then null else coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[] end $$;

-- Closes a tenant table. The sub-selects are evaluated once a statement, not once a row.
create procedure close_table(name text) language plpgsql as $$
declare
  brand boolean; site boolean; rule text := 'workspace_id = (select app_workspace())';
begin
  select exists(select 1 from information_schema.columns where table_schema = 'public' and table_name = name and column_name = 'brand_id') into brand;
  select exists(select 1 from information_schema.columns where table_schema = 'public' and table_name = name and column_name = 'site_id') into site;
  if brand then rule := rule || ' and ((select app_brands()) is null or brand_id is null or brand_id = any ((select app_brands())::uuid[]))'; end if;
  if site then rule := rule || ' and ((select app_sites()) is null or site_id is null or site_id = any ((select app_sites())::uuid[]))'; end if;
  execute format('alter table %I enable row level security', name);
  execute format('create policy tenant on %I to recoup_app using (%s) with check (%s)', name, rule, rule);
end $$;

create table workspaces (
  workspace_id uuid primary key,
  name text not null,
  kind text not null check (kind in ('brand', '3pl')),
  currency text not null default 'USD',
  demo boolean not null default false,
  created_at timestamptz not null default now()
);
call close_table('workspaces');

create table brands (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
  name text not null,
  time_zone text not null,
  currency text not null,
  support_email text,
  look jsonb not null,
  languages text[] not null default '{en}',
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
alter table brands enable row level security;
create policy tenant on brands to recoup_app
  using (workspace_id = (select app_workspace()) and ((select app_brands()) is null or id = any ((select app_brands())::uuid[])))
  with check (workspace_id = (select app_workspace()) and ((select app_brands()) is null or id = any ((select app_brands())::uuid[])));

-- A brand's public name leads to its workspace before any workspace is known. Global on purpose.
create table public_names (
  slug text primary key,
  workspace_id uuid not null,
  brand_id uuid not null,
  foreign key (workspace_id, brand_id) references brands
);
revoke all on public_names from recoup_app;
grant select, insert on public_names to recoup_app;

create table sites (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  code text not null,
  name text not null,
  time_zone text not null,
  address jsonb not null,
  latitude double precision,
  longitude double precision,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, code)
);
alter table sites enable row level security;
-- Every site of the workspace is known to all its people (a return must be sent somewhere); what lies there is not.
create policy tenant on sites to recoup_app using (workspace_id = (select app_workspace())) with check (workspace_id = (select app_workspace()));

-- Which site takes which brand, and of it which categories (null: all).
create table site_brands (
  workspace_id uuid not null,
  site_id uuid not null,
  brand_id uuid not null,
  categories text[],
  primary key (workspace_id, site_id, brand_id),
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, brand_id) references brands
);
alter table site_brands enable row level security;
create policy tenant on site_brands to recoup_app using (workspace_id = (select app_workspace())) with check (workspace_id = (select app_workspace()));

create table staff (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  user_id text not null,
  name text not null,
  email text not null,
  role text not null check (role in ('owner', 'manager', 'agent', 'warehouse', 'technician', 'viewer')),
  language text not null check (language in ('en', 'zh')),
  time_zone text not null,
  brand_ids uuid[],
  site_ids uuid[],
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, user_id)
);
call close_table('staff');
create index staff_user on staff (user_id);

create table invitations (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  language text not null,
  brand_ids uuid[],
  site_ids uuid[],
  token_hash bytea not null,
  invited_by uuid,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
call close_table('invitations');
create index invitations_token on invitations (token_hash);

create table api_keys (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null,
  prefix text not null,
  hash bytea not null,
  scopes text[] not null,
  brand_ids uuid[],
  created_by uuid,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
call close_table('api_keys');
create index api_keys_hash on api_keys (hash);

-- Three questions asked before a workspace is known. Each answers only to who already holds the secret or the public name.
create function find_api_key(key_hash bytea) returns setof api_keys
  language sql stable security definer set search_path = public, pg_temp
  as $$ select * from api_keys where hash = key_hash and revoked_at is null $$;
create function find_invitation(hash bytea) returns setof invitations
  language sql stable security definer set search_path = public, pg_temp
  as $$ select * from invitations where token_hash = hash $$;
create function find_staff(of_user text) returns table (workspace_id uuid, workspace_name text, id uuid, user_id text, name text, email text, role text, language text, time_zone text, brand_ids uuid[], site_ids uuid[])
  language sql stable security definer set search_path = public, pg_temp
  as $$ select s.workspace_id, w.name, s.id, s.user_id, s.name, s.email, s.role, s.language, s.time_zone, s.brand_ids, s.site_ids
        from staff s join workspaces w using (workspace_id) where s.user_id = of_user and s.disabled_at is null order by s.created_at $$;

-- Audit log, timeline, outbox and source of every insight at once. Append-only.
create table events (
  workspace_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  type text not null,
  subject_kind text not null,
  subject_id uuid not null,
  actor jsonb not null,
  brand_id uuid,
  site_id uuid,
  order_id uuid,
  return_id uuid,
  unit_id uuid,
  data jsonb not null default '{}',
  primary key (workspace_id, id)
);
call close_table('events');
revoke update, delete on events from recoup_app;
create index events_return on events (workspace_id, return_id, id) where return_id is not null;
create index events_order on events (workspace_id, order_id, id) where order_id is not null;
create index events_unit on events (workspace_id, unit_id, id) where unit_id is not null;
create index events_subject on events (workspace_id, subject_kind, subject_id, id);

-- Writes events, tells the sockets and enqueues the reactions; called in the verb's own transaction.
-- Runs as owner because the app's role may not touch the queue's tables; the workspace comes from the transaction, never from the caller.
create function record_events(events jsonb, jobs jsonb) returns void
  language plpgsql security definer set search_path = public, graphile_worker, pg_temp as $$
declare
  workspace uuid := app_workspace();
  one jsonb;
begin
  if workspace is null then raise exception 'record_events outside a workspace'; end if;
  insert into events (workspace_id, id, at, type, subject_kind, subject_id, actor, brand_id, site_id, order_id, return_id, unit_id, data)
    select workspace, e.id, e.at, e.type, e.subject_kind, e.subject_id, e.actor, e.brand_id, e.site_id, e.order_id, e.return_id, e.unit_id, coalesce(e.data, '{}')
    from jsonb_to_recordset(events) as e (id uuid, at timestamptz, type text, subject_kind text, subject_id uuid, actor jsonb, brand_id uuid, site_id uuid, order_id uuid, return_id uuid, unit_id uuid, data jsonb);
  for one in select * from jsonb_array_elements(events) loop
    perform pg_notify('recoup_events', jsonb_build_object('workspace_id', workspace, 'id', one->'id', 'type', one->'type', 'subject_kind', one->'subject_kind',
      'subject_id', one->'subject_id', 'brand_id', one->'brand_id', 'site_id', one->'site_id', 'order_id', one->'order_id', 'return_id', one->'return_id', 'unit_id', one->'unit_id')::text);
  end loop;
  if jsonb_array_length(jobs) > 0 then
    perform graphile_worker.add_jobs(array(
      select (j->>'task', (j->'payload')::json, j->>'queue', (j->>'run_at')::timestamptz, coalesce((j->>'max_attempts')::int, 12), j->>'job_key', coalesce((j->>'priority')::int, 0), null)::graphile_worker.job_spec
      from jsonb_array_elements(jobs) j));
  end if;
end $$;
revoke execute on function record_events(jsonb, jsonb) from public;
grant execute on function record_events(jsonb, jsonb) to recoup_app;

-- A POST repeated with the same Idempotency-Key answers what the first one answered. Written in the verb's own transaction.
create table idempotency_keys (
  workspace_id uuid not null,
  actor text not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (workspace_id, actor, key)
);
call close_table('idempotency_keys');
create index idempotency_keys_age on idempotency_keys (created_at);

-- Counts attempts in a window, for guesses and floods; shared by all processes.
create table attempts (
  workspace_id uuid not null,
  bucket text not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (workspace_id, bucket, window_start)
);
call close_table('attempts');

create table files (
  workspace_id uuid not null,
  id uuid not null,
  key text not null,
  thumb_key text,
  name text not null,
  type text not null,
  bytes bigint not null check (bytes >= 0),
  width integer,
  height integer,
  sha256 bytea not null,
  brand_id uuid,
  -- The order whose link uploaded it, when a buyer did.
  order_id uuid,
  uploaded_by text not null,
  -- Set once something refers to it; what stays free for a day is swept.
  used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
call close_table('files');
create index files_unused on files (workspace_id, created_at) where used_at is null;

-- Outbound mail: the intent is written with its cause; a job sends it.
create table mails (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid,
  template text not null,
  language text not null,
  to_address text not null,
  subject text not null,
  html text not null,
  body_text text not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'kept', 'failed')),
  order_id uuid,
  return_id uuid,
  failure text,
  attempts integer not null default 0,
  created_at timestamptz not null,
  sent_at timestamptz,
  -- One mail per cause and template, however often the reaction runs.
  cause text not null,
  primary key (workspace_id, id),
  unique (workspace_id, cause, template)
);
call close_table('mails');
create index mails_newest on mails (workspace_id, id desc);
create index mails_return on mails (workspace_id, return_id, id) where return_id is not null;

-- A brand's own words for a mail.
create table mail_overrides (
  workspace_id uuid not null,
  brand_id uuid not null,
  template text not null,
  language text not null,
  source text not null,
  primary key (workspace_id, brand_id, template, language),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('mail_overrides');

-- A saved view is its sentence: filters of a list under a name.
create table saved_views (
  workspace_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  list text not null,
  name text not null,
  query jsonb not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, staff_id) references staff
);
call close_table('saved_views');
create index saved_views_staff on saved_views (workspace_id, staff_id, list);
