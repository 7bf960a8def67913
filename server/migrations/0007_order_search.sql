-- Looking orders, customers and goods up. Under row-level security an index serves only comparisons that PostgreSQL
-- knows to be leakproof: = and < on plain columns are, lower(…), like and the array operators are not. So what people
-- type is compared with keys written in plain columns, in code point order, and the two codes that lie in arrays are
-- found by functions that look into the asking workspace only and answer with ids.

alter table orders alter column number_key type text collate "C";
alter table orders add column email_key text collate "C";
drop index orders_email;
create index orders_email on orders (workspace_id, email_key);

create index orders_channel_newest on orders (workspace_id, channel, placed_at desc, id desc);

-- Lower case and without accents: the e-mail, the whole name, and the name's last word.
alter table customers add column email_key text collate "C";
alter table customers add column name_key text collate "C" not null default '';
alter table customers add column last_key text collate "C" not null default '';
drop index customers_email;
drop index customers_search;
create index customers_email on customers (workspace_id, email_key);
create index customers_name on customers (workspace_id, name_key, id);
create index customers_last_name on customers (workspace_id, last_key);
create index customers_newest on customers (workspace_id, created_at desc, id desc);
create index customers_brand_newest on customers (workspace_id, brand_id, created_at desc, id desc);

create index products_newest on products (workspace_id, created_at desc, id desc);
create index imports_newest on imports (workspace_id, created_at desc, id desc);
create index imports_file on imports (workspace_id, file_id);

-- Order lines that were delivered with this serial number.
create function lines_with_serial(spellings text[]) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select order_line_id from fulfilment_lines where workspace_id = app_workspace() and serials && spellings $$;
-- Variants that carry this code: SKU, UPC, EAN, ASIN or FNSKU, in upper case.
create function variants_with_code(code text) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select id from variants where workspace_id = app_workspace() and array_remove(array[upper(sku), upc, ean, upper(asin), upper(fnsku)], null) @> array[code] $$;
revoke execute on function lines_with_serial(text[]), variants_with_code(text) from public;
grant execute on function lines_with_serial(text[]), variants_with_code(text) to recoup_app;
