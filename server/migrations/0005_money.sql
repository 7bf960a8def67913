-- What is owed to a buyer and whether it moved. owed → sending → sent | failed; failed may be tried again.
create table refunds (
  workspace_id uuid not null,
  id uuid not null,
  code text not null,
  brand_id uuid not null,
  order_id uuid not null,
  return_id uuid,
  customer_id uuid not null,
  payment_id uuid,
  kind text not null check (kind in ('refund', 'store_credit', 'keep_it')),
  amount bigint not null check (amount > 0),
  currency text not null,
  parts jsonb not null,
  state text not null check (state in ('owed', 'sending', 'sent', 'failed', 'void')),
  gateway text not null,
  reference text,
  failure text,
  -- Above the limit a second person says yes: who asked, who agreed.
  needs_second boolean not null default false,
  asked_by jsonb,
  asked_at timestamptz,
  approved_by jsonb,
  due_at timestamptz,
  owed_at timestamptz not null,
  sending_at timestamptz,
  sent_at timestamptz,
  sent_by jsonb,
  attempts integer not null default 0,
  version integer not null default 1,
  -- What made it owed, so that the same cause never owes twice.
  cause text not null,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  unique (workspace_id, cause),
  foreign key (workspace_id, order_id) references orders,
  foreign key (workspace_id, return_id) references returns,
  foreign key (workspace_id, payment_id) references payments
);
call close_table('refunds');
create index refunds_return on refunds (workspace_id, return_id);
create index refunds_order on refunds (workspace_id, order_id);
create index refunds_open on refunds (workspace_id, state, due_at, id);
create index refunds_newest on refunds (workspace_id, owed_at desc, id desc);

create table store_credits (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  customer_id uuid not null,
  refund_id uuid not null,
  code text not null,
  amount bigint not null check (amount > 0),
  balance bigint not null check (balance >= 0 and balance <= amount),
  currency text not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  unique (workspace_id, refund_id),
  foreign key (workspace_id, customer_id) references customers,
  foreign key (workspace_id, refund_id) references refunds
);
call close_table('store_credits');

-- Double entry, append-only: the lines of an entry add up to zero in one currency.
create table ledger_entries (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  at timestamptz not null,
  currency text not null,
  memo text not null,
  -- The event or intent that caused it; the same cause books once.
  cause text not null,
  order_id uuid,
  return_id uuid,
  unit_id uuid,
  primary key (workspace_id, id),
  unique (workspace_id, cause)
);
call close_table('ledger_entries');
revoke update, delete on ledger_entries from recoup_app;
create index ledger_entries_return on ledger_entries (workspace_id, return_id) where return_id is not null;
create index ledger_entries_at on ledger_entries (workspace_id, at, id);

create table ledger_lines (
  workspace_id uuid not null,
  entry_id uuid not null,
  position smallint not null,
  account text not null,
  -- Debit positive, credit negative.
  amount bigint not null check (amount <> 0),
  primary key (workspace_id, entry_id, position),
  foreign key (workspace_id, entry_id) references ledger_entries
);
call close_table('ledger_lines');
revoke update, delete on ledger_lines from recoup_app;
create index ledger_lines_account on ledger_lines (workspace_id, account);

-- Which goods a refund pays for, so that the same unit is never paid for twice.
create table refund_lines (
  workspace_id uuid not null,
  refund_id uuid not null,
  return_line_id uuid not null,
  quantity integer not null check (quantity > 0),
  amount bigint not null,
  primary key (workspace_id, refund_id, return_line_id),
  foreign key (workspace_id, refund_id) references refunds,
  foreign key (workspace_id, return_line_id) references return_lines
);
call close_table('refund_lines');
create index refund_lines_line on refund_lines (workspace_id, return_line_id);

-- Limits of a brand. Above `second_person_above` (minor units of its currency; null: never) a second person says yes.
create table money_settings (
  workspace_id uuid not null,
  brand_id uuid not null,
  second_person_above bigint check (second_person_above >= 0),
  store_credit_months integer not null default 24 check (store_credit_months between 1 and 240),
  primary key (workspace_id, brand_id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('money_settings');

-- What a unit of a return is expected to bring by the way out chosen for it; gone once it really brought something.
create table expected_recoveries (
  workspace_id uuid not null,
  unit_id uuid not null,
  brand_id uuid not null,
  return_id uuid,
  disposition text not null,
  net bigint not null,
  currency text not null,
  at timestamptz not null,
  primary key (workspace_id, unit_id)
);
call close_table('expected_recoveries');
create index expected_recoveries_return on expected_recoveries (workspace_id, return_id) where return_id is not null;

create function ledger_balances() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(amount), 0) from ledger_lines where workspace_id = new.workspace_id and entry_id = new.entry_id) <> 0 then
    raise exception 'ledger entry % does not balance', new.entry_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ledger_lines_balance after insert on ledger_lines
  deferrable initially deferred for each row execute function ledger_balances();

grant select, insert, update, delete on all tables in schema public to recoup_app;
revoke update, delete on events, ledger_entries, ledger_lines from recoup_app;
revoke all on public_names from recoup_app;
grant select, insert on public_names to recoup_app;
