/** Two things a list watches: how wide it is, and which rows came by themselves. */
import { type RefObject, useEffect, useRef, useState } from 'react';

/** Width of the box in px, 0 before the first measure. */
export function useTableWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, [box]);
  return width;
}

/** Ids that were not there a moment ago, for as long as they are tinted (1.5 s). Another question or page is not news. */
export function useNewRows(
  ids: readonly string[],
  of: { question: string; pages: number; loading: boolean },
): ReadonlySet<string> {
  const seen = useRef<{ question: string; pages: number; ids: Set<string> } | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const { question, pages, loading } = of;
  useEffect(() => {
    if (loading) return;
    const before = seen.current;
    seen.current = { question, pages, ids: new Set(ids) };
    if (!before || before.question !== question || before.pages !== pages) return;
    const added = ids.filter((id) => !before.ids.has(id));
    if (added.length === 0) return;
    setFresh(new Set(added));
    const timer = setTimeout(() => setFresh(new Set()), 1500);
    return () => clearTimeout(timer);
  }, [ids, question, pages, loading]);
  return fresh;
}
