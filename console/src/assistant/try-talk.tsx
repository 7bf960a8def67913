/** The talk being tried: whose words, in which language, as which buyer. It stays while flows and pages change around it. */
import { assistant, type BuyerLanguage } from '@recoup/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { z } from 'zod';
import { call } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';

export type TalkTurn = { text: string; choice?: string; photos: number };
export type SavedTalk = z.output<typeof assistant.talks.response>['rows'][number];
export type Tried = z.output<typeof assistant.try.response>;
export type AsBuyer = { id: string; number: string; words: string; buyer: string | null };

type Talk = {
  brandId: string;
  language: BuyerLanguage;
  setLanguage: (language: BuyerLanguage) => void;
  order: AsBuyer | null;
  setOrder: (order: AsBuyer | null) => void;
  turns: readonly TalkTurn[];
  say: (turn: TalkTurn) => void;
  startOver: () => void;
  /** The saved talk that was opened; null once it goes another way. */
  opened: SavedTalk | null;
  open: (talk: SavedTalk) => void;
  /** What stands here was just kept as this one. */
  keptAs: (talk: SavedTalk) => void;
  /** The draft was saved: the same words are asked of it again. */
  again: () => void;
  revision: number;
};

const Context = createContext<Talk | null>(null);

export function TryProvider({ brandId, children }: { brandId: string; children: ReactNode }) {
  const [language, setLanguage] = useState<BuyerLanguage>('en');
  const [order, setOrder] = useState<AsBuyer | null>(null);
  const [turns, setTurns] = useState<readonly TalkTurn[]>([]);
  const [opened, setOpened] = useState<SavedTalk | null>(null);
  const [revision, setRevision] = useState(0);
  const talk = useMemo<Talk>(
    () => ({
      brandId,
      language,
      setLanguage,
      order,
      setOrder: (next) => {
        setOrder(next);
        setOpened(null);
      },
      turns,
      say: (turn) => {
        setTurns((was) => [...was, turn]);
        setOpened(null);
      },
      startOver: () => {
        setTurns([]);
        setOpened(null);
      },
      opened,
      open: (saved) => {
        setLanguage(saved.language);
        setOrder(saved.order ? { ...saved.order, words: '', buyer: null } : null);
        setTurns(saved.turns.map((text) => ({ text, photos: 0 })));
        setOpened(saved);
      },
      keptAs: setOpened,
      again: () => setRevision((was) => was + 1),
      revision,
    }),
    [brandId, language, order, turns, opened, revision],
  );
  return <Context value={talk}>{children}</Context>;
}

export function useTalk(): Talk {
  const talk = use(Context);
  if (!talk) throw new Error('useTalk outside of the assistant’s pages');
  return talk;
}

/** What the assistant makes of the talk so far, with the drafts. The last answer stays while the next is asked. */
export function useTried() {
  const { brandId, language, order, turns, revision } = useTalk();
  const words = useProblemWords();
  const body = { brand_id: brandId, flows: 'draft' as const, language, order_id: order?.id ?? null, turns: [...turns] };
  const query = useQuery({
    queryKey: [assistant.try.path, body, revision],
    queryFn: ({ signal }) => call(assistant.try, { body }, { signal }),
    enabled: turns.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return {
    data: turns.length > 0 ? query.data : undefined,
    thinking: query.isFetching,
    problem: query.error ? words(query.error) : null,
    retry: () => void query.refetch(),
  };
}
