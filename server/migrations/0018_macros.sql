-- What a macro answered before, by which it is suggested.
create index messages_macro on messages (workspace_id, macro_id, id) where macro_id is not null;
