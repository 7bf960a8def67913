-- What a browser's chat session may see without a signed identity: the conversations it wrote in, from then on, and the
-- orders it proved. Kept apart from contacts, which staff may join: whoever holds a guest's token learns nothing by that.

create table chat_talks (
  workspace_id uuid not null,
  -- The contact the session's token names, as it was when the session began.
  session_id uuid not null,
  conversation_id uuid not null,
  since timestamptz not null,
  primary key (workspace_id, session_id, conversation_id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade
);
call close_table('chat_talks');
create index chat_talks_conversation on chat_talks (workspace_id, conversation_id);

create table chat_orders (
  workspace_id uuid not null,
  session_id uuid not null,
  order_id uuid not null,
  proved_at timestamptz not null,
  primary key (workspace_id, session_id, order_id),
  foreign key (workspace_id, order_id) references orders on delete cascade
);
call close_table('chat_orders');
create index chat_orders_order on chat_orders (workspace_id, order_id);
