-- Order lines that came before their product, to be found when the product comes.
create index order_lines_unlinked on order_lines (workspace_id, sku) where variant_id is null;
