-- What a desk is busy with stands on the desk itself, which belongs to no brand: a colleague in another brand's call is not
-- free, also for whoever may not see that call. Taking a call is one conditional update of it.
alter table call_desks
  add column call_id uuid,
  add column busy_since timestamptz,
  -- After a call; free again when it has passed, or at once when it is cleared.
  add column wrap_up_until timestamptz;

alter table calls
  -- Since when the buyer waits: later than they asked where a time was agreed, or they wanted to be called back.
  add column waits_since timestamptz,
  -- When it was told that it will soon have lasted as long as the brand lets it.
  add column warned_at timestamptz;

-- A line in the buyer's thread that a call was asked for, answered, missed or over. Staff see the events in its place.
alter table messages drop constraint messages_kind_check;
alter table messages add constraint messages_kind_check check (kind in ('message', 'note', 'call'));
