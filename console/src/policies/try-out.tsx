/** "If this had been live for 90 days": what the rules on the screen would have decided for the requests there were. */
import { type Policy, type PolicyRules, policies } from '@recoup/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useFormat } from '../ui/locale.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';

export function TryOut({ policy, rules }: { policy: Policy; rules: PolicyRules }) {
  const { t } = useTranslation('policies');
  const f = useFormat();
  const words = useProblemWords();
  const settled = useSettled(rules, 500);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: [policies.tryOut.path, { params: { id: policy.id } }, settled],
    queryFn: ({ signal }) => call(policies.tryOut, { params: { id: policy.id }, body: { rules: settled } }, { signal }),
    placeholderData: (was) => was,
  });
  const problem = error ? words(error) : null;
  return (
    <section className="policies-try" aria-busy={isPlaceholderData}>
      <header>
        <h2>{t('try.title')}</h2>
        {data && <span className="r-quiet">{t('try.requests', { count: data.requests })}</span>}
      </header>
      {problem && <ErrorState words={problem.words} requestId={problem.requestId} onRetry={() => void refetch()} />}
      {!data && !problem && <SkeletonRows rows={3} />}
      {data?.requests === 0 && <p className="r-ink2">{t('try.none')}</p>}
      {data && data.requests > 0 && (
        <>
          <div className="policies-try-bar" aria-hidden="true">
            {parts.map(
              (part) => data[part] > 0 && <i key={part} className={`is-${part}`} style={{ flexGrow: data[part] }} />,
            )}
          </div>
          <Rows
            rows={[
              ...parts.map((part) => ({
                key: part,
                shape: <i className={`policies-try-dot is-${part}`} />,
                label: t(`try.${part}`),
                value: f.number(data[part]),
              })),
              ...(data.refund_change.length === 0
                ? [{ key: 'money', label: t('try.money'), value: t('try.no_change'), total: true }]
                : data.refund_change.map((one) => ({
                    key: one.currency,
                    label: t('try.money'),
                    value: `${one.amount > 0 ? '+' : ''}${f.money(one.amount, one.currency)}`,
                    total: true,
                  }))),
            ]}
          />
          <p className="r-quiet">{t('try.how')}</p>
        </>
      )}
    </section>
  );
}

const parts = ['same', 'now_allowed', 'now_asked', 'now_refused'] as const;

/** The value once it has rested so long: nothing is asked while somebody types. */
function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
