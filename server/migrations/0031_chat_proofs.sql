-- Guesses at an order that are made in a talk count against where they come from: a keyed digest of the address, as of what
-- was said last. And tries at a code are counted with all other attempts, which stand although what was tried is refused.
alter table chat_talks add column heard_from text;
alter table chat_codes drop column tries;
