import type { PolicyScope } from '@recoup/contract';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';

/** What a policy is for, in a few words: `Amazon, TikTok Shop`, `Bought Oct 15 to Dec 24`, `Everything`. */
export function useScopeWords(): (scope: PolicyScope) => string {
  const { t } = useTranslation('policies');
  const terms = useTerms();
  const f = useFormat();
  return useCallback(
    ({ categories, channels, skus, bought_from: from, bought_to: to }) => {
      const goods = [...categories, ...skus];
      const parts = [
        goods.length > 2 ? t('list_more', { first: goods[0], count: goods.length - 1 }) : goods.join(', '),
        channels.map(terms.channel).join(', '),
        from && to
          ? t('scope.between', { from: f.calendarDay(from), to: f.calendarDay(to) })
          : from
            ? t('scope.since', { from: f.calendarDay(from) })
            : to
              ? t('scope.until', { to: f.calendarDay(to) })
              : '',
      ].filter(Boolean);
      return parts.join(' · ') || t('scope.everything');
    },
    [t, terms, f],
  );
}
