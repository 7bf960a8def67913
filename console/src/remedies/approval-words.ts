/** Why something waits for a second person, told to the one who is asked rather than to the one who asked. */
import type { Because } from '@recoup/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { useVerdictWords } from '../verdicts/verdict-words.ts';
import { useRemedyWords } from './remedy-words.ts';

export function useApprovalWords() {
  const { t, i18n } = useTranslation('remedies');
  const f = useFormat();
  const verdicts = useVerdictWords();
  const remedies = useRemedyWords();
  return useMemo(
    () => ({
      because: ({ code, facts }: Pick<Because, 'code' | 'facts'>) => {
        const risk = /^risk\.(\w+)$/.exec(code)?.[1];
        if (risk === 'keep_it_often' || risk === 'serial_swap' || risk === 'empty_box' || risk === 'many_addresses') {
          return remedies.signal({ code: risk, facts });
        }
        const key = `approvals.because.${code}`;
        const limit = facts.limit as { amount: number; currency: string } | null | undefined;
        if (!i18n.exists(key, { ns: 'remedies' }) || (code.startsWith('limit.per') && !limit)) {
          return verdicts.said({ code, facts });
        }
        return t(key, limit ? { limit: f.money(limit.amount, limit.currency) } : {});
      },
    }),
    [t, i18n, f, verdicts, remedies],
  );
}
