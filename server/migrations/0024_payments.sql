-- A brand's own account at a payment company. Its secrets are sealed and never shown again.
create table payment_accounts (
  workspace_id uuid not null,
  id uuid not null,
  brand_id uuid not null,
  kind text not null check (kind in ('stripe')),
  name text not null,
  -- As the company names the account: `acct_…`.
  external_id text,
  external_name text,
  mode text not null check (mode in ('live', 'test')),
  -- Sealed; null once it is disconnected.
  secret_key text,
  webhook_secret text,
  key_hint text not null,
  status text not null check (status in ('active', 'failing')),
  -- {code, text, at}
  last_failure jsonb,
  last_event_at timestamptz,
  connected_by jsonb not null,
  connected_at timestamptz not null,
  disconnected_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, brand_id) references brands
);
call close_table('payment_accounts');
create unique index payment_accounts_one on payment_accounts (workspace_id, brand_id, kind) where disconnected_at is null;

-- Leads from the id in a webhook's address to its workspace, before any workspace is known.
create table payment_account_keys (
  key uuid primary key,
  workspace_id uuid not null,
  brand_id uuid not null,
  foreign key (workspace_id, key) references payment_accounts on delete cascade
);

-- What a company told us, once by its own id, until it was taken in.
create table payment_events (
  workspace_id uuid not null,
  account_id uuid not null,
  event_id text not null,
  brand_id uuid not null,
  type text not null,
  object_id text not null,
  happened_at timestamptz not null,
  received_at timestamptz not null,
  done_at timestamptz,
  body jsonb not null,
  primary key (workspace_id, account_id, event_id),
  foreign key (workspace_id, account_id) references payment_accounts
);
call close_table('payment_events');
create index payment_events_open on payment_events (workspace_id, received_at) where done_at is null;

-- Given back in the payment company's own screens, which we found there. `overdrawn` is the part of it that was promised
-- by us at the same time, so that no more fits into `refunded`; nothing can be taken from such a payment.
alter table payments add column elsewhere bigint not null default 0 check (elsewhere >= 0);
alter table payments add column overdrawn bigint not null default 0 check (overdrawn >= 0 and (overdrawn = 0 or refunded = amount));
-- The charge it paid for; null for what the order's shop told us.
alter table payments add column charge_id uuid;

alter table refunds add column account_id uuid;
alter table refunds add column failure_text text;
alter table refunds add column failure_facts jsonb not null default '{}';
-- Sent, and the bank sent it back.
alter table refunds add column bounced_at timestamptz;
-- When it goes out by itself.
alter table refunds add column goes_at timestamptz;
-- Asked in vain since it was last sent, and when it is asked again.
alter table refunds add column tries integer not null default 0;
alter table refunds add column try_again_at timestamptz;
alter table refunds add constraint refunds_account foreign key (workspace_id, account_id) references payment_accounts;
create index refunds_goes on refunds (workspace_id, goes_at) where state = 'owed' and goes_at is not null;
create index refunds_reference on refunds (workspace_id, reference) where reference is not null;
create index refunds_payment on refunds (workspace_id, payment_id) where payment_id is not null;

alter table money_settings add column send_at text check (send_at ~ '^([01]\d|2[0-3]):[0-5]\d$');
alter table money_settings add column give_back_first text not null default 'card' check (give_back_first in ('card', 'gift_card', 'newest'));
alter table money_settings add column gift_card_back_as text not null default 'store_credit' check (gift_card_back_as in ('store_credit', 'by_hand'));
alter table money_settings add column waive_up_to bigint check (waive_up_to >= 0);
alter table money_settings add column alert_emails jsonb not null default '[]';

-- What a buyer is asked to pay. wanted → asked → paid | authorized → captured | released; failed, expired, waived, void.
create table charges (
  workspace_id uuid not null,
  id uuid not null,
  code text not null,
  brand_id uuid not null,
  order_id uuid not null,
  return_id uuid,
  return_line_id uuid,
  customer_id uuid not null,
  purpose text not null check (purpose in ('difference', 'hold')),
  title text not null,
  amount bigint not null check (amount > 0),
  -- Of it; the state's.
  tax bigint not null default 0 check (tax >= 0 and tax <= amount),
  captured bigint check (captured > 0 and captured <= amount),
  currency text not null,
  state text not null check (state in ('wanted', 'asked', 'authorized', 'paid', 'captured', 'released', 'failed', 'expired', 'waived', 'void')),
  gateway text not null,
  account_id uuid,
  -- The payment page: its number makes the idempotency key, so that a killed process makes it once.
  session_number integer not null default 1,
  session_id text,
  session_url text,
  session_expires_at timestamptz,
  -- The payment as the company names it.
  reference text,
  failure text,
  failure_text text,
  tries integer not null default 0,
  -- What the company is being asked to do with the hold; null when nothing is on its way.
  doing text check (doing in ('capture', 'release', 'close')),
  doing_amount bigint check (doing_amount > 0),
  wanted_at timestamptz not null,
  asked_at timestamptz,
  paid_at timestamptz,
  -- Until when the card company keeps a hold.
  hold_until timestamptz,
  -- By when the old goods must have come.
  goods_due_at timestamptz,
  capture_due boolean not null default false,
  settled_at timestamptz,
  waived_by jsonb,
  reason text,
  payment_id uuid,
  version integer not null default 1,
  cause text not null,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  unique (workspace_id, cause),
  foreign key (workspace_id, order_id) references orders,
  foreign key (workspace_id, return_id) references returns,
  foreign key (workspace_id, return_line_id) references return_lines,
  foreign key (workspace_id, account_id) references payment_accounts,
  foreign key (workspace_id, payment_id) references payments
);
call close_table('charges');
create index charges_return on charges (workspace_id, return_id);
create index charges_order on charges (workspace_id, order_id);
create index charges_newest on charges (workspace_id, wanted_at desc, id desc);
create index charges_session on charges (workspace_id, session_id) where session_id is not null;
create index charges_reference on charges (workspace_id, reference) where reference is not null;
create index charges_open on charges (workspace_id, state) where state in ('wanted', 'asked', 'authorized');

grant select, insert, update, delete on payment_accounts, payment_events, charges to recoup_app;
revoke all on payment_account_keys from recoup_app;
grant select, insert, delete on payment_account_keys to recoup_app;
