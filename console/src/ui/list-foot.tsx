/** Under a list: how many are shown, the next page as it scrolls into sight, and the keys. */
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from './kbd.tsx';
import type { ListSource } from './list-table.tsx';
import { useFormat } from './locale.tsx';

type Props<Row> = { source: ListSource<Row>; choosing: boolean; opening: boolean; sentenceKey: boolean };

export function ListFoot<Row>({ source, choosing, opening, sentenceKey }: Props<Row>) {
  const { t } = useTranslation('ui');
  const f = useFormat();
  const foot = useRef<HTMLElement>(null);
  const more = useEffectEvent(() => {
    if (source.hasMore && !source.loadingMore) source.loadMore();
  });
  const shownRows = source.rows.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each page the foot may still be in sight
  useEffect(() => {
    if (!foot.current) return;
    const watcher = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && more(), {
      rootMargin: '400px',
    });
    watcher.observe(foot.current);
    return () => watcher.disconnect();
  }, [shownRows]);

  if (source.loading && shownRows === 0) return null;
  const n = f.number(shownRows);
  const shown =
    source.total !== null
      ? t('list.shown', { n, total: f.number(source.total) })
      : source.hasMore
        ? t('list.shown_open', { n })
        : t('list.shown_all', { n });
  return (
    <footer ref={foot} className="r-list-foot">
      <span role="status">{source.loadingMore ? t('list.loading_more') : shown}</span>
      <span className="r-list-keys">
        <span>
          <Kbd k="j" />
          <Kbd k="k" />
          {t('list.move')}
        </span>
        {choosing && (
          <span>
            <Kbd k="x" />
            {t('list.pick')}
          </span>
        )}
        {opening && (
          <span>
            <Kbd k="Enter" />
            {t('list.open')}
          </span>
        )}
        {sentenceKey && (
          <span>
            <Kbd k="f" />
            {t('list.sentence')}
          </span>
        )}
      </span>
    </footer>
  );
}
