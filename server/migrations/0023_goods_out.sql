-- Spare parts, counted stock, and what leaves for a remedy.
create table parts (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  sku text not null,
  -- As scanners and people write it: upper case, trimmed.
  sku_key text collate "C" not null,
  title text not null,
  title_zh text,
  title_es text,
  photo_file_id uuid,
  -- Minor units of `currency`.
  price bigint check (price >= 0),
  unit_cost bigint check (unit_cost >= 0),
  currency text not null,
  weight_g integer check (weight_g >= 0),
  hts_code text,
  origin_country text,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, brand_id, sku_key),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, photo_file_id) references files
);
call close_table('parts');
create index parts_by_sku on parts (workspace_id, sku_key, id);

-- Which products a part fits, and how many of it one product has.
create table part_fits (
  workspace_id uuid not null,
  part_id uuid not null,
  product_id uuid not null,
  per_product integer not null default 1 check (per_product > 0),
  primary key (workspace_id, part_id, product_id),
  foreign key (workspace_id, part_id) references parts,
  foreign key (workspace_id, product_id) references products
);
call close_table('part_fits');
create index part_fits_product on part_fits (workspace_id, product_id);

-- Which problems a part mends; detail '' mends every detail of the reason.
create table part_mends (
  workspace_id uuid not null,
  part_id uuid not null,
  reason text not null,
  detail text not null default '',
  primary key (workspace_id, part_id, reason, detail),
  foreign key (workspace_id, part_id) references parts
);
call close_table('part_mends');

-- Counted goods: new goods of a variant, or a part, at a site. What came back is not counted here; it has plates (units).
create table stock_levels (
  workspace_id uuid not null,
  id uuid not null,
  site_id uuid not null,
  brand_id uuid not null,
  variant_id uuid,
  part_id uuid,
  on_hand integer not null default 0,
  reserved integer not null default 0,
  expected_quantity integer check (expected_quantity > 0),
  expected_on date,
  bin text,
  changed_at timestamptz not null,
  primary key (workspace_id, id),
  check (num_nonnulls(variant_id, part_id) = 1),
  constraint stock_levels_free check (reserved >= 0 and reserved <= on_hand),
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, variant_id) references variants,
  foreign key (workspace_id, part_id) references parts
);
call close_table('stock_levels');
create unique index stock_levels_variant on stock_levels (workspace_id, variant_id, site_id) where variant_id is not null;
create unique index stock_levels_part on stock_levels (workspace_id, part_id, site_id) where part_id is not null;

create table outbound_orders (
  workspace_id uuid not null,
  id uuid not null,
  -- `OUT-7F3K-92QD`
  code text not null,
  version integer not null default 1,
  brand_id uuid not null,
  -- Null until goods are reserved somewhere.
  site_id uuid,
  return_id uuid not null,
  return_line_id uuid not null,
  order_id uuid not null,
  remedy text not null,
  state text not null check (state in ('waiting', 'reserved', 'picked', 'packed', 'shipped', 'delivered', 'cancelled')),
  waits_for text check (waits_for in ('payment', 'goods', 'stock', 'repair')),
  -- What the buyer must pay, or have held, before it leaves: difference, hold
  payment_for text[] not null default '{}',
  ship_to jsonb,
  weight_g integer check (weight_g > 0),
  -- Of what left, minor units of the brand's currency.
  goods_cost bigint,
  currency text not null,
  carrier text,
  tracking text,
  reference text,
  -- {minutes, parts: [{part_id, sku, title, quantity, unit_cost}], note, labor, parts_cost}
  repair jsonb,
  repaired_at timestamptz,
  cancel_reason text,
  cancelled_by jsonb,
  opened_at timestamptz not null,
  since timestamptz not null,
  reserved_at timestamptz,
  picked_at timestamptz,
  packed_at timestamptz,
  shipped_at timestamptz,
  delivered_at timestamptz,
  cancelled_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  check ((state = 'waiting') = (waits_for is not null)),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, site_id) references sites,
  foreign key (workspace_id, return_id) references returns,
  foreign key (workspace_id, return_line_id) references return_lines,
  foreign key (workspace_id, order_id) references orders
);
call close_table('outbound_orders');
-- One at a time for each line of a return.
create unique index outbound_orders_one on outbound_orders (workspace_id, return_line_id) where state in ('waiting', 'reserved', 'picked', 'packed');
create index outbound_orders_line on outbound_orders (workspace_id, return_line_id);
create index outbound_orders_return on outbound_orders (workspace_id, return_id);
create index outbound_orders_order on outbound_orders (workspace_id, order_id);
create index outbound_orders_open on outbound_orders (workspace_id, opened_at, id) where state in ('waiting', 'reserved', 'picked', 'packed');
create index outbound_orders_newest on outbound_orders (workspace_id, opened_at desc, id desc);
create index outbound_orders_tracking on outbound_orders (workspace_id, tracking) where tracking is not null;

-- What an order wants to send.
create table outbound_lines (
  workspace_id uuid not null,
  id uuid not null,
  outbound_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('variant', 'part', 'unit')),
  variant_id uuid,
  part_id uuid,
  -- A given unit: the buyer's own, mended.
  unit_id uuid,
  sku text not null,
  title text not null,
  quantity integer not null check (quantity > 0),
  primary key (workspace_id, id),
  check (case kind when 'variant' then variant_id is not null when 'part' then part_id is not null else unit_id is not null end),
  foreign key (workspace_id, outbound_id) references outbound_orders,
  foreign key (workspace_id, variant_id) references variants,
  foreign key (workspace_id, part_id) references parts,
  foreign key (workspace_id, unit_id) references units
);
call close_table('outbound_lines');
create index outbound_lines_order on outbound_lines (workspace_id, outbound_id, position);
create index outbound_lines_variant on outbound_lines (workspace_id, variant_id) where variant_id is not null;
create index outbound_lines_part on outbound_lines (workspace_id, part_id) where part_id is not null;

-- Where the goods of a line are taken from: so many of a level, or one unit with a plate.
create table outbound_takes (
  workspace_id uuid not null,
  id uuid not null,
  outbound_id uuid not null,
  line_id uuid not null,
  level_id uuid,
  unit_id uuid,
  quantity integer not null check (quantity > 0),
  picked integer not null default 0,
  primary key (workspace_id, id),
  check (num_nonnulls(level_id, unit_id) = 1),
  check (picked >= 0 and picked <= quantity),
  foreign key (workspace_id, outbound_id) references outbound_orders,
  foreign key (workspace_id, line_id) references outbound_lines,
  foreign key (workspace_id, level_id) references stock_levels,
  foreign key (workspace_id, unit_id) references units
);
call close_table('outbound_takes');
create index outbound_takes_order on outbound_takes (workspace_id, outbound_id);
-- A unit is promised once.
create unique index outbound_takes_unit on outbound_takes (workspace_id, unit_id) where unit_id is not null;

-- Each scan at picking, so that one sent twice counts once.
create table outbound_scans (
  workspace_id uuid not null,
  outbound_id uuid not null,
  scan_id uuid not null,
  take_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, outbound_id, scan_id),
  foreign key (workspace_id, outbound_id) references outbound_orders
);
call close_table('outbound_scans');

-- What the buyer has paid, or had held, for a line of a return. It may come before the order that waits for it.
create table outbound_payments (
  workspace_id uuid not null,
  return_line_id uuid not null,
  purpose text not null,
  charge_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, return_line_id, purpose),
  foreign key (workspace_id, return_line_id) references return_lines
);
call close_table('outbound_payments');

-- Every change of a level: rows are only added.
create table stock_changes (
  workspace_id uuid not null,
  id uuid not null,
  level_id uuid not null,
  site_id uuid not null,
  brand_id uuid not null,
  why text not null check (why in ('count', 'receive', 'reserve', 'release', 'ship', 'use', 'adjust')),
  on_hand_change integer not null,
  reserved_change integer not null,
  on_hand integer not null,
  reserved integer not null,
  note text,
  outbound_id uuid,
  at timestamptz not null,
  by jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, level_id) references stock_levels,
  foreign key (workspace_id, outbound_id) references outbound_orders
);
call close_table('stock_changes');
create index stock_changes_level on stock_changes (workspace_id, level_id, id desc);

-- A label takes goods in, for a return, or out, for an outbound order.
alter table labels alter column return_id drop not null;
alter table labels add column outbound_id uuid;
alter table labels add constraint labels_one_way check (num_nonnulls(return_id, outbound_id) = 1);
alter table labels add constraint labels_outbound_fkey foreign key (workspace_id, outbound_id) references outbound_orders;
create unique index labels_one_outbound on labels (workspace_id, outbound_id) where state in ('wanted', 'made');
create index labels_outbound on labels (workspace_id, outbound_id) where outbound_id is not null;

-- A unit promised to an outbound order is not sold, decided anew or promised again.
alter table units add column outbound_id uuid;
create index units_to_send on units (workspace_id, variant_id, ready_at) where stage = 'ready' and disposition = 'restock' and outbound_id is null;

revoke update, delete on stock_changes from recoup_app;
