-- A region may have several servers: a self-test is of one of them.
alter table relay_checks add column url text not null;
create index relay_checks_url on relay_checks (workspace_id, url, from_where, at desc);
drop index relay_checks_at;
