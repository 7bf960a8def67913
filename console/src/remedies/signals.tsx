/** Reasons to look twice at this buyer's problem. Nothing is refused for them. */
import type { Signal } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { Shape } from '../ui/status.tsx';
import { useRemedyWords } from './remedy-words.ts';

export function Signals({ signals }: { signals: readonly Signal[] }) {
  const { t } = useTranslation('remedies');
  const words = useRemedyWords();
  if (signals.length === 0) return null;
  return (
    <div className="remedies-look">
      <b className="r-medium">{t('look')}</b>
      <ul className="remedies-signals">
        {signals.map((signal) => (
          <li key={signal.code}>
            <Shape tone="diff" />
            <span>{words.signal(signal)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
