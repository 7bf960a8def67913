-- What this brand's own past teaches: fed by events alone, so that it can be made anew from them. A row a thing that
-- happened; counts are taken when a question is asked, and what an event says again changes nothing.

-- One line of a request: what was shown, what the buyer took, and what they got in the end.
create table learned_problems (
  workspace_id uuid not null,
  return_line_id uuid not null,
  brand_id uuid not null,
  return_id uuid not null,
  order_id uuid not null,
  order_line_id uuid not null,
  customer_id uuid not null,
  product_id uuid,
  reason text not null,
  asked_at timestamptz not null,
  shown text[] not null default '{}',
  -- What was asked for; null until that event was learned.
  chosen text,
  -- What it was changed to later, and the newest event that did.
  given text,
  given_by uuid,
  -- Declined, cancelled, expired: nothing was given, so nothing could come back.
  void_by uuid,
  primary key (workspace_id, return_line_id)
);
call close_table('learned_problems');
create index learned_problems_brand on learned_problems (workspace_id, brand_id, asked_at desc);
create index learned_problems_again on learned_problems (workspace_id, order_line_id, asked_at);

-- One inspected unit of a return: its last grade, and the seconds the work took.
create table learned_grades (
  workspace_id uuid not null,
  unit_id uuid not null,
  brand_id uuid not null,
  product_id uuid,
  reason text not null,
  grade text not null check (grade in ('A', 'B', 'C', 'D')),
  seconds integer,
  -- The newest inspection counts.
  event_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, unit_id)
);
call close_table('learned_grades');
create index learned_grades_brand on learned_grades (workspace_id, brand_id, reason, at desc);

-- One dispute over an order.
create table learned_disputes (
  workspace_id uuid not null,
  dispute_id uuid not null,
  brand_id uuid not null,
  order_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, dispute_id)
);
call close_table('learned_disputes');
create index learned_disputes_order on learned_disputes (workspace_id, order_id, at);

-- What one label cost: back to us, or out with what a remedy sends.
create table learned_labels (
  workspace_id uuid not null,
  label_id uuid not null,
  brand_id uuid not null,
  direction text not null check (direction in ('back', 'out')),
  amount bigint,
  currency text,
  grams integer,
  at timestamptz not null,
  -- Given back to its carrier.
  void_by uuid,
  primary key (workspace_id, label_id)
);
call close_table('learned_labels');
create index learned_labels_brand on learned_labels (workspace_id, brand_id, direction, at desc);

grant select, insert, update, delete on learned_problems, learned_grades, learned_disputes, learned_labels to recoup_app;
