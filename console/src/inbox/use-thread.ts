/** A thread as it grows: the newest page is read anew when something happens, older ones are fetched as one scrolls up. */
import { inbox, type ThreadItem } from '@recoup/contract';
import { useEffect, useRef, useState } from 'react';
import { call } from '../app/api.ts';
import { useApi } from '../app/queries.ts';
import { joinPages } from './thread.ts';

type Known = { items: readonly ThreadItem[]; more: boolean };

/** `joins` changes when messages were moved in or out: then what was known is read again as a whole. */
export function useThread(id: string, joins: string) {
  const page = useApi(inbox.thread, { params: { id }, query: { limit: 100 } }, { keep: false });
  const [known, setKnown] = useState<Known | null>(null);
  const [loading, setLoading] = useState(false);
  const joined = useRef(joins);
  useEffect(() => {
    if (!page.data) return;
    const { items, more_before } = page.data;
    const again = joined.current !== joins;
    joined.current = joins;
    setKnown((was) => {
      if (!was || again) return { items, more: more_before };
      const next = joinPages(was.items, items);
      return {
        items: next.items,
        more: next.gap ? more_before : was.items.length > items.length ? was.more : more_before,
      };
    });
  }, [page.data, joins]);
  const loadOlder = async () => {
    const first = known?.items[0];
    if (!first || loading || !known?.more) return;
    setLoading(true);
    try {
      const older = await call(inbox.thread, { params: { id }, query: { before: first.id, limit: 100 } });
      setKnown((was) => was && { items: joinPages(older.items, was.items).items, more: older.more_before });
    } finally {
      setLoading(false);
    }
  };
  return {
    items: known?.items ?? page.data?.items ?? null,
    more: known?.more ?? false,
    loadingOlder: loading,
    loadOlder,
    problem: page.problem,
    retry: page.retry,
  };
}
