-- What a mail brings for the reader's calendar (RFC 5545), and whether it asks for an entry or takes one back (RFC 5546).
alter table mails
  add column calendar text,
  add column calendar_method text check (calendar_method in ('REQUEST', 'CANCEL'));
