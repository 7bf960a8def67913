create table policies (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  name text not null,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('policies');

-- A published version never changes; the one draft a policy may have does.
create table policy_versions (
  workspace_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  version integer not null,
  scope jsonb not null,
  rules jsonb not null,
  -- An order keeps the newest version published before it was bought, or the first one when it is older than all.
  published_at timestamptz,
  published_by text,
  changed_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, policy_id, version),
  foreign key (workspace_id, policy_id) references policies
);
call close_table('policy_versions');
create unique index policy_versions_one_draft on policy_versions (workspace_id, policy_id) where published_at is null;

create table returns (
  workspace_id uuid not null,
  id uuid not null,
  code text not null,
  brand_id uuid not null,
  order_id uuid not null,
  customer_id uuid not null,
  -- The site it is to come to; the one it came to once received.
  site_id uuid,
  source text not null check (source in ('portal', 'staff', 'api', 'blind')),
  stage text not null check (stage in ('requested', 'approved', 'in_transit', 'received', 'closed', 'declined', 'cancelled', 'expired')),
  -- Why a person must look; empty once somebody has.
  review text[] not null default '{}',
  policy_version_id uuid,
  verdict jsonb not null,
  currency text not null,
  freight_paid_by text not null check (freight_paid_by in ('seller', 'buyer', 'nobody')),
  goods_back boolean not null default true,
  language text not null default 'en',
  decline_reason text,
  override_reason text,
  decided_by jsonb,
  -- Answer a waiting request by then; hand the goods to a carrier by then.
  decide_by timestamptz,
  ship_by date,
  reminded_at timestamptz,
  requested_at timestamptz not null,
  approved_at timestamptz,
  in_transit_at timestamptz,
  received_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, order_id) references orders,
  foreign key (workspace_id, customer_id) references customers,
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, policy_version_id) references policy_versions
);
call close_table('returns');
create index returns_newest on returns (workspace_id, requested_at desc, id desc);
create index returns_stage on returns (workspace_id, stage, requested_at desc, id desc);
create index returns_order on returns (workspace_id, order_id);
create index returns_customer on returns (workspace_id, customer_id, requested_at desc);
create index returns_waiting on returns (workspace_id, decide_by, id) where stage = 'requested';
create index returns_ship_by on returns (workspace_id, ship_by) where stage = 'approved';

create table return_lines (
  workspace_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  order_line_id uuid not null,
  variant_id uuid,
  sku text not null,
  title text not null,
  quantity integer not null check (quantity > 0),
  received integer not null default 0 check (received >= 0),
  accepted integer not null default 0 check (accepted >= 0),
  rejected integer not null default 0 check (rejected >= 0),
  reason text not null,
  -- The category's own words, and the buyer's.
  detail text,
  comment text,
  remedy text not null check (remedy in ('refund', 'store_credit', 'exchange', 'replacement', 'keep_it')),
  -- The offer as it was confirmed: amount, parts, by.
  offer jsonb not null,
  -- Exchange or replacement: what left, and when.
  replacement_reference text,
  replacement_sent_at timestamptz,
  position integer not null default 0,
  primary key (workspace_id, id),
  check (received <= quantity and accepted + rejected <= received),
  foreign key (workspace_id, return_id) references returns,
  foreign key (workspace_id, order_line_id) references order_lines,
  foreign key (workspace_id, variant_id) references variants
);
call close_table('return_lines');
create index return_lines_return on return_lines (workspace_id, return_id);
create index return_lines_order_line on return_lines (workspace_id, order_line_id);
create index return_lines_reason on return_lines (workspace_id, reason);

create table return_files (
  workspace_id uuid not null,
  return_id uuid not null,
  file_id uuid not null,
  return_line_id uuid,
  caption text,
  added_by text not null,
  added_at timestamptz not null,
  primary key (workspace_id, return_id, file_id),
  foreign key (workspace_id, return_id) references returns,
  foreign key (workspace_id, file_id) references files
);
call close_table('return_files');

create table labels (
  workspace_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  site_id uuid not null,
  carrier text not null,
  service text not null,
  -- wanted: the intent; made: the carrier answered
  state text not null check (state in ('wanted', 'made', 'failed', 'void')),
  tracking text,
  cost bigint,
  currency text not null,
  from_address jsonb not null,
  to_address jsonb not null,
  weight_g integer,
  failure text,
  created_at timestamptz not null,
  made_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, return_id) references returns,
  foreign key (workspace_id, site_id) references sites
);
call close_table('labels');
create index labels_return on labels (workspace_id, return_id);
create unique index labels_tracking on labels (workspace_id, tracking) where tracking is not null;
-- At most one label of a return is wanted or in use.
create unique index labels_one on labels (workspace_id, return_id) where state in ('wanted', 'made');

create table tracking_events (
  workspace_id uuid not null,
  id uuid not null,
  label_id uuid not null,
  -- label_created, picked_up, in_transit, out_for_delivery, delivered, exception
  code text not null,
  at timestamptz not null,
  place text,
  detail text,
  primary key (workspace_id, id),
  unique (workspace_id, label_id, code, at),
  foreign key (workspace_id, label_id) references labels
);
call close_table('tracking_events');
