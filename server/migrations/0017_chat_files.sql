-- The chat session that uploaded a file, when a buyer did over the widget: only it may say something with the file.
alter table files add column session_id uuid;
create index files_session on files (workspace_id, session_id) where session_id is not null and used_at is null;
