/** The one question, asked as the problem is described: what may this buyer be given, ranked by what it costs the brand. */
import { type AnswerOf, type BodyIn, remediesApi } from '@recoup/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';

export type Question = BodyIn<typeof remediesApi.ask>['lines'][number];
export type Answer = AnswerOf<typeof remediesApi.ask>;

/** `returnId`: as if that return had not claimed its units. */
export function useRemedies(orderId: string, lines: readonly Question[], returnId?: string) {
  const words = useProblemWords();
  const asked = lines.slice(0, 20);
  const query = useQuery({
    queryKey: [remediesApi.ask.path, { params: { id: orderId } }, asked, returnId],
    queryFn: ({ signal }) =>
      call(
        remediesApi.ask,
        { params: { id: orderId }, body: { lines: [...asked], ...(returnId ? { return_id: returnId } : {}) } },
        { signal },
      ),
    placeholderData: keepPreviousData,
    retry: false,
    enabled: asked.length > 0,
  });
  return {
    data: asked.length > 0 ? query.data : undefined,
    waits: query.isFetching,
    problem: query.error ? words(query.error) : null,
    retry: () => void query.refetch(),
  };
}
