-- All remedies. A problem settled without goods coming back is a return of which nothing comes back.
alter table return_lines drop constraint return_lines_remedy_check;
alter table return_lines add constraint return_lines_remedy_check check (remedy in
  ('refund', 'store_credit', 'exchange', 'replacement', 'spare_part', 'repair', 'keep_it', 'next_order_discount', 'guidance'));
-- The remedies the buyer saw when choosing.
alter table return_lines add column shown text[] not null default '{}';
-- Who asked for it; above a limit, somebody else says yes.
alter table returns add column asked_by jsonb;
