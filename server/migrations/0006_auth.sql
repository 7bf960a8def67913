-- Who signs in. These tables are better-auth's (1.7, with its two-factor plugin): the names and spellings are its own.
-- People stand above workspaces (one person may work in several), so nothing here carries a workspace_id; the app's role
-- may not touch the schema, and asks the few questions it has through the functions below.

create table auth."user" (
  "id" text primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "twoFactorEnabled" boolean
);

create table auth."session" (
  "id" text primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" ("id") on delete cascade
);
create index "session_userId_idx" on auth."session" ("userId");

create table auth."account" (
  "id" text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on auth."account" ("userId");

create table auth."verification" (
  "id" text primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index "verification_identifier_idx" on auth."verification" ("identifier");

create table auth."twoFactor" (
  "id" text primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index "twoFactor_secret_idx" on auth."twoFactor" ("secret");
create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");

-- The one question of every signed-in request: whose session is this, and where do they work? One row for each workspace.
-- It answers only to who holds the session's secret token.
create function find_session(session_token text)
  returns table (user_id text, workspace_id uuid, staff_id uuid, name text, role text, brand_ids uuid[], site_ids uuid[])
  language sql stable security definer set search_path = public, pg_temp
  as $$ select x."userId", s.workspace_id, s.id, s.name, s.role, s.brand_ids, s.site_ids
        from auth."session" x join staff s on s.user_id = x."userId"
        where x."token" = session_token and x."expiresAt" > now() and s.disabled_at is null order by s.created_at $$;

-- Somebody is known by their e-mail address before they join a workspace (invitation, command line). The hash is there so
-- that who has an account already proves it by their password when they take an invitation.
create function find_user(address text) returns table (id text, name text, password_hash text)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select u."id", u."name", a."password" from auth."user" u
        left join auth."account" a on a."userId" = u."id" and a."providerId" = 'credential'
        where u."email" = lower(address) $$;

-- Makes somebody who signs in with a password, in the transaction that also makes them a member of a workspace.
-- Can only add: it fails for an address that is taken, and changes nobody's password.
create function create_user(user_id text, address text, called text, password_hash text) returns void
  language sql security definer set search_path = public, pg_temp
  as $$
    insert into auth."user" ("id", "name", "email", "emailVerified") values (user_id, called, lower(address), true);
    insert into auth."account" ("id", "accountId", "providerId", "userId", "password", "updatedAt")
      values (gen_random_uuid()::text, user_id, 'credential', user_id, password_hash, now());
  $$;

-- Which of this workspace's people sign in with two factors.
create function staff_with_two_factor() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select s.id from staff s join auth."user" u on u."id" = s.user_id
        where s.workspace_id = app_workspace() and u."twoFactorEnabled" $$;

-- Cron jobs run once for every workspace. Ids only.
create function list_workspaces() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select workspace_id from workspaces order by workspace_id $$;

revoke execute on function find_session(text), find_user(text), create_user(text, text, text, text), staff_with_two_factor(), list_workspaces() from public;
grant execute on function find_session(text), find_user(text), create_user(text, text, text, text), staff_with_two_factor(), list_workspaces() to recoup_app;

-- A process is ready when the migrations it came with have run.
grant select on schema_migrations to recoup_app;

-- How the queue stands, for the metrics; its tables are the owner's.
create function count_jobs() returns table (waiting bigint, late bigint, failed bigint)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select count(*) filter (where attempts < max_attempts),
               count(*) filter (where attempts < max_attempts and run_at < now() - interval '1 minute'),
               count(*) filter (where attempts >= max_attempts)
        from graphile_worker.jobs $$;
revoke execute on function count_jobs() from public;
grant execute on function count_jobs() to recoup_app;
