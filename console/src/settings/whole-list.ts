import type { ProblemWords } from '../app/problem-words.ts';
import type { ListSource } from '../ui/list-table.tsx';

/** A short list that comes whole, for ListTable. */
export function wholeList<Row>(source: {
  data: { rows: Row[] } | undefined;
  loading: boolean;
  problem: ProblemWords | null;
  retry: () => void;
}): ListSource<Row> {
  const rows = source.data?.rows ?? [];
  return {
    rows,
    total: rows.length,
    loading: source.loading,
    error: source.problem && { words: source.problem.words, requestId: source.problem.requestId },
    retry: source.retry,
    hasMore: false,
    loadingMore: false,
    loadMore: () => {},
    question: '',
    pages: 1,
  };
}
