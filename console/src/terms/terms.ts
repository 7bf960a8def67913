/**
 * What the codes of the contract are called: one word per thing, the same on every screen. A code without a word (a
 * carrier's or a shop's own name) is shown as it came.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Lists of codes that have words; `detail` are the finer words within a reason. */
export const termLists = [
  'reason',
  'detail',
  'remedy',
  'part',
  'stage',
  'decision',
  'money',
  'source',
  'freight',
  'disposition',
  'acceptance',
  'arrival',
  'outcome',
  'unit_stage',
  'gone',
  'condition',
  'bin',
  'tracking',
  'label_state',
  'failure',
  'carrier',
  'channel',
  'language',
  'mail',
  'role',
] as const;
export type TermList = (typeof termLists)[number];

export type Terms = Record<TermList, (code: string) => string> & {
  /** `looks B, works C`; what is known of the two axes. */
  axes: (of: { functional: string | null; cosmetic: string | null }) => string;
  /** The finer word where there is one, else the reason. */
  why: (of: { reason: string; detail?: string | null }) => string;
};

/** `const terms = useTerms(); terms.disposition('open_box')` → `Open box`. */
export function useTerms(): Terms {
  const { t, i18n } = useTranslation('terms');
  return useMemo(() => {
    const word = (list: TermList, code: string) => {
      const key = `${list}.${code
        .trim()
        .toLowerCase()
        .replace(/[\s.]+/g, '_')}`;
      return i18n.exists(key, { ns: 'terms' }) ? t(key) : code;
    };
    const lists = Object.fromEntries(termLists.map((list) => [list, (code: string) => word(list, code)]));
    return {
      ...(lists as Record<TermList, (code: string) => string>),
      axes: ({ functional, cosmetic }) => {
        if (functional && cosmetic) return t('axis.both', { functional, cosmetic });
        if (cosmetic) return t('axis.cosmetic', { grade: cosmetic });
        return functional ? t('axis.functional', { grade: functional }) : '';
      },
      why: ({ reason, detail }) => (detail ? word('detail', detail) : word('reason', reason)),
    };
  }, [t, i18n]);
}
