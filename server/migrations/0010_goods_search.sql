-- Looking goods up and counting the day's work. A serial number is compared with its key in a plain column, as under
-- row-level security an index on upper(…) serves nobody.
alter table units add column serial_key text collate "C";
update units set serial_key = upper(trim(serial)) where serial is not null;
drop index units_serial;
create index units_serial on units (workspace_id, serial_key) where serial_key is not null;
create index units_oldest on units (workspace_id, arrived_at, id);

create index parcels_unpacked on parcels (workspace_id, site_id, unpacked_at) where unpacked_at is not null;
create index inspections_finished on inspections (workspace_id, site_id, finished_at) where finished_at is not null;
create index stock_moves_newest on stock_moves (workspace_id, site_id, id desc);
