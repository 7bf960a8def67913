-- The assistant: how it is set up, its flows as brands changed them, what it knows of each conversation, why it said what
-- it said, what it offered, and what it was taught.

alter table messages
  -- What stands below the words on a chat: a card, short answers to tap. And the choice a buyer tapped.
  add column card jsonb,
  add column choices jsonb not null default '[]',
  add column choice text;

create table assistant_settings (
  workspace_id uuid not null,
  brand_id uuid not null,
  settings jsonb not null,
  -- The model's key, sealed.
  model_key text,
  updated_at timestamptz not null,
  primary key (workspace_id, brand_id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('assistant_settings');

-- What the model cost, in millionths of a US dollar.
create table model_spending (
  workspace_id uuid not null,
  brand_id uuid not null,
  month date not null,
  micro_usd bigint not null default 0,
  calls integer not null default 0,
  primary key (workspace_id, brand_id, month),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('model_spending');

-- A flow a brand changed. Without a row it runs as shipped, which is version 0.
create table assistant_flows (
  workspace_id uuid not null,
  brand_id uuid not null,
  key text not null,
  version integer not null default 0,
  draft jsonb,
  draft_by jsonb,
  primary key (workspace_id, brand_id, key),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('assistant_flows');

create table assistant_flow_versions (
  workspace_id uuid not null,
  brand_id uuid not null,
  key text not null,
  version integer not null,
  flow jsonb not null,
  changes integer not null,
  published_at timestamptz not null,
  published_by jsonb not null,
  primary key (workspace_id, brand_id, key, version),
  foreign key (workspace_id, brand_id, key) references assistant_flows
);
call close_table('assistant_flow_versions');

create table assistant_talks (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  name text not null,
  language text not null,
  order_id uuid,
  turns jsonb not null,
  expects jsonb not null,
  last jsonb,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, order_id) references orders
);
call close_table('assistant_talks');
create index assistant_talks_brand on assistant_talks (workspace_id, brand_id, id);

-- What it knows of a conversation. Held under the conversation's lock.
create table assistant_states (
  workspace_id uuid not null,
  conversation_id uuid not null,
  brand_id uuid not null,
  state jsonb not null,
  -- The buyer's newest message that was answered.
  heard_id uuid,
  failures integer not null default 0,
  acts integer not null default 0,
  -- A person took over; silent until invited.
  silent boolean not null default false,
  updated_at timestamptz not null,
  primary key (workspace_id, conversation_id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade
);
call close_table('assistant_states');

create table assistant_turns (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  brand_id uuid not null,
  at timestamptz not null,
  -- The buyer's messages it answers, and its own.
  heard_ids uuid[] not null,
  message_ids uuid[] not null,
  why jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade
);
call close_table('assistant_turns');
create index assistant_turns_conversation on assistant_turns (workspace_id, conversation_id, id);
create index assistant_turns_at on assistant_turns (workspace_id, brand_id, at);

-- One problem of a conversation, from the first word about it to its end.
create table assistant_matters (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  brand_id uuid not null,
  flow text not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  ending text not null default 'open' check (ending in ('open', 'settled', 'answered', 'handed_over', 'left')),
  because text,
  turns integer not null default 0,
  -- Handed over with order, problem and wish known.
  complete boolean,
  hand_over jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade
);
call close_table('assistant_matters');
create index assistant_matters_conversation on assistant_matters (workspace_id, conversation_id, id);
create index assistant_matters_ended on assistant_matters (workspace_id, brand_id, ended_at);

-- How many conversations came by a step, by day of the brand's zone.
create table assistant_steps (
  workspace_id uuid not null,
  brand_id uuid not null,
  flow text not null,
  step text not null,
  day date not null,
  conversations integer not null default 0,
  primary key (workspace_id, brand_id, flow, step, day),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('assistant_steps');

-- What was offered, bound to order, what exactly, how much and until when. The buyer's yes does this, once.
create table assistant_confirmations (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  conversation_id uuid not null,
  order_id uuid not null,
  act text not null,
  -- What the verb is asked, word for word.
  request jsonb not null,
  -- What the buyer was told they get: the remedy's kind, its amount in minor units, goods, day.
  promised jsonb not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  state text not null default 'open' check (state in ('open', 'doing', 'done', 'declined', 'refused', 'expired')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  message_id uuid,
  return_id uuid,
  result jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade,
  foreign key (workspace_id, order_id) references orders
);
call close_table('assistant_confirmations');
create index assistant_confirmations_conversation on assistant_confirmations (workspace_id, conversation_id, id);

-- What the assistant did in a day of the brand's zone, against its caps.
create table assistant_days (
  workspace_id uuid not null,
  brand_id uuid not null,
  day date not null,
  acts integer not null default 0,
  amount bigint not null default 0,
  primary key (workspace_id, brand_id, day),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('assistant_days');

create table training_rows (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  said text not null,
  language text,
  was text,
  intent text not null,
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'rejected')),
  by jsonb not null,
  at timestamptz not null,
  reviewed_by jsonb,
  reviewed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, message_id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade
);
call close_table('training_rows');
create index training_rows_state on training_rows (workspace_id, state, id desc);

create table intent_models (
  workspace_id uuid not null,
  id uuid not null,
  state text not null check (state in ('training', 'live', 'ready', 'worse', 'failed')),
  trained_at timestamptz not null,
  row_count integer not null default 0,
  taught integer not null default 0,
  figures jsonb,
  packed bytea,
  by jsonb not null,
  failure text,
  primary key (workspace_id, id)
);
call close_table('intent_models');
create unique index intent_models_live on intent_models (workspace_id) where state = 'live';
create unique index intent_models_training on intent_models (workspace_id) where state = 'training';

-- A code mailed to an address, to prove the orders bought with it. Kept as a hash.
create table chat_codes (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  session_id uuid not null,
  conversation_id uuid,
  email text not null,
  code_hash text not null,
  tries integer not null default 0,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('chat_codes');
create index chat_codes_session on chat_codes (workspace_id, session_id, made_at desc);

-- How an order was proved: by its number with e-mail or ZIP, or by a code mailed to its address.
alter table chat_orders add column by_code boolean not null default false;
-- The shop's own server had signed who this session is, when it wrote here.
alter table chat_talks add column verified boolean not null default false;
