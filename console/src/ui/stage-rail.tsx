/** Where a thing is, and only that: 3 px ink done, 5 px petrol now, outlined to come, each with its date. */
import './stage-rail.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type Stage = { key: string; name: string; state: 'done' | 'now' | 'to_come'; note?: ReactNode };

export function StageRail({ stages }: { stages: readonly Stage[] }) {
  const { t } = useTranslation('ui');
  const spoken = { done: t('stages.done'), now: t('stages.now'), to_come: t('stages.to_come') };
  return (
    <ol className="r-stages" aria-label={t('stages.label')}>
      {stages.map((stage) => (
        <li key={stage.key} className={`is-${stage.state}`} aria-current={stage.state === 'now' ? 'step' : undefined}>
          <i />
          <span className="r-stages-name">
            {stage.name}
            <span className="r-sr">, {spoken[stage.state]}</span>
          </span>
          {stage.note && <span className="r-quiet">{stage.note}</span>}
        </li>
      ))}
    </ol>
  );
}
