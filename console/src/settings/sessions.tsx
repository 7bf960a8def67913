/** Where this person is signed in, and the way to end it there. */
import { useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemWords } from '../app/problem-words.ts';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { endOtherSessions, endSession, readSessions } from './auth.ts';
import { deviceOf } from './device.ts';
import { NotDone } from './frame.tsx';
import { useAttempt } from './use-attempt.ts';

export function Sessions() {
  const { t } = useTranslation('settings');
  const f = useFormat();
  const words = useProblemWords();
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery({ queryKey: ['sessions'], queryFn: readSessions });
  const { run, busy, problem } = useAttempt();
  const end = async (work: () => Promise<unknown>) => {
    if (!(await run(work))) return;
    await refetch();
    void message.success(t('sessions.ended'));
  };
  const failed = error ? words(error) : null;
  return (
    <Section
      title={t('sessions.title')}
      aside={data?.rows.length}
      verbs={
        data &&
        data.rows.length > 1 && (
          <button type="button" className="r-link" disabled={busy} onClick={() => void end(endOtherSessions)}>
            {t('sessions.end_others')}
          </button>
        )
      }
    >
      {failed && <ErrorState words={failed.words} requestId={failed.requestId} onRetry={() => void refetch()} />}
      {!data && !failed && <SkeletonRows rows={2} height={44} />}
      <NotDone problem={problem} />
      <ul className="settings-rows">
        {data?.rows.map((row) => {
          const { browser, system } = deviceOf(row.userAgent ?? '');
          const device = [browser, system].filter(Boolean).join(', ') || t('sessions.unknown');
          return (
            <li key={row.id}>
              <span className="settings-person">
                <strong className="r-medium">{device}</strong>
                <span className="r-second">{row.ipAddress || t('sessions.no_address')}</span>
              </span>
              <span className="r-ink2">{t('sessions.since', { at: f.dateTime(row.createdAt) })}</span>
              {row.id === data.own ? (
                <Status tone="here">{t('sessions.here')}</Status>
              ) : (
                <button
                  type="button"
                  className="r-link"
                  disabled={busy}
                  onClick={() => void end(() => endSession(row.token))}
                >
                  {t('sessions.end')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
