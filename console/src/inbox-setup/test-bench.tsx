/** "Would have touched 12 of 340 conversations in 30 days", with the list. Nothing changes by looking. */
import { inboxSetup } from '@recoup/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';
import { canTry, type RuleBody } from './clause-draft.ts';
import { useClauseWords } from './clause-words.ts';
import { PaneHead } from './parts.tsx';

export function TestBench({ rule }: { rule: RuleBody }) {
  const { t } = useTranslation('inbox-setup');
  const words = useProblemWords();
  const clauses = useClauseWords();
  const [days, setDays] = useState('30');
  const settled = useSettled(rule, 500);
  const ready = canTry(settled);
  // What is asked is what the rule would do, not what it is called or whether it is on.
  const asked = { ...settled, name: settled.name.trim() || t('rules.rule_name'), enabled: false, position: 0 };
  const { data, error, refetch, isPlaceholderData, isFetching } = useQuery({
    queryKey: [inboxSetup.testRule.path, days, { ...asked, name: '' }],
    queryFn: ({ signal }) => call(inboxSetup.testRule, { body: { rule: asked, days: Number(days) } }, { signal }),
    enabled: ready,
    placeholderData: (was) => was,
  });
  const problem = error ? words(error) : null;
  return (
    <div className="isetup-pane">
      <section aria-busy={isPlaceholderData} className="isetup-bench">
        <PaneHead title={t('bench.title')} />
        <SentenceFilter
          keysOn={false}
          sentence={t('bench.sentence')}
          words={{
            days: {
              value: days,
              choices: ['7', '30', '90', '365'].map((value) => ({
                value,
                label: t('bench.days', { count: Number(value) }),
              })),
              onChange: (next) => setDays(next ?? '30'),
            },
          }}
        />
        {!ready && <p className="r-ink3">{t('bench.open')}</p>}
        {ready && problem && (
          <ErrorState words={problem.words} requestId={problem.requestId} onRetry={() => void refetch()} />
        )}
        {ready && !data && !problem && isFetching && <SkeletonRows rows={5} height={44} />}
        {ready && data && (
          <>
            <p className="isetup-bench-sum">
              {data.looked_at === 0
                ? t('bench.none_there')
                : t('bench.touched', { touched: data.touched, count: data.looked_at })}
            </p>
            {data.looked_at > 0 && (
              <div className="isetup-bench-bar" aria-hidden="true">
                <i style={{ width: `${(data.touched / data.looked_at) * 100}%` }} />
              </div>
            )}
            <ul className="isetup-bench-list">
              {data.rows.map((row) => (
                <li key={`${row.conversation.id} ${row.at}`}>
                  <Link to={`/inbox/${row.conversation.id}` as '/'}>
                    <span>
                      <b className="r-cut">{row.conversation.contact.name}</b>
                      <When at={row.at} />
                    </span>
                    <span className="r-second r-cut">{row.conversation.subject}</span>
                    {row.because.length > 0 && (
                      <span className="r-quiet r-cut">{row.because.map(clauses.because).join(' · ')}</span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
            {data.touched > data.rows.length && (
              <p className="r-quiet">{t('bench.more', { count: data.touched - data.rows.length })}</p>
            )}
          </>
        )}
      </section>
      <p className="r-quiet">{t('bench.how')}</p>
    </div>
  );
}

/** The value once it has rested so long: nothing is asked while somebody types. */
function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
