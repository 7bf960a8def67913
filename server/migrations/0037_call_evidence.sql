-- What evidence and recording of calls need besides: each thing kept once however often it is sent, and where a recording was cut.

-- A clock may be off by years.
alter table call_stills alter column clock_off_ms type bigint;
-- Made by the browser: the same still sent twice is one.
alter table call_stills add column client_id text;
alter table call_stills add column ask text;
alter table call_stills add column removed_by jsonb;
alter table call_stills add column erased_because text;
create unique index call_stills_once on call_stills (workspace_id, call_id, client_id) where client_id is not null;

alter table call_codes add column swap boolean not null default false;
alter table call_codes add column expected text[] not null default '{}';

-- Which version of the wording it was, and which question it answers.
alter table call_consents add column version text not null default '';
alter table call_consents add column part_kind text;
alter table call_consents add column asked_id uuid;

alter table call_recordings add column client_id text;
-- The seat that records.
alter table call_recordings add column part_id uuid;
-- Nothing captured after this is kept.
alter table call_recordings add column cut_at timestamptz;
alter table call_recordings add column cut_because text
  check (cut_because in ('withdrawn', 'somebody_came', 'turned_off', 'call_ended'));
-- How far the browser's clock was ahead of ours.
alter table call_recordings add column clock_off_ms bigint not null default 0;
-- When the last piece came; how many its browser said there are, once it said so; the first that never came.
alter table call_recordings add column heard_at timestamptz;
alter table call_recordings add column told integer;
alter table call_recordings add column missing_from integer;
create unique index call_recordings_once on call_recordings (workspace_id, call_id, client_id) where client_id is not null;

-- What a piece covers, by our clock.
alter table call_recording_chunks add column from_at timestamptz;
alter table call_recording_chunks add column to_at timestamptz;
-- The row is there before the bytes are, so that nothing lies in the store that nobody knows of.
alter table call_recording_chunks add column kept_at timestamptz;
