-- Looking into what was said. The newest four thousand rows are read as they stand, which finds every common word at once;
-- what is not found often enough there is rare, and the index knows where it is. So no word is slow: neither one in half
-- of all messages (the index would name half a million rows to be sorted) nor one that was said once, years ago.
-- A word still being typed stands for all words that begin so. Where those are many more than what the finished words
-- leave, the index is asked for the finished words alone and the rows are looked at for the beginning.
-- Acts in its owner's name, as under row-level security @@ may not use an index; it holds itself to the asking workspace
-- and its actor's brands.
create function find_said(finished tsquery, unfinished tsquery, before_at timestamptz, before_id uuid, most integer)
  returns table (id uuid, conversation_id uuid, at timestamptz)
  language plpgsql stable security definer
  set search_path = public, pg_temp set enable_seqscan = off set plan_cache_mode = force_custom_plan
as $$
declare
  here constant uuid := app_workspace();
  brands constant uuid[] := app_brands();
  walk constant integer := 4000;
  asked constant tsquery := case when finished is null then unfinished when unfinished is null then finished else finished && unfinished end;
  narrow tsquery := asked;
  edge_at timestamptz;
  edge_id uuid;
  of_finished integer;
  of_unfinished integer;
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
  if finished is not null and unfinished is not null then
    select count(*) filter (where n.lexemes @@ finished), count(*) filter (where n.lexemes @@ unfinished)
      into of_finished, of_unfinished from (
        select s.lexemes from said s where s.workspace_id = here and (s.at, s.id) < (before_at, before_id)
        order by s.at desc, s.id desc limit walk
      ) n;
    if of_unfinished > 10 * (of_finished + 1) then narrow := finished; end if;
  end if;
  return query
    with hits as materialized (
      select s.id, s.conversation_id, s.at from said s
      where s.lexemes @@ narrow and ts_match_vq(s.lexemes, asked)
        and s.workspace_id = here and (brands is null or s.brand_id = any (brands))
    )
    select h.id, h.conversation_id, h.at from hits h
    where (h.at, h.id) < (edge_at, edge_id)
    order by h.at desc, h.id desc limit most - got;
end $$;
revoke execute on function find_said(tsquery, tsquery, timestamptz, uuid, integer) from public;
grant execute on function find_said(tsquery, tsquery, timestamptz, uuid, integer) to recoup_app;
