-- Conversations with buyers: who wrote, on which channel, what was said, who holds it, and what was promised.

create table channels (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('chat', 'email', 'form', 'sms', 'phone', 'social', 'marketplace')),
  platform text,
  name text not null,
  -- As the contract has it, with passwords sealed.
  settings jsonb not null,
  -- The channel's own secret, sealed: signs hooks, or identities of the widget.
  secret text,
  -- Mail in: where reading stopped ({"uidvalidity": …, "uid": …}).
  position jsonb,
  failure text,
  failing_since timestamptz,
  last_in_at timestamptz,
  last_out_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('channels');
create index channels_kind on channels (workspace_id, kind, brand_id);

-- A public key, or the id in a hook's address, leads to its workspace before any workspace is known. Global on purpose.
create table channel_keys (
  key text primary key,
  workspace_id uuid not null,
  brand_id uuid not null,
  channel_id uuid not null,
  foreign key (workspace_id, channel_id) references channels on delete cascade
);
revoke all on channel_keys from recoup_app;
grant select, insert, delete on channel_keys to recoup_app;

create table teams (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid,
  name text not null,
  -- New work goes to the member with the language and the least in hand.
  share_out boolean not null default true,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('teams');
create unique index teams_name on teams (workspace_id, name) where archived_at is null;

create table team_members (
  workspace_id uuid not null,
  team_id uuid not null,
  staff_id uuid not null,
  primary key (workspace_id, team_id, staff_id),
  foreign key (workspace_id, team_id) references teams on delete cascade,
  foreign key (workspace_id, staff_id) references staff
);
call close_table('team_members');

-- How a member of staff works in the inbox; who has no row takes work in their own language.
create table inbox_staff (
  workspace_id uuid not null,
  staff_id uuid not null,
  away boolean not null default false,
  languages text[],
  most integer not null default 30 check (most > 0),
  -- Shared out last at: breaks ties of load.
  given_at timestamptz,
  primary key (workspace_id, staff_id),
  foreign key (workspace_id, staff_id) references staff
);
call close_table('inbox_staff');

create table contacts (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  customer_id uuid,
  name text not null,
  name_key text collate "C" not null default '',
  language text not null default 'en',
  time_zone text,
  note text,
  blocked_at timestamptz,
  blocked_by text,
  blocked_reason text,
  -- Set where two turned out to be one person.
  merged_into uuid,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, customer_id) references customers,
  foreign key (workspace_id, merged_into) references contacts
);
call close_table('contacts');
create index contacts_newest on contacts (workspace_id, created_at desc, id desc) where merged_into is null;
create index contacts_name on contacts (workspace_id, name_key, id) where merged_into is null;
create index contacts_customer on contacts (workspace_id, customer_id) where customer_id is not null;

-- An address of a contact: an e-mail in lower case, a phone number in E.164, a browser's or a shop account's id, an id of another service.
create table contact_points (
  workspace_id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('email', 'phone', 'chat', 'shop', 'external')),
  value text collate "C" not null,
  contact_id uuid not null,
  -- Proved: an answered mail, a signed identity. What somebody only typed joins nobody.
  verified boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (workspace_id, brand_id, kind, value),
  foreign key (workspace_id, contact_id) references contacts
);
call close_table('contact_points');
create index contact_points_contact on contact_points (workspace_id, contact_id);
create index contact_points_value on contact_points (workspace_id, value);

create table conversations (
  workspace_id uuid not null,
  id uuid not null,
  code text not null,
  brand_id uuid not null,
  contact_id uuid not null,
  customer_id uuid,
  -- The channel it began on; a reply takes the channel the buyer used last.
  channel_id uuid not null,
  reply_channel_id uuid not null,
  order_id uuid,
  return_id uuid,
  subject text not null,
  state text not null check (state in ('open', 'waiting', 'resolved', 'closed')),
  snoozed_until timestamptz,
  holder text not null default 'nobody' check (holder in ('nobody', 'staff', 'assistant')),
  assignee_id uuid,
  team_id uuid,
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  tags text[] not null default '{}',
  spam boolean not null default false,
  language text,
  intent text,
  merged_into uuid,
  -- The next promise that runs out, from sla_clocks; lists are ordered by it.
  clock_kind text,
  clock_by timestamptz,
  unseen integer not null default 0,
  last_message_id uuid,
  last_at timestamptz not null,
  last_buyer_at timestamptz,
  last_staff_at timestamptz,
  first_reply_at timestamptz,
  resolved_at timestamptz,
  resolved_by text check (resolved_by in ('staff', 'assistant', 'rule', 'buyer', 'system')),
  reopened integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, contact_id) references contacts,
  foreign key (workspace_id, customer_id) references customers,
  foreign key (workspace_id, channel_id) references channels,
  foreign key (workspace_id, reply_channel_id) references channels,
  foreign key (workspace_id, order_id) references orders,
  foreign key (workspace_id, assignee_id) references staff,
  foreign key (workspace_id, team_id) references teams,
  foreign key (workspace_id, merged_into) references conversations,
  check ((holder = 'staff') = (assignee_id is not null))
);
call close_table('conversations');
create index conversations_last on conversations (workspace_id, state, last_at desc, id desc) where merged_into is null and not spam;
create index conversations_clock on conversations (workspace_id, state, clock_by, id) where merged_into is null and not spam and clock_by is not null;
create index conversations_assignee on conversations (workspace_id, assignee_id, state, last_at desc, id desc) where merged_into is null;
create index conversations_contact on conversations (workspace_id, contact_id, last_at desc);
create index conversations_customer on conversations (workspace_id, customer_id) where customer_id is not null;
create index conversations_order on conversations (workspace_id, order_id) where order_id is not null;
create index conversations_return on conversations (workspace_id, return_id) where return_id is not null;
create index conversations_snoozed on conversations (workspace_id, snoozed_until) where snoozed_until is not null;
create index conversations_all on conversations (workspace_id, last_at desc, id desc);
create index conversations_created on conversations (workspace_id, created_at, id);

create table messages (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  brand_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('message', 'note')),
  direction text not null check (direction in ('in', 'out', 'internal')),
  channel_id uuid not null,
  -- {"kind": "buyer|staff|assistant|system", "id": …, "name": …}
  author jsonb not null,
  subject text,
  body text not null,
  html text,
  quoted text,
  signature text,
  language text,
  -- [{language, text, by, at}]
  translations jsonb not null default '[]',
  mentions uuid[] not null default '{}',
  automatic text check (automatic in ('auto_reply', 'bounce', 'rule', 'survey')),
  state text not null check (state in ('received', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'kept', 'cancelled')),
  failure text,
  attempts integer not null default 0,
  send_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  -- Unique in the channel: the mail's Message-ID, the hook's id, the widget's client id. The same is taken once.
  external_id text collate "C",
  -- {from, to, cc, message_id, in_reply_to, references, spoofed}
  envelope jsonb,
  -- The raw mail, as it came.
  raw_file_id uuid,
  macro_id uuid,
  -- The conversation it stood in before a merge or a split.
  from_conversation_id uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, channel_id) references channels
);
call close_table('messages');
create index messages_thread on messages (workspace_id, conversation_id, id);
create unique index messages_external on messages (workspace_id, channel_id, external_id) where external_id is not null;
create index messages_going on messages (workspace_id, state) where state in ('scheduled', 'queued', 'sending', 'failed');
create index messages_mentions on messages (workspace_id, id) where mentions <> '{}';

create table message_files (
  workspace_id uuid not null,
  message_id uuid not null,
  file_id uuid not null,
  -- The mail's Content-ID where its text shows the picture.
  content_id text,
  position integer not null default 0,
  primary key (workspace_id, message_id, file_id),
  foreign key (workspace_id, message_id) references messages,
  foreign key (workspace_id, file_id) references files
);
call close_table('message_files');
create index message_files_file on message_files (workspace_id, file_id);

-- Message-IDs a conversation is known by, ours and theirs: what a reply names leads back to it.
create table mail_threads (
  workspace_id uuid not null,
  brand_id uuid not null,
  message_id text collate "C" not null,
  conversation_id uuid not null,
  primary key (workspace_id, brand_id, message_id),
  foreign key (workspace_id, conversation_id) references conversations
);
call close_table('mail_threads');
create index mail_threads_conversation on mail_threads (workspace_id, conversation_id);

-- How far a member of staff has read, which is also who was mentioned and has not looked yet.
create table conversation_seen (
  workspace_id uuid not null,
  conversation_id uuid not null,
  staff_id uuid not null,
  message_id uuid,
  mentioned_at timestamptz,
  primary key (workspace_id, conversation_id, staff_id),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, staff_id) references staff
);
call close_table('conversation_seen');
create index conversation_seen_mentions on conversation_seen (workspace_id, staff_id, mentioned_at desc) where mentioned_at is not null;

create table drafts (
  workspace_id uuid not null,
  conversation_id uuid not null,
  staff_id uuid not null,
  body text not null,
  note boolean not null default false,
  language text,
  updated_at timestamptz not null,
  primary key (workspace_id, conversation_id, staff_id),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, staff_id) references staff
);
call close_table('drafts');

create table reminders (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  staff_id uuid not null,
  at timestamptz not null,
  note text,
  -- Came up, was taken back, or the buyer wrote before.
  done_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, staff_id) references staff
);
call close_table('reminders');
create index reminders_conversation on reminders (workspace_id, conversation_id) where done_at is null;
create index reminders_due on reminders (workspace_id, at) where done_at is null;

-- Merges and splits of conversations, merges of contacts; with what is needed to take them back.
create table joins (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('merge', 'split', 'contacts')),
  from_id uuid not null,
  into_id uuid not null,
  -- What moved, and how the one that gave it up stood: {message_ids, before, points, conversation_ids}.
  moved jsonb not null,
  at timestamptz not null,
  by text not null,
  undone_at timestamptz,
  primary key (workspace_id, id)
);
call close_table('joins');
create index joins_from on joins (workspace_id, from_id);
create index joins_into on joins (workspace_id, into_id);

create table calendars (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  time_zone text not null,
  weekly jsonb not null,
  holidays jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
call close_table('calendars');

create table sla_policies (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid,
  name text not null,
  calendar_id uuid not null,
  position integer not null default 0,
  channels text[] not null default '{}',
  priorities text[] not null default '{}',
  tags text[] not null default '{}',
  targets jsonb not null,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, calendar_id) references calendars
);
call close_table('sla_policies');

-- The promises of a conversation, reckoned from what happened. A next_reply clock has a row for each time the buyer waited.
create table sla_clocks (
  workspace_id uuid not null,
  conversation_id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('first_reply', 'next_reply', 'resolution', 'platform')),
  started_at timestamptz not null,
  -- A policy of ours, or the platform's own rule.
  policy_id uuid,
  policy_name text not null,
  state text not null check (state in ('running', 'paused', 'met', 'breached', 'breached_then_met')),
  due_at timestamptz,
  left_seconds integer,
  warn_at timestamptz,
  met_at timestamptz,
  warned_at timestamptz,
  escalated_at timestamptz,
  assignee_id uuid,
  team_id uuid,
  primary key (workspace_id, conversation_id, kind, started_at),
  foreign key (workspace_id, conversation_id) references conversations
);
call close_table('sla_clocks');
create index sla_clocks_due on sla_clocks (workspace_id, due_at) where state = 'running';
create index sla_clocks_started on sla_clocks (workspace_id, started_at);

create table macros (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid,
  name text not null,
  body jsonb,
  actions jsonb not null default '[]',
  conditions jsonb not null default '[]',
  intents text[] not null default '{}',
  used integer not null default 0,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('macros');

create table inbox_rules (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid,
  name text not null,
  on_event text not null,
  idle_hours integer,
  conditions jsonb not null,
  actions jsonb not null,
  position integer not null default 0,
  enabled boolean not null default false,
  runs integer not null default 0,
  last_run_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('inbox_rules');
-- One run a rule and cause: a job that runs twice does its work once.
create table rule_runs (
  workspace_id uuid not null,
  rule_id uuid not null,
  cause text not null,
  conversation_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, rule_id, cause),
  foreign key (workspace_id, rule_id) references inbox_rules on delete cascade,
  foreign key (workspace_id, conversation_id) references conversations
);
call close_table('rule_runs');
create index rule_runs_conversation on rule_runs (workspace_id, conversation_id);

create table articles (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  slug text not null,
  category text,
  photo_file_id uuid,
  skus text[] not null default '{}',
  intents text[] not null default '{}',
  draft jsonb not null,
  published_version integer,
  changed_since boolean not null default true,
  helped integer not null default 0,
  not_helped integer not null default 0,
  views integer not null default 0,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, brand_id, slug),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, photo_file_id) references files
);
call close_table('articles');
create table article_versions (
  workspace_id uuid not null,
  article_id uuid not null,
  version integer not null,
  body jsonb not null,
  at timestamptz not null,
  by text not null,
  primary key (workspace_id, article_id, version),
  foreign key (workspace_id, article_id) references articles
);
call close_table('article_versions');
create table article_feedback (
  workspace_id uuid not null,
  id uuid not null,
  article_id uuid not null,
  language text not null,
  helped boolean not null,
  comment text,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, article_id) references articles
);
call close_table('article_feedback');
create index article_feedback_article on article_feedback (workspace_id, article_id, at desc);

create table survey_settings (
  workspace_id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('csat', 'nps')),
  enabled boolean not null,
  after_minutes integer not null,
  again_after_days integer not null,
  share integer not null check (share between 1 and 100),
  channels text[] not null default '{}',
  primary key (workspace_id, brand_id, kind),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('survey_settings');
create table surveys (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  conversation_id uuid not null,
  contact_id uuid not null,
  kind text not null check (kind in ('csat', 'nps')),
  staff_id uuid,
  asked_at timestamptz not null,
  answered_at timestamptz,
  score integer,
  comment text,
  primary key (workspace_id, id),
  unique (workspace_id, conversation_id, kind),
  foreign key (workspace_id, conversation_id) references conversations
);
call close_table('surveys');
create index surveys_contact on surveys (workspace_id, contact_id, asked_at desc);
create index surveys_asked on surveys (workspace_id, asked_at);

create table glossaries (
  workspace_id uuid not null,
  brand_id uuid not null,
  terms jsonb not null,
  updated_at timestamptz not null,
  primary key (workspace_id, brand_id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('glossaries');

-- What a find looks into: one row a message and one a conversation (its subject, code, names, order numbers), as lexemes
-- that carry the workspace, so that the index alone keeps workspaces apart. Under row-level security @@ may not use an
-- index, so finds go through find_said, which looks into the asking workspace only.
create table said (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  brand_id uuid not null,
  at timestamptz not null,
  lexemes tsvector not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations
);
call close_table('said');
create index said_lexemes on said using gin (lexemes) with (fastupdate = on);
create index said_newest on said (workspace_id, at desc, id desc);
create index said_conversation on said (workspace_id, conversation_id);
