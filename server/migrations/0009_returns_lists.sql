-- The lists of returns: by brand, and what ended lately, without walking over what ended long ago.
create index returns_brand_newest on returns (workspace_id, brand_id, requested_at desc, id desc);
create index returns_ended on returns (workspace_id, stage, ended_at desc, id desc) where ended_at is not null;
