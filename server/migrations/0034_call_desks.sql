-- What a desk is busy with stands on the desk itself, which belongs to no brand: a colleague in another brand's call is not
-- free, also for whoever may not see that call. Taking a call is one conditional update of it.
alter table call_desks
  add column call_id uuid,
  add column busy_since timestamptz,
  -- After a call; free again when it has passed, or at once when it is cleared.
  add column wrap_up_until timestamptz;

-- That it will soon have lasted as long as the brand lets it was told.
alter table calls add column warned_at timestamptz;

-- A line in the buyer's thread that a call was asked for, answered, missed or over. Staff see the events in its place.
alter table messages drop constraint messages_kind_check;
alter table messages add constraint messages_kind_check check (kind in ('message', 'note', 'call'));
