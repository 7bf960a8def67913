import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** Why a request waits for a person, in words. */
export function useReview(): (code: string) => string {
  const { t, i18n } = useTranslation('verdicts');
  return useCallback((code) => (i18n.exists(code, { ns: 'verdicts' }) ? t(code) : t('other')), [t, i18n]);
}
