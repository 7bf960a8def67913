-- Offers that wait, by when they lapse: looked at every five minutes.
create index assistant_confirmations_open on assistant_confirmations (workspace_id, expires_at) where state = 'open';
