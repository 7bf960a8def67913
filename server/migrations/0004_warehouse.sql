create table bins (
  workspace_id uuid not null,
  id uuid not null,
  site_id uuid not null,
  code text not null,
  -- What is kept in it: one purpose a bin, so that put-away can be checked.
  purpose text not null check (purpose in ('dock', 'inspection', 'sellable', 'open_box', 'liquidation', 'recycling', 'hold', 'outbound', 'bench', 'parts')),
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, site_id, code),
  foreign key (workspace_id, site_id) references sites
);
call close_table('bins');

create table parcels (
  workspace_id uuid not null,
  id uuid not null,
  code text not null,
  site_id uuid not null,
  brand_id uuid,
  return_id uuid,
  order_id uuid,
  tracking text,
  carrier text,
  stage text not null check (stage in ('expected', 'arrived', 'unpacked')),
  -- No return and no order was known when it came.
  blind boolean not null default false,
  note text,
  arrived_at timestamptz,
  opened_by jsonb,
  unpacked_at timestamptz,
  unpacked_by jsonb,
  -- right | short | over | wrong | blind, any number of them
  outcomes text[] not null default '{}',
  version integer not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, return_id) references returns,
  foreign key (workspace_id, order_id) references orders
);
call close_table('parcels');
create index parcels_return on parcels (workspace_id, return_id);
create index parcels_tracking on parcels (workspace_id, tracking);
create index parcels_open on parcels (workspace_id, site_id, arrived_at, id) where stage = 'arrived';
-- A return has one parcel being unpacked at a time.
create unique index parcels_one_open on parcels (workspace_id, return_id) where stage = 'arrived' and return_id is not null;

create table units (
  workspace_id uuid not null,
  id uuid not null,
  -- Licence plate, `LPN-4K7P-31QX`.
  lpn text not null,
  site_id uuid not null,
  brand_id uuid,
  variant_id uuid,
  sku text,
  title text not null,
  parcel_id uuid not null,
  return_id uuid,
  return_line_id uuid,
  order_id uuid,
  -- How it stands to what was promised: right, wrong (another product), over (more than promised), blind (nothing promised)
  arrival text not null check (arrival in ('right', 'wrong', 'over', 'blind')),
  serial text,
  batch text,
  stage text not null check (stage in ('arrived', 'inspected', 'decided', 'in_repair', 'ready', 'gone')),
  acceptance text check (acceptance in ('accepted', 'rejected', 'ask')),
  disposition text,
  functional text check (functional in ('A', 'B', 'C', 'D')),
  cosmetic text check (cosmetic in ('A', 'B', 'C', 'D')),
  grade text check (grade in ('A', 'B', 'C', 'D')),
  bin_id uuid,
  arrived_at timestamptz not null,
  inspected_at timestamptz,
  decided_at timestamptz,
  ready_at timestamptz,
  gone_at timestamptz,
  -- How it left: sold, liquidated, recycled, sent_back; and the money it brought, minor units.
  gone_as text,
  recovered bigint,
  currency text,
  version integer not null default 1,
  -- The scan that made it, so that the same scan sent twice makes one unit.
  scan_id uuid not null,
  primary key (workspace_id, id),
  unique (workspace_id, lpn),
  unique (workspace_id, parcel_id, scan_id),
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, variant_id) references variants,
  foreign key (workspace_id, parcel_id) references parcels,
  foreign key (workspace_id, return_id) references returns,
  foreign key (workspace_id, return_line_id) references return_lines,
  foreign key (workspace_id, bin_id) references bins
);
call close_table('units');
create index units_return on units (workspace_id, return_id);
create index units_parcel on units (workspace_id, parcel_id);
create index units_stage on units (workspace_id, stage, arrived_at, id);
create index units_stock on units (workspace_id, site_id, sku, grade) where stage = 'ready';
create index units_bin on units (workspace_id, bin_id) where stage <> 'gone';
create index units_serial on units (workspace_id, upper(serial));

create table stock_moves (
  workspace_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  site_id uuid not null,
  from_bin_id uuid,
  to_bin_id uuid,
  why text not null,
  at timestamptz not null,
  by jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, unit_id) references units,
  foreign key (workspace_id, from_bin_id) references bins,
  foreign key (workspace_id, to_bin_id) references bins
);
call close_table('stock_moves');
create index stock_moves_unit on stock_moves (workspace_id, unit_id, id);

create table unit_files (
  workspace_id uuid not null,
  file_id uuid not null,
  parcel_id uuid,
  unit_id uuid,
  inspection_id uuid,
  step text,
  caption text,
  added_at timestamptz not null,
  primary key (workspace_id, file_id),
  foreign key (workspace_id, file_id) references files,
  foreign key (workspace_id, parcel_id) references parcels,
  foreign key (workspace_id, unit_id) references units
);
call close_table('unit_files');
create index unit_files_unit on unit_files (workspace_id, unit_id);
create index unit_files_parcel on unit_files (workspace_id, parcel_id);

create table sops (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid,
  name text not null,
  category text not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('sops');

create table sop_versions (
  workspace_id uuid not null,
  id uuid not null,
  sop_id uuid not null,
  version integer not null,
  steps jsonb not null,
  usual_seconds integer not null,
  published_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, sop_id, version),
  foreign key (workspace_id, sop_id) references sops
);
call close_table('sop_versions');

create table inspections (
  workspace_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  site_id uuid not null,
  sop_version_id uuid not null,
  state text not null check (state in ('running', 'done', 'abandoned')),
  answers jsonb not null default '{}',
  functional text, cosmetic text, grade text,
  acceptance text,
  failed text[] not null default '{}',
  by jsonb not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  seconds integer,
  primary key (workspace_id, id),
  foreign key (workspace_id, unit_id) references units,
  foreign key (workspace_id, sop_version_id) references sop_versions
);
call close_table('inspections');
create index inspections_unit on inspections (workspace_id, unit_id, id);
create unique index inspections_one_running on inspections (workspace_id, unit_id) where state = 'running';

-- The way out of a unit and the reckoning it rests on; the newest one counts.
create table decisions (
  workspace_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  site_id uuid not null,
  disposition text not null,
  suggested text not null,
  reckoning jsonb not null,
  override_reason text,
  by jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, unit_id) references units
);
call close_table('decisions');
create index decisions_unit on decisions (workspace_id, unit_id, id);

-- What work and ways out cost at a site (brand_id null: for all brands). Minor units of `currency`.
create table recovery_rates (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid,
  site_id uuid,
  rates jsonb not null,
  rules jsonb not null,
  changed_at timestamptz not null,
  primary key (workspace_id, id)
);
call close_table('recovery_rates');
create unique index recovery_rates_one on recovery_rates (workspace_id, coalesce(brand_id, '00000000-0000-0000-0000-000000000000'), coalesce(site_id, '00000000-0000-0000-0000-000000000000'));
