-- What a lost dispute counted as given back of its payment, so that a bank that changes its mind takes exactly that back.
alter table disputes add column counted bigint not null default 0 check (counted >= 0);
