-- What was bought, as we know it.
create extension if not exists pg_trgm;

create table products (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  external_id text not null,
  title text not null,
  title_zh text,
  category text not null default 'general',
  photo_file_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, brand_id, external_id),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, photo_file_id) references files
);
call close_table('products');

create table variants (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  product_id uuid not null,
  external_id text not null,
  sku text not null,
  title text not null,
  options jsonb not null default '{}',
  upc text,
  ean text,
  asin text,
  fnsku text,
  price bigint check (price >= 0),
  unit_cost bigint check (unit_cost >= 0),
  currency text not null,
  weight_g integer check (weight_g >= 0),
  length_mm integer, width_mm integer, height_mm integer,
  hts_code text,
  origin_country text,
  tracks_serial boolean not null default false,
  tracks_batch boolean not null default false,
  warranty_months integer,
  lithium_battery boolean not null default false,
  hygiene boolean not null default false,
  final_sale boolean not null default false,
  recalled boolean not null default false,
  resale_a bigint, resale_b bigint, resale_c bigint, resale_d bigint,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, brand_id, external_id),
  unique (workspace_id, brand_id, sku),
  foreign key (workspace_id, product_id) references products
);
call close_table('variants');
create index variants_product on variants (workspace_id, product_id);
create index variants_codes on variants using gin ((array_remove(array[upper(sku), upc, ean, upper(asin), upper(fnsku)], null)));

create table customers (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  external_id text not null,
  name text not null,
  email text,
  phone text,
  language text not null default 'en',
  address jsonb,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, brand_id, external_id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('customers');
create index customers_email on customers (workspace_id, lower(email));
create index customers_search on customers using gin (name gin_trgm_ops);

create table orders (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  external_id text not null,
  -- As the buyer knows it, `#20377`.
  number text not null,
  -- Upper case, only letters and digits, as the portal and the scanner look it up.
  number_key text not null,
  channel text not null,
  customer_id uuid not null,
  email text,
  address jsonb,
  postal_key text,
  placed_at timestamptz not null,
  cancelled_at timestamptz,
  currency text not null,
  -- Of the whole order, minor units. total = items - discounts + shipping + tax
  items_total bigint not null, discount_total bigint not null, shipping_total bigint not null, tax_total bigint not null, total bigint not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, brand_id, external_id),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, customer_id) references customers
);
call close_table('orders');
create index orders_number on orders (workspace_id, number_key);
create index orders_newest on orders (workspace_id, placed_at desc, id desc);
create index orders_brand_newest on orders (workspace_id, brand_id, placed_at desc, id desc);
create index orders_customer on orders (workspace_id, customer_id, placed_at desc);
create index orders_email on orders (workspace_id, lower(email));

create table order_lines (
  workspace_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  external_id text not null,
  variant_id uuid,
  sku text not null,
  title text not null,
  quantity integer not null check (quantity > 0),
  -- Minor units of the order's currency. unit_price is before discount; discount and tax are for the whole line.
  unit_price bigint not null check (unit_price >= 0),
  discount bigint not null default 0 check (discount >= 0),
  tax bigint not null default 0 check (tax >= 0),
  final_sale boolean not null default false,
  -- Units promised back by requests that still stand; the lock against asking twice for the same goods.
  return_quantity integer not null default 0 check (return_quantity >= 0 and return_quantity <= quantity),
  position integer not null default 0,
  primary key (workspace_id, id),
  unique (workspace_id, order_id, external_id),
  foreign key (workspace_id, order_id) references orders,
  foreign key (workspace_id, variant_id) references variants
);
call close_table('order_lines');
create index order_lines_variant on order_lines (workspace_id, variant_id);

create table payments (
  workspace_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  external_id text not null,
  method text not null,
  -- What the buyer recognises: `Visa ending 4417`.
  label text not null,
  amount bigint not null check (amount >= 0),
  -- Given back so far, or promised to; never more than was paid.
  refunded bigint not null default 0 check (refunded >= 0 and refunded <= amount),
  currency text not null,
  paid_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, order_id, external_id),
  foreign key (workspace_id, order_id) references orders
);
call close_table('payments');

create table fulfilments (
  workspace_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  external_id text not null,
  carrier text,
  tracking text,
  shipped_at timestamptz,
  delivered_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, order_id, external_id),
  foreign key (workspace_id, order_id) references orders
);
call close_table('fulfilments');

create table fulfilment_lines (
  workspace_id uuid not null,
  fulfilment_id uuid not null,
  order_line_id uuid not null,
  quantity integer not null check (quantity > 0),
  serials text[] not null default '{}',
  batch text,
  primary key (workspace_id, fulfilment_id, order_line_id),
  foreign key (workspace_id, fulfilment_id) references fulfilments on delete cascade,
  foreign key (workspace_id, order_line_id) references order_lines
);
call close_table('fulfilment_lines');
create index fulfilment_lines_line on fulfilment_lines (workspace_id, order_line_id);
create index fulfilment_lines_serials on fulfilment_lines using gin (serials);

create table imports (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('shopify_csv', 'shopify_json', 'table')),
  what text not null check (what in ('orders', 'products')),
  file_id uuid not null,
  file_name text not null,
  mapping jsonb,
  -- Day taken as delivery where the file names none: {"delivered_after_days": 5} or {"delivered_on": "2026-11-01"}
  assume jsonb not null default '{}',
  state text not null check (state in ('mapping', 'queued', 'running', 'done', 'failed', 'cancelled')),
  total integer,
  done integer not null default 0,
  created_rows integer not null default 0,
  updated_rows integer not null default 0,
  unchanged_rows integer not null default 0,
  failed_rows integer not null default 0,
  failure text,
  started_by text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, file_id) references files
);
call close_table('imports');

create table import_errors (
  workspace_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  code text not null,
  field text,
  message text not null,
  row jsonb not null,
  primary key (workspace_id, import_id, row_number),
  foreign key (workspace_id, import_id) references imports
);
call close_table('import_errors');
