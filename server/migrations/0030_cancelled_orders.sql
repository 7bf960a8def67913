-- An order called off here and not in the shop: by whom, why. The shop's own word on it does not bring it back.
alter table orders
  add column cancel_reason text,
  add column cancelled_by jsonb;
