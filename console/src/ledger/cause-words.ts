/** What caused an entry, in words: the name of its event where there is one, else of the kind in its cause. */
import type { LedgerEntry } from '@recoup/contract';
import { useTranslation } from 'react-i18next';

export function useCauseWords(): (entry: Pick<LedgerEntry, 'cause' | 'memo'>) => string {
  const { t, i18n } = useTranslation('ledger');
  return ({ cause, memo }) => {
    const type = cause.split(':')[0] ?? '';
    if (i18n.exists(`cause.${type.replace('.', '_')}`, { ns: 'ledger' })) {
      const name = t(`cause.${type.replace('.', '_')}`);
      return memo === type || memo === '' ? name : `${name} ${memo}`;
    }
    return memo;
  };
}
