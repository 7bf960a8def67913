/** What stands there when a screen broke, and when an address leads nowhere. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../ui/states.tsx';
import { ApiProblem } from './problem.ts';

export function Fault({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useTranslation('app');
  const requestId = error instanceof ApiProblem ? error.requestId : undefined;
  return (
    <div style={{ padding: 24 }}>
      <ErrorState
        title={t('fault.title')}
        words={t('fault.words')}
        requestId={requestId}
        onRetry={() => {
          // A screen that was there before an update asks for files that are gone: only a reload helps.
          if (reset && !isOldVersion(error)) reset();
          else window.location.reload();
        }}
      />
    </div>
  );
}

function isOldVersion(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|Importing a module script failed/i.test(error.message);
}

export function NotFound() {
  const { t } = useTranslation('app');
  return (
    <div className="r-nowhere">
      <h1>{t('nowhere.title')}</h1>
      <p>{t('nowhere.words')}</p>
      <Link to="/">{t('nowhere.home')}</Link>
    </div>
  );
}
