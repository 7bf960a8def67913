-- What is told after a call is kept in both languages of staff, with the facts it was made from; verdicts of a call are found by it.

alter table call_summaries drop column to_staff;
alter table call_summaries add column to_staff jsonb not null;
alter table call_summaries add column facts jsonb not null;
alter table call_summaries add column message_id uuid;

create index verdicts_call on verdicts (workspace_id, call_id) where call_id is not null;
create index diagnoses_sheet on diagnoses (workspace_id, sheet_id, began_at desc);
