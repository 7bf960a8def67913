/** Calls: the views at the left, who waits over the list, the clock first, then who, what about, and what came of it. */
import './list.css';
import { type CallRow, calls } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRememberList } from '../../app/neighbours.tsx';
import { useApiList } from '../../app/queries.ts';
import { useScope } from '../../app/session.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { Page, PaneLayout } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useCallColumns } from './columns.tsx';
import { ListSentence } from './list-sentence.tsx';
import { Queue } from './queue.tsx';
import { useCallCounts, useDays } from './use-counts.ts';
import { isPlain, type ListSearch, queryOf } from './views.ts';
import { ViewsPane } from './views-pane.tsx';

const route = getRouteApi('/shell/calls');
const idOf = (row: CallRow) => row.id;

export function CallsList() {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { brand_id } = useScope();
  const [opened] = useState(f.now);
  const days = useDays();
  const query = useMemo(() => queryOf(search, brand_id, days, opened), [search, brand_id, days, opened]);
  const list = useApiList(calls.list, { query });
  const counts = useCallCounts();
  const total = search.view !== 'all' && isPlain(search) ? (counts?.[search.view] ?? null) : null;
  const columns = useCallColumns();
  const ids = useMemo(() => list.rows.map(idOf), [list.rows]);
  useRememberList('calls', ids, total);
  const title = t(`list.view.${search.view}`);
  return (
    <PaneLayout left={<ViewsPane search={search} />}>
      <Page
        ground="surface"
        title={title}
        tab={t('list.title')}
        aside={total === null ? undefined : f.number(total)}
        sentence={<ListSentence search={search} onChange={(next) => void navigate({ search: next })} />}
      >
        <Queue />
        <ListTable
          source={{ ...list, total }}
          columns={columns}
          rowKey={idOf}
          rowHeight={54}
          label={title}
          onOpen={(row) => void navigate({ to: '/calls/$id', params: { id: row.id } })}
          rowName={(row) => row.code}
          sentenceKey
          empty={<Nothing search={search} onClear={() => void navigate({ search: { view: search.view } })} />}
        />
      </Page>
    </PaneLayout>
  );
}

/** What would put something here. */
function Nothing({ search, onClear }: { search: ListSearch; onClear: () => void }) {
  const { t } = useTranslation('calls');
  if (!isPlain(search))
    return (
      <EmptyState
        title={t('list.empty.filtered')}
        note={t('list.empty.filtered_note')}
        action={<Button onClick={onClear}>{t('list.empty.clear')}</Button>}
      />
    );
  return (
    <EmptyState
      title={t(`list.empty.${search.view}`)}
      note={t(`list.empty.${search.view}_note`)}
      action={
        search.view !== 'all' && (
          <Link to="/calls" search={{ view: 'all' }}>
            {t('list.empty.see_all')}
          </Link>
        )
      }
    />
  );
}
