-- What each role may give alone, as rows of the contract's remedyLimit; a brand without a row has the declared defaults.
create table remedy_limits (
  workspace_id uuid not null,
  brand_id uuid not null,
  rows jsonb not null,
  changed_at timestamptz not null,
  changed_by jsonb not null,
  primary key (workspace_id, brand_id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('remedy_limits');

-- Who gave the remedies of a return, and when: the person behind a key is that person. Limits are counted by it.
alter table returns add column given_by text;
alter table returns add column given_at timestamptz;
-- What the remedy of the line gives: money, goods and codes at their price, minor units of the return's currency.
alter table return_lines add column gives bigint not null default 0;
create index returns_given_by on returns (workspace_id, given_by, given_at) where given_by is not null;
-- Lines that still promise goods, for what waits on the first page: few at any time, however long the history.
create index return_lines_leaving on return_lines (workspace_id, return_id)
  where remedy in ('exchange', 'replacement', 'spare_part', 'repair') and replacement_sent_at is null;
