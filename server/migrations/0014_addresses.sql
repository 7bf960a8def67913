-- Many may say the same address of themselves; only one has proved it. What a stranger typed must not keep its owner out.
alter table contact_points drop constraint contact_points_pkey;
alter table contact_points add primary key (workspace_id, contact_id, kind, value);
drop index contact_points_contact;
create unique index contact_points_proved on contact_points (workspace_id, brand_id, kind, value) where verified;
create index contact_points_said on contact_points (workspace_id, brand_id, kind, value);

-- Whose phone this is: the digits of a number, however it was written.
alter table customers add column phone_digits text collate "C" generated always as (regexp_replace(phone, '[^0-9]', '', 'g')) stored;
create index customers_phone on customers (workspace_id, phone_digits) where phone_digits <> '';
