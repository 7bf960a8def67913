-- Looking into what was said. The newest four thousand rows are read as they stand, which finds every common word at once;
-- what is not found often enough there is rare, and the index knows where it is. So no word is slow: neither one in half
-- of all messages (the index would name half a million rows to be sorted) nor one that was said once, years ago.
-- Acts in its owner's name, as under row-level security @@ may not use an index; it holds itself to the asking workspace
-- and its actor's brands.
create function find_said(asked tsquery, before_at timestamptz, before_id uuid, most integer)
  returns table (id uuid, conversation_id uuid, at timestamptz)
  language plpgsql stable security definer
  set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_custom_plan
as $$
declare
  here constant uuid := app_workspace();
  brands constant uuid[] := app_brands();
  walk constant integer := 4000;
  edge_at timestamptz;
  edge_id uuid;
  got integer;
begin
  return query
    select n.id, n.conversation_id, n.at from (
      select s.id, s.conversation_id, s.at, s.brand_id, s.lexemes from said s
      where s.workspace_id = here and (s.at, s.id) < (before_at, before_id)
      order by s.at desc, s.id desc limit walk
    ) n
    where n.lexemes @@ asked and (brands is null or n.brand_id = any (brands))
    order by n.at desc, n.id desc limit most;
  get diagnostics got = row_count;
  if got >= most then return; end if;
  select s.at, s.id into edge_at, edge_id from said s
    where s.workspace_id = here and (s.at, s.id) < (before_at, before_id)
    order by s.at desc, s.id desc offset walk - 1 limit 1;
  if edge_at is null then return; end if;
  return query
    with hits as materialized (
      select s.id, s.conversation_id, s.at from said s
      where s.lexemes @@ asked and s.workspace_id = here and (brands is null or s.brand_id = any (brands))
    )
    select h.id, h.conversation_id, h.at from hits h
    where (h.at, h.id) < (edge_at, edge_id)
    order by h.at desc, h.id desc limit most - got;
end $$;
revoke execute on function find_said(tsquery, timestamptz, uuid, integer) from public;
grant execute on function find_said(tsquery, timestamptz, uuid, integer) to recoup_app;
