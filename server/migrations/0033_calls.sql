-- Live video with buyers: how a call comes about, who is in it, what is kept of it, who was found responsible, and how it went.

create table call_settings (
  workspace_id uuid not null,
  brand_id uuid not null,
  settings jsonb not null,
  updated_at timestamptz not null,
  primary key (workspace_id, brand_id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('call_settings');

-- Who takes calls, and whether a screen of theirs is open. What they are busy with stands in call_parts and call_rings.
create table call_desks (
  workspace_id uuid not null,
  staff_id uuid not null,
  takes_calls boolean not null default true,
  -- Their screen said so last; gone when it is long ago.
  seen_at timestamptz,
  changed_at timestamptz not null,
  primary key (workspace_id, staff_id),
  foreign key (workspace_id, staff_id) references staff
);
call close_table('call_desks');

create table calls (
  workspace_id uuid not null,
  id uuid not null,
  code text not null,
  brand_id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  customer_id uuid,
  order_id uuid,
  order_line_id uuid,
  return_id uuid,
  stage text not null check (stage in ('scheduled', 'waiting', 'ringing', 'live', 'ended', 'missed', 'declined')),
  origin text not null check (origin in ('widget', 'portal', 'tracking', 'thread', 'link', 'slot', 'call_back')),
  audio_only boolean not null default false,
  language text,
  -- The browser's own id of its wish: asked twice, it is one call.
  client_id text,
  -- Who takes it, or is to take it.
  staff_id uuid,
  note text,
  phone text,
  call_back boolean not null default false,
  -- IANA name of the buyer's zone, as their browser told it.
  time_zone text,
  asked_at timestamptz not null,
  scheduled_for timestamptz,
  scheduled_minutes integer,
  -- The next thing the clock does to it: ring on, give up waiting, end.
  due_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  ended_because text,
  wrap_up_until timestamptz,
  wrapped_at timestamptz,
  wrap_up_note text,
  csat integer check (csat between 1 and 5),
  csat_comment text,
  -- Made at the end from its minutes: score, parts of it, relay, region, countries, browsers.
  quality jsonb,
  version integer not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, contact_id) references contacts,
  foreign key (workspace_id, customer_id) references customers,
  foreign key (workspace_id, order_id) references orders,
  foreign key (workspace_id, order_line_id) references order_lines,
  foreign key (workspace_id, return_id) references returns,
  foreign key (workspace_id, staff_id) references staff
);
call close_table('calls');
create index calls_asked on calls (workspace_id, brand_id, asked_at desc);
create index calls_standing on calls (workspace_id, stage) where stage in ('scheduled', 'waiting', 'ringing', 'live');
create index calls_conversation on calls (workspace_id, conversation_id, id);
create index calls_order on calls (workspace_id, order_id) where order_id is not null;
-- One call at a time in a conversation, but for those agreed for later.
create unique index calls_one_at_a_time on calls (workspace_id, conversation_id) where stage in ('waiting', 'ringing', 'live');
create unique index calls_asked_once on calls (workspace_id, contact_id, client_id) where client_id is not null;

-- Somebody's seat in a call. The buyer's has one browser at a time.
create table call_parts (
  workspace_id uuid not null,
  id uuid not null,
  call_id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('buyer', 'agent', 'supervisor', 'technician')),
  mode text not null default 'talks' check (mode in ('talks', 'listens')),
  staff_id uuid,
  name text not null,
  language text,
  -- Which browser holds it: a digest of what that browser keeps.
  seat text,
  invited_at timestamptz,
  joined_at timestamptz,
  left_at timestamptz,
  -- It came with the buyer's link while another browser holds the seat; admitted or refused by the agent.
  knocks boolean not null default false,
  refused_at timestamptz,
  -- On the line: the page load that is there, and until when it counts as there.
  peer text,
  here_until timestamptz,
  -- What its browser told of itself: name and version, system, network, country.
  browser jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, call_id) references calls on delete cascade,
  foreign key (workspace_id, staff_id) references staff
);
call close_table('call_parts');
create index call_parts_call on call_parts (workspace_id, call_id);
create index call_parts_staff on call_parts (workspace_id, staff_id) where left_at is null;

create table call_rings (
  workspace_id uuid not null,
  call_id uuid not null,
  staff_id uuid not null,
  round integer not null default 1,
  rung_at timestamptz not null,
  answer text not null default 'rings' check (answer in ('rings', 'taken', 'passed', 'timed_out', 'called_off')),
  primary key (workspace_id, call_id, staff_id, round),
  foreign key (workspace_id, call_id) references calls on delete cascade,
  foreign key (workspace_id, staff_id) references staff
);
call close_table('call_rings');
create index call_rings_now on call_rings (workspace_id, staff_id) where answer = 'rings';

-- A link that leads into a call: mailed, sent by SMS, shown as QR, or handed over by hand. Its token is signed and names the row.
create table call_links (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  call_id uuid not null,
  by_way text not null check (by_way in ('mail', 'sms', 'qr', 'link')),
  sent_to text,
  made_by jsonb not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, call_id) references calls on delete cascade
);
call close_table('call_links');
create index call_links_call on call_links (workspace_id, call_id);

create table call_reminders (
  workspace_id uuid not null,
  call_id uuid not null,
  -- Minutes before it begins, and the time it was agreed for when it was sent: moved, it is reminded of again.
  minutes integer not null,
  scheduled_for timestamptz not null,
  sent_at timestamptz not null,
  primary key (workspace_id, call_id, minutes, scheduled_for),
  foreign key (workspace_id, call_id) references calls on delete cascade
);
call close_table('call_reminders');

-- A picture taken in a call: evidence, with what was sold.
create table call_stills (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  call_id uuid not null,
  file_id uuid not null,
  -- The same with what was drawn on it.
  drawn_file_id uuid,
  position integer not null,
  caption text,
  -- photo: the camera's own; frame: of the buyer's own picture; received: of what came over the line; sent: uploaded by the buyer.
  source text not null check (source in ('photo', 'frame', 'received', 'sent')),
  -- SHA-256 of the bytes as the browser captured them, and of what is kept without its place and camera.
  sha256 bytea not null,
  kept_sha256 bytea not null,
  width integer not null,
  height integer not null,
  -- By the browser's clock, and how far that was from ours.
  captured_at timestamptz not null,
  clock_off_ms integer not null,
  received_at timestamptz not null,
  taken_by jsonb not null,
  order_id uuid,
  order_line_id uuid,
  unit_id uuid,
  serial text,
  marks jsonb not null default '[]',
  -- Taken out of sight, with the reason; the row stays.
  removed_at timestamptz,
  removed_because text,
  erased_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, call_id, position),
  foreign key (workspace_id, call_id) references calls on delete cascade,
  foreign key (workspace_id, file_id) references files,
  foreign key (workspace_id, drawn_file_id) references files
);
call close_table('call_stills');

-- A serial number or a barcode that was read from the picture, and what it was found to be.
create table call_codes (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  call_id uuid not null,
  still_id uuid,
  format text not null,
  said text not null,
  typed boolean not null default false,
  found jsonb not null,
  at timestamptz not null,
  by jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, call_id) references calls on delete cascade
);
call close_table('call_codes');
create index call_codes_call on call_codes (workspace_id, call_id);

-- What each side said to being recorded, in which words. Only added to.
create table call_consents (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  call_id uuid not null,
  part_id uuid,
  -- asked, yes, no, withdrawn
  answer text not null check (answer in ('asked', 'yes', 'no', 'withdrawn')),
  who jsonb not null,
  wording text not null,
  language text not null,
  -- The rule that was followed: place, how many must agree, source, date.
  rule jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, call_id) references calls on delete cascade
);
call close_table('call_consents');
create index call_consents_call on call_consents (workspace_id, call_id, id);

create table call_recordings (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  call_id uuid not null,
  state text not null check (state in ('recording', 'joining', 'ready', 'failed', 'erased')),
  type text not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  duration_ms integer,
  bytes bigint not null default 0,
  file_id uuid,
  failure text,
  by jsonb not null,
  keep_until timestamptz not null,
  erased_at timestamptz,
  erased_because text,
  primary key (workspace_id, id),
  foreign key (workspace_id, call_id) references calls on delete cascade,
  foreign key (workspace_id, file_id) references files
);
call close_table('call_recordings');
create index call_recordings_call on call_recordings (workspace_id, call_id);
create index call_recordings_keep on call_recordings (workspace_id, keep_until) where state <> 'erased';

create table call_recording_chunks (
  workspace_id uuid not null,
  recording_id uuid not null,
  n integer not null check (n >= 0),
  key text not null,
  bytes integer not null,
  sha256 bytea not null,
  at timestamptz not null,
  primary key (workspace_id, recording_id, n),
  foreign key (workspace_id, recording_id) references call_recordings on delete cascade
);
call close_table('call_recording_chunks');

-- Who is responsible for what is wrong with goods. One that counts for each order line and problem; earlier ones stay.
create table verdicts (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  order_id uuid not null,
  order_line_id uuid not null,
  return_id uuid,
  call_id uuid,
  conversation_id uuid,
  verdict text not null check (verdict in ('carrier', 'factory', 'user', 'seller', 'unclear')),
  reason text not null,
  -- The defect in the brand's own words, for the factory's list: `shade cracked`.
  defect text,
  note text,
  serial text,
  batch text,
  file_ids uuid[] not null default '{}',
  by jsonb not null,
  at timestamptz not null,
  replaced_by uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, order_id) references orders,
  foreign key (workspace_id, order_line_id) references order_lines,
  foreign key (workspace_id, return_id) references returns
);
call close_table('verdicts');
create index verdicts_line on verdicts (workspace_id, order_line_id) where replaced_by is null;
create index verdicts_at on verdicts (workspace_id, brand_id, verdict, at desc) where replaced_by is null;

-- How a problem of a product is looked into: steps with pictures that end in a verdict.
create table diagnosis_sheets (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  name text not null,
  -- Products, categories and reasons it is for; empty: all.
  for_products uuid[] not null default '{}',
  for_categories text[] not null default '{}',
  for_reasons text[] not null default '{}',
  version integer not null default 0,
  draft jsonb,
  draft_version integer not null default 0,
  archived_at timestamptz,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('diagnosis_sheets');
create index diagnosis_sheets_brand on diagnosis_sheets (workspace_id, brand_id);

create table diagnosis_sheet_versions (
  workspace_id uuid not null,
  sheet_id uuid not null,
  brand_id uuid not null,
  version integer not null,
  steps jsonb not null,
  published_at timestamptz not null,
  published_by jsonb not null,
  primary key (workspace_id, sheet_id, version),
  foreign key (workspace_id, sheet_id) references diagnosis_sheets
);
call close_table('diagnosis_sheet_versions');

create table diagnoses (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  call_id uuid not null,
  sheet_id uuid not null,
  sheet_version integer not null,
  order_line_id uuid,
  -- In order: {step, answer, still_ids, at}.
  answers jsonb not null default '[]',
  outcome jsonb,
  began_at timestamptz not null,
  ended_at timestamptz,
  by jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, call_id) references calls on delete cascade,
  foreign key (workspace_id, sheet_id, sheet_version) references diagnosis_sheet_versions
);
call close_table('diagnoses');
create index diagnoses_call on diagnoses (workspace_id, call_id);

-- What was offered to the buyer on the call, bound to what exactly, how much and until when. Their yes does this, once.
create table call_offers (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  call_id uuid not null,
  order_id uuid not null,
  -- What the verb is asked, word for word, and what it was found to give.
  request jsonb not null,
  promised jsonb not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  state text not null default 'open' check (state in ('open', 'doing', 'done', 'declined', 'refused', 'withdrawn', 'expired')),
  made_by jsonb not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  seen_at timestamptz,
  answered_at timestamptz,
  return_id uuid,
  result jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, call_id) references calls on delete cascade,
  foreign key (workspace_id, order_id) references orders,
  foreign key (workspace_id, return_id) references returns
);
call close_table('call_offers');
create index call_offers_call on call_offers (workspace_id, call_id, id);
-- One lies on the buyer's screen at a time.
create unique index call_offers_open on call_offers (workspace_id, call_id) where state in ('open', 'doing');

create table call_summaries (
  workspace_id uuid not null,
  call_id uuid not null,
  brand_id uuid not null,
  -- For the buyer, in their language; and for colleagues.
  to_buyer text not null,
  to_staff text not null,
  language text not null,
  sent_at timestamptz,
  made_at timestamptz not null,
  edited_by jsonb,
  primary key (workspace_id, call_id),
  foreign key (workspace_id, call_id) references calls on delete cascade
);
call close_table('call_summaries');

-- How the line was for one side, minute by minute. `samples`: what was measured every two seconds.
create table call_minutes (
  workspace_id uuid not null,
  call_id uuid not null,
  part_id uuid not null,
  brand_id uuid not null,
  minute integer not null,
  samples jsonb not null,
  -- Mean opinion score, in hundredths; null where nothing could be measured.
  score integer,
  figures jsonb not null,
  primary key (workspace_id, call_id, part_id, minute),
  foreign key (workspace_id, call_id) references calls on delete cascade
);
call close_table('call_minutes');

-- Why somebody could not come in, or fell out.
create table call_failures (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  call_id uuid,
  part_kind text not null,
  reason text not null,
  browser jsonb,
  details jsonb not null default '{}',
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('call_failures');
create index call_failures_at on call_failures (workspace_id, brand_id, at desc);

-- Self-tests of the relays, from the browsers of staff and from the server.
create table relay_checks (
  workspace_id uuid not null,
  id uuid not null,
  region text not null,
  transport text not null,
  from_where text not null check (from_where in ('browser', 'server')),
  works boolean not null,
  milliseconds integer,
  failure text,
  at timestamptz not null,
  by jsonb not null,
  primary key (workspace_id, id)
);
call close_table('relay_checks');
create index relay_checks_at on relay_checks (workspace_id, region, transport, at desc);

-- Damage and loss claimed from carriers.
create table carrier_claims (
  workspace_id uuid not null,
  id uuid not null,
  code text not null,
  brand_id uuid not null,
  order_id uuid not null,
  verdict_id uuid,
  fulfilment_id uuid,
  carrier text not null,
  tracking text,
  kind text not null check (kind in ('damage', 'loss', 'missing_contents')),
  state text not null check (state in ('draft', 'filed', 'paid', 'declined', 'dropped')),
  claimed bigint not null check (claimed >= 0),
  currency text not null,
  paid bigint check (paid >= 0),
  -- The carrier's last day for filing, with the rule it comes from.
  file_by date,
  rule jsonb,
  reference text,
  file_ids uuid[] not null default '{}',
  note text,
  made_at timestamptz not null,
  filed_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, order_id) references orders
);
call close_table('carrier_claims');
create index carrier_claims_state on carrier_claims (workspace_id, brand_id, state, file_by);
create unique index carrier_claims_verdict on carrier_claims (workspace_id, verdict_id) where verdict_id is not null and state <> 'dropped';

-- Uploaded from within a call, by the seat that did.
alter table files add column call_part_id uuid;
