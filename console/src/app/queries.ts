/** The API in components: useApi reads, useApiList reads page by page, useMove does. Everything read stays live (live.ts). */
import type { AnswerOf, EndpointSpec } from '@recoup/contract';
import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ListSource } from '../ui/list-table.tsx';
import { type AnyInput, type Input, request } from './api.ts';
import { ApiProblem } from './problem.ts';
import { useProblemWords } from './problem-words.ts';

/** What a read is known by: its path and what filled it. live.ts finds it again by these. */
export type ApiKey = readonly [path: string, input: AnyInput];

export function keyOf(spec: EndpointSpec, input: AnyInput = {}): ApiKey {
  return [
    spec.path,
    { ...(input.params ? { params: input.params } : {}), ...(input.query ? { query: input.query } : {}) },
  ];
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        // A refusal stays a refusal; a dropped line or a busy server may be better in a second.
        retry: (times, error) => times < 3 && error instanceof ApiProblem && (error.unknown || error.status === 503),
        retryDelay: (times) => Math.min(1000 * 2 ** times, 8000),
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

type NeedsInput<E extends EndpointSpec> =
  Record<string, never> extends Input<E>
    ? [input?: Input<E>, options?: ReadOptions]
    : [input: Input<E>, options?: ReadOptions];
export type ReadOptions = {
  /** Off while something it needs is not known yet. */
  on?: boolean;
  /** While the next question is asked, the answer to the last one stays. Default true. */
  keep?: boolean;
};

/** One answer. `data` stays while it is asked anew; `problem` is in the reader's words. */
export function useApi<E extends EndpointSpec>(spec: E, ...[input, options = {}]: NeedsInput<E>) {
  const words = useProblemWords();
  const query = useQuery({
    queryKey: keyOf(spec, input),
    queryFn: ({ signal }) => request(spec, input ?? {}, { signal }) as Promise<AnswerOf<E>>,
    enabled: options.on ?? true,
    ...(options.keep === false ? {} : { placeholderData: keepPreviousData }),
  });
  return {
    data: query.data as AnswerOf<E> | undefined,
    loading: query.isPending && query.isFetching,
    /** The answer shown belongs to the last question. */
    old: query.isPlaceholderData,
    problem: query.error ? words(query.error) : null,
    retry: () => void query.refetch(),
  };
}

type RowOf<E extends EndpointSpec> = AnswerOf<E> extends { rows: (infer Row)[] } ? Row : never;
type PageAnswer = { rows: unknown[]; next_cursor: string | null; total?: number | null; question: string };

/** A list by cursor, for ListTable. The page size is the contract's (50). */
export function useApiList<E extends EndpointSpec>(
  spec: E,
  ...[input, options = {}]: NeedsInput<E>
): ListSource<RowOf<E>> {
  const words = useProblemWords();
  const key = keyOf(spec, input);
  const question = JSON.stringify(key);
  const query = useInfiniteQuery({
    queryKey: [...key, 'pages'],
    queryFn: async ({ signal, pageParam }) => {
      const asked = { ...((input?.query ?? {}) as object), ...(pageParam ? { cursor: pageParam } : {}) };
      const page = (await request(spec, { ...input, query: asked }, { signal })) as PageAnswer;
      return { ...page, question };
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled: options.on ?? true,
    ...(options.keep === false ? {} : { placeholderData: keepPreviousData }),
  });
  const pages = query.data?.pages ?? [];
  const problem = query.error ? words(query.error) : null;
  return {
    rows: pages.flatMap((page) => page.rows) as RowOf<E>[],
    total: pages[0]?.total ?? null,
    loading: query.isPending && query.isFetching,
    error: problem && { words: problem.words, requestId: problem.requestId },
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    // While the next question is asked, the rows shown still answer the last.
    question: pages[0]?.question ?? question,
    pages: pages.length,
  };
}

/**
 * A move: `const approve = useMove(returns.approve)`, then `approve.run({ params: { id }, body: {} })`. It resolves with
 * the answer, or with undefined when it was refused: then `problem` says why, in the reader's words. Everything on the
 * screen is read again afterwards.
 */
export function useMove<E extends EndpointSpec>(
  spec: E,
  options: { onDone?: (answer: AnswerOf<E>, input: Input<E>) => void } = {},
) {
  const client = useQueryClient();
  const words = useProblemWords();
  const mutation = useMutation({
    mutationFn: (input: Input<E>) => request(spec, input as AnyInput, {}) as Promise<AnswerOf<E>>,
    onSuccess: (answer, input) => options.onDone?.(answer, input),
    onSettled: () => void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== '/v1/search' }),
  });
  const { mutateAsync } = mutation;
  const run = useCallback(
    async (input: Input<E>): Promise<AnswerOf<E> | undefined> => {
      try {
        return await mutateAsync(input);
      } catch (error) {
        if (error instanceof ApiProblem) return undefined;
        throw error;
      }
    },
    [mutateAsync],
  );
  return {
    run,
    busy: mutation.isPending,
    problem: mutation.error ? words(mutation.error) : null,
    /** Forgets the problem: when the form is opened again. */
    reset: mutation.reset,
  };
}
