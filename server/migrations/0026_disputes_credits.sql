-- Store credit: the buyer's own money and the brand's bonus are kept apart, each with its own end, and every move is written down.
alter table store_credits alter column refund_id drop not null;
alter table store_credits drop constraint store_credits_check;
alter table store_credits
  -- Looked up by hash, so that how long a look-up takes tells nothing about how much of a guess was right.
  add column code_hash bytea generated always as (sha256(decode(code, 'escape'))) stored,
  add column source text not null default 'refund' check (source in ('refund', 'goodwill')),
  add column state text not null default 'active' check (state in ('asked', 'active', 'used', 'expired', 'void', 'declined')),
  add column order_id uuid,
  add column return_id uuid,
  add column paid bigint not null default 0 check (paid >= 0),
  add column bonus bigint not null default 0 check (bonus >= 0),
  add column paid_left bigint not null default 0 check (paid_left >= 0),
  add column bonus_left bigint not null default 0 check (bonus_left >= 0),
  add column paid_expires_at timestamptz,
  add column bonus_expires_at timestamptz,
  -- Why they end then: {decided_by, brand_months, rule}
  add column paid_expiry jsonb,
  add column bonus_expiry jsonb,
  add column language text not null default 'en',
  add column reason text,
  add column asked_by jsonb,
  add column approved_by jsonb;
update store_credits s set
  bonus = part.bonus, paid = s.amount - part.bonus,
  paid_left = greatest(s.balance - least(part.bonus, s.balance), 0), bonus_left = least(part.bonus, s.balance),
  state = case when s.balance = 0 then 'used' else 'active' end,
  paid_expires_at = s.expires_at, bonus_expires_at = s.expires_at,
  order_id = part.order_id, return_id = part.return_id
from (
  select r.workspace_id, r.id, r.order_id, r.return_id,
    least(r.amount, coalesce((select sum((p ->> 'amount')::bigint) from jsonb_array_elements(r.parts) p where p ->> 'code' = 'bonus'), 0)) as bonus
  from refunds r) part
where part.workspace_id = s.workspace_id and part.id = s.refund_id;
alter table store_credits add constraint store_credits_balance check (balance = paid_left + bonus_left and balance <= amount);
alter table store_credits add constraint store_credits_parts check (amount = paid + bonus and paid_left <= paid and bonus_left <= bonus);
create unique index store_credits_hash on store_credits (workspace_id, code_hash);
create index store_credits_expiring on store_credits (workspace_id, expires_at) where state = 'active' and expires_at is not null;
create index store_credits_customer on store_credits (workspace_id, customer_id);
create index store_credits_state on store_credits (workspace_id, state, id desc);

create table credit_moves (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  credit_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('issued', 'redeemed', 'given_back', 'expired', 'voided', 'cashed_out')),
  -- What it did to each part; the balance after it.
  paid bigint not null,
  bonus bigint not null,
  balance bigint not null check (balance >= 0),
  -- What the shop calls it; the same kind and reference happen once to a credit.
  reference text not null default '',
  reason text,
  by jsonb not null,
  primary key (workspace_id, id),
  unique (workspace_id, credit_id, kind, reference),
  foreign key (workspace_id, credit_id) references store_credits
);
call close_table('credit_moves');
insert into credit_moves (workspace_id, id, brand_id, credit_id, at, kind, paid, bonus, balance, by)
select workspace_id, id, brand_id, id, created_at, 'issued', paid, bonus, amount, '{"kind": "system", "id": null, "name": "Recoup"}' from store_credits;
insert into credit_moves (workspace_id, id, brand_id, credit_id, at, kind, paid, bonus, balance, reference, by)
select s.workspace_id, e.id, s.brand_id, s.id, e.at, 'redeemed', -l.amount, 0,
  s.amount - sum(l.amount) over (partition by s.workspace_id, s.id order by e.at, e.id),
  substr(e.cause, length('credit.redeemed:' || s.id::text || ':') + 1), '{"kind": "system", "id": null, "name": "Recoup"}'
from store_credits s
join ledger_entries e on e.workspace_id = s.workspace_id and e.cause like 'credit.redeemed:' || s.id::text || ':%'
join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id and l.account = 'store_credit';

-- What a brand sets about credit and codes; who has no row: a bonus is good as long as the credit, codes for six months.
create table credit_settings (
  workspace_id uuid not null,
  brand_id uuid not null,
  bonus_months integer check (bonus_months between 1 and 240),
  discount_months integer not null default 6 check (discount_months between 1 and 60),
  discount_minimum bigint check (discount_minimum >= 0),
  primary key (workspace_id, brand_id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('credit_settings');

-- Discount codes for a next order, one for each line of a return that was settled so.
create table discounts (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  code text not null,
  code_hash bytea generated always as (sha256(decode(code, 'escape'))) stored,
  customer_id uuid not null,
  order_id uuid not null,
  return_id uuid not null,
  return_line_id uuid not null,
  percent integer not null check (percent between 1 and 100),
  minimum bigint check (minimum >= 0),
  currency text not null,
  state text not null check (state in ('active', 'used', 'expired', 'void')),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  used_at timestamptz,
  used_reference text,
  used_amount bigint,
  used_off bigint,
  void_reason text,
  void_by jsonb,
  primary key (workspace_id, id),
  unique (workspace_id, return_line_id),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, customer_id) references customers,
  foreign key (workspace_id, order_id) references orders,
  foreign key (workspace_id, return_id) references returns,
  foreign key (workspace_id, return_line_id) references return_lines
);
call close_table('discounts');
create unique index discounts_hash on discounts (workspace_id, code_hash);
create index discounts_return on discounts (workspace_id, return_id);
create index discounts_customer on discounts (workspace_id, customer_id);
create index discounts_expiring on discounts (workspace_id, expires_at) where state = 'active';

-- A bank takes a payment back, or asks about it. needs_response → submitted → won | lost; or accepted.
create table disputes (
  workspace_id uuid not null,
  id uuid not null,
  code text not null,
  brand_id uuid not null,
  order_id uuid not null,
  customer_id uuid not null,
  payment_id uuid,
  kind text not null check (kind in ('inquiry', 'chargeback')),
  source text not null check (source in ('staff', 'api', 'gateway')),
  gateway text not null,
  reference text,
  network text not null,
  network_code text,
  reason text not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  fee bigint not null default 0 check (fee >= 0),
  opened_at timestamptz not null,
  due_by timestamptz not null,
  due_rule jsonb not null,
  state text not null check (state in ('needs_response', 'submitted', 'won', 'lost', 'accepted')),
  -- Telling the payment company: the intent, and its refusal.
  sending text not null default 'none' check (sending in ('none', 'sending', 'failed')),
  sending_at timestamptz,
  attempts integer not null default 0,
  failure text,
  submitted_at timestamptz,
  submitted_by jsonb,
  submit_reference text,
  decided_at timestamptz,
  decided_by jsonb,
  decision_note text,
  statement text not null default '',
  left_out text[] not null default '{}',
  -- Flags somebody was told about already.
  told text[] not null default '{}',
  -- The newest word of the payment company; an older one changes nothing.
  heard_at timestamptz,
  version integer not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  foreign key (workspace_id, brand_id) references brands,
  foreign key (workspace_id, order_id) references orders,
  foreign key (workspace_id, customer_id) references customers,
  foreign key (workspace_id, payment_id) references payments
);
call close_table('disputes');
create unique index disputes_reference on disputes (workspace_id, gateway, reference) where reference is not null;
create index disputes_due on disputes (workspace_id, state, due_by, id);
create index disputes_order on disputes (workspace_id, order_id);
create index disputes_payment on disputes (workspace_id, payment_id) where payment_id is not null;

-- Words of a payment company already taken in.
create table dispute_words (
  workspace_id uuid not null,
  gateway text not null,
  event_id text not null,
  dispute_id uuid not null,
  brand_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, gateway, event_id),
  foreign key (workspace_id, dispute_id) references disputes
);
call close_table('dispute_words');

create table dispute_files (
  workspace_id uuid not null,
  dispute_id uuid not null,
  file_id uuid not null,
  brand_id uuid not null,
  position integer not null,
  primary key (workspace_id, dispute_id, file_id),
  foreign key (workspace_id, dispute_id) references disputes,
  foreign key (workspace_id, file_id) references files
);
call close_table('dispute_files');

-- Evidence packs as they were made, never changed.
create table dispute_packs (
  workspace_id uuid not null,
  id uuid not null,
  dispute_id uuid not null,
  brand_id uuid not null,
  file_id uuid not null,
  language text not null,
  -- The text fields that went with it: {name: value}
  fields jsonb not null,
  made_at timestamptz not null,
  made_by jsonb not null,
  submitted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, dispute_id) references disputes,
  foreign key (workspace_id, file_id) references files
);
call close_table('dispute_packs');
create index dispute_packs_dispute on dispute_packs (workspace_id, dispute_id, made_at);

grant select, insert, update, delete on credit_moves, credit_settings, discounts, disputes, dispute_words, dispute_files, dispute_packs to recoup_app;
revoke update, delete on credit_moves, dispute_words from recoup_app;
