/** What policy said, in words: short for a row, as a sentence with its facts where there is room. Shared by every screen that shows a verdict. */
import type { Because, Verdict } from '@recoup/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import type { Format } from '../ui/locale.tsx';
import { useFormat } from '../ui/locale.tsx';
import type { Tone } from '../ui/status.tsx';

export const verdictTone: Record<Verdict['answer'], Tone> = { yes: 'good', ask: 'clock', no: 'diff' };

/**
 * `short('window.closed')` → `Window closed`; `said({ code, facts })` → `The window of 30 days closed on Nov 9, 4 days
 * ago.`; `until(verdict)` → `May be asked for until Nov 30`, or null where there is no such day.
 */
export function useVerdictWords() {
  const { t, i18n } = useTranslation('verdicts');
  const f = useFormat();
  const terms = useTerms();
  return useMemo(() => {
    const has = (key: string) => i18n.exists(key, { ns: 'verdicts' });
    const short = (code: string) => (has(code) ? t(code) : t('other'));
    return {
      short,
      answer: (answer: Verdict['answer']) => t(`answer.${answer}`),
      said: ({ code, facts }: Pick<Because, 'code' | 'facts'>) => {
        const count = typeof facts.days_late === 'number' ? facts.days_late : undefined;
        const reason = typeof facts.reason === 'string' ? terms.reason(facts.reason) : undefined;
        const words = {
          ...readable(facts, f),
          ...(reason ? { reason } : {}),
          ...(count === undefined ? {} : { count }),
        };
        return has(`said.${code}`) || has(`said.${code}_other`) ? t(`said.${code}`, words) : short(code);
      },
      until: ({ answer, until }: Verdict) => {
        if (!until) return null;
        return t(answer === 'yes' ? 'until_open' : 'until', { day: f.calendarDay(until, true) });
      },
    };
  }, [t, i18n, f, terms]);
}

function readable(facts: Record<string, unknown>, f: Format): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, read(value, f)]));
}

function read(value: unknown, f: Format): unknown {
  if (typeof value === 'number') return f.number(value);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return f.calendarDay(value);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return f.date(value);
  if (typeof value !== 'object' || value === null || !('amount' in value) || !('currency' in value)) return value;
  return f.money(Number(value.amount), String(value.currency));
}
