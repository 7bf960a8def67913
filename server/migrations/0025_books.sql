-- The books in full: accounts as the chart names them now, where each figure comes from, months that are closed,
-- the rates costs are reckoned by, duty, and what customs gives back.

-- One word for one thing: the work of inspecting, and what selling a unit again brought.
alter table ledger_lines disable trigger ledger_lines_balance;
update ledger_lines set account = 'inspection' where account = 'handling_labor';
update ledger_lines set account = 'resale' where account = 'recovered_value';
alter table ledger_lines enable trigger ledger_lines_balance;

-- Where the figure comes from: {"from": "event|manual|rate|history|prior", "facts": {…}}.
alter table ledger_entries add column basis jsonb not null default '{}';
create index ledger_entries_brand on ledger_entries (workspace_id, brand_id, at, id);
create index ledger_entries_unit on ledger_entries (workspace_id, unit_id) where unit_id is not null;

-- A month that is closed: for good, with its balances as they stood.
create table periods (
  workspace_id uuid not null,
  brand_id uuid not null,
  month text not null check (month ~ '^20\d\d-(0[1-9]|1[0-2])$'),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  time_zone text not null,
  entries integer not null,
  -- [{account, currency, moved, end}]
  balances jsonb not null,
  closed_at timestamptz not null,
  closed_by jsonb not null,
  primary key (workspace_id, brand_id, month),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('periods');

-- Nothing is dated into a closed month. Who books holds the brand's books shared, who closes holds them alone, so that
-- an entry on its way is either counted or refused.
create function ledger_month_is_open() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('books ' || new.workspace_id || new.brand_id, 0));
  if exists (select from periods where workspace_id = new.workspace_id and brand_id = new.brand_id and new.at < ends_at) then
    raise exception 'ledger entry % is dated into a closed month', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger ledger_entries_month before insert on ledger_entries for each row execute function ledger_month_is_open();

-- Neither are lines added to an entry of a closed month, balanced or not.
create or replace function ledger_balances() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(amount), 0) from ledger_lines where workspace_id = new.workspace_id and entry_id = new.entry_id) <> 0 then
    raise exception 'ledger entry % does not balance', new.entry_id using errcode = 'check_violation';
  end if;
  if exists (
    select from ledger_entries e join periods p on p.workspace_id = e.workspace_id and p.brand_id = e.brand_id and e.at < p.ends_at
    where e.workspace_id = new.workspace_id and e.id = new.entry_id
  ) then
    raise exception 'ledger entry % is of a closed month', new.entry_id using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- What a brand set of the rates; a rate without a row has its declared default.
create table cost_rates (
  workspace_id uuid not null,
  brand_id uuid not null,
  name text not null,
  value bigint not null check (value >= 0),
  changed_at timestamptz not null,
  changed_by jsonb not null,
  primary key (workspace_id, brand_id, name),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('cost_rates');

-- What a decided unit is expected to bring and to cost on its way out, line by line: [{account, amount, facts}].
alter table expected_recoveries add column lines jsonb;

-- Account codes of the brand's own books, by accounting program.
create table account_codes (
  workspace_id uuid not null,
  brand_id uuid not null,
  system text not null check (system in ('quickbooks', 'xero', 'kingdee', 'yonyou')),
  account text not null,
  code text not null,
  name text not null,
  primary key (workspace_id, brand_id, system, account),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('account_codes');

-- Duty rates of a workspace's own; those that come with the product are data of the product.
create table duty_rates (
  workspace_id uuid not null,
  id uuid not null,
  hts text not null check (hts ~ '^\d{0,10}$'),
  origin text check (origin ~ '^[A-Z]{2}$'),
  kind text not null,
  -- Hundredths of a percent of the customs value.
  rate integer not null check (rate >= 0),
  from_day date not null,
  to_day date check (to_day >= from_day),
  label text not null,
  source_url text,
  checked_on date,
  drawback boolean not null default true,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
call close_table('duty_rates');
create index duty_rates_hts on duty_rates (workspace_id, hts);

create table import_entries (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  number text not null,
  entered_on date not null,
  port text not null,
  currency text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, number),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('import_entries');
create index import_entries_newest on import_entries (workspace_id, entered_on desc, id desc);

create table import_lines (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  entry_id uuid not null,
  position smallint not null,
  variant_id uuid not null,
  sku text not null,
  quantity integer not null check (quantity > 0),
  -- Named in drawback claims; never more than came in.
  claimed integer not null default 0 check (claimed between 0 and quantity),
  value bigint not null check (value >= 0),
  duty bigint not null check (duty >= 0),
  primary key (workspace_id, id),
  foreign key (workspace_id, entry_id) references import_entries,
  foreign key (workspace_id, variant_id) references variants
);
call close_table('import_lines');
create index import_lines_entry on import_lines (workspace_id, entry_id);
create index import_lines_variant on import_lines (workspace_id, variant_id);

create table drawback_claims (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  code text not null,
  state text not null check (state in ('draft', 'filed', 'paid', 'refused', 'withdrawn')),
  basis text not null check (basis in ('destroyed', 'exported')),
  file_by date not null,
  currency text not null,
  claimed bigint not null check (claimed >= 0),
  paid bigint check (paid >= 0),
  reference text,
  reason text,
  created_at timestamptz not null,
  filed_at timestamptz,
  settled_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('drawback_claims');
create index drawback_claims_newest on drawback_claims (workspace_id, created_at desc, id desc);

create table drawback_units (
  workspace_id uuid not null,
  claim_id uuid not null,
  unit_id uuid not null,
  brand_id uuid not null,
  import_line_id uuid not null,
  return_id uuid,
  order_id uuid,
  lpn text not null,
  sku text not null,
  title text not null,
  gone_at timestamptz not null,
  amount bigint not null check (amount >= 0),
  -- False once its claim was refused or withdrawn: the unit may be claimed again.
  counts boolean not null default true,
  primary key (workspace_id, claim_id, unit_id),
  foreign key (workspace_id, claim_id) references drawback_claims,
  foreign key (workspace_id, import_line_id) references import_lines
);
call close_table('drawback_units');
create unique index drawback_units_once on drawback_units (workspace_id, unit_id) where counts;

grant select, insert, update, delete on cost_rates, account_codes, duty_rates, import_entries, import_lines,
  drawback_claims, drawback_units to recoup_app;
revoke all on periods from recoup_app;
grant select, insert on periods to recoup_app;
