-- The figures of the inbox are counted over a time. Messages lie in the order of time, so a small index is enough.
create index messages_at on messages using brin (workspace_id, at) with (pages_per_range = 32);
create index events_resolved on events (workspace_id, at) where type = 'conversation.resolved';
