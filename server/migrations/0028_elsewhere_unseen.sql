-- Given back of its payment past us since it is owed, which nobody who may send it has seen: it stops for a person first.
alter table refunds add column unseen_elsewhere bigint not null default 0 check (unseen_elsewhere >= 0);
