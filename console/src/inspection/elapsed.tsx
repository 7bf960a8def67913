/** The time this takes against what is usual, running. */
import type { Inspection } from '@recoup/contract';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { ProgressBar } from '../ui/value-bar.tsx';
import { secondsOf } from './run.ts';

export function Elapsed({ run, since }: { run: Inspection; since: RefObject<number> }) {
  const { t } = useTranslation('inspection');
  const f = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = secondsOf(run, Math.max(0, now - since.current));
  const usual = run.sop.usual_seconds;
  return (
    // The band is read aloud when it changes; a running clock is not news.
    <span className="inspection-elapsed" aria-hidden="true">
      <span>
        <b>{f.duration(seconds)}</b> {t('inspect.of_usual', { span: f.span(usual * 1000) })}
      </span>
      <ProgressBar share={seconds / usual} label={t('inspect.time')} />
    </span>
  );
}
