/** The list of conversations: views and shelves above, rows by what runs out first, keys and picking. */
import { inbox } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Tooltip } from 'antd';
import { ListFilter, Search, SquarePen } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRememberList } from '../app/neighbours.tsx';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { useKeys } from '../ui/keys.ts';
import { keepShown, type ListMove, moveList, noneChosen } from '../ui/list-moves.ts';
import { useNewRows } from '../ui/list-watch.ts';
import { useFormat } from '../ui/locale.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ListSentence } from './list-sentence.tsx';
import { NewConversation } from './new-conversation.tsx';
import { Row } from './row.tsx';
import { hasShelves, type InboxSearch, isFiltered, queryOf, shelfOf, shelves, unfiltered, viewOf } from './search.ts';
import { ViewMenu } from './view-menu.tsx';

export function ConversationList({ search, openId }: { search: InboxSearch; openId: string | null }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const navigate = useNavigate();
  const { may } = useSession();
  const scope = useScope();
  const query = queryOf(search, scope);
  const source = useApiList(inbox.list, { query });
  const counts = useApi(inbox.counts, {
    query: { view: viewOf(search), brand_id: scope.brand_id, team_id: search.team },
  });
  const ids = useMemo(() => source.rows.map((row) => row.id), [source.rows]);
  const fresh = useNewRows(ids, source);
  const [state, setState] = useState(noneChosen);
  const [filtering, setFiltering] = useState(isFiltered(search));
  const [writing, setWriting] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const current = state.current ?? openId;
  const chosen = source.rows.filter((row) => state.picked.has(row.id));
  useRememberList('inbox', ids, source.total);

  useEffect(() => setState((was) => keepShown(was, ids)), [ids]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another list
  useEffect(() => setState(noneChosen), [source.question]);
  useEffect(() => {
    if (current) box.current?.querySelector(`[data-id="${CSS.escape(current)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const go = useCallback(
    (move: ListMove) => setState((was) => moveList({ ...was, current: was.current ?? openId }, move, ids)),
    [ids, openId],
  );
  const change = useCallback(
    (next: InboxSearch) =>
      void navigate({ to: openId ? '/inbox/$id' : '/inbox', params: { id: openId ?? '' }, search: next }),
    [navigate, openId],
  );
  const open = (id: string | null) => {
    if (!id || !ids.includes(id)) return false;
    void navigate({ to: '/inbox/$id', params: { id }, search });
    return true;
  };
  const mayWrite = may('inbox.write');
  useKeys({ j: () => go({ do: 'down' }), k: () => go({ do: 'up' }), Enter: () => open(current) });
  useKeys({ x: () => go({ do: 'pick' }), c: () => setWriting(true) }, { on: mayWrite });

  const onPick = useCallback((id: string, run: boolean) => go(run ? { do: 'run', id } : { do: 'pick', id }), [go]);
  const onAt = useCallback((id: string) => go({ do: 'at', id }), [go]);
  const shelf = shelfOf(search);
  const filtered = isFiltered(search);
  return (
    <aside className="inbox-list" aria-label={t('list')}>
      <header className="inbox-list-head">
        <div>
          <ViewMenu search={search} counts={counts.data?.views} onChange={change} />
          <Tooltip title={t('search.hint')}>
            <Button
              type="text"
              size="small"
              icon={<Search size={16} />}
              aria-label={t('search.hint')}
              onClick={() => void navigate({ to: '/inbox/search' })}
            />
          </Tooltip>
          <Tooltip title={t('filter')}>
            <Button
              type="text"
              size="small"
              className={filtered ? 'is-filtered' : ''}
              icon={<ListFilter size={16} />}
              aria-label={t('filter')}
              aria-expanded={filtering}
              onClick={() => setFiltering(!filtering)}
            />
          </Tooltip>
          {mayWrite && (
            <Tooltip title={t('new.title')}>
              <Button
                type="text"
                size="small"
                icon={<SquarePen size={16} />}
                aria-label={t('new.title')}
                onClick={() => setWriting(true)}
              />
            </Tooltip>
          )}
        </div>
        {hasShelves(search) && (
          <nav className="inbox-shelves" aria-label={t('shelves')}>
            {shelves.map((each) => (
              <button
                key={each}
                type="button"
                aria-current={each === shelf ? 'true' : undefined}
                onClick={() => change({ ...search, shelf: each === 'open' ? undefined : each, sort: undefined })}
              >
                {t(`shelf.${each}`)} {counts.data && f.number(counts.data.shelves[each] ?? 0)}
              </button>
            ))}
          </nav>
        )}
        {filtering && <ListSentence search={search} onChange={change} />}
      </header>
      {chosen.length > 0 && (
        <BulkBar
          chosen={chosen}
          onClear={() => go({ do: 'none' })}
          onAll={() => go({ do: 'all' })}
          all={chosen.length === ids.length}
        />
      )}
      <div className="inbox-rows" ref={box}>
        {source.error && source.rows.length === 0 ? (
          <div className="inbox-pad">
            <ErrorState words={source.error.words} requestId={source.error.requestId} onRetry={source.retry} />
          </div>
        ) : source.loading && source.rows.length === 0 ? (
          <SkeletonRows rows={8} height={76} />
        ) : source.rows.length === 0 ? (
          <div className="inbox-pad">
            <EmptyState
              title={filtered ? t('empty.filtered') : t(`empty.${hasShelves(search) ? shelf : viewOf(search)}`)}
              action={
                filtered ? (
                  <Button onClick={() => change(unfiltered(search))}>{t('empty.without_filters')}</Button>
                ) : viewOf(search) !== 'all' ? (
                  <button type="button" className="r-link" onClick={() => change({ view: 'all', shelf: search.shelf })}>
                    {t('empty.see_all')}
                  </button>
                ) : undefined
              }
            />
          </div>
        ) : (
          <ul>
            {source.rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                search={search}
                open={row.id === openId}
                current={row.id === current}
                picked={state.picked.has(row.id)}
                picking={chosen.length > 0}
                fresh={fresh.has(row.id)}
                onPick={onPick}
                onAt={onAt}
              />
            ))}
          </ul>
        )}
        <More source={source} />
      </div>
      {writing && (
        <NewConversation
          onDone={(id) => {
            setWriting(false);
            if (id) void navigate({ to: '/inbox/$id', params: { id }, search });
          }}
        />
      )}
    </aside>
  );
}

/** The next page as the end comes into sight, and how many are shown. */
function More({
  source,
}: {
  source: {
    rows: readonly unknown[];
    total: number | null;
    hasMore: boolean;
    loadingMore: boolean;
    loadMore: () => void;
    loading: boolean;
  };
}) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const foot = useRef<HTMLElement>(null);
  const { hasMore, loadingMore, loadMore, rows } = source;
  useEffect(() => {
    if (!foot.current || !hasMore || loadingMore) return;
    const watcher = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && loadMore(), {
      rootMargin: '300px',
    });
    watcher.observe(foot.current);
    return () => watcher.disconnect();
  }, [hasMore, loadingMore, loadMore]);
  if (rows.length === 0) return null;
  const n = f.number(rows.length);
  return (
    <footer ref={foot} className="inbox-list-foot r-quiet" role="status">
      {source.total !== null
        ? t('shown_of', { n, total: f.number(source.total) })
        : hasMore
          ? t('shown_more', { n })
          : t('shown', { n })}
    </footer>
  );
}
