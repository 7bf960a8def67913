import type { ListSource } from '../ui/list-table.tsx';

/** Rows that are all here already, for a short table inside a page. */
export function asSource<Row>(rows: readonly Row[]): ListSource<Row> {
  return {
    rows,
    total: rows.length,
    loading: false,
    error: null,
    retry: () => undefined,
    hasMore: false,
    loadingMore: false,
    loadMore: () => undefined,
    question: '',
    pages: 1,
  };
}
