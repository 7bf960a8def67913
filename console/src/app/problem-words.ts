/** What a refusal says to a person: words per code from refusals/, with its details put in the reader's way. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../ui/locale.tsx';
import { ApiProblem } from './problem.ts';

export type ProblemWords = {
  code: string;
  words: string;
  requestId: string | undefined;
  details: Record<string, unknown>;
  /** The error of one field, by its path in the request: `lines.0.quantity`. */
  fieldWords: (path: string) => string | undefined;
};

/** Turns what was thrown into words. A fault of our own keeps its request number; a code nobody wrote words for says so. */
export function useProblemWords(): (error: unknown) => ProblemWords {
  const { t, i18n } = useTranslation('refusals');
  const f = useFormat();
  return useCallback(
    (error) => {
      const problem = error instanceof ApiProblem ? error : new ApiProblem({ code: 'server.fault', status: 500 });
      const say = (code: string, details: Record<string, unknown>) =>
        i18n.exists(code, { ns: 'refusals' }) ? t(code, readable(details, f)) : undefined;
      return {
        code: problem.code,
        words: say(problem.code, problem.details) ?? t('unknown', { code: problem.code }),
        requestId: problem.requestId,
        details: problem.details,
        fieldWords: (path) => {
          const field = problem.fields.find((each) => each.path === path || each.path === `body.${path}`);
          return field && (say(`field.${field.code}`, {}) ?? t('field.wrong'));
        },
      };
    },
    [t, i18n, f],
  );
}

/** Details as a person reads them: amounts with their sign, instants as dates, counts with their comma. */
function readable(details: Record<string, unknown>, f: Format): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(details)) {
    if (typeof value === 'number') out[name] = f.number(value);
    else if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) out[name] = f.dateTime(value);
    else if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) out[name] = f.calendarDay(value);
    else if (isMoney(value)) out[name] = f.money(value.amount, value.currency);
    else out[name] = value;
    if (typeof value === 'number' && name === 'count') out.count = value;
  }
  return out;
}

function isMoney(value: unknown): value is { amount: number; currency: string } {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}
