/** The list of returns: views at the left, the sentence over it, the clock first, then the three facts. */
import './returns.css';
import { type ReturnRow, returns } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { Download, PackageOpen, Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openFile } from '../app/api.ts';
import { useRememberList } from '../app/neighbours.tsx';
import { useProblemWords } from '../app/problem-words.ts';
import { useApiList } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Page, PaneLayout, useWide } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { useBulkVerbs } from './bulk.tsx';
import { useReturnColumns } from './list-columns.tsx';
import { ListSentence } from './list-sentence.tsx';
import { useReturnCounts } from './use-counts.ts';
import { isPlain, type ListSearch, lastSearch, queryOf } from './views.ts';
import { useSavedViews, ViewsPane } from './views-pane.tsx';

const route = getRouteApi('/shell/returns');
const idOf = (row: ReturnRow) => row.id;

export function ReturnsList() {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { may } = useSession();
  const scope = useScope();
  // The day is what the question turns on, not the running minute.
  const [opened] = useState(f.now);
  const query = useMemo(() => queryOf(search, scope, opened, f.dayKey), [search, scope, opened, f.dayKey]);
  const list = useApiList(returns.list, { query });
  const counts = useReturnCounts();
  const total = search.view !== 'all' && isPlain(search) ? (counts?.[search.view] ?? null) : list.total;
  const source = { ...list, total };
  const columns = useReturnColumns({ asked: search.view === 'all' || search.view === 'closed_week' });
  const { verbs, dialog } = useBulkVerbs();
  const roomForViews = useWide(900);
  const own = useSavedViews();
  const ids = useMemo(() => list.rows.map(idOf), [list.rows]);
  useRememberList('returns', ids, total);
  useEffect(() => lastSearch.keep(search), [search]);

  const title =
    own.find((view) => JSON.stringify(view.search) === JSON.stringify(search))?.name ?? t(`view.${search.view}`);
  const first = list.rows[0];
  return (
    <PaneLayout left={<ViewsPane search={search} />}>
      <Page
        ground="surface"
        title={title}
        tab={title}
        aside={total === null ? undefined : f.number(total)}
        verbs={
          <>
            <ExportButton query={query} />
            {may('returns.write') && (
              <Link to="/returns/new">
                <Button type="primary" icon={<Plus size={15} />}>
                  {t('list.new')}
                </Button>
              </Link>
            )}
          </>
        }
        sentence={
          <ListSentence
            search={search}
            onChange={(next) => void navigate({ search: next })}
            names={{ customer: first?.customer.name, order: first?.order.number }}
            withOwnViews={!roomForViews}
          />
        }
      >
        <ListTable
          source={source}
          columns={columns}
          rowKey={idOf}
          rowHeight={54}
          label={title}
          onOpen={(row) => void navigate({ to: '/returns/$id', params: { id: row.id } })}
          rowName={(row) => row.code}
          sentenceKey
          verbs={verbs}
          chosenNote={(rows) => <Worth rows={rows} />}
          empty={<Nothing search={search} onClear={() => void navigate({ search: { view: search.view } })} />}
        />
        {dialog}
      </Page>
    </PaneLayout>
  );
}

/** What the chosen ones were paid with, one sum a currency. */
function Worth({ rows }: { rows: readonly ReturnRow[] }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const sums = new Map<string, number>();
  for (const { value } of rows) sums.set(value.currency, (sums.get(value.currency) ?? 0) + value.amount);
  return t('list.worth', { amounts: [...sums].map(([currency, amount]) => f.money(amount, currency)).join(' + ') });
}

function ExportButton({ query }: { query: ReturnType<typeof queryOf> }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const { message } = App.useApp();
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await openFile(returns.exportCsv, { query }, { save: `returns-${f.dayKey(f.now)}.csv` });
    } catch (error) {
      void message.error(words(error).words);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<Download size={15} />} loading={busy} onClick={() => void save()}>
      {t('list.export')}
    </Button>
  );
}

/** What would put something here, and the way to it. */
function Nothing({ search, onClear }: { search: ListSearch; onClear: () => void }) {
  const { t } = useTranslation('returns');
  const { may } = useSession();
  if (!isPlain(search)) {
    return (
      <EmptyState
        title={t('empty.filtered')}
        note={t('empty.filtered_note')}
        action={<Button onClick={onClear}>{t('empty.clear')}</Button>}
      />
    );
  }
  const action =
    search.view === 'at_dock' && may('warehouse.receive') ? (
      <Link to={'/stations/receive' as '/'}>
        <Button type="primary" icon={<PackageOpen size={15} />}>
          {t('empty.receive')}
        </Button>
      </Link>
    ) : search.view === 'all' ? (
      may('returns.write') && (
        <Link to="/returns/new">
          <Button type="primary" icon={<Plus size={15} />}>
            {t('list.new')}
          </Button>
        </Link>
      )
    ) : (
      <Link to="/returns" search={{ view: 'all' }}>
        {t('empty.see_all')}
      </Link>
    );
  return <EmptyState title={t(`empty.${search.view}.title`)} note={t(`empty.${search.view}.note`)} action={action} />;
}
