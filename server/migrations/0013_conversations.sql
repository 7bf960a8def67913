-- Spam stands in a list of its own, which is short beside all that was ever written.
create index conversations_spam on conversations (workspace_id, last_at desc, id desc) where spam and merged_into is null;
-- What was joined into a conversation shows in its thread.
create index conversations_merged on conversations (workspace_id, merged_into) where merged_into is not null;
